import { type Generated, type Selectable, sql } from 'kysely'
import type { OrganisationKind } from '../../core/permission.ts'
import type { Capacity, PastAct, Values } from '../../core/proceeding.ts'
import { actingPerson, type Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database/database.ts'
import type { Tables } from '../../platform/database/tables.ts'

type Level = 'head' | 'principal' | 'municipal' | 'collective'
type ProposalState = 'waiting' | 'approved' | 'rejected' | 'withdrawn' | 'expired'

declare module '../../platform/database/tables.ts' {
  interface Tables {
    proceeding: {
      id: Generated<string>
      kind: string
      parentId: string | null
      number: string | null
      title: string
      state: string
      organisationId: string
      openedOn: DayText
      closedOn: DayText | null
      facts: Json<Record<string, unknown>>
      createdAt: Generated<InstantText>
    }
    proceedingAct: {
      proceedingId: string
      seq: number
      act: string
      fromState: string
      toState: string
      onDay: DayText
      at: InstantText
      recordedAt: InstantText
      personId: string | null
      capacity: Capacity
      approvedBy: string | null
      approvedOn: DayText | null
      fields: Json<Record<string, unknown>>
      salt: Buffer
      digest: Buffer
    }
    proceedingPerson: {
      id: Generated<string>
      proceedingId: string
      personId: string
      capacity: Capacity
      since: Generated<InstantText>
      until: InstantText | null
    }
    proceedingParty: {
      proceedingId: string
      organisationId: string
      capacity: Capacity
      since: Generated<InstantText>
      until: InstantText | null
    }
    proceedingProposal: {
      id: Generated<string>
      proceedingId: string
      act: string
      level: Level
      onDay: DayText
      fields: Json<Record<string, unknown>>
      capacity: Capacity
      proposedBy: string
      proposedAt: Generated<InstantText>
      validUntil: DayText
      state: Generated<ProposalState>
      decidedBy: string | null
      decidedAt: InstantText | null
      opinion: string | null
    }
    proceedingWarning: {
      proceedingId: string
      period: string
      dueOn: DayText
      kind: 'lead' | 'due' | 'overdue' | 'lapsed'
      toldAt: Generated<InstantText>
    }
  }
}

type Db = { readonly db: Tx }

/** What a list shows of a matter. */
export type MatterRow = Pick<Selectable<Tables['proceeding']>, (typeof summary)[number]>
const summary = ['id', 'kind', 'number', 'title', 'state', 'parentId', 'openedOn', 'closedOn'] as const

export const insertMatter = (
  { db }: Db,
  values: {
    kind: string
    parentId: string | null
    number: string | null
    title: string
    state: string
    organisationId: string
    openedOn: string
    facts: Values
  },
) =>
  db
    .insertInto('proceeding')
    .values({ ...values, facts: JSON.stringify(values.facts) })
    .returning('id')
    .executeTakeFirstOrThrow()

export const findMatter = ({ db }: Db, id: string) =>
  db.selectFrom('proceeding').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

/** Whoever acts on a matter waits for whoever acts on it now. */
export const lockMatter = ({ db }: Db, id: string) =>
  db.selectFrom('proceeding').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow()

export const saveMatter = (
  { db }: Db,
  id: string,
  values: { state?: string; closedOn?: string | null; number?: string; title?: string; facts?: Values },
) =>
  db
    .updateTable('proceeding')
    .set({ ...values, ...(values.facts && { facts: JSON.stringify(values.facts) }) } as never)
    .where('id', '=', id)
    .execute()

export const childrenOf = ({ db }: Db, id: string): Promise<MatterRow[]> =>
  db.selectFrom('proceeding').select(summary).where('parentId', '=', id).orderBy('id').execute()

export const actsOf = ({ db }: Db, id: string) =>
  db
    .selectFrom('proceedingAct')
    .leftJoin('person', 'person.id', 'proceedingAct.personId')
    .leftJoin('person as approver', 'approver.id', 'proceedingAct.approvedBy')
    .selectAll('proceedingAct')
    .select(['person.name as personName', 'approver.name as approverName'])
    .where('proceedingId', '=', id)
    .orderBy('seq')
    .execute()

/** The acts of several matters at once, oldest first. */
export const actsOfAll = ({ db }: Db, ids: readonly string[]) =>
  ids.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('proceedingAct')
        .selectAll()
        .where(sql<boolean>`proceeding_id = any(${sql.val([...ids])}::uuid[])`)
        .orderBy('proceedingId')
        .orderBy('seq')
        .execute()

export const insertAct = (
  { db }: Db,
  proceedingId: string,
  act: PastAct & { capacity: Capacity; salt: Buffer; digest: Buffer },
) =>
  db
    .insertInto('proceedingAct')
    .values({
      proceedingId,
      seq: act.seq,
      act: act.act,
      fromState: act.from,
      toState: act.to,
      onDay: act.on,
      at: act.at,
      recordedAt: act.recordedAt,
      personId: act.personId,
      capacity: act.capacity,
      approvedBy: act.approvedBy,
      approvedOn: act.approvedOn,
      fields: JSON.stringify(act.fields),
      salt: act.salt,
      digest: act.digest,
    })
    .execute()

export const peopleOf = ({ db }: Db, id: string) =>
  db
    .selectFrom('proceedingPerson')
    .innerJoin('person', 'person.id', 'proceedingPerson.personId')
    .select(['personId', 'person.name', 'capacity', 'since', 'until'])
    .where('proceedingId', '=', id)
    .orderBy('since')
    .execute()

export const addPeople = (
  { db }: Db,
  proceedingId: string,
  people: readonly { personId: string; capacity: Capacity }[],
) =>
  people.length === 0
    ? Promise.resolve()
    : db
        .insertInto('proceedingPerson')
        .values(people.map((one) => ({ proceedingId, ...one })))
        .execute()
        .then(() => undefined)

export const releasePeople = (
  { db }: Db,
  proceedingId: string,
  capacity: Capacity,
  personIds: readonly string[],
  until: string,
) =>
  personIds.length === 0
    ? Promise.resolve()
    : db
        .updateTable('proceedingPerson')
        .set({ until })
        .where('proceedingId', '=', proceedingId)
        .where('capacity', '=', capacity)
        .where('personId', 'in', [...personIds])
        .where('until', 'is', null)
        .execute()
        .then(() => undefined)

export const addParty = ({ db }: Db, values: { proceedingId: string; organisationId: string; capacity: Capacity }) =>
  db
    .insertInto('proceedingParty')
    .values(values)
    .onConflict((conflict) => conflict.columns(['proceedingId', 'organisationId']).doUpdateSet({ until: null }))
    .execute()

export const partiesOf = ({ db }: Db, id: string) =>
  db
    .selectFrom('proceedingParty')
    .innerJoin('organisation', 'organisation.id', 'proceedingParty.organisationId')
    .select(['organisationId', 'organisation.name', 'organisation.kind', 'capacity', 'since', 'until'])
    .where('proceedingId', '=', id)
    .execute()

/** Of these persons, those who belong to the organisation and hold one of the roles. */
export async function membersHolding(
  { db }: Db,
  organisationId: string,
  personIds: readonly string[],
  roles: readonly string[],
): Promise<string[]> {
  if (personIds.length === 0) return []
  const found = await db
    .selectFrom('membership')
    .select('personId')
    .where('organisationId', '=', organisationId)
    .where('personId', 'in', [...personIds])
    .where('leftAt', 'is', null)
    .where(sql<boolean>`roles && ${sql.val([...roles])}::text[]`)
    .execute()
  return found.map(({ personId }) => personId)
}

/** The active members of an organisation who hold one of the roles. */
export const holdersOf = ({ db }: Db, organisationId: string, roles: readonly string[]) =>
  db
    .selectFrom('membership')
    .innerJoin('person', 'person.id', 'membership.personId')
    .select(['personId', 'person.name', 'membership.roles'])
    .where('organisationId', '=', organisationId)
    .where('leftAt', 'is', null)
    .where('person.state', '=', 'active')
    .where(sql<boolean>`membership.roles && ${sql.val([...roles])}::text[]`)
    .orderBy('person.name')
    .execute()

export const admittedBody = ({ db }: Db, id: string) =>
  db
    .selectFrom('organisation')
    .select(['id', 'kind', 'name'])
    .where('id', '=', id)
    .where('state', '=', 'admitted')
    .executeTakeFirst()

export function listMatters(
  ctx: Ctx,
  filter: {
    limit: number
    after?: string | undefined
    kind?: string | undefined
    state?: string | undefined
    search?: string | undefined
    mine?: boolean | undefined
    open?: boolean | undefined
  },
): Promise<MatterRow[]> {
  let query = ctx.db.selectFrom('proceeding').select(summary)
  if (filter.kind) query = query.where('kind', '=', filter.kind)
  if (filter.state) query = query.where('state', '=', filter.state)
  if (filter.after) query = query.where('id', '<', filter.after)
  if (filter.open) query = query.where('closedOn', 'is', null)
  if (filter.search) {
    const like = `%${filter.search.replace(/[\\%_]/g, '\\$&')}%`
    query = query.where((where) => where.or([where('title', 'ilike', like), where('number', 'ilike', like)]))
  }
  if (filter.mine)
    query = query.where(({ exists, selectFrom }) =>
      exists(
        selectFrom('proceedingPerson')
          .select('proceedingPerson.id')
          .whereRef('proceedingPerson.proceedingId', '=', 'proceeding.id')
          .where('proceedingPerson.personId', '=', actingPerson(ctx))
          .where('proceedingPerson.until', 'is', null),
      ),
    )
  return query.orderBy('id', 'desc').limit(filter.limit).execute()
}

export const openMatters = ({ db }: Db) =>
  db.selectFrom('proceeding').selectAll().where('closedOn', 'is', null).orderBy('id').execute()

const proposals = ({ db }: Db) =>
  db
    .selectFrom('proceedingProposal')
    .innerJoin('proceeding', 'proceeding.id', 'proceedingProposal.proceedingId')
    .innerJoin('person as proposer', 'proposer.id', 'proceedingProposal.proposedBy')
    .leftJoin('person as decider', 'decider.id', 'proceedingProposal.decidedBy')
    .selectAll('proceedingProposal')
    .select([
      'proceeding.kind',
      'proceeding.title',
      'proceeding.number',
      'proposer.name as proposerName',
      'decider.name as deciderName',
    ])

export const proposalsOf = (ctx: Db, proceedingId: string) =>
  proposals(ctx).where('proceedingId', '=', proceedingId).orderBy('proceedingProposal.id', 'desc').execute()

export function listProposals(
  ctx: Db,
  { limit, after, waiting }: { limit: number; after?: string | undefined; waiting: boolean },
) {
  let query = proposals(ctx).where('proceedingProposal.state', waiting ? '=' : '<>', 'waiting')
  if (after) query = query.where('proceedingProposal.id', '<', after)
  return query.orderBy('proceedingProposal.id', 'desc').limit(limit).execute()
}

export const waitingProposal = ({ db }: Db, proceedingId: string, act: string) =>
  db
    .selectFrom('proceedingProposal')
    .selectAll()
    .where('proceedingId', '=', proceedingId)
    .where('act', '=', act)
    .where('state', '=', 'waiting')
    .executeTakeFirst()

export const lockProposal = ({ db }: Db, id: string) =>
  db.selectFrom('proceedingProposal').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow()

export const insertProposal = (
  { db }: Db,
  values: {
    proceedingId: string
    act: string
    level: Level
    onDay: string
    fields: Values
    capacity: Capacity
    proposedBy: string
    validUntil: string
  },
) =>
  db
    .insertInto('proceedingProposal')
    .values({ ...values, fields: JSON.stringify(values.fields) })
    .returning('id')
    .executeTakeFirstOrThrow()

export const closeProposal = (
  { db }: Db,
  id: string,
  values: { state: ProposalState; decidedBy?: string; decidedAt?: string; opinion?: string },
) => db.updateTable('proceedingProposal').set(values).where('id', '=', id).execute()

/** True only the first time. */
export async function warnOnce(
  { db }: Db,
  values: { proceedingId: string; period: string; dueOn: string; kind: 'lead' | 'due' | 'overdue' | 'lapsed' },
): Promise<boolean> {
  const made = await db
    .insertInto('proceedingWarning')
    .values(values)
    .onConflict((conflict) => conflict.doNothing())
    .returning('toldAt')
    .executeTakeFirst()
  return made !== undefined
}

export const lastWarnedAt = async ({ db }: Db): Promise<string | null> => {
  const { last } = await db
    .selectFrom('proceedingWarning')
    .select(({ fn }) => fn.max('toldAt').as('last'))
    .executeTakeFirstOrThrow()
  return last
}

/** The digest that the next act's digest goes on from; null before the first. */
export const lastDigest = async ({ db }: Db, proceedingId: string): Promise<Buffer | null> => {
  const last = await db
    .selectFrom('proceedingAct')
    .select('digest')
    .where('proceedingId', '=', proceedingId)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last?.digest ?? null
}

export const bodiesOf = ({ db }: Db, kind: OrganisationKind) =>
  db
    .selectFrom('organisation')
    .select(['id', 'name'])
    .where('kind', '=', kind)
    .where('state', '=', 'admitted')
    .orderBy('name')
    .execute()

/** What the files are called that these acts name, whoever's they are. */
export async function namesOfPapers({ db }: Db, id: string, seqs: readonly number[]): Promise<Record<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from shoumi.names_of_papers(${id}::uuid, ${sql.val([...seqs])}::int[])`.execute(db)
  return Object.fromEntries(rows.map((row) => [row.id, row.name]))
}

/** What people, bodies and attachments are called, by id; what may not be seen is left out. */
export async function namesOf({ db }: Db, ids: readonly string[]): Promise<Record<string, string>> {
  if (ids.length === 0) return {}
  const wanted = [...ids]
  const found = await db
    .selectFrom('person')
    .select(['id', 'name'])
    .where('id', 'in', wanted)
    .unionAll(db.selectFrom('organisation').select(['id', 'name']).where('id', 'in', wanted))
    .unionAll(db.selectFrom('attachment').select(['id', 'name']).where('id', 'in', wanted))
    .execute()
  return Object.fromEntries(found.map(({ id, name }) => [id, name]))
}

export const expireProposals = ({ db }: Db, today: string) =>
  db
    .updateTable('proceedingProposal')
    .set({ state: 'expired' })
    .where('state', '=', 'waiting')
    .where('validUntil', '<', today)
    .execute()

/** The journal's facts about the acts of a matter, each with what opens its entry in the log. */
export async function factsOf({ db }: Db, proceedingId: string) {
  const { rows } = await sql<{
    seq: number
    requestId: Buffer
    blind: Buffer
    at: string
    actRequest: string
    personId: string | null
    organisationId: string | null
    act: string
    detail: Record<string, unknown>
  }>`select (j.detail->>'seq')::int as seq, s.request_id, s.blind, j.request_id as act_request, j.person_id, j.organisation_id,
       j.act, j.detail, to_char(j.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
     from journal j join journal_seal s on s.journal_id = j.id
     where j.subject = ${proceedingId} and j.act = 'proceeding.act' order by j.id`.execute(db)
  return rows.map(({ seq, requestId, blind, actRequest, ...fact }) => ({
    seq,
    requestId,
    blind,
    fact: { ...fact, requestId: actRequest, subject: proceedingId },
  }))
}
