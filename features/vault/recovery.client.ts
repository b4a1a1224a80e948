import { sayBoth } from '../../core/words.ts'
import { fromBase64, toBase64 } from '../../evidence/bytes.ts'
import { callDoor } from '../../platform/ui/client.ts'
import { keepCompared, keepKnown, type Me } from './comparison.client.ts'
import { comparisonIds } from './comparison.schema.ts'
import { type Here, room } from './room.client.ts'
import { NotCompared } from './room-error.ts'
import { vaultContract } from './vault.contract.ts'
import type { Recovery } from './vault.schema.ts'
import { generationsIn, giveKeyToOneself, newestOf } from './vault-key.client.ts'

/** Splits a recovery key among people whose public keys were compared; the set before is void. */
export async function splitRecovery(
  here: Here,
  me: Me,
  threshold: number,
  people: readonly { readonly id: string; readonly recipient: string }[],
): Promise<void> {
  const made = await room().splitRecovery(
    threshold,
    people.map(({ recipient }) => recipient),
  )
  await callDoor(vaultContract.split, {
    ...{ generation: newestOf(here), recipient: made.recipient, threshold },
    wrap: { holder: 'shared', personId: null, recipient: made.recipient, sealed: toBase64(made.wrap.sealed) },
    shares: people.map(({ id, recipient }) => {
      const share = made.shares.find((one) => one.recipient === recipient)
      if (!share) throw new TypeError('no share was made')
      return { personId: id, recipient, sealed: toBase64(share.sealed) }
    }),
  })
  await keepKnown(me, comparisonIds.shared, made.recipient, 'own')
}

/** Seals one's own share to whoever asked. @param recipient - the public key that was compared with them */
export async function giveShare(me: Me, recovery: Recovery, recipient: string): Promise<void> {
  const taken = await callDoor(vaultContract.takeShare, { id: recovery.id })
  if (taken.recipient !== recipient) throw new NotCompared(sayBoth([recovery.askedBy, recovery.askedBy]))
  const sealed = await room().giveShare(fromBase64(taken.sealed), recipient)
  await callDoor(vaultContract.giveShare, { id: recovery.id, sealed: toBase64(sealed) })
  if (recovery.askedById !== me.id) await keepCompared(me, recovery.askedById, recipient)
}

/** Puts the given shares together and tells the outcome. @returns whether they open the vault */
export async function collectShares(here: Here, me: Me, { id, purpose }: Recovery): Promise<boolean> {
  const { organisationId, wrap, generations, shares } = await callDoor(vaultContract.collectShares, { id })
  const { opens } = await room().combineShares(
    organisationId,
    shares.map(fromBase64),
    fromBase64(wrap),
    generationsIn(generations),
    purpose === 'rehearsal',
  )
  if (opens && purpose === 'recovery') await giveKeyToOneself(here, me)
  await callDoor(vaultContract.endRecovery, { id, outcome: opens ? 'opened' : 'failed' })
  return opens
}
