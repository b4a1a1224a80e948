import { type Generated, sql } from 'kysely'
import { actingOrganisation, actingPerson, type Ctx } from '../../platform/context.ts'
import type { Collection, HandoutKind } from './vault.schema.ts'

declare module '../../platform/database/tables.ts' {
  interface Tables {
    sealedRecord: {
      id: string
      organisationId: string
      collection: Collection
      revision: number
      generation: number
      sealed: Buffer | null
      madeBy: string
      madeAt: InstantText
      change: Generated<number>
    }
    sealedRevision: Omit<Tables['sealedRecord'], 'change'>
    sealedProposal: {
      id: Generated<string>
      organisationId: string
      collection: Collection
      sealed: Buffer
      madeBy: string
      madeAt: Generated<InstantText>
      decision: 'admitted' | 'amended' | 'declined' | null
      answer: Buffer | null
      decidedBy: string | null
      decidedAt: InstantText | null
    }
    handout: {
      id: Generated<string>
      organisationId: string
      personId: string
      kind: HandoutKind
      sealed: Buffer
      digest: string
      dueOn: DayText | null
      madeBy: string
      madeAt: Generated<InstantText>
      openedAt: InstantText | null
      answeredAt: InstantText | null
      answer: Buffer | null
      withdrawnAt: InstantText | null
    }
    registerCount: {
      organisationId: string
      agreedBy: string
      agreedAt: Generated<InstantText>
      counts: Json<Record<string, number>>
      countedAt: InstantText | null
      withdrawnAt: InstantText | null
    }
  }
}

export const recordsSince = (ctx: Ctx, collection: Collection, since: number, limit: number) =>
  ctx.db
    .selectFrom('sealedRecord')
    .innerJoin('person', 'person.id', 'sealedRecord.madeBy')
    .select(['sealedRecord.id', 'revision', 'generation', 'sealed', 'person.name as madeBy', 'madeAt', 'change'])
    .where('organisationId', '=', actingOrganisation(ctx))
    .where('collection', '=', collection)
    .where('change', '>', since)
    .orderBy('change')
    .limit(limit)
    .execute()

/** How many records stand in each collection. */
export const recordCounts = (ctx: Ctx) =>
  ctx.db
    .selectFrom('sealedRecord')
    .select(['collection', ({ fn }) => fn.countAll<number>().as('count')])
    .where('organisationId', '=', actingOrganisation(ctx))
    .where('sealed', 'is not', null)
    .groupBy('collection')
    .execute()

/**
 * From here to the end of the transaction nobody else writes to this collection: two who make the same record meet each other, and who reads on
 * from a change never passes over an earlier one that is still on its way.
 */
