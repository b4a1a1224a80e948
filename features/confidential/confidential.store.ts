import { type Generated, sql } from 'kysely'
import { actingPerson, type Ctx } from '../../platform/context.ts'
import type { ItemKind, Outcome } from './confidential.schema.ts'

declare module '../../platform/database/tables.ts' {
  interface Tables {
    confidentialPledge: { proceedingId: string; personId: string; pledgedAt: Generated<InstantText> }
    confidentialGrant: {
      id: Generated<string>
      proceedingId: string
      personId: string
      grantedBy: string
      reason: string
      grantedAt: Generated<InstantText>
      expiresOn: DayText
      revokedAt: InstantText | null
    }
    confidentialOwner: { proceedingId: string; organisationId: string; namedAt: Generated<InstantText> }
    confidentialItem: {
      id: Generated<string>
      proceedingId: string
      kind: ItemKind
      label: string
      version: number
      replaces: string | null
      content: Buffer
      sealing: Generated<'installation' | 'handlers'>
      derivedFromPublic: boolean
      attachmentIds: string[]
      madeBy: string
      madeAt: Generated<InstantText>
      lockedAt: InstantText | null
      lockedBy: string | null
    }
    confidentialComparison: {
      id: Generated<string>
      proceedingId: string
      pointId: string
      accusedId: string
      outcome: Outcome
      reasons: Buffer
      evidenceIds: string[]
      appraisalIds: string[]
      madeBy: string
      madeAt: Generated<InstantText>
    }
    confidentialLook: {
      id: Generated<string>
      proceedingId: string
      itemId: string | null
      personId: string
      personName: string
      itemLabel: string
      matterNumber: string | null
      reason: string
      lookedAt: Generated<InstantText>
    }
  }
}

/** Whether whoever acts may see contents of this case now; the row policies ask the same function. */
export const isCleared = async ({ db }: Ctx, matterId: string): Promise<boolean> => {
  const { rows } = await sql<{ cleared: boolean }>`select shoumi.is_cleared(${matterId}) as cleared`.execute(db)
  return rows[0]?.cleared ?? false
}

export const pledgesOf = ({ db }: Ctx, proceedingId: string) =>
  db
    .selectFrom('confidentialPledge')
    .innerJoin('person', 'person.id', 'confidentialPledge.personId')
    .select(['personId', 'person.name as person', 'pledgedAt'])
    .where('proceedingId', '=', proceedingId)
    .orderBy('pledgedAt')
    .execute()

export const addPledge = (ctx: Ctx, proceedingId: string) =>
  ctx.db
    .insertInto('confidentialPledge')
    .values({ proceedingId, personId: actingPerson(ctx) })
    .onConflict((conflict) => conflict.doNothing())
    .execute()

export const grantsOf = ({ db }: Ctx, proceedingId: string) =>
  db
    .selectFrom('confidentialGrant')
    .innerJoin('person', 'person.id', 'confidentialGrant.personId')
    .innerJoin('person as giver', 'giver.id', 'confidentialGrant.grantedBy')
    .select([
      'confidentialGrant.id',
      'personId',
      'person.name as person',
      'giver.name as grantedBy',
      'reason',
      'grantedAt',
      'expiresOn',
      'revokedAt',
    ])
    .where('proceedingId', '=', proceedingId)
    .orderBy('confidentialGrant.id', 'desc')
    .execute()

export const addGrant = (
  ctx: Ctx,
  values: { proceedingId: string; personId: string; reason: string; expiresOn: string },
) =>
  ctx.db
    .insertInto('confidentialGrant')
    .values({ ...values, grantedBy: actingPerson(ctx), revokedAt: null })
    .returning('id')
    .executeTakeFirstOrThrow()

export const revokeGrant = ({ db, now }: Ctx, id: string) =>
  db
    .updateTable('confidentialGrant')
    .set({ revokedAt: now.toString() })
    .where('id', '=', id)
    .where('revokedAt', 'is', null)
    .returning('id')
    .executeTakeFirstOrThrow()

export const ownersOf = ({ db }: Ctx, proceedingId: string) =>
  db
    .selectFrom('confidentialOwner')
    .innerJoin('organisation', 'organisation.id', 'confidentialOwner.organisationId')
    .select(['organisation.id', 'organisation.name'])
    .where('proceedingId', '=', proceedingId)
    .execute()

