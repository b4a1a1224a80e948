import jpRegular from '@expo-google-fonts/noto-serif-jp/400Regular/NotoSerifJP_400Regular.ttf?url'
import jpBold from '@expo-google-fonts/noto-serif-jp/700Bold/NotoSerifJP_700Bold.ttf?url'
import scRegular from '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf?url'
import scBold from '@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf?url'
import compiler from '@myriaddreamin/typst-ts-web-compiler/wasm?url'
import { toHex } from '../../../evidence/bytes.ts'
import { compilerDigest, fontDigests, type PartDigest } from './pdf-digests.ts'
import { pdfFailure } from './pdf-failure.ts'

type Part = { readonly address: string; readonly digest: PartDigest }
const [sc, jp] = fontDigests
const compilerPart: Part = { address: compiler, digest: compilerDigest }
const fontParts: readonly (readonly Part[])[] = [
  [
    { address: scRegular, digest: sc[0] },
    { address: scBold, digest: sc[1] },
  ],
  [
    { address: jpRegular, digest: jp[0] },
    { address: jpBold, digest: jp[1] },
  ],
]

/** What crosses the network the first time, compressed (10.8 of it the compiler with gzip, 9.7 with Brotli), without the fonts of rare characters. */
export const firstLoadMegabytes = 27

export type PdfParts = { readonly compiler: ArrayBuffer; readonly fonts: readonly (readonly ArrayBuffer[])[] }

/**
 * Program and fonts from our own origin; the browser keeps them, so a second time they come from its cache.
 *
 * @param families - how many of our font families, in their order
 * @param onShare - hears how much has come, 0 to 1
 * @throws ApiError `pdf-parts-unreachable` or `pdf-parts-changed`
 */
export async function loadPdfParts(families: number, onShare: (share: number) => void): Promise<PdfParts> {
  const wanted = fontParts.slice(0, families)
  const total = [compilerPart, ...wanted.flat()].reduce((sum, { digest }) => sum + digest.sizeBytes, 0)
  let loaded = 0
  const load = (part: Part) =>
    loadPart(part, (bytes) => {
      loaded += bytes
      onShare(Math.min(1, loaded / total))
    })
  const [program, fonts] = await Promise.all([
    load(compilerPart),
    Promise.all(wanted.map((weights) => Promise.all(weights.map(load)))),
  ])
  return { compiler: program, fonts }
}

async function loadPart({ address, digest }: Part, onBytes: (bytes: number) => void): Promise<ArrayBuffer> {
  const bytes = new Uint8Array(digest.sizeBytes)
  let at = 0
  for await (const piece of piecesOf(address)) {
    if (at + piece.length > bytes.length) throw pdfFailure('pdf-parts-changed')
    bytes.set(piece, at)
    at += piece.length
    onBytes(piece.length)
  }
  const found = toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))
  if (at !== bytes.length || found !== digest.sha256) throw pdfFailure('pdf-parts-changed')
  return bytes.buffer
}

async function* piecesOf(address: string): AsyncGenerator<Uint8Array> {
  const response = await fetch(address, { credentials: 'same-origin' }).catch(() => null)
  if (!response?.ok || !response.body) throw pdfFailure('pdf-parts-unreachable')
  const reader = response.body.getReader()
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw pdfFailure('pdf-parts-unreachable')
    })
    if (done) return
    yield value
  }
}
