import { sql } from 'kysely'
import { actingOrganisation, type Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database/database.ts'
import { likeText } from './programme.store.ts'
import type { OutcomeText } from './programme-outcome.schema.ts'

type Db = { readonly db: Tx }

export type OutcomeFilter = {
  itemId?: string | undefined
  measureId?: string | undefined
  organisationId?: string | undefined
  targetId?: string | undefined
  kind?: OutcomeText['kind'] | undefined
  text?: string | undefined
}

const attachmentCount = sql<number>`(select count(*) from outcome_attachment a where a.outcome_id = outcome.id and a.removed_at is null)`

function outcomes({ db }: Db) {
  return db
    .selectFrom('outcome')
    .innerJoin('organisation', 'organisation.id', 'outcome.organisationId')
    .leftJoin('person', 'person.id', 'outcome.recordedBy')
    .selectAll('outcome')
    .select(['organisation.name as organisation', 'person.name as recordedBy'])
    .select(attachmentCount.as('attachmentCount'))
}

export function listOutcomes(ctx: Db, filter: OutcomeFilter, page: { limit: number; after?: string | undefined }) {
  let query = outcomes(ctx)
  if (filter.itemId) query = query.where('outcome.itemId', '=', filter.itemId)
  if (filter.measureId) query = query.where('outcome.itemId', 'like', `${filter.measureId}.%`)
  if (filter.organisationId) query = query.where('outcome.organisationId', '=', filter.organisationId)
  if (filter.targetId) query = query.where('outcome.targetId', '=', filter.targetId)
  if (filter.kind) query = query.where('outcome.kind', '=', filter.kind)
  if (filter.text) query = query.where('outcome.title', 'ilike', `%${likeText(filter.text)}%`)
  const [happenedOn, id] = page.after?.split('_') ?? []
  if (happenedOn && id)
    query = query.where(sql<boolean>`(outcome.happened_on, outcome.id) < (${happenedOn}::date, ${id}::uuid)`)
  return query.orderBy('outcome.happenedOn', 'desc').orderBy('outcome.id', 'desc').limit(page.limit).execute()
}

export const findOutcome = (ctx: Db, id: string) => outcomes(ctx).where('outcome.id', '=', id).executeTakeFirstOrThrow()

/** Only the organisation that recorded it may correct it. */
export const lockOwnOutcome = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('outcome')
    .selectAll()
    .where('id', '=', id)
    .where('organisationId', '=', actingOrganisation(ctx))
    .forUpdate()
    .executeTakeFirstOrThrow()

export const addOutcome = (
  { db }: Db,
  values: OutcomeText & { organisationId: string; recordedBy: string | null; fictitious?: boolean },
) => db.insertInto('outcome').values(values).returning('id').executeTakeFirstOrThrow()

export const saveOutcome = (
  { db }: Db,
  id: string,
  values: Partial<OutcomeText> & { revision: number; state?: 'withdrawn' },
) => db.updateTable('outcome').set(values).where('id', '=', id).execute()

export const addOutcomeRevision = (
  { db }: Db,
  values: {
    outcomeId: string
    revision: number
    organisationId: string
    document: Record<string, unknown>
    reason: string
    madeBy: string | null
  },
) =>
  db
    .insertInto('outcomeRevision')
    .values({ ...values, document: JSON.stringify(values.document) })
    .execute()

export const revisionsOf = ({ db }: Db, outcomeId: string) =>
  db
    .selectFrom('outcomeRevision')
    .leftJoin('person', 'person.id', 'madeBy')
    .select(['revision', 'document', 'reason', 'person.name as by', 'madeAt'])
    .where('outcomeId', '=', outcomeId)
    .orderBy('revision', 'desc')
    .execute()

export async function setOutcomeAttachments(
  { db, now }: Db & { now: Temporal.Instant },
  outcomeId: string,
  organisationId: string,
  ids: readonly string[],
) {
  await db
    .updateTable('outcomeAttachment')
    .set({ removedAt: now.toString() })
    .where('outcomeId', '=', outcomeId)
    .where('removedAt', 'is', null)
    .$if(ids.length > 0, (query) => query.where('attachmentId', 'not in', [...ids]))
    .execute()
  if (ids.length > 0)
    await db
      .insertInto('outcomeAttachment')
      .values(ids.map((attachmentId) => ({ outcomeId, attachmentId, organisationId, removedAt: null })))
      .onConflict((on) => on.columns(['outcomeId', 'attachmentId']).doUpdateSet({ removedAt: null }))
      .execute()
}

export const attachmentsOfOutcomes = ({ db }: Db, outcomeIds: readonly string[]) =>
  outcomeIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('outcomeAttachment')
        .innerJoin('attachment', 'attachment.id', 'attachmentId')
        .select(['outcomeId', 'attachment.id', 'name', 'mediaType', 'sizeBytes', 'sha256'])
        .where('outcomeId', 'in', [...outcomeIds])
        .where('removedAt', 'is', null)
        .orderBy('attachment.id')
        .execute()
