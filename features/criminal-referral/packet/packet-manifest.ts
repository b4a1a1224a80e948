import { isPlainName } from '../../../evidence/archive.ts'
import { toHex, utf8 } from '../../../evidence/bytes.ts'
import { sha256, sm3 } from '../../../evidence/digest.ts'
import { EvidenceError } from '../../../evidence/evidence-error.ts'
import { decodeVerifierKey, encodeVerifierKey, type VerifierKey } from '../../../evidence/note.ts'
import {
  materialNumbers,
  type PacketFile,
  type PacketItem,
  type PacketManifest,
  waysOfShowing,
} from './packet.schema.ts'
import { PacketError } from './packet-error.ts'

export const packetFormat = 'shoumi-referral-packet'
export const manifestName = 'manifest.json'
export const signatureName = 'manifest.sig'
/** A disclosure package (`evidence/proof-package.ts`) of the manifest: it can be verified by itself with the ordinary tools. */
export const receiptName = 'manifest.tsproof'
export const indexName = 'index.html'
export const verifyName = 'verify.html'
/** What is about the manifest and therefore not in it. */
export const envelopeNames: readonly string[] = [manifestName, signatureName, receiptName]

const largestManifest = 8 * 1024 * 1024

export const encodeManifest = (manifest: PacketManifest): string =>
  `${JSON.stringify(
    {
      format: packetFormat,
      v: 1,
      packetId: manifest.packetId,
      referralId: manifest.referralId,
      number: manifest.number,
      part: manifest.part,
      caseName: manifest.caseName,
      sender: manifest.sender,
      receiver: manifest.receiver,
      frozenAt: manifest.frozenAt,
      crimes: manifest.crimes,
      items: manifest.items.map((item) => ({
        ...fileJson(item),
        material: item.material,
        title: item.title,
        provenance: item.provenance,
        reason: item.reason,
        shownAs: item.shownAs,
      })),
      withheld: manifest.withheld.map(({ title, reason }) => ({ title, reason })),
      pages: manifest.pages.map(fileJson),
      keys: manifest.keys.map(encodeVerifierKey),
    },
    null,
    2,
  )}\n`

const fileJson = (file: PacketFile) => ({
  name: file.name,
  sizeBytes: file.sizeBytes,
  sha256: file.sha256,
  sm3: file.sm3,
})

/**
 * Accepts exactly what `encodeManifest` writes: a manifest from a stranger is read no other way than it was signed.
 *
 * @throws PacketError `manifest-malformed`
 */
export function decodeManifest(source: string): PacketManifest {
  if (source.length > largestManifest) throw new PacketError('too-large')
  const given = objectIn(jsonIn(source), 'manifest')
  if (given['format'] !== packetFormat || given['v'] !== 1) throw wrong('format')
  const manifest: PacketManifest = {
    packetId: textIn(given, 'packetId'),
    referralId: textIn(given, 'referralId'),
    number: textIn(given, 'number'),
    part: oneOf(['referral', 'supplement'] as const, given['part'], 'part'),
    caseName: textIn(given, 'caseName'),
    sender: textIn(given, 'sender'),
    receiver: textIn(given, 'receiver'),
    frozenAt: textIn(given, 'frozenAt'),
    crimes: listIn(given, 'crimes').map((one) => text(one, 'crimes')),
    items: listIn(given, 'items').map(itemIn),
    withheld: listIn(given, 'withheld').map((one) => {
      const item = objectIn(one, 'withheld')
      return { title: textIn(item, 'title'), reason: textIn(item, 'reason') }
    }),
    pages: listIn(given, 'pages').map((one) => fileIn(objectIn(one, 'pages'))),
    keys: listIn(given, 'keys').map(keyIn),
  }
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(manifest.frozenAt) || Number.isNaN(Date.parse(manifest.frozenAt)))
    throw wrong('frozenAt')
  const names = [...manifest.items, ...manifest.pages].map(({ name }) => name)
  if (new Set(names).size !== names.length || names.some((name) => envelopeNames.includes(name))) throw wrong('names')
  if (encodeManifest(manifest) !== source) throw wrong('spelling')
  return manifest
}

const wrong = (reason: string) => new PacketError('manifest-malformed', reason)

function jsonIn(source: string): unknown {
  try {
    return JSON.parse(source)
  } catch {
    throw wrong('JSON')
  }
}

type Given = Readonly<Record<string, unknown>>

function objectIn(value: unknown, at: string): Given {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(at)
  return value as Given
}

function text(value: unknown, at: string): string {
  if (typeof value !== 'string' || value.length > 10_000) throw wrong(at)
  return value
}
const textIn = (given: Given, at: string) => text(given[at], at)

function listIn(given: Given, at: string): readonly unknown[] {
  const value = given[at]
  if (!Array.isArray(value) || value.length > 5000) throw wrong(at)
  return value
}

function oneOf<T extends string | number>(all: readonly T[], value: unknown, at: string): T {
  const found = all.find((one) => one === value)
  if (found === undefined) throw wrong(at)
  return found
}

function fileIn(given: Given): PacketFile {
  const file = {
    name: textIn(given, 'name'),
    sizeBytes: given['sizeBytes'],
    sha256: textIn(given, 'sha256'),
    sm3: textIn(given, 'sm3'),
  }
  const { sizeBytes } = file
  if (typeof sizeBytes !== 'number' || !Number.isSafeInteger(sizeBytes) || sizeBytes < 0) throw wrong('sizeBytes')
  if (!isPlainName(file.name)) throw wrong('name')
  if (![file.sha256, file.sm3].every((digest) => /^[0-9a-f]{64}$/.test(digest))) throw wrong('digest')
  return { ...file, sizeBytes }
}

function itemIn(value: unknown): PacketItem {
  const given = objectIn(value, 'items')
  return {
    ...fileIn(given),
    material: oneOf(materialNumbers, given['material'], 'material'),
    title: textIn(given, 'title'),
    provenance: textIn(given, 'provenance'),
    reason: textIn(given, 'reason'),
    shownAs: oneOf(waysOfShowing, given['shownAs'], 'shownAs'),
  }
}

function keyIn(value: unknown): VerifierKey {
  try {
    return decodeVerifierKey(text(value, 'keys'))
  } catch (error) {
    if (error instanceof EvidenceError) throw wrong('keys')
    throw error
  }
}

/** The text that is signed, once the receipt is there: which packet, and the digests of its manifest and its receipt. */
export const signedText = (packetId: string, manifest: Uint8Array, receipt: Uint8Array): string =>
  `${[
    `${packetFormat}/v1`,
    packetId,
    ...[manifest, receipt].flatMap((file) => [file.length, `sha256 ${toHex(sha256(file))}`, `sm3 ${toHex(sm3(file))}`]),
  ].join('\n')}\n`

export const manifestBytes = (manifest: PacketManifest): Uint8Array => utf8(encodeManifest(manifest))

/** The files of a packet in the order in which the archive has them. */
export const archiveNames = ({ pages, items }: PacketManifest): readonly string[] => [
  ...pages.map(({ name }) => name),
  ...envelopeNames,
  ...items.map(({ name }) => name),
]
