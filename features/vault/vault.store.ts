import { type Generated, sql } from 'kysely'
import { actingOrganisation, actingPerson, type Ctx } from '../../platform/context.ts'

type Holder = 'member' | 'printed' | 'shared'
declare module '../../platform/database/tables.ts' {
  interface Tables {
    memberKey: {
      id: Generated<string>
      personId: string
      recipient: string
      madeAt: Generated<InstantText>
      endedAt: InstantText | null
    }
    memberKeyLock: {
      id: Generated<string>
      keyId: string
      personId: string
      kind: 'passphrase' | 'passkey'
      label: string
      credentialId: string | null
      prfSalt: Buffer | null
      sealed: Buffer
      madeAt: Generated<InstantText>
      removedAt: InstantText | null
    }
    vaultGeneration: {
      organisationId: string
      number: number
      recipient: string
      link: Buffer | null
      madeBy: string
      madeAt: Generated<InstantText>
    }
    vaultWrap: {
      organisationId: string
      generation: number
      holder: Holder
      personId: string | null
      recipient: string
      sealed: Buffer
      madeBy: string
      madeAt: Generated<InstantText>
      endedAt: InstantText | null
    }
    vaultShareSet: {
      id: Generated<string>
      organisationId: string
      recipient: string
      threshold: number
      madeBy: string
      madeAt: Generated<InstantText>
      rehearsedAt: InstantText | null
      endedAt: InstantText | null
    }
    vaultShare: { setId: string; organisationId: string; personId: string; recipient: string; sealed: Buffer }
    vaultRecovery: {
      id: Generated<string>
      organisationId: string
      setId: string
      askedBy: string
      recipient: string
      purpose: 'recovery' | 'rehearsal'
      reason: string
      askedAt: Generated<InstantText>
      endedAt: InstantText | null
      outcome: 'opened' | 'failed' | 'withdrawn' | null
    }
    vaultRecoveryShare: {
      recoveryId: string
      organisationId: string
      personId: string
      sealed: Buffer | null
      givenAt: Generated<InstantText>
    }
  }
}

export const keyOf = ({ db }: Ctx, personId: string) =>
  db
    .selectFrom('memberKey')
    .select(['id', 'recipient', 'madeAt'])
    .where('personId', '=', personId)
    .where('endedAt', 'is', null)
    .executeTakeFirst()

export const addKey = (ctx: Ctx, recipient: string) =>
  ctx.db
    .insertInto('memberKey')
    .values({ personId: actingPerson(ctx), recipient, madeAt: ctx.now.toString(), endedAt: null })
    .returning('id')
    .executeTakeFirstOrThrow()

export const endKey = ({ db, now }: Ctx, id: string) =>
  db.updateTable('memberKey').set({ endedAt: now.toString() }).where('id', '=', id).execute()

export const locksOf = (ctx: Ctx, keyId: string) =>
  ctx.db
    .selectFrom('memberKeyLock')
    .select(['id', 'kind', 'label', 'credentialId', 'prfSalt', 'sealed', 'madeAt'])
    .where('keyId', '=', keyId)
    .where('personId', '=', actingPerson(ctx))
    .where('removedAt', 'is', null)
    .orderBy('id')
    .execute()

export const addLock = (
  ctx: Ctx,
  lock: {
    keyId: string
    kind: 'passphrase' | 'passkey'
    label: string
    credentialId: string | null
    prfSalt: Buffer | null
    sealed: Buffer
  },
) =>
  ctx.db
    .insertInto('memberKeyLock')
    .values({ ...lock, personId: actingPerson(ctx), madeAt: ctx.now.toString(), removedAt: null })
    .returning('id')
    .executeTakeFirstOrThrow()

export const removeLock = (ctx: Ctx, id: string) =>
  ctx.db
    .updateTable('memberKeyLock')
    .set({ removedAt: ctx.now.toString() })
    .where('id', '=', id)
    .where('personId', '=', actingPerson(ctx))
    .where('removedAt', 'is', null)
    .returning('id')
    .executeTakeFirstOrThrow()

export const generationsOf = (ctx: Ctx) =>
  ctx.db
    .selectFrom('vaultGeneration')
    .select(['number', 'recipient', 'link', 'madeAt'])
    .where('organisationId', '=', actingOrganisation(ctx))
    .orderBy('number', 'desc')
    .execute()

