import type { Generated, Selectable } from 'kysely'
import { sql } from 'kysely'
import type { Role } from '../../core/permission.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Tables } from '../../platform/database/tables.ts'
import type { Organisation, OrganisationState } from './organisation.schema.ts'

declare module '../../platform/database/tables.ts' {
  interface Tables {
    invitation: {
      id: Generated<string>
      organisationId: string
      personId: string
      name: string
      email: string
      roles: Role[]
      invitedBy: string | null
      createdAt: Generated<InstantText>
      expiresAt: InstantText
      acceptedAt: InstantText | null
      withdrawnAt: InstantText | null
    }
  }
}
type Row = Selectable<Tables['organisation']>

export type ListFilter = {
  kind?: Row['kind'] | undefined
  state?: OrganisationState | undefined
  text?: string | undefined
  limit: number
  after?: string | undefined
}

export function listOrganisations(
  { db }: Ctx,
  { kind, state, text, limit, after }: ListFilter,
): Promise<Organisation[]> {
  let query = db.selectFrom('organisation').selectAll()
  if (kind) query = query.where('kind', '=', kind)
  if (state) query = query.where('state', '=', state)
  if (text)
    query = query.where((or) =>
      or.or([or('name', 'ilike', `%${likeText(text)}%`), or('creditCode', '=', text.toUpperCase())]),
    )
  if (after) query = query.where('id', '<', after)
  return query.orderBy('id', 'desc').limit(limit).execute()
}

const likeText = (text: string) => text.replace(/[\\%_]/g, (sign) => `\\${sign}`)

export const findOrganisation = ({ db }: Ctx, id: string): Promise<Organisation> =>
  db.selectFrom('organisation').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

export const lockOrganisation = ({ db }: Ctx, id: string): Promise<Organisation> =>
  db.selectFrom('organisation').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow()

export const addOrganisation = (
  { db }: Ctx,
  values: Pick<Row, 'kind' | 'name' | 'state'> &
    Partial<Pick<Row, 'creditCode' | 'contactName' | 'contactPhone' | 'contactEmail' | 'address'>>,
) =>
  db
    .insertInto('organisation')
    .values(values)
    .onConflict((on) => on.column('creditCode').doNothing())
    .returning('id')
    .executeTakeFirst()

export const saveOrganisation = (
  { db }: Ctx,
  id: string,
  values: Partial<Omit<Organisation, 'id' | 'kind' | 'creditCode' | 'fictitious' | 'createdAt'>>,
) => db.updateTable('organisation').set(values).where('id', '=', id).returningAll().executeTakeFirstOrThrow()

export async function findRegistration({ db }: Ctx, creditCode: string) {
  return db
    .selectFrom('organisation')
    .select(['id', 'state', 'createdAt'])
    .where('creditCode', '=', creditCode)
    .executeTakeFirst()
}

/** A registration nobody confirmed gives its credit code back, so that a squatter cannot keep the true owner out. */
export const releaseCreditCode = ({ db }: Ctx, id: string) =>
  db
    .updateTable('organisation')
    .set({ creditCode: null, state: 'declined', decisionReason: 'unconfirmed' })
    .where('id', '=', id)
    .execute()

export async function personForInvitation({ db }: Ctx, email: string, name: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`select shoumi.person_for_invitation(${email}, ${name}) as id`.execute(db)
  return rows[0]!.id
}

export const listMembers = ({ db }: Ctx, organisationId: string) =>
  db
    .selectFrom('membership')
    .innerJoin('person', 'person.id', 'membership.personId')
    .select(['personId', 'name', 'email', 'state', 'roles', 'joinedAt', 'leftAt'])
    .where('organisationId', '=', organisationId)
    .orderBy('joinedAt')
    .execute()

export const lockMembers = ({ db }: Ctx, organisationId: string) =>
  db
    .selectFrom('membership')
    .select(['personId', 'roles'])
    .where('organisationId', '=', organisationId)
    .where('leftAt', 'is', null)
    .forUpdate()
    .execute()

export const addMembership = ({ db }: Ctx, organisationId: string, personId: string, roles: Role[]) =>
  db
    .insertInto('membership')
    .values({ organisationId, personId, roles })
    .onConflict((on) =>
      on.columns(['organisationId', 'personId']).doUpdateSet({ roles, leftAt: null, joinedAt: sql`now()` }),
    )
    .execute()

export const setRoles = ({ db }: Ctx, organisationId: string, personId: string, roles: Role[]) =>
  db
    .updateTable('membership')
    .set({ roles })
    .where('organisationId', '=', organisationId)
    .where('personId', '=', personId)
    .execute()

export const endMembership = ({ db, now }: Ctx, organisationId: string, personId: string) =>
  db
    .updateTable('membership')
    .set({ leftAt: now.toString() })
    .where('organisationId', '=', organisationId)
    .where('personId', '=', personId)
    .where('leftAt', 'is', null)
    .execute()

export const openInvitations = ({ db, now }: Ctx, organisationId: string) =>
  db
    .selectFrom('invitation')
    .select(['id', 'name', 'email', 'roles', 'expiresAt'])
    .where('organisationId', '=', organisationId)
    .where('acceptedAt', 'is', null)
    .where('withdrawnAt', 'is', null)
    .where('expiresAt', '>', now.toString())
    .orderBy('id')
    .execute()

export async function addInvitation(
  ctx: Ctx,
  values: {
    organisationId: string
    personId: string
    name: string
    email: string
    roles: Role[]
    invitedBy: string | null
    expiresAt: string
  },
) {
  await ctx.db
    .updateTable('invitation')
    .set({ withdrawnAt: ctx.now.toString() })
    .where('organisationId', '=', values.organisationId)
    .where('personId', '=', values.personId)
    .where('acceptedAt', 'is', null)
    .where('withdrawnAt', 'is', null)
    .execute()
  return ctx.db.insertInto('invitation').values(values).returning('id').executeTakeFirstOrThrow()
}

export const lockInvitation = ({ db }: Ctx, id: string) =>
  db.selectFrom('invitation').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow()

export const closeInvitation = ({ db, now }: Ctx, id: string, how: 'acceptedAt' | 'withdrawnAt') =>
  db
    .updateTable('invitation')
    .set({ [how]: now.toString() })
    .where('id', '=', id)
    .where('acceptedAt', 'is', null)
    .where('withdrawnAt', 'is', null)
    .returning('id')
    .executeTakeFirstOrThrow()

/** Those of this organisation who hold one of these roles, to tell them something. */
export const personsWithRoles = ({ db }: Ctx, organisationId: string, roles: readonly Role[]) =>
  db
    .selectFrom('membership')
    .select('personId')
    .where('organisationId', '=', organisationId)
    .where('leftAt', 'is', null)
    .where('roles', '&&', sql<Role[]>`${[...roles]}::text[]`)
    .execute()

export const officeOrganisations = ({ db }: Ctx) =>
  db.selectFrom('organisation').select('id').where('kind', '=', 'office').execute()
