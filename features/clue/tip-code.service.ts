import { argon2, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { codeBytes, codeFrom } from './tip-code.rules.ts'

const derive = promisify(argon2)

/** A code as it is given out, with the proof that it was given out here: nobody reports under a code of their own making. */
export type OfferedCode = { readonly code: string; readonly ticket: string }

export function offerCode(instanceKey: Buffer): OfferedCode {
  const code = codeFrom(randomBytes(codeBytes))
  return { code, ticket: ticketOf(instanceKey, code) }
}

/** For a code that has shown itself to be one of ours. */
export const reofferCode = (instanceKey: Buffer, code: string): OfferedCode => ({
  code,
  ticket: ticketOf(instanceKey, code),
})

export function wasOffered(instanceKey: Buffer, { code, ticket }: OfferedCode): boolean {
  const [given, right] = [Buffer.from(ticket), Buffer.from(ticketOf(instanceKey, code))]
  return given.length === right.length && timingSafeEqual(given, right)
}

const keyed = (instanceKey: Buffer, purpose: string, text = '') =>
  createHmac('sha256', instanceKey).update(`shoumi/tip/${purpose}\0${text}`).digest()

const ticketOf = (instanceKey: Buffer, code: string) => keyed(instanceKey, 'ticket', code).toString('base64url')

/** @source OWASP Password Storage Cheat Sheet: argon2id, 19 MiB, two passes, one lane */
const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 } as const

/**
 * What is kept of a code. Argon2id with a secret that only this installation has, in `secrets/instance.key`, not in the
 * database.
 *
 * Whoever steals the database alone cannot try codes at all, for want of the secret. Whoever steals the data folder with
 * it must pay for each of the 2^80 codes with 19 MiB and tens of milliseconds. One nonce serves all codes, so that a code
 * is found with one computation: codes are random, never chosen, so no two are the same and no table helps.
 */
export const digestOfCode = (instanceKey: Buffer, code: string): Promise<Buffer> =>
  derive('argon2id', {
    message: code,
    nonce: keyed(instanceKey, 'nonce').subarray(0, 16),
    secret: keyed(instanceKey, 'secret'),
    ...cost,
  })

/** The same name gives the same mark; without the key of the installation no mark gives a name. */
export const markOf = (instanceKey: Buffer, kind: string, name: string): Buffer =>
  keyed(instanceKey, `mark/${kind}`, name)