/** Two keepers who change the key at once: the second meets the number that is taken. */
export const addGeneration = (
  ctx: Ctx,
  generation: { number: number; recipient: string; link: Buffer | null },
): Promise<{ number: number } | undefined> =>
  ctx.db
    .insertInto('vaultGeneration')
    .values({ ...generation, organisationId: actingOrganisation(ctx), madeBy: actingPerson(ctx) })
    .onConflict((conflict) => conflict.columns(['organisationId', 'number']).doNothing())
    .returning('number')
    .executeTakeFirst()

/** Wraps that still hold, of one generation. */
export const wrapsOf = (ctx: Ctx, generation: number) =>
  ctx.db
    .selectFrom('vaultWrap')
    .select(['holder', 'personId', 'recipient', 'sealed'])
    .where('organisationId', '=', actingOrganisation(ctx))
    .where('generation', '=', generation)
    .where('endedAt', 'is', null)
    .execute()

/** Whether somebody or something that held this generation no longer does: who left, a paper or shares that others took the place of. */
export const hasEndedWraps = async (ctx: Ctx, generation: number): Promise<boolean> => {
  const found = await ctx.db
    .selectFrom('vaultWrap')
    .select('generation')
    .where('organisationId', '=', actingOrganisation(ctx))
    .where('generation', '=', generation)
    .where('endedAt', 'is not', null)
    .executeTakeFirst()
  return found !== undefined
}

export const addWraps = (
  ctx: Ctx,
  generation: number,
  wraps: readonly { holder: Holder; personId: string | null; recipient: string; sealed: Buffer }[],
) =>
  ctx.db
    .insertInto('vaultWrap')
    .values(
      wraps.map((wrap) => ({
        ...wrap,
        generation,
        organisationId: actingOrganisation(ctx),
        madeBy: actingPerson(ctx),
        endedAt: null,
      })),
    )
    .execute()

export const endWraps = (ctx: Ctx, which: { holder: Holder; personId?: string }): Promise<{ generation: number }[]> => {
  let query = ctx.db
    .updateTable('vaultWrap')
    .set({ endedAt: ctx.now.toString() })
    .where('organisationId', '=', actingOrganisation(ctx))
    .where('holder', '=', which.holder)
    .where('endedAt', 'is', null)
  if (which.personId) query = query.where('personId', '=', which.personId)
  return query.returning('generation').execute()
}

/** Everybody of the organisation with their key, whether they hold the vault's and a share. */
export const membersOf = async (ctx: Ctx, generation: number, setId: string | null) => {
  const organisationId = actingOrganisation(ctx)
  const people = await ctx.db
    .selectFrom('membership')
    .innerJoin('person', 'person.id', 'membership.personId')
    .leftJoin('memberKey', (join) =>
      join.onRef('memberKey.personId', '=', 'person.id').on('memberKey.endedAt', 'is', null),
    )
    .select(['person.id as personId', 'person.name', 'membership.roles', 'memberKey.recipient'])
    .where('membership.organisationId', '=', organisationId)
    .where('membership.leftAt', 'is', null)
    .orderBy('person.name')
    .execute()
  const holders = await ctx.db
    .selectFrom('vaultWrap')
    .select(['personId'])
    .where('organisationId', '=', organisationId)
    .where('generation', '=', generation)
    .where('endedAt', 'is', null)
    .execute()
  const sharers = setId === null ? [] : await sharersOf(ctx, setId)
  return people.map(({ roles, ...person }) => ({
    ...person,
    roles,
    holds: holders.some(({ personId }) => personId === person.personId),
    holdsShare: sharers.includes(person.personId),
  }))
}

/** Who holds a share is for the organisation to know; the share itself is for its holder. */
const sharersOf = async ({ db }: Ctx, setId: string): Promise<readonly string[]> => {
  const { rows } = await sql<{ personId: string }>`select * from shoumi.share_holders(${setId})`.execute(db)
  return rows.map(({ personId }) => personId)
}

export const shareSetOf = (ctx: Ctx) =>
  ctx.db
    .selectFrom('vaultShareSet')
    .select(['id', 'threshold', 'recipient', 'madeAt', 'rehearsedAt'])
    .where('organisationId', '=', actingOrganisation(ctx))
    .where('endedAt', 'is', null)
    .executeTakeFirst()

