import jpRegular from '@expo-google-fonts/noto-serif-jp/400Regular/NotoSerifJP_400Regular.ttf?url'
import jpBold from '@expo-google-fonts/noto-serif-jp/700Bold/NotoSerifJP_700Bold.ttf?url'
import scRegular from '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf?url'
import scBold from '@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf?url'
import compiler from '@myriaddreamin/typst-ts-web-compiler/wasm?url'
import { toHex } from '../../../evidence/bytes.ts'
import { ApiError } from '../client.ts'
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
  const loadedBytes = new Map<Part, number>()
  const stop = new AbortController()
  const load = (part: Part) =>
    loadPart(part, stop.signal, (bytes) => {
      loadedBytes.set(part, bytes)
      onShare([...loadedBytes.values()].reduce((sum, one) => sum + one, 0) / total)
    })
  try {
    const [program, fonts] = await Promise.all([
      load(compilerPart),
      Promise.all(wanted.map((weights) => Promise.all(weights.map(load)))),
    ])
    return { compiler: program, fonts }
  } finally {
    // Where one did not come, the others need not.
    stop.abort()
  }
}

async function loadPart(
  { address, digest }: Part,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<ArrayBuffer> {
  // What a browser's cache fails to keep or to give may still come from the network.
  const bytes =
    (await bytesOf(address, digest.sizeBytes, { signal }, onBytes)) ??
    (await bytesOf(address, digest.sizeBytes, { signal, cache: 'no-store' }, onBytes))
  if (!bytes) throw pdfFailure('pdf-parts-unreachable')
  const found = toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))
  if (found !== digest.sha256) throw pdfFailure('pdf-parts-changed')
  return bytes.buffer
}

/** @returns null when not all of it came. @throws ApiError `pdf-parts-changed` when more came than there is */
async function bytesOf(
  address: string,
  sizeBytes: number,
  how: RequestInit,
  onBytes: (bytes: number) => void,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const bytes = new Uint8Array(sizeBytes)
  let at = 0
  try {
    const response = await fetch(address, { credentials: 'same-origin', ...how })
    if (!response.ok) return null
    const reader = response.body?.getReader()
    for (;;) {
      const piece = await reader?.read()
      if (!piece || piece.done) break
      if (at + piece.value.length > sizeBytes) throw pdfFailure('pdf-parts-changed')
      bytes.set(piece.value, at)
      at += piece.value.length
      onBytes(at)
    }
  } catch (thrown) {
    if (thrown instanceof ApiError) throw thrown
    return null
  }
  return at === sizeBytes ? bytes : null
}
