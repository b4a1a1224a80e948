import { type Generated, sql } from 'kysely'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database/database.ts'
import type { Programme } from './programme.schema.ts'
import type { OutcomeText } from './programme-outcome.schema.ts'
import type { denominators } from './programme-target.schema.ts'
import type { TaskState } from './programme-task.schema.ts'

declare module '../../platform/database/tables.ts' {
  interface Tables {
    programmeVersion: {
      number: number
      document: Json<Programme>
      reason: string
      madeBy: string | null
      madeAt: Generated<InstantText>
    }
    task: {
      id: Generated<string>
      organisationId: string
      itemId: string
      personId: string | null
      title: string
      description: Generated<string>
      startsOn: DayText | null
      dueOn: DayText
      state: TaskState
      progress: Generated<number>
      createdBy: string | null
      createdAt: Generated<InstantText>
      closedAt: InstantText | null
    }
    taskReport: {
      id: Generated<string>
      taskId: string
      organisationId: string
      act: string
      progress: number
      note: Generated<string>
      reportedBy: string | null
      reportedAt: Generated<InstantText>
    }
    outcome: {
      id: Generated<string>
      organisationId: string
      itemId: string
      taskId: string | null
      targetId: string | null
      kind: OutcomeText['kind']
      title: string
      description: Generated<string>
      happenedOn: DayText
      replicable: Generated<boolean>
      state: Generated<'recorded' | 'withdrawn'>
      revision: Generated<number>
      fictitious: Generated<boolean>
      recordedBy: string | null
      recordedAt: Generated<InstantText>
    }
    outcomeRevision: {
      outcomeId: string
      revision: number
      organisationId: string
      document: Json<Record<string, unknown>>
      reason: string
      madeBy: string | null
      madeAt: Generated<InstantText>
    }
    outcomeAttachment: {
      outcomeId: string
      attachmentId: string
      organisationId: string
      removedAt: InstantText | null
    }
    targetDefinition: {
      id: Generated<string>
      targetId: string
      definition: string
      denominator: (typeof denominators)[number] | null
      namedNumber: number | null
      source: string
      reason: string
      madeBy: string | null
      madeAt: Generated<InstantText>
    }
    targetReading: {
      targetId: string
      asOf: DayText
      numerator: number
      denominator: number | null
      computedAt: Generated<InstantText>
    }
    dossier: {
      id: Generated<string>
      organisationId: string
      requestedBy: string | null
      requestedAt: Generated<InstantText>
      state: Generated<'waiting' | 'running' | 'ready' | 'failed'>
      done: Generated<number>
      total: Generated<number>
      file: string | null
      sizeBytes: number | null
      sha256: string | null
      finishedAt: InstantText | null
    }
  }
}

type Db = { readonly db: Tx }

export const newestVersion = ({ db }: Db) =>
  db.selectFrom('programmeVersion').selectAll().orderBy('number', 'desc').limit(1).executeTakeFirst()

export const findVersion = ({ db }: Db, number: number) =>
  db
    .selectFrom('programmeVersion')
    .leftJoin('person', 'person.id', 'madeBy')
    .select(['number', 'document', 'reason', 'person.name as by', 'madeAt'])
    .where('number', '=', number)
    .executeTakeFirstOrThrow()

export const listVersions = ({ db }: Db) =>
  db
    .selectFrom('programmeVersion')
    .leftJoin('person', 'person.id', 'madeBy')
    .select(['number', 'reason', 'person.name as by', 'madeAt'])
    .orderBy('number', 'desc')
    .execute()

/** @returns false when the number is taken: somebody else was faster */
export async function addVersion(
  { db }: Db,
  values: { number: number; document: Programme; reason: string; madeBy: string | null },
): Promise<boolean> {
  const added = await db
    .insertInto('programmeVersion')
    .values({ ...values, document: JSON.stringify(values.document) })
    .onConflict((on) => on.column('number').doNothing())
    .returning('number')
    .executeTakeFirst()
  return added !== undefined
}

export type TaskFilter = {
  itemId?: string | undefined
  measureId?: string | undefined
  organisationId?: string | undefined
  mine?: boolean | undefined
  state?: TaskState | 'open' | 'late' | undefined
  dueFrom?: string | undefined
  dueTo?: string | undefined
  text?: string | undefined
}

const openStates: TaskState[] = ['planned', 'under-way']

function tasks({ db }: Db, today: string) {
  return db
    .selectFrom('task')
    .innerJoin('organisation', 'organisation.id', 'task.organisationId')
    .leftJoin('person', 'person.id', 'task.personId')
    .selectAll('task')
    .select(['organisation.name as organisation', 'person.name as person'])
    .select(
      sql<number>`case when task.state in ('planned','under-way') and task.due_on < ${today}::date then ${today}::date - task.due_on else 0 end`.as(
        'daysLate',
      ),
    )
}

