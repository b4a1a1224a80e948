import { combine, split } from 'shamir-secret-sharing'
import { equalBytes } from '../evidence/bytes.ts'
import { openFile, sealFile } from './age-file.ts'
import { decodeShare, encodeShare, type Share } from './envelope.ts'
import { type Identity, identityOf, makeIdentity, randomBytes, recipientBytes, recipientOf } from './identity.ts'
import type { Split } from './room.ts'
import { orRefuse, RoomError } from './room-error.ts'

const mostPeople = 16

/**
 * Makes a recovery key and splits it; the key itself is forgotten.
 *
 * @param people - recipients, one share each
 * @throws RangeError unless 2 ≤ threshold ≤ people ≤ 16, all different
 */
export async function splitRecovery(
  organisation: string,
  threshold: number,
  people: readonly string[],
): Promise<{ recipient: string; shares: Split['shares'] }> {
  if (new Set(people).size !== people.length || people.length > mostPeople)
    throw new RangeError('sixteen different people at most')
  if (!(Number.isInteger(threshold) && threshold >= 2 && threshold <= people.length))
    throw new RangeError('from two to all of them')
  const { secret, recipient } = await makeIdentity()
  const parts = await split(secret, people.length, threshold)
  secret.fill(0)
  const set = { organisation, setId: randomBytes(16), threshold, people: people.length }
  const recovery = recipientBytes(recipient)
  const shares = await Promise.all(
    people.map(async (person, at) => {
      const part = parts[at]
      if (!part) throw new TypeError('no part for a person')
      return {
        recipient: person,
        sealed: await sealFile([person], encodeShare({ ...set, index: at + 1, recovery, part })),
      }
    }),
  )
  return { recipient, shares }
}

/** One's own share, sealed to whoever puts them together. @throws RoomError `not-for-this-key` · `damaged` */
export async function giveShare(holder: Identity, share: Uint8Array, askedBy: string): Promise<Uint8Array> {
  return sealFile([askedBy], encodeShare(await openShare(holder, share)))
}

const openShare = (holder: Identity, sealed: Uint8Array): Promise<Share> =>
  orRefuse('damaged', async () => decodeShare(await openFile([holder], sealed)))

/**
 * The recovery key, from shares that were given. Whoever gave one may have given anything: all must be of one set of this organisation,
 * and what they make must be the key that was split. One given twice counts once.
 *
 * @throws RoomError `too-few-shares` · `shares-do-not-match` · `not-for-this-key` · `damaged`
 */
export async function combineShares(
  holder: Identity,
  organisation: string,
  given: readonly Uint8Array[],
): Promise<Identity> {
  const shares = await Promise.all(given.map((one) => openShare(holder, one)))
  const [first] = shares
  if (!first) throw new RoomError('too-few-shares')
  if (first.organisation !== organisation || shares.some((one) => !isOfSet(first, one)))
    throw new RoomError('shares-do-not-match')
  const byIndex = new Map(shares.map((one) => [one.index, one]))
  if (
    shares.some(
      (one) => byIndex.get(one.index) !== one && !equalBytes(byIndex.get(one.index)?.part ?? one.part, one.part),
    )
  )
    throw new RoomError('shares-do-not-match')
  if (byIndex.size < first.threshold) throw new RoomError('too-few-shares')
  const identity = await orRefuse('shares-do-not-match', async () =>
    identityOf(await combine([...byIndex.values()].map(({ part }) => part))),
  )
  if (identity.recipient !== recipientOf(first.recovery)) throw new RoomError('shares-do-not-match')
  return identity
}

const isOfSet = (first: Share, one: Share) =>
  one.organisation === first.organisation &&
  one.threshold === first.threshold &&
  one.people === first.people &&
  equalBytes(one.setId, first.setId) &&
  equalBytes(one.recovery, first.recovery)
