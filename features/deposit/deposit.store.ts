import type { Generated } from 'kysely'
import { sql } from 'kysely'
import { actingOrganisation, actingPerson, type Ctx } from '../../platform/context.ts'
import type { JobCtx } from '../../platform/jobs.ts'
import { stateOf } from './deposit.rules.ts'
import type { Deposit, DepositState, Standing } from './deposit.schema.ts'

declare module '../../platform/database/tables.ts' {
  interface Tables {
    deposit: {
      id: Generated<string>
      organisationId: string
      personId: string
      requestId: Buffer
      origin: string
      index: number
      source: Deposit['source']
      label: Generated<string>
      remark: Generated<string>
      fileCount: number | null
      totalBytes: number | null
      showDepositor: Generated<boolean>
      madeAt: InstantText
      withdrawnAt: InstantText | null
      withdrawnBecause: string | null
      supersededBy: string | null
      recheckMonths: number | null
      recheckOn: DayText | null
      recheckedOn: DayText | null
      recheckResult: Deposit['recheckResult']
    }
    depositKey: {
      id: Generated<string>
      organisationId: string
      personId: string
      name: string
      tokenDigest: Buffer
      createdAt: InstantText
      expiresAt: InstantText
      usedAt: InstantText | null
      revokedAt: InstantText | null
    }
  }
}

/**
 * All of a batch in one statement; what they have in common is sent once.
 *
 * @returns by request id in hexadecimal; one that stands already, of this organisation, keeps what it had
 */
export async function insertDeposits(
  ctx: Ctx,
  { source, label, fileCount, totalBytes }: Pick<Deposit, 'source' | 'label' | 'fileCount' | 'totalBytes'>,
  places: readonly { requestId: Uint8Array; origin: string; index: number }[],
): Promise<Map<string, string>> {
  const requests = Buffer.concat(places.map(({ requestId }) => requestId))
  const { rows } = await sql<{ id: string; request: string }>`
    with given as (
      select substring(${requests}::bytea from (16 * place - 15)::int for 16) as request_id, origin, index
      from unnest(${places.map(({ origin }) => origin)}::text[], ${places.map(({ index }) => index)}::bigint[])
        with ordinality as u(origin, index, place)
    ), made as (
      insert into deposit (organisation_id, person_id, request_id, origin, index, source, label, file_count, total_bytes, made_at)
      select ${actingOrganisation(ctx)}::uuid, ${actingPerson(ctx)}::uuid, request_id, origin, index, ${source}, ${label},
        ${fileCount}::bigint, ${totalBytes}::bigint, ${ctx.now.toString()}::timestamptz
      from given on conflict (request_id) do nothing returning id, request_id
    )
    select id, encode(request_id, 'hex') as request from made
    union all
    select d.id, encode(d.request_id, 'hex') from deposit d join given g using (request_id)`.execute(ctx.db)
  return new Map(rows.map(({ id, request }) => [request, id]))
}

const deposits = ({ db }: Pick<Ctx, 'db'>) =>
  db
    .selectFrom('deposit')
    .leftJoin('person', 'person.id', 'deposit.personId')
    .select([
      'deposit.id',
      sql<string>`encode(request_id, 'hex')`.as('requestId'),
      'deposit.origin',
      'deposit.index',
      'deposit.source',
      'deposit.label',
      'deposit.remark',
      'deposit.fileCount',
      'deposit.totalBytes',
      'deposit.showDepositor',
      'deposit.madeAt',
      sql<string>`coalesce(person.name, '')`.as('madeBy'),
      'deposit.withdrawnAt',
      'deposit.withdrawnBecause',
      'deposit.supersededBy',
      'deposit.recheckMonths',
      'deposit.recheckOn',
      'deposit.recheckedOn',
      'deposit.recheckResult',
    ])

const withState = <T extends Pick<Deposit, 'withdrawnAt' | 'supersededBy'>>(row: T) => ({ ...row, state: stateOf(row) })

export type DepositFilter = {
  search?: string | undefined
  state?: DepositState | undefined
  due?: boolean | undefined
  limit: number
  after?: string | undefined
}