export function listTasks(ctx: Ctx, filter: TaskFilter, page: { limit: number; after?: string | undefined }) {
  const today = ctx.today.toString()
  let query = tasks(ctx, today)
  if (filter.itemId) query = query.where('task.itemId', '=', filter.itemId)
  if (filter.measureId) query = query.where('task.itemId', 'like', `${filter.measureId}.%`)
  if (filter.organisationId) query = query.where('task.organisationId', '=', filter.organisationId)
  if (filter.mine) query = query.where('task.personId', '=', ctx.actor.person?.id ?? null)
  if (filter.state === 'open' || filter.state === 'late') query = query.where('task.state', 'in', openStates)
  else if (filter.state) query = query.where('task.state', '=', filter.state)
  if (filter.state === 'late') query = query.where('task.dueOn', '<', today)
  if (filter.dueFrom) query = query.where('task.dueOn', '>=', filter.dueFrom)
  if (filter.dueTo) query = query.where('task.dueOn', '<=', filter.dueTo)
  if (filter.text) query = query.where('task.title', 'ilike', `%${likeText(filter.text)}%`)
  const [dueOn, id] = page.after?.split('_') ?? []
  if (dueOn && id) query = query.where(sql<boolean>`(task.due_on, task.id) > (${dueOn}::date, ${id}::uuid)`)
  return query.orderBy('task.dueOn').orderBy('task.id').limit(page.limit).execute()
}

export const likeText = (text: string) => text.replace(/[\\%_]/g, (sign) => `\\${sign}`)

export const findTask = (ctx: Ctx, id: string) =>
  tasks(ctx, ctx.today.toString()).where('task.id', '=', id).executeTakeFirstOrThrow()

export const lockTask = ({ db }: Db, id: string) =>
  db.selectFrom('task').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow()

export const addTask = (
  { db }: Db,
  values: {
    organisationId: string
    itemId: string
    personId: string | null
    title: string
    description: string
    startsOn: string | null
    dueOn: string
    createdBy: string | null
  },
) =>
  db
    .insertInto('task')
    .values({ ...values, state: 'planned' })
    .returning('id')
    .executeTakeFirstOrThrow()

export const saveTask = (
  { db }: Db,
  id: string,
  values: { state?: TaskState; progress?: number; personId?: string | null; dueOn?: string; closedAt?: string | null },
) => db.updateTable('task').set(values).where('id', '=', id).execute()

export const addReport = (
  { db }: Db,
  values: {
    taskId: string
    organisationId: string
    act: string
    progress: number
    note: string
    reportedBy: string | null
  },
) => db.insertInto('taskReport').values(values).execute()

export const reportsOf = ({ db }: Db, taskId: string) =>
  db
    .selectFrom('taskReport')
    .leftJoin('person', 'person.id', 'reportedBy')
    .select(['taskReport.id', 'act', 'progress', 'note', 'person.name as by', 'reportedAt'])
    .where('taskId', '=', taskId)
    .orderBy('reportedAt', 'desc')
    .execute()

export async function isMember({ db }: Db, organisationId: string, personId: string): Promise<boolean> {
  const row = await db
    .selectFrom('membership')
    .select('personId')
    .where('organisationId', '=', organisationId)
    .where('personId', '=', personId)
    .where('leftAt', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}

export const admittedOrganisation = ({ db }: Db, id: string) =>
  db
    .selectFrom('organisation')
    .select(['id', 'name'])
    .where('id', '=', id)
    .where('state', '=', 'admitted')
    .executeTakeFirst()

export const admittedByName = ({ db }: Db) =>
  db.selectFrom('organisation').select(['id', 'name']).where('state', '=', 'admitted').execute()

/** Those who coordinate for an organisation: told when a task comes without a person. */
export const coordinatorsOf = ({ db }: Db, organisationId: string) =>
  db
    .selectFrom('membership')
    .select('personId')
    .where('organisationId', '=', organisationId)
    .where('leftAt', 'is', null)
    .where(sql<boolean>`roles && array['coordinator','programme-lead','representative']`)
    .execute()

export async function countOpenTasks({ db }: Db, personId: string, organisationId: string): Promise<number> {
  const { count } = await db
    .selectFrom('task')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('personId', '=', personId)
    .where('organisationId', '=', organisationId)
    .where('state', 'in', openStates)
    .executeTakeFirstOrThrow()
  return count
}

export const handOverTasks = ({ db }: Db, from: string, to: string, organisationId: string) =>
  db
    .updateTable('task')
    .set({ personId: to })
    .where('personId', '=', from)
    .where('organisationId', '=', organisationId)
    .where('state', 'in', openStates)
    .returning(['id', 'title', 'progress'])
    .execute()

/** Open tasks due within so many days, or late, with whom to tell. For the daily job. */
export const tasksToRemind = ({ db }: Db, today: string, withinDays: number) =>
  db
    .selectFrom('task')
    .selectAll()
    .where('state', 'in', openStates)
    .where(
      sql<boolean>`due_on = ${today}::date + ${withinDays}::int or due_on = ${today}::date - 1 or (due_on < ${today}::date and (${today}::date - due_on) % 7 = 0)`,
    )
    .execute()
