import type { z } from 'zod'
import { done, type Service } from '../../core/contract.ts'
import { rolesWith } from '../../core/permission.ts'
import { Refusal } from '../../core/refusal.ts'
import { actingPerson, type Ctx } from '../../platform/context.ts'
import type { vaultContract } from './vault.contract.ts'
import type { LockInput, WrapInput } from './vault.schema.ts'
import * as store from './vault.store.ts'
import { addEvent, eventsOf } from './vault-event.store.ts'

const bytes = (text: string) => Buffer.from(text, 'base64')
const text = (value: Buffer) => value.toString('base64')

export const vaultService: Service<typeof vaultContract, Ctx> = {
  async room(ctx) {
    const { organisation, permissions } = ctx.actor
    if (!organisation) throw new Refusal('not-found')
    const me = actingPerson(ctx)
    const key = await store.keyOf(ctx, me)
    const generations = await store.generationsOf(ctx)
    const newest = generations[0]?.number ?? 0
    const shares = await store.shareSetOf(ctx)
    const wraps = await store.wrapsOf(ctx, newest)
    const members = await store.membersOf(ctx, newest, shares?.id ?? null)
    return {
      organisation: { id: organisation.id, name: organisation.name },
      key:
        (key && {
          recipient: key.recipient,
          madeAt: key.madeAt,
          locks: (await store.locksOf(ctx, key.id)).map(({ prfSalt, sealed, ...lock }) => ({
            ...lock,
            prfSalt: prfSalt && text(prfSalt),
            sealed: text(sealed),
          })),
        }) ||
        null,
      generations: generations.map(({ number, recipient, madeAt }) => ({ number, recipient, madeAt })),
      holds: wraps.some(({ personId, recipient }) => personId === me && recipient === key?.recipient),
      mayHold: permissions.has('vault.open'),
      changeDue: newest > 0 && (await store.hasEndedWraps(ctx, newest)),
      printed: wraps.some(({ holder }) => holder === 'printed'),
      shares: shares
        ? (({ threshold, recipient, madeAt, rehearsedAt }) => ({ threshold, recipient, madeAt, rehearsedAt }))(shares)
        : null,
      otherRecipients: wraps.flatMap(({ holder, recipient }) => (holder === 'member' ? [] : [{ holder, recipient }])),
      members: members.map(({ roles, ...member }) => ({ ...member, keeper: isKeeper(roles) })),
      recoveries: (await store.recoveriesOf(ctx)).map(({ setId: _, given, ...recovery }) => ({
        ...recovery,
        given: given.map(({ personId, name, givenAt }) => ({ personId, name, givenAt })),
      })),
    }
  },

  async makeKey(ctx, { recipient, lock }) {
    if (await store.keyOf(ctx, actingPerson(ctx))) throw new Refusal('key-exists')
    await addKey(ctx, recipient, lock)
    await addEvent(ctx, 'key-made', { recipient, note: lock.kind })
    return done
  },

  async replaceKey(ctx, { recipient, lock, reason }) {
    const before = await store.keyOf(ctx, actingPerson(ctx))
    if (!before) throw new Refusal('no-key')
    await store.endKey(ctx, before.id)
    if (ctx.actor.permissions.has('vault.open'))
      await store.endWraps(ctx, { holder: 'member', personId: actingPerson(ctx) })
    await addKey(ctx, recipient, lock)
    await addEvent(ctx, 'key-replaced', { recipient, note: reason })
    return done
  },

  async addLock(ctx, { lock }) {
    const key = await store.keyOf(ctx, actingPerson(ctx))
    if (!key) throw new Refusal('no-key')
    const added = await store.addLock(ctx, lockRow(key.id, lock))
    await addEvent(ctx, 'lock-added', { recipient: key.recipient, note: lock.kind })
    return added
  },

  async removeLock(ctx, { id }) {
    const key = await store.keyOf(ctx, actingPerson(ctx))
    if (!key) throw new Refusal('not-found')
    const locks = await store.locksOf(ctx, key.id)
    if (locks.length === 1 && locks[0]?.id === id) throw new Refusal('last-lock')
    await store.removeLock(ctx, id)
    await addEvent(ctx, 'lock-removed', {
      recipient: key.recipient,
      note: locks.find((one) => one.id === id)?.kind ?? '',
    })
    return done
  },

  async make(ctx, { recipient, wraps }) {
    if (!(await store.keyOf(ctx, actingPerson(ctx)))) throw new Refusal('no-key')
    await requireHolders(ctx, wraps)
    if (!(await store.addGeneration(ctx, { number: 1, recipient, link: null }))) throw new Refusal('vault-exists')
    await store.addWraps(ctx, 1, wraps.map(wrapRow))
    await tellOfWraps(ctx, 1, wraps)
    await addEvent(ctx, 'vault-made', { generation: 1 })
    return done
  },

  async open(ctx) {
    const [newest] = await store.generationsOf(ctx)
    const key = await store.keyOf(ctx, actingPerson(ctx))
    const wraps = await store.wrapsOf(ctx, newest?.number ?? 0)
    const own = wraps.find(({ personId, recipient }) => personId === actingPerson(ctx) && recipient === key?.recipient)
    if (!own) throw new Refusal('not-a-holder')
    await addEvent(ctx, 'opened', { generation: newest?.number ?? 0, recipient: own.recipient })
    return openingWith(ctx, own.sealed)
  },

  async addHolder(ctx, { generation, wrap }) {
    await requireNewest(ctx, generation)
    await requireHolders(ctx, [wrap])
    await store.endWraps(ctx, { holder: wrap.holder, ...(wrap.personId && { personId: wrap.personId }) })
    await store.addWraps(ctx, generation, [wrapRow(wrap)])
    await addEvent(ctx, wrap.holder === 'printed' ? 'printed-key-made' : 'holder-added', {
      subject: wrap.personId,
      recipient: wrap.recipient,
      generation,
    })
    return done
  },

  async removeHolder(ctx, { id }) {
    const [newest] = await store.generationsOf(ctx)
    const members = (await store.wrapsOf(ctx, newest?.number ?? 0)).filter(({ holder }) => holder === 'member')
    if (!members.some(({ personId }) => personId === id)) throw new Refusal('not-found')
    if (members.length === 1) throw new Refusal('last-holder')
    await store.endWraps(ctx, { holder: 'member', personId: id })
    await addEvent(ctx, 'holder-removed', { subject: id })
    return done
  },

  async changeKey(ctx, { number, recipient, link, wraps }) {
    await requireNewest(ctx, number - 1)
    await requireHolders(ctx, wraps)
    const before = await store.wrapsOf(ctx, number - 1)
    const left = before.filter((held) => !wraps.some((wrap) => isSameHolder(wrap, held)))
    if (left.length > 0) throw new Refusal('holder-missing')
    if (!(await store.addGeneration(ctx, { number, recipient, link: bytes(link) })))
      throw new Refusal('wrong-generation')
    await store.addWraps(ctx, number, wraps.map(wrapRow))
    await tellOfWraps(ctx, number, wraps)
    await addEvent(ctx, 'key-changed', { generation: number })
    return done
  },

  async openWithPrintedKey(ctx, { reason }) {
    const [newest] = await store.generationsOf(ctx)
    const printed = (await store.wrapsOf(ctx, newest?.number ?? 0)).find(({ holder }) => holder === 'printed')
    if (!printed) throw new Refusal('no-printed-key')
    await addEvent(ctx, 'printed-key-used', {
      note: reason,
      recipient: printed.recipient,
      generation: newest?.number ?? 0,
    })
    return openingWith(ctx, printed.sealed)
  },

  async split(ctx, { generation, recipient, threshold, wrap, shares }) {
    await requireNewest(ctx, generation)
    await requireHolders(ctx, [wrap])
    if (wrap.holder !== 'shared' || wrap.recipient !== recipient) throw new Refusal('wrong-holder')
    if (threshold > shares.length) throw new Refusal('threshold-too-high')
    const keys = await Promise.all(shares.map(({ personId }) => store.keyOf(ctx, personId)))
    const distinct = new Set(shares.map(({ personId }) => personId)).size === shares.length
    if (!distinct || shares.some((share, at) => keys[at]?.recipient !== share.recipient))
      throw new Refusal('wrong-holder')
    await store.endWraps(ctx, { holder: 'shared' })
    await store.addWraps(ctx, generation, [wrapRow(wrap)])
    await store.replaceShareSet(
      ctx,
      { recipient, threshold },
      shares.map((share) => ({ ...share, sealed: bytes(share.sealed) })),
    )
    for (const { personId, recipient: to } of shares)
      await addEvent(ctx, 'share-made', { subject: personId, recipient: to })
    await addEvent(ctx, 'recovery-split', { note: `${threshold}/${shares.length}`, recipient, generation })
    return done
  },

  async askRecovery(ctx, { purpose, reason }) {
    const set = await store.shareSetOf(ctx)
    if (!set) throw new Refusal('no-shares')
    const key = await store.keyOf(ctx, actingPerson(ctx))
    if (!key) throw new Refusal('no-key')
    const added = await store.addRecovery(ctx, { setId: set.id, recipient: key.recipient, purpose, reason })
    if (!added) throw new Refusal('recovery-running')
    await addEvent(ctx, purpose === 'recovery' ? 'recovery-asked' : 'rehearsal-asked', {
      note: reason,
      recipient: key.recipient,
    })
    return added
  },

  async takeShare(ctx, { id }) {
    const recovery = await requireRunning(ctx, id)
    const share = await store.ownShare(ctx, recovery.setId)
    if (!share) throw new Refusal('no-share')
    await addEvent(ctx, 'share-taken')
    return { sealed: text(share.sealed), recipient: recovery.recipient }
  },

  async giveShare(ctx, { id, sealed }) {
    const recovery = await requireRunning(ctx, id)
    if (!(await store.ownShare(ctx, recovery.setId))) throw new Refusal('no-share')
    await store.giveShare(ctx, id, bytes(sealed))
    await addEvent(ctx, 'share-given', { subject: recovery.askedById, recipient: recovery.recipient })
    return done
  },

  async collectShares(ctx, { id }) {
    const recovery = await requireRunning(ctx, id)
    if (recovery.askedById !== actingPerson(ctx)) throw new Refusal('not-yours')
    const given = (await store.givenShares(ctx, [id])).flatMap(({ sealed }) => (sealed ? [text(sealed)] : []))
    if (given.length < recovery.threshold)
      throw new Refusal('too-few-shares', { given: given.length, threshold: recovery.threshold })
    const [newest] = await store.generationsOf(ctx)
    const shared = (await store.wrapsOf(ctx, newest?.number ?? 0)).find(({ holder }) => holder === 'shared')
    if (!shared) throw new Refusal('not-found')
    await addEvent(ctx, 'recovery-collected', { generation: newest?.number ?? 0 })
    return { ...(await openingWith(ctx, shared.sealed)), shares: given }
  },

  async endRecovery(ctx, { id, outcome }) {
    const recovery = await requireRunning(ctx, id)
    if (recovery.askedById !== actingPerson(ctx)) throw new Refusal('not-yours')
    await store.endRecovery(ctx, id, outcome)
    if (recovery.purpose === 'rehearsal' && outcome === 'opened') await store.rehearsed(ctx, recovery.setId)
    await addEvent(ctx, 'recovery-ended', { note: outcome })
    return done
  },

  async events(ctx, page) {
    const events = await eventsOf(ctx, page)
    return { events, next: events.length === page.limit ? (events.at(-1)?.id ?? null) : null }
  },
}

