import { type Generated, sql } from 'kysely'
import type { Role } from '../../core/permission.ts'
import { actingPerson, type Ctx } from '../../platform/context.ts'
import type { Tables } from '../../platform/database/tables.ts'

declare module '../../platform/database/tables.ts' {
  interface Tables {
    credentialPassword: { personId: string; hash: string; changedAt: Generated<InstantText> }
    credentialPasskey: {
      id: string
      personId: string
      publicKey: Buffer
      counter: number
      transports: string[]
      name: string
      createdAt: Generated<InstantText>
      usedAt: InstantText | null
    }
    credentialTotp: {
      personId: string
      sealedSecret: Buffer
      confirmedAt: InstantText | null
      lastStep: Generated<number>
    }
    recoveryCode: { personId: string; digest: Buffer; usedAt: InstantText | null }
    federatedIdentity: { issuer: string; subject: string; personId: string; linkedAt: Generated<InstantText> }
    signInFailure: { key: Buffer; failures: number; lastAt: InstantText }
  }
}

export const personByEmail = ({ db }: Ctx, email: string) =>
  db
    .selectFrom('person')
    .selectAll()
    .where(sql`lower(email)`, '=', email.toLowerCase())
    .where('state', '<>', 'closed')
    .executeTakeFirst()

export const findPerson = ({ db }: Ctx, id: string) =>
  db.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

export const addPerson = ({ db }: Ctx, values: { name: string; email: string; state: 'active' | 'invited' }) =>
  db.insertInto('person').values(values).returning('id').executeTakeFirstOrThrow()

export const savePerson = (
  { db }: Ctx,
  id: string,
  values: Partial<Pick<Tables['person'], 'name'>> & {
    locale?: 'zh-CN' | 'en'
    mailMode?: 'each' | 'digest' | 'none'
    state?: 'active'
  },
) => db.updateTable('person').set(values).where('id', '=', id).execute()

export const organisationsOf = ({ db }: Ctx, personId: string) =>
  db
    .selectFrom('membership')
    .innerJoin('organisation', 'organisation.id', 'membership.organisationId')
    .select(['organisation.id', 'organisation.name', 'organisation.kind', 'membership.roles', 'organisation.state'])
    .where('personId', '=', personId)
    .where('leftAt', 'is', null)
    .where('organisation.state', '<>', 'suspended')
    .orderBy('joinedAt')
    .execute()

export const passwordHash = async ({ db }: Ctx, personId: string): Promise<string | null> =>
  (await db.selectFrom('credentialPassword').select('hash').where('personId', '=', personId).executeTakeFirst())
    ?.hash ?? null

export const savePassword = ({ db, now }: Ctx, personId: string, hash: string) =>
  db
    .insertInto('credentialPassword')
    .values({ personId, hash })
    .onConflict((on) => on.column('personId').doUpdateSet({ hash, changedAt: now.toString() }))
    .execute()

export const addSession = (
  { db }: Ctx,
  values: {
    tokenDigest: Buffer
    personId: string
    organisationId: string | null
    method: string
    device: string
    expiresAt: string
  },
) => db.insertInto('session').values(values).execute()

export const sessionsOf = ({ db, now }: Ctx, personId: string) =>
  db
    .selectFrom('session')
    .select(['id', 'device', 'method', 'createdAt', 'seenAt'])
    .where('personId', '=', personId)
    .where('revokedAt', 'is', null)
    .where('expiresAt', '>', now.toString())
    .where('seenAt', '>', now.subtract({ hours: 24 }).toString())
    .orderBy('seenAt', 'desc')
    .execute()

export async function knowsDevice({ db }: Ctx, personId: string, device: string): Promise<boolean> {
  const rows = await db.selectFrom('session').select(['device']).where('personId', '=', personId).distinct().execute()
  return rows.length === 0 || rows.some((row) => row.device === device)
}

export const endSession = (ctx: Ctx, id: string) =>
  ctx.db
    .updateTable('session')
    .set({ revokedAt: ctx.now.toString() })
    .where('id', '=', id)
    .where('personId', '=', actingPerson(ctx))
    .where('revokedAt', 'is', null)
    .returning('id')
    .executeTakeFirstOrThrow()

export async function endSessionsOf({ db, now }: Ctx, personId: string, except: string | null): Promise<number> {
  let query = db
    .updateTable('session')
    .set({ revokedAt: now.toString() })
    .where('personId', '=', personId)
    .where('revokedAt', 'is', null)
  if (except) query = query.where('id', '<>', except)
  return Number((await query.executeTakeFirst()).numUpdatedRows)
}

export const setActing = (ctx: Ctx, organisationId: string) =>
  ctx.db.updateTable('session').set({ organisationId }).where('id', '=', ctx.actor.sessionId).execute()

export const failuresOf = ({ db }: Ctx, key: Buffer) =>
  db.selectFrom('signInFailure').selectAll().where('key', '=', key).executeTakeFirst()

