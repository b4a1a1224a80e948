import { type Generated, sql } from 'kysely'
import { actingOrganisation, actingPerson, type Ctx } from '../../platform/context.ts'
import type { Json } from '../../platform/database/tables.ts'
import type { SizeId } from './diagnostic.schema.ts'

declare module '../../platform/database/tables.ts' {
  interface Tables {
    assessmentContribution: {
      organisationId: string
      size: SizeId
      contentVersion: string
      scores: Json<Record<string, number | null>> | null
      agreedBy: string
      contributedAt: Generated<InstantText>
      withdrawnAt: InstantText | null
    }
  }
}

export type Scores = Readonly<Record<string, number | null>>

export const putContribution = (ctx: Ctx, size: SizeId, contentVersion: string, scores: Scores) => {
  const values = {
    ...{ size, contentVersion },
    scores: JSON.stringify(scores),
    agreedBy: actingPerson(ctx),
    contributedAt: ctx.now.toString(),
    withdrawnAt: null,
  }
  return ctx.db
    .insertInto('assessmentContribution')
    .values({ ...values, organisationId: actingOrganisation(ctx) })
    .onConflict((conflict) => conflict.column('organisationId').doUpdateSet(values))
    .execute()
}

/** The consent is over: the scores are gone, that there was one stays. */
export const clearContribution = (ctx: Ctx) =>
  ctx.db
    .updateTable('assessmentContribution')
    .set({ scores: null, withdrawnAt: ctx.now.toString() })
    .where('organisationId', '=', actingOrganisation(ctx))
    .where('scores', 'is not', null)
    .execute()

export const ownContribution = (ctx: Ctx) =>
  ctx.db
    .selectFrom('assessmentContribution')
    .select(['size', 'contributedAt'])
    .where('organisationId', '=', actingOrganisation(ctx))
    .where('scores', 'is not', null)
    .executeTakeFirst()

/** Nothing below the threshold, whoever asks: the function sees the rows, this role does not. */
export async function peersOf({ db }: Ctx, size: SizeId, contentVersion: string, threshold: number) {
  const { rows } = await sql<{ enterprises: number; dimension: string; low: number; middle: number; high: number }>`
    select * from shoumi.assessment_peers(${size}, ${contentVersion}, ${threshold})`.execute(db)
  return rows
}
