import { type Generated, sql } from 'kysely'
import { actingPerson, type Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database/database.ts'
import type { ClueSource, LinkedClue } from './clue.schema.ts'

declare module '../../platform/database/tables.ts' {
  interface Tables {
    tipRelease: {
      id: Generated<string>
      channelId: string
      subject: 'identity' | 'original'
      fileId: string | null
      requestedBy: string
      reason: string
      requestedAt: InstantText
      decidedBy: string | null
      approved: boolean | null
      opinion: string | null
      decidedAt: InstantText | null
      expiresAt: InstantText | null
      endedAt: InstantText | null
    }
    tipLook: { id: Generated<string>; releaseId: string; personId: string; at: InstantText }
    clueLink: { clueId: string; otherId: string; reason: string; linkedBy: string; linkedAt: InstantText }
    clueMark: { clueId: string; kind: 'accused' | 'right-holder'; mark: Buffer }
  }
}

type Db = { readonly db: Tx }

const clue = ['proceeding.id', 'proceeding.number', 'proceeding.title', 'proceeding.openedOn'] as const

/** Everything about a clue waits for this row; another person's clue is not there. */
export const findClue = ({ db }: Db, id: string) =>
  db.selectFrom('proceeding').selectAll().where('id', '=', id).where('kind', '=', 'clue').executeTakeFirstOrThrow()

export const findClueByNumber = ({ db }: Db, number: string) =>
  db
    .selectFrom('proceeding')
    .select(['id', 'number', 'title', 'openedOn'])
    .where('kind', '=', 'clue')
    .where('number', '=', number)
    .executeTakeFirst()

export type ClueFilter = {
  readonly limit: number
  readonly after?: string | undefined
  readonly source?: ClueSource | undefined
  readonly state?: string | undefined
  readonly search?: string | undefined
  readonly mine?: boolean | undefined
  readonly open?: boolean | undefined
}

/** The newest first. */
export function listClues(ctx: Ctx, { limit, after, source, state, search, mine, open }: ClueFilter) {
  let query = ctx.db
    .selectFrom('proceeding')
    .select([...clue, 'proceeding.state', 'proceeding.closedOn'])
    .select(sql<ClueSource>`facts->>'source'`.as('source'))
    .where('kind', '=', 'clue')
  if (after) query = query.where('id', '<', after)
  if (source) query = query.where(sql<boolean>`facts->>'source' = ${source}`)
  if (state) query = query.where('state', '=', state)
  if (open) query = query.where('closedOn', 'is', null)
  if (search) {
    const like = `%${search.replace(/[\\%_]/g, '\\$&')}%`
    query = query.where((where) => where.or([where('title', 'ilike', like), where('number', 'ilike', like)]))
  }
  if (mine)
    query = query.where(({ exists, selectFrom }) =>
      exists(
        selectFrom('proceedingPerson')
          .select('proceedingPerson.id')
          .whereRef('proceedingPerson.proceedingId', '=', 'proceeding.id')
          .where('proceedingPerson.personId', '=', actingPerson(ctx))
          .where('proceedingPerson.until', 'is', null),
      ),
    )
  return query.orderBy('id', 'desc').limit(limit).execute()
}

export const handlerNames = ({ db }: Db, clueIds: readonly string[]) =>
  clueIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('proceedingPerson')
        .innerJoin('person', 'person.id', 'proceedingPerson.personId')
        .select(['proceedingPerson.proceedingId as clueId', 'person.name'])
        .where('proceedingPerson.proceedingId', 'in', [...clueIds])
        .where('proceedingPerson.capacity', '=', 'handler')
        .where('proceedingPerson.until', 'is', null)
        .orderBy('proceedingPerson.id')
        .execute()

/** The matter that a clue was opened under; undefined for one that came in by itself. */
export const parentOf = ({ db }: Db, id: string) =>
  db
    .selectFrom('proceeding')
    .innerJoin('proceeding as parent', 'parent.id', 'proceeding.parentId')
    .select(['parent.id', 'parent.kind'])
    .where('proceeding.id', '=', id)
    .executeTakeFirst()

export const countActs = async ({ db }: Db, id: string): Promise<number> =>
  (
    await db
      .selectFrom('proceedingAct')
      .select((of) => of.fn.countAll<number>().as('n'))
      .where('proceedingId', '=', id)
      .executeTakeFirstOrThrow()
  ).n

export const addMarks = (
  { db }: Db,
  clueId: string,
  marks: readonly { kind: 'accused' | 'right-holder'; mark: Buffer }[],
) =>
  marks.length === 0
    ? Promise.resolve()
    : db
        .insertInto('clueMark')
        .values(marks.map((one) => ({ clueId, ...one })))
        .onConflict((conflict) => conflict.doNothing())
        .execute()
        .then(() => undefined)

/** Other clues that name the same, not linked yet. */
export const sameMarks = ({ db }: Db, clueId: string): Promise<(LinkedClue & { kind: 'accused' | 'right-holder' })[]> =>
  db
    .selectFrom('clueMark as own')
    .innerJoin('clueMark as other', (join) =>
      join.onRef('other.mark', '=', 'own.mark').onRef('other.clueId', '<>', 'own.clueId'),
    )
    .innerJoin('proceeding', 'proceeding.id', 'other.clueId')
    .leftJoin('clueLink', (join) =>
      join.onRef('clueLink.clueId', '=', 'own.clueId').onRef('clueLink.otherId', '=', 'other.clueId'),
    )
    .select([...clue, 'own.kind'])
    .where('own.clueId', '=', clueId)
    .where('clueLink.clueId', 'is', null)
    .limit(50)
    .execute()

export const linksOf = ({ db }: Db, clueId: string) =>
  db
    .selectFrom('clueLink')
    .innerJoin('proceeding', 'proceeding.id', 'clueLink.otherId')
    .innerJoin('person', 'person.id', 'clueLink.linkedBy')
    .select([...clue, 'clueLink.reason', 'clueLink.linkedAt', 'person.name as linkedBy'])
    .where('clueLink.clueId', '=', clueId)
    .orderBy('clueLink.linkedAt')
    .execute()

export async function addLink(ctx: Ctx, clueId: string, otherId: string, reason: string): Promise<boolean> {
  const one = { reason, linkedBy: actingPerson(ctx), linkedAt: ctx.now.toString() }
  const made = await ctx.db
    .insertInto('clueLink')
    .values([
      { ...one, clueId, otherId },
      { ...one, clueId: otherId, otherId: clueId },
    ])
    .onConflict((conflict) => conflict.doNothing())
    .returning('clueId')
    .execute()
  return made.length > 0
}

const releases = ({ db }: Db) =>
  db
    .selectFrom('tipRelease')
    .innerJoin('person as asker', 'asker.id', 'tipRelease.requestedBy')
    .leftJoin('person as decider', 'decider.id', 'tipRelease.decidedBy')
    .selectAll('tipRelease')
    .select(['asker.name as askerName', 'decider.name as deciderName'])

export const releasesOf = (ctx: Db, channelId: string) =>
  releases(ctx).where('channelId', '=', channelId).orderBy('tipRelease.id', 'desc').execute()
export type ReleaseRow = Awaited<ReturnType<typeof releasesOf>>[number]

export const looksOf = ({ db }: Db, releaseIds: readonly string[]) =>
  releaseIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('tipLook')
        .innerJoin('person', 'person.id', 'tipLook.personId')
        .select(['releaseId', 'person.name', 'at'])
        .where('releaseId', 'in', [...releaseIds])
        .orderBy('tipLook.id')
        .execute()

/** @returns null when this person waits for the same already */
export const askRelease = (
  ctx: Ctx,
  values: { channelId: string; subject: 'identity' | 'original'; fileId: string | null; reason: string },
) =>
  ctx.db
    .insertInto('tipRelease')
    .values({ ...values, requestedBy: actingPerson(ctx), requestedAt: ctx.now.toString() })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()

export const lockRelease = ({ db }: Db, id: string) =>
  db.selectFrom('tipRelease').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow()

export const decideRelease = (
  ctx: Ctx,
  id: string,
  values: { approved: boolean; opinion: string; expiresAt: string | null },
) =>
  ctx.db
    .updateTable('tipRelease')
    .set({ ...values, decidedBy: actingPerson(ctx), decidedAt: ctx.now.toString() })
    .where('id', '=', id)
    .execute()

/** What this person was let see and may still see. */
export const openRelease = (ctx: Ctx, channelId: string, subject: 'identity' | 'original', fileId: string | null) =>
  ctx.db
    .selectFrom('tipRelease')
    .select('id')
    .where('channelId', '=', channelId)
    .where('subject', '=', subject)
    .where(sql<boolean>`file_id is not distinct from ${fileId}::uuid`)
    .where('requestedBy', '=', actingPerson(ctx))
    .where('approved', '=', true)
    .where('endedAt', 'is', null)
    .where('expiresAt', '>', ctx.now.toString())
    .orderBy('id', 'desc')
    .executeTakeFirst()

export const recordLook = (ctx: Ctx, releaseId: string) =>
  ctx.db
    .insertInto('tipLook')
    .values({ releaseId, personId: actingPerson(ctx), at: ctx.now.toString() })
    .execute()

/** From now on the database refuses what has run out. */
export const endReleases = ({ db }: Db, now: string) =>
  db
    .updateTable('tipRelease')
    .set({ endedAt: now })
    .where('approved', '=', true)
    .where('endedAt', 'is', null)
    .where('expiresAt', '<=', now)
    .execute()

/** Filed clues whose case has ended and whose named reporter was not yet owed the outcome. */
export const cluesWithOutcome = ({ db }: Db, ended: readonly string[]) =>
  db
    .selectFrom('proceeding')
    .innerJoin('clueChannel', 'clueChannel.clueId', 'proceeding.id')
    .innerJoin('proceeding as child', 'child.parentId', 'proceeding.id')
    .select('proceeding.id')
    .where('proceeding.kind', '=', 'clue')
    .where('proceeding.state', '=', 'filed')
    .where('clueChannel.named', '=', true)
    .where('child.kind', '=', 'case')
    .where('child.state', 'in', [...ended])
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('proceedingAct')
            .select('seq')
            .whereRef('proceedingAct.proceedingId', '=', 'proceeding.id')
            .where('act', '=', 'owe-outcome'),
        ),
      ),
    )
    .execute()

export const namesOfPeople = async ({ db }: Db, ids: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  if (ids.length === 0) return new Map()
  const found = await db
    .selectFrom('person')
    .select(['id', 'name'])
    .where('id', 'in', [...ids])
    .execute()
  return new Map(found.map(({ id, name }) => [id, name]))
}

/** Those who may decide on what somebody asks to see. */
export const leadersOf = ({ db }: Db, organisationId: string) =>
  db
    .selectFrom('membership')
    .innerJoin('person', 'person.id', 'membership.personId')
    .select('personId')
    .where('organisationId', '=', organisationId)
    .where('leftAt', 'is', null)
    .where('person.state', '=', 'active')
    .where(sql<boolean>`membership.roles && array['head', 'principal']`)
    .orderBy('personId')
    .execute()

export const handlersOf = ({ db }: Db, clueId: string) =>
  db
    .selectFrom('proceedingPerson')
    .select('personId')
    .where('proceedingId', '=', clueId)
    .where('capacity', '=', 'handler')
    .where('until', 'is', null)
    .execute()
