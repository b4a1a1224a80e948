import { concat, equalBytes, fromBase64, fromHex, textOf, toBase64, toHex, u64, utf8 } from './bytes.ts'
import { sha256 } from './digest.ts'
import { EvidenceError } from './evidence-error.ts'
import {
  checkSm2PublicKey,
  ed25519PublicKey,
  mlDsa44Keys,
  signEd25519,
  signMlDsa44,
  signSm2,
  sm2PublicKey,
  verifyEd25519,
  verifyMlDsa44,
  verifySm2,
} from './signature.ts'

/**
 * Signed notes and verifier keys. A text, an empty line, and signature lines of which unknown ones are ignored: that is
 * what lets one checkpoint carry Ed25519 for every C2SP tool, ML-DSA-44 for later and SM2 for who must have it.
 *
 * @source c2sp.org/signed-note@v1.0.0 · c2sp.org/tlog-cosignature@v1.0.0
 */

/** SM2 has no byte assigned; 0xff and a longer name is the place that the specification gives for that. */
const sm2TypeName = 'trade-secret-platform/sm2-sm3-v1'
const keyTypes = {
  /** Over the text of the note. */
  ed25519: { prefix: new Uint8Array([1]), length: 32 },
  /** Over the text below the moment of signing: a witness. */
  'ed25519-cosignature': { prefix: new Uint8Array([4]), length: 32 },
  /** Over the tree head in a structure of its own, by a log or a witness. */
  'ml-dsa-44': { prefix: new Uint8Array([6]), length: 1312 },
  /** Over the text of the note. */
  sm2: { prefix: concat(new Uint8Array([0xff]), utf8(sm2TypeName)), length: 65 },
} as const satisfies Record<string, { prefix: Uint8Array; length: number }>
export type KeyType = keyof typeof keyTypes
const isKeyType = (type: string): type is KeyType => type in keyTypes

export type VerifierKey = { readonly name: string; readonly type: KeyType; readonly publicKey: Uint8Array }

/** Four bytes that tell keys apart; no proof of anything. */
export const keyId = ({ name, type, publicKey }: VerifierKey): Uint8Array =>
  sha256(utf8(name), new Uint8Array([0x0a]), keyTypes[type].prefix, publicKey).slice(0, 4)

export const encodeVerifierKey = (key: VerifierKey): string =>
  `${key.name}+${toHex(keyId(key))}+${toBase64(concat(keyTypes[key.type].prefix, key.publicKey))}`

const namePattern = /^[^\s+\p{Z}\p{Cc}]+$/u
export const isKeyName = (name: string): boolean => namePattern.test(name) && utf8(name).length <= 255

/** @throws EvidenceError `key-malformed` also when the id does not follow from the rest */
export function decodeVerifierKey(text: string): VerifierKey {
  const [name = '', id = '', ...rest] = text.split('+')
  // The base64 alphabet has a plus of its own.
  const bytes = malformedAs('key-malformed', () => fromBase64(rest.join('+')))
  for (const [type, { prefix, length }] of Object.entries(keyTypes)) {
    if (!isKeyType(type) || bytes.length !== prefix.length + length) continue
    if (!equalBytes(bytes.subarray(0, prefix.length), prefix)) continue
    const key = { name, type, publicKey: bytes.slice(prefix.length) }
    if (!isKeyName(name) || !/^[0-9a-f]{8}$/.test(id) || !equalBytes(fromHex(id), keyId(key)))
      throw new EvidenceError('key-malformed')
    if (type === 'sm2') checkSm2PublicKey(key.publicKey)
    return key
  }
  throw new EvidenceError('key-malformed')
}

export type SignatureLine = { readonly name: string; readonly id: Uint8Array; readonly signature: Uint8Array }
export type Note = {
  /** With its last newline: the bytes that are signed and stamped. */
  readonly text: string
  readonly signatures: readonly SignatureLine[]
}

const longestNote = 1_048_576
const mostSignatures = 64
// biome-ignore lint/suspicious/noControlCharactersInRegex: the format forbids them, so they must be looked for.
const controlCharacters = /[\u0000-\u0009\u000b-\u001f]/

/** @throws EvidenceError `note-malformed` or `too-large` */
export function readNote(source: string | Uint8Array): Note {
  const whole = typeof source === 'string' ? source : textOf(source)
  if (whole.length > longestNote) throw new EvidenceError('too-large')
  const split = whole.lastIndexOf('\n\n')
  if (split < 0 || !whole.endsWith('\n') || controlCharacters.test(whole)) throw new EvidenceError('note-malformed')
  const lines = whole.slice(split + 2, -1).split('\n')
  if (lines.length > mostSignatures) throw new EvidenceError('too-large')
  return { text: whole.slice(0, split + 1), signatures: lines.map(readSignatureLine) }
}

export function readSignatureLine(line: string): SignatureLine {
  const [dash, name = '', encoded = '', ...rest] = line.split(' ')
  if (dash !== '—' || rest.length > 0 || !isKeyName(name)) throw new EvidenceError('note-malformed')
  const bytes = malformedAs('note-malformed', () => fromBase64(encoded))
  if (bytes.length < 5) throw new EvidenceError('note-malformed')
  return { name, id: bytes.slice(0, 4), signature: bytes.slice(4) }
}