const isKeeper = (roles: readonly string[]) => roles.some((role) => rolesWith('vault.open').some((one) => one === role))

type LockGiven = z.output<typeof LockInput>
async function addKey(ctx: Ctx, recipient: string, lock: LockGiven) {
  const { id } = await store.addKey(ctx, recipient)
  await store.addLock(ctx, lockRow(id, lock))
}

const lockRow = (keyId: string, lock: LockGiven) => ({
  keyId,
  kind: lock.kind,
  sealed: bytes(lock.sealed),
  ...(lock.kind === 'passkey'
    ? { label: lock.label, credentialId: lock.credentialId, prfSalt: bytes(lock.prfSalt) }
    : { label: '口令', credentialId: null, prfSalt: null }),
})

const wrapRow = ({ sealed, ...wrap }: WrapInput) => ({ ...wrap, sealed: bytes(sealed) })

/** Each wrap for itself: for whom, to which public key, of which generation. */
async function tellOfWraps(ctx: Ctx, generation: number, wraps: readonly WrapInput[]) {
  for (const { holder, personId, recipient } of wraps)
    await addEvent(ctx, 'wrapped', {
      ...{ subject: personId, recipient, generation },
      ...(holder !== 'member' && { note: holder }),
    })
}

const isSameHolder = (
  wrap: Pick<WrapInput, 'holder' | 'personId' | 'recipient'>,
  held: Pick<WrapInput, 'holder' | 'personId' | 'recipient'>,
) => wrap.holder === held.holder && wrap.personId === held.personId && wrap.recipient === held.recipient

/** Whoever is given the key of the vault must be a keeper of this organisation, and the wrap made for the key that they have. */
async function requireHolders(ctx: Ctx, wraps: readonly WrapInput[]) {
  const members = await store.membersOf(ctx, 0, null)
  for (const { holder, personId, recipient } of wraps) {
    const member = members.find((one) => one.personId === personId)
    const fits = holder === 'member' ? member?.recipient === recipient && isKeeper(member.roles) : personId === null
    if (!fits) throw new Refusal('wrong-holder')
  }
}

async function requireNewest(ctx: Ctx, generation: number) {
  const [newest] = await store.generationsOf(ctx)
  if (newest?.number !== generation) throw new Refusal('wrong-generation')
}

async function requireRunning(ctx: Ctx, id: string) {
  const recovery = await store.findRecovery(ctx, id)
  if (recovery.endedAt !== null) throw new Refusal('recovery-over')
  return recovery
}

async function openingWith(ctx: Ctx, wrap: Buffer) {
  const generations = await store.generationsOf(ctx)
  return {
    organisationId: ctx.actor.organisation?.id ?? '',
    wrap: text(wrap),
    generations: generations.map(({ link, ...one }) => ({ ...one, link: link && text(link) })),
  }
}