export async function listDeposits(ctx: Ctx, { search, state, due, limit, after }: DepositFilter): Promise<Deposit[]> {
  let query = deposits(ctx)
  if (search) {
    const like = `%${search.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
    query = query.where((eb) =>
      eb.or([
        eb('deposit.label', 'ilike', like),
        eb('deposit.remark', 'ilike', like),
        eb(sql<string>`encode(request_id, 'hex')`, 'like', `${search.toLowerCase().replace(/[\s-]/g, '')}%`),
      ]),
    )
  }
  if (state === 'withdrawn') query = query.where('withdrawnAt', 'is not', null)
  if (state === 'superseded') query = query.where('supersededBy', 'is not', null)
  if (state === 'current') query = query.where('withdrawnAt', 'is', null).where('supersededBy', 'is', null)
  if (due) query = query.where('recheckOn', '<=', ctx.today.toString())
  if (after) query = query.where('deposit.id', '<', after)
  return (await query.orderBy('deposit.id', 'desc').limit(limit).execute()).map(withState)
}

export const findDeposit = async (ctx: Ctx, id: string): Promise<Deposit> =>
  withState(await deposits(ctx).where('deposit.id', '=', id).executeTakeFirstOrThrow())

/** The organisation acted for, as its account states it. */
export const depositorOf = (ctx: Ctx) =>
  ctx.db
    .selectFrom('organisation')
    .select(['name', 'creditCode', 'fictitious'])
    .where('id', '=', actingOrganisation(ctx))
    .executeTakeFirstOrThrow()

/** Everything, for the export. */
export const allDeposits = async (ctx: Ctx): Promise<Deposit[]> =>
  (await deposits(ctx).orderBy('deposit.id').execute()).map(withState)

export const laterDeposits = async (ctx: Ctx, { id, madeAt }: Deposit): Promise<Deposit[]> =>
  (
    await deposits(ctx)
      .where('deposit.id', '<>', id)
      .where('madeAt', '>=', madeAt)
      .where('withdrawnAt', 'is', null)
      .where('supersededBy', 'is', null)
      .orderBy('deposit.id', 'desc')
      .limit(100)
      .execute()
  ).map(withState)

export type DepositChange = Partial<
  Pick<
    Deposit,
    | 'label'
    | 'remark'
    | 'showDepositor'
    | 'withdrawnAt'
    | 'withdrawnBecause'
    | 'supersededBy'
    | 'recheckMonths'
    | 'recheckOn'
    | 'recheckedOn'
    | 'recheckResult'
  >
>

export const changeDeposit = ({ db }: Ctx, id: string, change: DepositChange) =>
  db.updateTable('deposit').set(change).where('id', '=', id).returning('id').executeTakeFirstOrThrow()

export async function standingOf({ db }: Pick<Ctx, 'db'>, requestId: string): Promise<Standing | null> {
  const { rows } = await sql<Omit<Standing, 'requestId' | 'supersededBy'> & { supersededBy: Buffer | null }>`
    select * from shoumi.deposit_standing(${Buffer.from(requestId, 'hex')})`.execute(db)
  const [row] = rows
  return row ? { ...row, requestId, supersededBy: row.supersededBy?.toString('hex') ?? null } : null
}

export const insertKey = (ctx: Ctx, key: { name: string; tokenDigest: Buffer; expiresAt: string }) =>
  ctx.db
    .insertInto('depositKey')
    .values({
      ...key,
      organisationId: actingOrganisation(ctx),
      personId: actingPerson(ctx),
      createdAt: ctx.now.toString(),
    })
    .returning('id')
    .executeTakeFirstOrThrow()

export const listKeys = ({ db }: Ctx) =>
  db
    .selectFrom('depositKey')
    .leftJoin('person', 'person.id', 'depositKey.personId')
    .select([
      'depositKey.id',
      'depositKey.name',
      sql<string>`coalesce(person.name, '')`.as('madeBy'),
      'depositKey.createdAt',
      'expiresAt',
      'usedAt',
      'revokedAt',
    ])
    .orderBy('depositKey.id', 'desc')
    .execute()

export const revokeKey = ({ db, now }: Ctx, id: string) =>
  db
    .updateTable('depositKey')
    .set({ revokedAt: sql`coalesce(revoked_at, ${now.toString()}::timestamptz)` })
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirstOrThrow()

/** Deposits whose originals should be compared again today. */
export const depositsToRecheck = ({ db }: Pick<JobCtx, 'db'>, today: string) =>
  db
    .selectFrom('deposit')
    .select(['id', 'label', 'personId', 'organisationId', 'recheckOn'])
    .where('recheckOn', '=', today)
    .where('withdrawnAt', 'is', null)
    .where('supersededBy', 'is', null)
    .execute()