export const encodeSignatureLine = ({ name, id, signature }: SignatureLine): string =>
  `— ${name} ${toBase64(concat(id, signature))}\n`

export const encodeNote = ({ text, signatures }: Note): string =>
  `${text}\n${signatures.map(encodeSignatureLine).join('')}`

export const isBy = (key: VerifierKey, line: SignatureLine): boolean =>
  key.name === line.name && equalBytes(keyId(key), line.id)

export type Signing = {
  readonly key: VerifierKey
  /** Seconds since 1970 as a witness states them; null when the signature carries no time. */
  readonly timeSeconds: number | null
}

/**
 * Whose signatures the note carries, among keys that are known beforehand.
 *
 * @throws EvidenceError `signature-invalid` when a known key's line does not hold: somebody changed something
 */
export function signingsOf(note: Note, keys: readonly VerifierKey[]): Signing[] {
  return note.signatures.flatMap((line) => {
    const key = keys.find((known) => isBy(known, line))
    return key ? [{ key, timeSeconds: checkLine(key, note.text, line.signature) }] : []
  })
}

function checkLine(key: VerifierKey, text: string, signature: Uint8Array): number | null {
  const { publicKey, type } = key
  const hold = (held: boolean) => {
    if (!held) throw new EvidenceError('signature-invalid', { name: key.name, type })
  }
  if (type === 'ed25519') hold(verifyEd25519(publicKey, utf8(text), signature))
  if (type === 'sm2') hold(verifySm2(publicKey, utf8(text), signature))
  if (type === 'ed25519' || type === 'sm2') return null
  if (signature.length < 8) throw new EvidenceError('signature-invalid', { name: key.name, type })
  const time = new DataView(signature.buffer, signature.byteOffset).getBigUint64(0)
  if (time > BigInt(Number.MAX_SAFE_INTEGER)) throw new EvidenceError('signature-invalid', { name: key.name, type })
  const seconds = Number(time)
  const bare = signature.subarray(8)
  if (type === 'ed25519-cosignature') hold(verifyEd25519(publicKey, cosignedText(text, seconds), bare))
  else hold(verifyMlDsa44(publicKey, cosignedHead(key.name, text, seconds), bare))
  return seconds === 0 ? null : seconds
}

const cosignedText = (text: string, seconds: number) => utf8(`cosignature/v1\ntime ${seconds}\n${text}`)

/** The structure commits to the signer's name and to the three lines of the tree head, nothing more. */
function cosignedHead(name: string, text: string, seconds: number): Uint8Array {
  const [origin = '', size = '', root = ''] = text.split('\n')
  if (!/^(0|[1-9]\d{0,15})$/.test(size)) throw new EvidenceError('checkpoint-malformed')
  const short = (value: string) => {
    const bytes = utf8(value)
    if (bytes.length === 0 || bytes.length > 255) throw new EvidenceError('checkpoint-malformed')
    return concat(new Uint8Array([bytes.length]), bytes)
  }
  return concat(
    utf8('subtree/v1\n\0'),
    short(name),
    u64(seconds),
    short(origin),
    u64(0),
    u64(BigInt(size)),
    malformedAs('checkpoint-malformed', () => fromBase64(root)),
  )
}

/** A secret key with what it signs as. Seeds are 32 bytes; of SM2 it is the secret number itself. */
export type SignerKey = { readonly name: string; readonly type: KeyType; readonly seed: Uint8Array }

export function verifierOf({ name, type, seed }: SignerKey): VerifierKey {
  const publicKey =
    type === 'sm2' ? sm2PublicKey(seed) : type === 'ml-dsa-44' ? mlDsa44Keys(seed).publicKey : ed25519PublicKey(seed)
  return { name, type, publicKey }
}

/**
 * @param moment - seconds since 1970, for a cosignature; a log's own ML-DSA line states 0, no time
 * @param nonce - 32 random bytes, asked for SM2 only
 */
export function signLine(
  signer: SignerKey,
  text: string,
  { moment = 0, nonce }: { moment?: number; nonce: () => Uint8Array },
): SignatureLine {
  const { name, type, seed } = signer
  const id = keyId(verifierOf(signer))
  if (type === 'ed25519') return { name, id, signature: signEd25519(seed, utf8(text)) }
  if (type === 'sm2') return { name, id, signature: signSm2(seed, utf8(text), nonce) }
  const signature =
    type === 'ed25519-cosignature'
      ? signEd25519(seed, cosignedText(text, moment))
      : signMlDsa44(mlDsa44Keys(seed).secretKey, cosignedHead(name, text, moment))
  return { name, id, signature: concat(u64(moment), signature) }
}

/** Runs a decoder and names what is wrong after the thing that was being read. */
export function malformedAs<T>(code: ConstructorParameters<typeof EvidenceError>[0], decode: () => T): T {
  try {
    return decode()
  } catch (error) {
    if (error instanceof EvidenceError) throw new EvidenceError(code, error.detail)
    throw error
  }
}
