import { type Said, say } from '../../core/words.ts'
import { fromBase64, toBase64 } from '../../evidence/bytes.ts'
import { callDoor } from '../../platform/ui/client.ts'
import type { Generation, Wrap } from '../../vault/room.ts'
import { keepKnown, type Me, readKnownKeys } from './comparison.client.ts'
import { type Holder, nextHolders } from './comparison.rules.ts'
import { comparisonIds } from './comparison.schema.ts'
import { type Here, room } from './room.client.ts'
import { NotCompared } from './room-error.ts'
import { keysWords } from './room-keys.words.ts'
import { vaultContract } from './vault.contract.ts'

// What is done with the key of the vault: made, opened, given, changed, printed. Recovery by several people is in recovery.client.ts.

const wrapOut = ({ recipient, sealed }: Wrap, holder: Holder['holder'], personId: string | null) => ({
  ...{ holder, personId, recipient },
  sealed: toBase64(sealed),
})
/** The one wrap that was asked for. */
export function only<T>([one]: readonly T[]): T {
  if (one === undefined) throw new TypeError('no wrap was made')
  return one
}
export const newestOf = ({ generations }: Pick<Here, 'generations'>): number => generations[0]?.number ?? 1
/** One's own public key as the room has it: the server is not asked. */
async function ownRecipient(): Promise<string> {
  const { recipient } = await room().state()
  if (recipient === null) throw new Error('locked')
  return recipient
}

/** Generations as the room takes them. */
export const generationsIn = (
  generations: readonly { number: number; recipient: string; link: string | null }[],
): Generation[] =>
  generations.map(({ number, recipient, link }) => ({
    ...{ number, recipient },
    link: link === null ? null : fromBase64(link),
  }))

export async function makeVault(organisation: string, me: Me): Promise<void> {
  const made = await room().makeVault(organisation, [await ownRecipient()])
  await keepThenOpen(me, () =>
    callDoor(vaultContract.make, {
      recipient: made.recipient,
      wraps: made.wraps.map((wrap) => wrapOut(wrap, 'member', me.id)),
    }),
  )
}

/**
 * A key that was just made is in the room before the server has it. Whether it was taken or not, the room goes on with what the server keeps, and
 * this device remembers that. Where even this cannot be had, the room locks: what is sealed with a key that nobody keeps is lost.
 */
async function keepThenOpen(me: Me, keep: () => Promise<unknown>): Promise<void> {
  const failure = await keep().then(
    () => null,
    (thrown: unknown) => ({ thrown }),
  )
  try {
    await openVault(me)
  } catch (thrown) {
    await room().lock()
    throw failure ? failure.thrown : thrown
  }
  if (failure) throw failure.thrown
}

/** Opens the vault with what the server keeps for this person, who thereby vouches for their own public key. */
export async function openVault(me: Me): Promise<void> {
  const opening = await callDoor(vaultContract.open, {})
  await room().openVault(opening.organisationId, fromBase64(opening.wrap), generationsIn(opening.generations))
  await keepKnown(me, me.id, await ownRecipient(), 'own')
}

/** Gives the key of the vault to a keeper whose public key was compared. @param recipient - the one that was compared */
export async function giveKey(here: Here, personId: string, recipient: string): Promise<void> {
  const wrap = only(await room().wrapFor([recipient]))
  await callDoor(vaultContract.addHolder, { generation: newestOf(here), wrap: wrapOut(wrap, 'member', personId) })
}

/** After a recovery: what was opened is given to one's own key again. */
export async function giveKeyToOneself(here: Here, me: Me): Promise<void> {
  const own = await ownRecipient()
  await giveKey(here, me.id, own)
  await keepKnown(me, me.id, own, 'own')
}

export async function takeKey(here: Here, me: Me, personId: string): Promise<void> {
  const staying = {
    ...here,
    members: here.members.map((one) => ({ ...one, holds: one.holds && one.personId !== personId })),
  }
  await holdersToKeep(staying, me)
  await callDoor(vaultContract.removeHolder, { id: personId })
  await changeKey(staying, me)
}

/**
 * The next generation of the vault's key, for everybody who still holds the one before.
 *
 * @throws NotCompared while the server gives a public key for one of them that nobody vouches for
 */
export async function changeKey(here: Here, me: Me): Promise<void> {
  const holders = await holdersToKeep(here, me)
  const next = await room().rotate(holders.map(({ recipient }) => recipient))
  await keepThenOpen(me, () =>
    callDoor(vaultContract.changeKey, {
      number: next.number,
      recipient: next.recipient,
      link: toBase64(next.link ?? new Uint8Array()),
      wraps: holders.map(({ holder, personId, recipient }) =>
        wrapOut(only(next.wraps.filter((wrap) => wrap.recipient === recipient)), holder, personId),
      ),
    }),
  )
}

async function holdersToKeep(here: Here, me: Me): Promise<readonly Holder[]> {
  const { holders, unsure } = nextHolders(here, await readKnownKeys(me))
  if (unsure.length > 0) throw new NotCompared(namesOf(unsure, here))
  return holders
}

function namesOf(unsure: readonly Holder[], { members }: Here): Said {
  const named = (locale: keyof Said) =>
    unsure
      .map(({ holder, personId }) =>
        holder === 'member'
          ? (members.find((one) => one.personId === personId)?.name ?? '—')
          : say(keysWords[holder === 'printed' ? 'printedTitle' : 'sharesTitle'], locale),
      )
      .join(locale === 'en' ? ', ' : '、')
  return { 'zh-CN': named('zh-CN'), en: named('en') }
}

/** @returns what is to be printed */
export async function makePrintedKey(here: Here, me: Me): Promise<string> {
  const { printed, wrap } = await room().makePrintedKey()
  await callDoor(vaultContract.addHolder, { generation: newestOf(here), wrap: wrapOut(wrap, 'printed', null) })
  await keepKnown(me, comparisonIds.printed, wrap.recipient, 'own')
  return printed
}

export async function openWithPrintedKey(here: Here, me: Me, printed: string, reason: string): Promise<void> {
  const { wrap, organisationId, generations } = await callDoor(vaultContract.openWithPrintedKey, { reason })
  await room().openWithPrintedKey(organisationId, printed, fromBase64(wrap), generationsIn(generations))
  await giveKeyToOneself(here, me)
}
