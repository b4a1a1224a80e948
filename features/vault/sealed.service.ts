import { done, type Service } from '../../core/contract.ts'
import { rolesWith } from '../../core/permission.ts'
import { Refusal } from '../../core/refusal.ts'
import { actingOrganisation, actingPerson, type Ctx } from '../../platform/context.ts'
import { tell } from '../../platform/notices.ts'
import type { sealedContract } from './sealed.contract.ts'
import * as store from './sealed.store.ts'
import { generationsOf, keyOf, membersOf } from './vault.store.ts'

const bytes = (text: string) => Buffer.from(text, 'base64')
const text = (value: Buffer | null) => value?.toString('base64') ?? null

export const sealedService: Service<typeof sealedContract, Ctx> = {
  async standing(ctx) {
    const counts = await store.recordCounts(ctx)
    const { waiting } = await store.waitingProposals(ctx)
    return {
      records: Object.fromEntries(counts.map(({ collection, count }) => [collection, count])),
      proposalsWaiting: waiting,
      mine: await store.openHandouts(ctx),
    }
  },

  async list(ctx, { collection, since, limit }) {
    const records = await store.recordsSince(ctx, collection, since, limit)
    return {
      records: records.map(({ change: _, sealed, ...record }) => ({ ...record, sealed: text(sealed) })),
      upTo: records.at(-1)?.change ?? since,
      more: records.length === limit,
    }
  },

  async save(ctx, { collection, records }) {
    await store.lockCollection(ctx, collection)
    const [newest] = await generationsOf(ctx)
    if (records.some(({ generation }) => generation !== newest?.number)) throw new Refusal('wrong-generation')
    const ids = records.map(({ id }) => id)
    if (new Set(ids).size !== ids.length) throw new Refusal('changed-meanwhile')
    const present = new Map(
      (await store.lockRecords(ctx, collection, ids)).map(({ id, revision }) => [id, revision] as const),
    )
    const late = records.filter(({ id, revision }) => revision !== (present.get(id) ?? 0) + 1)
    if (late.length > 0) throw new Refusal('changed-meanwhile', { ids: late.map(({ id }) => id) })
    if (present.size > 0) await store.keepRevisions(ctx, collection, [...present.keys()])
    await store.putRecords(
      ctx,
      collection,
      records.map((record) => ({ ...record, sealed: bytes(record.sealed) })),
    )
    return { saved: records.length }
  },

  async remove(ctx, { collection, id, revision }) {
    await store.lockCollection(ctx, collection)
    const [present] = await store.lockRecords(ctx, collection, [id])
    if (!present) throw new Refusal('not-found')
    if (present.revision !== revision) throw new Refusal('changed-meanwhile')
    await end(ctx, collection, present)
    return done
  },

  async erase(ctx, { collection, id }) {
    await store.lockCollection(ctx, collection)
    const [present] = await store.lockRecords(ctx, collection, [id])
    if (!present) throw new Refusal('not-found')
    await end(ctx, collection, present)
    await store.eraseRevisions(ctx, collection, id)
    return done
  },

  async revisions(ctx, { collection, id }) {
    const revisions = await store.revisionsOf(ctx, collection, id)
    return { revisions: revisions.map((one) => ({ ...one, sealed: text(one.sealed) })) }
  },

  async propose(ctx, { collection, sealed }) {
    const [newest] = await generationsOf(ctx)
    if (!newest) throw new Refusal('no-vault')
    const proposal = await store.addProposal(ctx, collection, bytes(sealed))
    if (collection === 'incident') await tellKeepers(ctx, newest.number)
    return proposal
  },

  async proposals(ctx, filter) {
    const proposals = await store.proposalsOf(ctx, filter)
    return {
      proposals: proposals.map(({ sealed, answer, ...proposal }) => ({
        ...proposal,
        sealed: sealed.toString('base64'),
        answer: text(answer),
      })),
    }
  },

  async decide(ctx, { id, decision, answer }) {
    await store.findProposal(ctx, id)
    const decided = await store.decideProposal(ctx, id, decision, answer === null ? null : bytes(answer))
    if (!decided) throw new Refusal('already-decided')
    return done
  },

  async hand(ctx, { handouts }) {
    for (const { personId, recipient } of handouts)
      if ((await keyOf(ctx, personId))?.recipient !== recipient) throw new Refusal('wrong-holder')
    const added = await store.addHandouts(
      ctx,
      handouts.map(({ recipient: _, ...handout }) => ({ ...handout, sealed: bytes(handout.sealed) })),
    )
    for (const personId of new Set(handouts.map((one) => one.personId)))
      await tell(ctx, {
        personId,
        organisationId: actingOrganisation(ctx),
        kind: 'vault.handout',
        link: '/app/to-do',
      })
    return { ids: added.map(({ id }) => id) }
  },

  async handouts(ctx, { box, ...page }) {
    const handouts = await store.handoutsOf(ctx, { box, ...page })
    return {
      next: handouts.length === page.limit ? (handouts.at(-1)?.id ?? null) : null,
      handouts: handouts.map(({ sealed, answer, ...handout }) => ({
        ...handout,
        sealed: sealed.toString('base64'),
        answer: text(answer),
      })),
    }
  },

  async openHandout(ctx, { id }) {
    const handout = await requireMine(ctx, id)
    if (handout.openedAt === null) await store.markHandout(ctx, id, { openedAt: ctx.now.toString() })
    return done
  },

  async answer(ctx, { id, digest, answer }) {
    const handout = await requireMine(ctx, id)
    if (handout.withdrawnAt !== null) throw new Refusal('withdrawn')
    if (handout.answeredAt !== null) throw new Refusal('already-answered')
    if (handout.digest !== digest) throw new Refusal('changed-meanwhile')
    await store.markHandout(ctx, id, { answeredAt: ctx.now.toString(), answer: bytes(answer) })
    return done
  },

  async withdraw(ctx, { id }) {
    const handout = await store.findHandout(ctx, id)
    if (handout.answeredAt !== null) throw new Refusal('already-answered')
    await store.markHandout(ctx, id, { withdrawnAt: ctx.now.toString() })
    return done
  },

  receivers: async (ctx) => ({ receivers: await store.officeRecipients(ctx) }),

  counts: async (ctx) => ({ counts: await store.countsOf(ctx) }),

  async ownCounts(ctx) {
    const given = await store.ownCounts(ctx)
    return given ? { agreed: true, ...given } : { agreed: false, counts: {}, countedAt: null }
  },

  async agreeToCounts(ctx, { agreed, counts }) {
    await store.agreeToCounts(ctx, agreed, counts)
    return done
  },

  async renewCounts(ctx, { counts }) {
    await store.renewCounts(ctx, counts)
    return done
  },
}

