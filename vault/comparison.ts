import { sha256 } from '@noble/hashes/sha2.js'
import { concat, utf8 } from '../evidence/bytes.ts'
import { recipientBytes } from './identity.ts'

/**
 * What two people read to each other to find out whether a server gave both the same public key.
 *
 *     SHA-256(tag ‖ public key 32), its first thirty bytes as six numbers of five bytes, each modulo 100,000
 *
 * Thirty digits are some 99 bits: whoever wants a key of their own with the code of another has to make 2⁹⁹. A person's key and a vault's have
 * different tags, so that the code of one is never read as that of the other.
 */
const tags = { member: 'shoumi-vault/compare/member/v1\0', vault: 'shoumi-vault/compare/vault/v1\0' } as const
export type Compared = keyof typeof tags

const groups = 6
const groupBytes = 5
const groupDigits = 5

/**
 * `12345 67890 12345 67890 12345 67890`
 *
 * @throws Error when it is no recipient
 */
export function comparisonCode(of: Compared, recipient: string): string {
  const digest = sha256(concat(utf8(tags[of]), recipientBytes(recipient)))
  return Array.from({ length: groups }, (_, at) => {
    const bytes = digest.subarray(at * groupBytes, (at + 1) * groupBytes)
    const number = bytes.reduce((sum, byte) => sum * 256 + byte, 0)
    return String(number % 10 ** groupDigits).padStart(groupDigits, '0')
  }).join(' ')
}
