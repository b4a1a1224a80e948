import { concat, readerOf, textOf, u16, u32, utf8 } from '../evidence/bytes.ts'
import { secretBytes } from './identity.ts'

/**
 * What is inside an age file that carries a key. Each kind begins with a magic of its own, so that none passes for another, and a vault key
 * says whose it is and which generation, so that one of another organisation does not pass either. All integers are big-endian.
 *
 *     SRMEMB\0\1  secret 32                                        a member's key, in its lock
 *     SRWRAP\0\1  secret 32 · generation u32 · organisation        a vault key, wrapped for a holder
 *     SRLINK\0\1  the same                                         the vault key before, sealed to the next
 *     SRSHAR\0\1  see `Share`                                      a share of a recovery key
 *
 * A text is its length in bytes (u16) and its UTF-8.
 */
const magics = { member: 'SRMEMB\0\x01', wrap: 'SRWRAP\0\x01', link: 'SRLINK\0\x01', share: 'SRSHAR\0\x01' } as const
type Kind = keyof typeof magics
const magicBytes = 8

/** Whether opened bytes are a key or a share: such never leave the room. A later version of a kind counts as well. */
export const carriesKey = (plain: Uint8Array): boolean =>
  Object.values(magics).some((magic) => utf8(magic.slice(0, 6)).every((byte, at) => plain[at] === byte))

export type VaultSecret = { readonly organisation: string; readonly generation: number; readonly secret: Uint8Array }
export type Share = {
  readonly organisation: string
  /** 16 random bytes that all shares of one splitting have. */
  readonly setId: Uint8Array
  /** From 1. */
  readonly index: number
  readonly threshold: number
  readonly people: number
  /** Public half of the key that was split: what the shares make together must have it. */
  readonly recovery: Uint8Array
  readonly part: Uint8Array
}
const setIdBytes = 16
/** The library adds one byte to the secret, where on the curve the share lies. */
const partBytes = secretBytes + 1

export const encodeText = (text: string): Uint8Array => {
  const bytes = utf8(text)
  return concat(u16(bytes.length), bytes)
}
const start = (kind: Kind) => utf8(magics[kind])

/** Reads one kind. @throws EvidenceError whatever is wrong; callers tell what it means */
function readingOf(kind: Kind, plain: Uint8Array) {
  const reader = readerOf(plain, 'not-utf8')
  if (textOf(reader.take(magicBytes)) !== magics[kind]) throw new TypeError(`no ${kind}`)
  return Object.assign(reader, { text: () => textOf(reader.take(reader.u16())) })
}

export const encodeMember = (secret: Uint8Array): Uint8Array => concat(start('member'), secret)

export function decodeMember(plain: Uint8Array): Uint8Array {
  const reader = readingOf('member', plain)
  const secret = reader.take(secretBytes)
  reader.end()
  return secret
}

export const encodeVaultSecret = (kind: 'wrap' | 'link', { organisation, generation, secret }: VaultSecret) =>
  concat(start(kind), secret, u32(generation), encodeText(organisation))

export function decodeVaultSecret(kind: 'wrap' | 'link', plain: Uint8Array): VaultSecret {
  const reader = readingOf(kind, plain)
  const secret = reader.take(secretBytes)
  const generation = reader.u32()
  const organisation = reader.text()
  reader.end()
  return { organisation, generation, secret }
}

export const encodeShare = ({ organisation, setId, index, threshold, people, recovery, part }: Share): Uint8Array =>
  concat(start('share'), setId, Uint8Array.of(index, threshold, people), recovery, part, encodeText(organisation))

export function decodeShare(plain: Uint8Array): Share {
  const reader = readingOf('share', plain)
  const share = {
    setId: reader.take(setIdBytes),
    index: reader.u8(),
    threshold: reader.u8(),
    people: reader.u8(),
    recovery: reader.take(secretBytes),
    part: reader.take(partBytes),
    organisation: reader.text(),
  }
  reader.end()
  if (share.threshold < 2 || share.threshold > share.people || share.index < 1 || share.index > share.people)
    throw new TypeError('no share of such a set')
  return share
}
