import { bech32 } from '@scure/base'
import { identityToRecipient } from 'age-encryption'

/** A key pair of age (X25519). The secret is held as bytes so that it can be overwritten; text is made of it only where age asks for it. */
export type Identity = { readonly secret: Uint8Array; readonly recipient: string }

export const secretBytes = 32

export const randomBytes = (length: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(length))

export const makeIdentity = (): Promise<Identity> => identityOf(randomBytes(secretBytes))

/** @throws TypeError unless there are 32 bytes */
export async function identityOf(secret: Uint8Array): Promise<Identity> {
  if (secret.length !== secretBytes) throw new TypeError('a key has 32 bytes')
  return { secret, recipient: await identityToRecipient(identityText({ secret })) }
}

/** `AGE-SECRET-KEY-1…`, as the command line of age reads it. */
export const identityText = ({ secret }: Pick<Identity, 'secret'>): string =>
  bech32.encodeFromBytes('AGE-SECRET-KEY-', secret).toUpperCase()

/** The public key behind `age1…`. @throws Error when it is no recipient of this kind */
export function recipientBytes(recipient: string): Uint8Array {
  const { prefix, bytes } = bech32.decodeToBytes(recipient)
  if (prefix !== 'age' || bytes.length !== 32) throw new TypeError('not a recipient')
  return bytes
}

export const recipientOf = (bytes: Uint8Array): string => bech32.encodeFromBytes('age', bytes)