export const lockCollection = async (ctx: Ctx, collection: Collection): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`sealed ${actingOrganisation(ctx)} ${collection}`}, 0))`.execute(
    ctx.db,
  )
}

/** The newest of these, locked until the transaction ends. */
export const lockRecords = (ctx: Ctx, collection: Collection, ids: readonly string[]) =>
  ctx.db
    .selectFrom('sealedRecord')
    .select(['id', 'revision'])
    .where('organisationId', '=', actingOrganisation(ctx))
    .where('collection', '=', collection)
    .where('id', 'in', ids)
    .orderBy('id')
    .forUpdate()
    .execute()

/** What stands there now goes to the revisions. */
export const keepRevisions = (ctx: Ctx, collection: Collection, ids: readonly string[]) =>
  ctx.db
    .insertInto('sealedRevision')
    .columns(['organisationId', 'collection', 'id', 'revision', 'generation', 'sealed', 'madeBy', 'madeAt'])
    .expression(
      ctx.db
        .selectFrom('sealedRecord')
        .select(['organisationId', 'collection', 'id', 'revision', 'generation', 'sealed', 'madeBy', 'madeAt'])
        .where('organisationId', '=', actingOrganisation(ctx))
        .where('collection', '=', collection)
        .where('id', 'in', ids),
    )
    .execute()

export const putRecords = (
  ctx: Ctx,
  collection: Collection,
  records: readonly { id: string; revision: number; generation: number; sealed: Buffer | null }[],
) =>
  ctx.db
    .insertInto('sealedRecord')
    .values(
      records.map((record) => ({
        ...record,
        collection,
        organisationId: actingOrganisation(ctx),
        madeBy: actingPerson(ctx),
        madeAt: ctx.now.toString(),
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['organisationId', 'collection', 'id']).doUpdateSet((set) => ({
        revision: set.ref('excluded.revision'),
        generation: set.ref('excluded.generation'),
        sealed: set.ref('excluded.sealed'),
        madeBy: set.ref('excluded.madeBy'),
        madeAt: set.ref('excluded.madeAt'),
        change: sql<number>`nextval('sealed_record_change')`,
      })),
    )
    .execute()

export const eraseRevisions = (ctx: Ctx, collection: Collection, id: string) =>
  ctx.db
    .updateTable('sealedRevision')
    .set({ sealed: null })
    .where('organisationId', '=', actingOrganisation(ctx))
    .where('collection', '=', collection)
    .where('id', '=', id)
    .execute()

export const revisionsOf = async (ctx: Ctx, collection: Collection, id: string) => {
  const columns = ['revision', 'generation', 'sealed', 'person.name as madeBy', 'madeAt'] as const
  const earlier = await ctx.db
    .selectFrom('sealedRevision')
    .innerJoin('person', 'person.id', 'sealedRevision.madeBy')
    .select([...columns, 'sealedRevision.id'])
    .where('organisationId', '=', actingOrganisation(ctx))
    .where('collection', '=', collection)
    .where('sealedRevision.id', '=', id)
    .orderBy('revision')
    .execute()
  const now = await ctx.db
    .selectFrom('sealedRecord')
    .innerJoin('person', 'person.id', 'sealedRecord.madeBy')
    .select([...columns, 'sealedRecord.id'])
    .where('organisationId', '=', actingOrganisation(ctx))
    .where('collection', '=', collection)
    .where('sealedRecord.id', '=', id)
    .executeTakeFirstOrThrow()
  return [...earlier, now]
}

export const addProposal = (ctx: Ctx, collection: Collection, sealed: Buffer) =>
  ctx.db
    .insertInto('sealedProposal')
    .values({
      organisationId: actingOrganisation(ctx),
      collection,
      sealed,
      madeBy: actingPerson(ctx),
      decision: null,
      answer: null,
      decidedBy: null,
      decidedAt: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()

export const waitingProposals = (ctx: Ctx) =>
  ctx.db
    .selectFrom('sealedProposal')
    .select(({ fn }) => fn.countAll<number>().as('waiting'))
    .where('organisationId', '=', actingOrganisation(ctx))
    .where('decision', 'is', null)
    .executeTakeFirstOrThrow()

export const proposalsOf = (
  ctx: Ctx,
  filter: { collection?: Collection | undefined; waiting?: boolean | undefined },
) => {
  let query = ctx.db
    .selectFrom('sealedProposal')
    .innerJoin('person', 'person.id', 'sealedProposal.madeBy')
    .leftJoin('person as decider', 'decider.id', 'sealedProposal.decidedBy')
    .leftJoin('memberKey', (join) =>
      join.onRef('memberKey.personId', '=', 'sealedProposal.madeBy').on('memberKey.endedAt', 'is', null),
    )
    .select([
      'sealedProposal.id',
      'collection',
      'sealed',
      'sealedProposal.madeBy as madeById',
      'person.name as madeBy',
      'sealedProposal.madeAt',
      'memberKey.recipient',
      'decision',
      'answer',
      'decider.name as decidedBy',
      'decidedAt',
    ])
    .where('organisationId', '=', actingOrganisation(ctx))
    .orderBy('sealedProposal.id', 'desc')
    .limit(500)
  if (filter.collection) query = query.where('collection', '=', filter.collection)
  if (filter.waiting !== undefined) query = query.where('decision', filter.waiting ? 'is' : 'is not', null)
  return query.execute()
}

export const decideProposal = (
  ctx: Ctx,
  id: string,
  decision: 'admitted' | 'amended' | 'declined',
  answer: Buffer | null,
) =>
  ctx.db
    .updateTable('sealedProposal')
    .set({ decision, answer, decidedBy: actingPerson(ctx), decidedAt: ctx.now.toString() })
    .where('organisationId', '=', actingOrganisation(ctx))
    .where('id', '=', id)
    .where('decision', 'is', null)
    .returning('id')
    .executeTakeFirst()

export const findProposal = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('sealedProposal')
    .select(['id', 'decision'])
    .where('organisationId', '=', actingOrganisation(ctx))
    .where('id', '=', id)
    .executeTakeFirstOrThrow()

export const addHandouts = (
  ctx: Ctx,
  handouts: readonly { personId: string; kind: HandoutKind; sealed: Buffer; digest: string; dueOn: string | null }[],
) =>
  ctx.db
    .insertInto('handout')
    .values(
      handouts.map((handout) => ({
        ...handout,
        organisationId: actingOrganisation(ctx),
        madeBy: actingPerson(ctx),
        openedAt: null,
        answeredAt: null,
        answer: null,
        withdrawnAt: null,
      })),
    )
    .returning('id')
    .execute()

/** What is handed to whoever acts, not taken back and not answered; `overdue` of them before today. */
export const openHandouts = (ctx: Ctx) =>
  ctx.db
    .selectFrom('handout')
    .select(({ fn, eb }) => [
      fn.countAll<number>().as('open'),
      fn
        .countAll<number>()
        .filterWhere(eb('dueOn', '<', ctx.today.toString()))
        .as('overdue'),
    ])
    .where('organisationId', '=', actingOrganisation(ctx))
    .where('personId', '=', actingPerson(ctx))
    .where('withdrawnAt', 'is', null)
    .where('answeredAt', 'is', null)
    .executeTakeFirstOrThrow()

/** The newest first. */
export const handoutsOf = (
  ctx: Ctx,
  { box, limit, after }: { box: 'mine' | 'sent'; limit: number; after?: string | undefined },
) => {
  let query = ctx.db
    .selectFrom('handout')
    .innerJoin('person', 'person.id', 'handout.personId')
    .innerJoin('person as maker', 'maker.id', 'handout.madeBy')
    .select([
      'handout.id',
      'personId',
      'person.name as person',
      'kind',
      'sealed',
      'digest',
      'dueOn',
      'maker.name as madeBy',
      'madeAt',
      'openedAt',
      'answeredAt',
      'answer',
      'withdrawnAt',
    ])
    .where('organisationId', '=', actingOrganisation(ctx))
    .orderBy('handout.id', 'desc')
    .limit(limit)
  if (box === 'mine') query = query.where('personId', '=', actingPerson(ctx)).where('withdrawnAt', 'is', null)
  if (after) query = query.where('handout.id', '<', after)
  return query.execute()
}

export const findHandout = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('handout')
    .select(['id', 'personId', 'digest', 'answeredAt', 'withdrawnAt', 'openedAt'])
    .where('organisationId', '=', actingOrganisation(ctx))
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow()

export const markHandout = (
  ctx: Ctx,
  id: string,
  mark: { openedAt: string } | { answeredAt: string; answer: Buffer } | { withdrawnAt: string },
) => ctx.db.updateTable('handout').set(mark).where('id', '=', id).execute()

export const officeRecipients = async ({ db }: Ctx) => {
  const { rows } = await sql<{
    personId: string
    name: string
    recipient: string
  }>`select * from shoumi.office_recipients()`.execute(db)
  return rows
}

export const agreeToCounts = (ctx: Ctx, agreed: boolean, counts: Readonly<Record<string, number>>) => {
  const values = {
    agreedBy: actingPerson(ctx),
    agreedAt: ctx.now.toString(),
    counts: JSON.stringify(agreed ? counts : {}),
    countedAt: agreed ? ctx.now.toString() : null,
    withdrawnAt: agreed ? null : ctx.now.toString(),
  }
  return ctx.db
    .insertInto('registerCount')
    .values({ ...values, organisationId: actingOrganisation(ctx) })
    .onConflict((conflict) => conflict.column('organisationId').doUpdateSet(values))
    .execute()
}

/** Only of those who agree at that moment; who agreed, and when, stays. */
export const renewCounts = (ctx: Ctx, counts: Readonly<Record<string, number>>) =>
  ctx.db
    .updateTable('registerCount')
    .set({ counts: JSON.stringify(counts), countedAt: ctx.now.toString() })
    .where('organisationId', '=', actingOrganisation(ctx))
    .where('withdrawnAt', 'is', null)
    .execute()

export const ownCounts = (ctx: Ctx) =>
  ctx.db
    .selectFrom('registerCount')
    .select(['counts', 'countedAt'])
    .where('organisationId', '=', actingOrganisation(ctx))
    .where('withdrawnAt', 'is', null)
    .executeTakeFirst()

export const countsOf = ({ db }: Ctx) =>
  db
    .selectFrom('registerCount')
    .innerJoin('organisation', 'organisation.id', 'registerCount.organisationId')
    .select(['organisationId', 'organisation.name as organisation', 'counts', 'countedAt'])
    .where('withdrawnAt', 'is', null)
    .orderBy('organisation.name')
    .execute()
