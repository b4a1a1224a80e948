import { sql } from 'kysely'
import type { Ctx } from '../../platform/context.ts'

export type Counts = { open: number; late: number; done: number; outcomes: number }

/** Tasks and outcomes counted by item and by organisation, as far as the row policies let this actor see. */
export async function countBy(
  ctx: Ctx,
  by: 'item' | 'organisation',
): Promise<(Counts & { id: string; name: string })[]> {
  const key = by === 'item' ? sql.raw('item_id') : sql.raw('organisation_id')
  const { rows } = await sql<Counts & { id: string; name: string }>`
    select counted.id::text as id, coalesce(o.name, '') as name, sum(open)::int as open, sum(late)::int as late, sum(done)::int as done, sum(outcomes)::int as outcomes
    from (
      select ${key} as id, count(*) filter (where state in ('planned','under-way')) as open,
        count(*) filter (where state in ('planned','under-way') and due_on < ${ctx.today.toString()}::date) as late,
        count(*) filter (where state = 'done') as done, 0 as outcomes
      from task group by 1
      union all
      select ${key}, 0, 0, 0, count(*) from outcome where state = 'recorded' group by 1
    ) counted
    left join organisation o on o.id::text = counted.id::text
    group by counted.id, o.name
    order by late desc, open desc, name`.execute(ctx.db)
  return rows
}
