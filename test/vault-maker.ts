import { randomBytes } from 'node:crypto'
import { expect } from 'vitest'
import type { Role } from '../core/permission.ts'
import { vaultContract } from '../features/vault/vault.contract.ts'
import { aMember, type Member } from './builders.ts'
import type { TestHouse } from './harness.ts'

/*
 * Vaults as the server knows them: recipients and ciphertexts. Here both are random, since the server must not be able to tell
 * the difference; the room with real keys is tried in `vault/` and in the browser.
 */
const alphabet = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'
export const aRecipient = () => `age1${[...randomBytes(58)].map((byte) => alphabet[byte % 32]).join('')}`
export const sealedBytes = () => randomBytes(200).toString('base64')
export const aLock = () => ({ kind: 'passphrase' as const, sealed: sealedBytes() })

export type Keyed = Member & { recipient: string }
export async function keyed(member: Member): Promise<Keyed> {
  const recipient = aRecipient()
  expect((await member.caller.call(vaultContract.makeKey, { recipient, lock: aLock() })).status).toBe(200)
  return { ...member, recipient }
}

export const wrapFor = ({ person, recipient }: Keyed) => ({
  holder: 'member' as const,
  personId: person.id,
  recipient,
  sealed: sealedBytes(),
})

/** An enterprise whose representative and keeper hold the key of its vault, and an employee who has a key of their own only. */
export async function aVault(test: TestHouse): Promise<{ owner: Keyed; keeper: Keyed; employee: Keyed }> {
  const owner = await keyed(await aMember(test, 'enterprise', 'representative'))
  const join = async (role: Role) => keyed(await aMember(test, 'enterprise', role, owner.organisation))
  const [keeper, employee] = [await join('secret-keeper'), await join('employee')]
  const made = await owner.caller.call(vaultContract.make, {
    recipient: aRecipient(),
    wraps: [wrapFor(owner), wrapFor(keeper)],
  })
  expect(made.status).toBe(200)
  return { owner, keeper, employee }
}

export const aSealedRecord = (more: object = {}) => ({
  id: crypto.randomUUID(),
  revision: 1,
  generation: 1,
  sealed: sealedBytes(),
  ...more,
})

/** The recovery key of a vault, split among all three of its people, two of whom are needed. */
export async function splitAmong({ owner, keeper, employee }: Awaited<ReturnType<typeof aVault>>): Promise<void> {
  const recipient = aRecipient()
  const split = await owner.caller.call(vaultContract.split, {
    generation: 1,
    recipient,
    threshold: 2,
    wrap: { holder: 'shared', personId: null, recipient, sealed: sealedBytes() },
    shares: [owner, keeper, employee].map((one) => ({
      personId: one.person.id,
      recipient: one.recipient,
      sealed: sealedBytes(),
    })),
  })
  expect(split.status).toBe(200)
}