export const replaceShareSet = async (
  ctx: Ctx,
  set: { recipient: string; threshold: number },
  shares: readonly { personId: string; recipient: string; sealed: Buffer }[],
) => {
  const organisationId = actingOrganisation(ctx)
  await ctx.db
    .updateTable('vaultShareSet')
    .set({ endedAt: ctx.now.toString() })
    .where('organisationId', '=', organisationId)
    .where('endedAt', 'is', null)
    .execute()
  const { id } = await ctx.db
    .insertInto('vaultShareSet')
    .values({ ...set, organisationId, madeBy: actingPerson(ctx), rehearsedAt: null, endedAt: null })
    .returning('id')
    .executeTakeFirstOrThrow()
  await ctx.db
    .insertInto('vaultShare')
    .values(shares.map((share) => ({ ...share, setId: id, organisationId })))
    .execute()
}

export const rehearsed = (ctx: Ctx, setId: string) =>
  ctx.db.updateTable('vaultShareSet').set({ rehearsedAt: ctx.now.toString() }).where('id', '=', setId).execute()

export const ownShare = (ctx: Ctx, setId: string) =>
  ctx.db
    .selectFrom('vaultShare')
    .select(['sealed', 'recipient'])
    .where('setId', '=', setId)
    .where('personId', '=', actingPerson(ctx))
    .executeTakeFirst()

export const addRecovery = (
  ctx: Ctx,
  recovery: { setId: string; recipient: string; purpose: 'recovery' | 'rehearsal'; reason: string },
) =>
  ctx.db
    .insertInto('vaultRecovery')
    .values({
      ...recovery,
      organisationId: actingOrganisation(ctx),
      askedBy: actingPerson(ctx),
      askedAt: ctx.now.toString(),
      endedAt: null,
      outcome: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()

const recoveries = (ctx: Ctx) =>
  ctx.db
    .selectFrom('vaultRecovery')
    .innerJoin('person', 'person.id', 'vaultRecovery.askedBy')
    .innerJoin('vaultShareSet', 'vaultShareSet.id', 'vaultRecovery.setId')
    .select([
      'vaultRecovery.id',
      'vaultRecovery.setId',
      'purpose',
      'reason',
      'askedBy as askedById',
      'person.name as askedBy',
      'vaultRecovery.recipient',
      'askedAt',
      'threshold',
      'vaultRecovery.endedAt',
      'outcome',
    ])
    .where('vaultRecovery.organisationId', '=', actingOrganisation(ctx))

export const recoveriesOf = async (ctx: Ctx) => {
  const found = await recoveries(ctx).orderBy('vaultRecovery.id', 'desc').limit(20).execute()
  const given = await givenShares(
    ctx,
    found.map(({ id }) => id),
  )
  return found.map((recovery) => ({ ...recovery, given: given.filter(({ recoveryId }) => recoveryId === recovery.id) }))
}

export const findRecovery = (ctx: Ctx, id: string) =>
  recoveries(ctx).where('vaultRecovery.id', '=', id).executeTakeFirstOrThrow()

export const givenShares = async ({ db }: Ctx, recoveryIds: readonly string[]) =>
  recoveryIds.length === 0
    ? []
    : db
        .selectFrom('vaultRecoveryShare')
        .innerJoin('person', 'person.id', 'vaultRecoveryShare.personId')
        .select(['recoveryId', 'personId', 'name', 'givenAt', 'sealed'])
        .where('recoveryId', 'in', recoveryIds)
        .orderBy('givenAt')
        .execute()

export const giveShare = (ctx: Ctx, recoveryId: string, sealed: Buffer) =>
  ctx.db
    .insertInto('vaultRecoveryShare')
    .values({ recoveryId, organisationId: actingOrganisation(ctx), personId: actingPerson(ctx), sealed })
    .onConflict((conflict) => conflict.doNothing())
    .execute()

export const endRecovery = async (ctx: Ctx, id: string, outcome: 'opened' | 'failed' | 'withdrawn') => {
  await ctx.db.updateTable('vaultRecovery').set({ endedAt: ctx.now.toString(), outcome }).where('id', '=', id).execute()
  await ctx.db.updateTable('vaultRecoveryShare').set({ sealed: null }).where('recoveryId', '=', id).execute()
}