/** A removed record keeps its number of revisions, and nothing in its place. */
async function end(
  ctx: Ctx,
  collection: Parameters<typeof store.putRecords>[1],
  { id, revision }: { id: string; revision: number },
) {
  const [newest] = await generationsOf(ctx)
  await store.keepRevisions(ctx, collection, [id])
  await store.putRecords(ctx, collection, [
    { id, revision: revision + 1, generation: newest?.number ?? 1, sealed: null },
  ])
}

async function requireMine(ctx: Ctx, id: string) {
  const handout = await store.findHandout(ctx, id)
  if (handout.personId !== actingPerson(ctx)) throw new Refusal('not-found')
  return handout
}

/** A leak that somebody reports cannot wait until a keeper happens to look. The notice says that there is a report, never what is in it. */
async function tellKeepers(ctx: Ctx, generation: number): Promise<void> {
  const mayOpen = new Set<string>(rolesWith('vault.open'))
  const members = await membersOf(ctx, generation, null)
  for (const { personId, roles } of members)
    if (personId !== actingPerson(ctx) && roles.some((role) => mayOpen.has(role)))
      await tell(ctx, {
        personId,
        organisationId: actingOrganisation(ctx),
        kind: 'vault.leak',
        link: '/app/incidents',
        urgent: true,
      })
}