export const countFailure = ({ db, now }: Ctx, key: Buffer, forgetBefore: string) =>
  db
    .insertInto('signInFailure')
    .values({ key, failures: 1, lastAt: now.toString() })
    .onConflict((on) =>
      on.column('key').doUpdateSet({
        failures: sql`case when sign_in_failure.last_at < ${forgetBefore} then 1 else sign_in_failure.failures + 1 end`,
        lastAt: now.toString(),
      }),
    )
    .execute()

export const forgetFailures = ({ db }: Ctx, key: Buffer) =>
  db.deleteFrom('signInFailure').where('key', '=', key).execute()

export const passkeysOf = ({ db }: Ctx, personId: string) =>
  db.selectFrom('credentialPasskey').selectAll().where('personId', '=', personId).orderBy('createdAt').execute()

export const findPasskey = ({ db }: Ctx, id: string) =>
  db.selectFrom('credentialPasskey').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

export const addPasskey = (
  { db }: Ctx,
  values: { id: string; personId: string; publicKey: Buffer; counter: number; transports: string[]; name: string },
) => db.insertInto('credentialPasskey').values(values).execute()

export const usedPasskey = ({ db, now }: Ctx, id: string, counter: number) =>
  db.updateTable('credentialPasskey').set({ counter, usedAt: now.toString() }).where('id', '=', id).execute()

export const removePasskey = (ctx: Ctx, id: string) =>
  ctx.db
    .deleteFrom('credentialPasskey')
    .where('id', '=', id)
    .where('personId', '=', actingPerson(ctx))
    .returning('id')
    .executeTakeFirstOrThrow()

export const totpOf = ({ db }: Ctx, personId: string) =>
  db.selectFrom('credentialTotp').selectAll().where('personId', '=', personId).forUpdate().executeTakeFirst()

export const saveTotp = ({ db }: Ctx, personId: string, sealedSecret: Buffer) =>
  db
    .insertInto('credentialTotp')
    .values({ personId, sealedSecret, confirmedAt: null })
    .onConflict((on) => on.column('personId').doUpdateSet({ sealedSecret, confirmedAt: null, lastStep: 0 }))
    .execute()

export const usedTotp = ({ db }: Ctx, personId: string, values: { lastStep: number; confirmedAt?: string }) =>
  db.updateTable('credentialTotp').set(values).where('personId', '=', personId).execute()

export async function dropTotp({ db }: Ctx, personId: string) {
  await db.deleteFrom('credentialTotp').where('personId', '=', personId).execute()
  await db.deleteFrom('recoveryCode').where('personId', '=', personId).execute()
}

export async function saveRecoveryCodes({ db }: Ctx, personId: string, digests: readonly Buffer[]) {
  await db.deleteFrom('recoveryCode').where('personId', '=', personId).execute()
  await db
    .insertInto('recoveryCode')
    .values(digests.map((digest) => ({ personId, digest, usedAt: null })))
    .execute()
}

export async function spendRecoveryCode({ db, now }: Ctx, personId: string, digest: Buffer): Promise<boolean> {
  const spent = await db
    .updateTable('recoveryCode')
    .set({ usedAt: now.toString() })
    .where('personId', '=', personId)
    .where('digest', '=', digest)
    .where('usedAt', 'is', null)
    .returning('personId')
    .executeTakeFirst()
  return spent !== undefined
}

export async function recoveryCodesLeft({ db }: Ctx, personId: string): Promise<number> {
  const { count } = await db
    .selectFrom('recoveryCode')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('personId', '=', personId)
    .where('usedAt', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}

export const fact = ({ db }: Ctx, key: string) =>
  db.selectFrom('instanceFact').select('value').where('key', '=', key).executeTakeFirst()

/** @returns false when somebody set it before: the key of the table decides between two at once */
export async function stateFact({ db }: Ctx, key: string, value: unknown): Promise<boolean> {
  const row = await db
    .insertInto('instanceFact')
    .values({ key, value: JSON.stringify(value) })
    .onConflict((on) => on.column('key').doNothing())
    .returning('key')
    .executeTakeFirst()
  return row !== undefined
}

export const addOffice = ({ db }: Ctx, name: string) =>
  db
    .insertInto('organisation')
    .values({ kind: 'office', name, state: 'admitted', listed: true })
    .returning('id')
    .executeTakeFirstOrThrow()

export const addMember = ({ db }: Ctx, organisationId: string, personId: string, roles: Role[]) =>
  db.insertInto('membership').values({ organisationId, personId, roles }).execute()

export const fictitiousPeople = ({ db }: Ctx) =>
  db
    .selectFrom('person')
    .innerJoin('membership', 'membership.personId', 'person.id')
    .innerJoin('organisation', 'organisation.id', 'membership.organisationId')
    .select(['person.id', 'person.name', 'organisation.name as organisation', 'membership.roles'])
    .where('person.fictitious', '=', true)
    .where('leftAt', 'is', null)
    .orderBy('organisation.createdAt')
    .orderBy('person.createdAt')
    .execute()

export const federated = ({ db }: Ctx, issuer: string, subject: string) =>
  db
    .selectFrom('federatedIdentity')
    .select('personId')
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst()

export const linkFederated = ({ db }: Ctx, values: { issuer: string; subject: string; personId: string }) =>
  db.insertInto('federatedIdentity').values(values).execute()