export const addOwner = ({ db }: Ctx, proceedingId: string, organisationId: string) =>
  db
    .insertInto('confidentialOwner')
    .values({ proceedingId, organisationId })
    .onConflict((conflict) => conflict.doNothing())
    .execute()

export const isEnterprise = async ({ db }: Ctx, id: string): Promise<boolean> => {
  const found = await db
    .selectFrom('organisation')
    .select('id')
    .where('id', '=', id)
    .where('kind', '=', 'enterprise')
    .where('state', '=', 'admitted')
    .executeTakeFirst()
  return found !== undefined
}

export const itemsOf = ({ db }: Ctx, proceedingId: string) =>
  db
    .selectFrom('confidentialItem')
    .innerJoin('person', 'person.id', 'confidentialItem.madeBy')
    .selectAll('confidentialItem')
    .select('person.name as makerName')
    .where('proceedingId', '=', proceedingId)
    .orderBy('madeAt')
    .orderBy('confidentialItem.id')
    .execute()

export const findItem = ({ db }: Ctx, id: string) =>
  db.selectFrom('confidentialItem').selectAll().where('id', '=', id).executeTakeFirst()

export const addItem = (
  ctx: Ctx,
  values: {
    id: string
    proceedingId: string
    kind: ItemKind
    label: string
    version: number
    replaces: string | null
    content: Buffer
    derivedFromPublic: boolean
    attachmentIds: string[]
  },
) =>
  ctx.db
    .insertInto('confidentialItem')
    .values({ ...values, madeBy: actingPerson(ctx), lockedAt: null, lockedBy: null })
    .execute()

export const isReplaced = async ({ db }: Ctx, id: string): Promise<boolean> =>
  (await db.selectFrom('confidentialItem').select('id').where('replaces', '=', id).executeTakeFirst()) !== undefined

export const lockItem = (ctx: Ctx, id: string) =>
  ctx.db
    .updateTable('confidentialItem')
    .set({ lockedAt: ctx.now.toString(), lockedBy: actingPerson(ctx) })
    .where('id', '=', id)
    .where('lockedAt', 'is', null)
    .execute()

/** The newest filling of every cell. */
export const cellsOf = ({ db }: Ctx, proceedingId: string) =>
  db
    .selectFrom('confidentialComparison')
    .innerJoin('person', 'person.id', 'confidentialComparison.madeBy')
    .selectAll('confidentialComparison')
    .select('person.name as makerName')
    .distinctOn(['pointId', 'accusedId'])
    .where('proceedingId', '=', proceedingId)
    .orderBy('pointId')
    .orderBy('accusedId')
    .orderBy('madeAt', 'desc')
    .execute()

export const addCell = (
  ctx: Ctx,
  values: {
    id: string
    proceedingId: string
    pointId: string
    accusedId: string
    outcome: Outcome
    reasons: Buffer
    evidenceIds: string[]
    appraisalIds: string[]
  },
) =>
  ctx.db
    .insertInto('confidentialComparison')
    .values({ ...values, madeBy: actingPerson(ctx) })
    .execute()

export const addLook = (
  ctx: Ctx,
  values: {
    proceedingId: string
    itemId: string | null
    itemLabel: string
    matterNumber: string | null
    reason: string
  },
) =>
  ctx.db
    .insertInto('confidentialLook')
    .values({
      ...values,
      personId: actingPerson(ctx),
      personName: ctx.actor.person?.name ?? '',
      lookedAt: ctx.now.toString(),
    })
    .execute()

export function looksOf({ db }: Ctx, filter: { proceedingId?: string; limit: number; after?: string | undefined }) {
  let query = db
    .selectFrom('confidentialLook')
    .select(['id', 'matterNumber', 'itemLabel as item', 'personName as person', 'reason', 'lookedAt'])
  if (filter.proceedingId) query = query.where('proceedingId', '=', filter.proceedingId)
  if (filter.after) query = query.where('id', '<', filter.after)
  return query.orderBy('id', 'desc').limit(filter.limit).execute()
}
