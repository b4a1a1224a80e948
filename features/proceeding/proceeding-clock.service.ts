import { addWorkingDays } from '../../core/calendar.ts'
import type { GuardLaw, Machine, MatterRecord } from '../../core/proceeding.ts'
import type { Ctx } from '../../platform/context.ts'
import { lawOf } from '../law/law.service.ts'
import { type Clockwork, dueDay, periodsOf } from './proceeding-period.rules.ts'

/** The rules of periods as this office has them, with the working calendar. */
export async function clockworkOf(ctx: Pick<Ctx, 'db' | 'world'>): Promise<Clockwork> {
  const law = await lawOf(ctx)
  return { rule: (id) => law.period(id), calendar: ctx.world.calendar, counting: law.counting }
}

/** What guards may ask, for one matter as it stands. */
export async function guardLawOf(
  ctx: Pick<Ctx, 'db' | 'world'>,
  machine: Machine,
  record: MatterRecord,
): Promise<GuardLaw> {
  const law = await lawOf(ctx)
  const clock = await clockworkOf(ctx)
  return {
    parameter: (id) => law.parameter(id),
    due: (periodId) => {
      const found = periodsOf(machine.periods, record, clock).find(({ told }) => told.plan.period === periodId)
      return found ? dueDay(found.due) : null
    },
    addWorkingDays: (day, count) => addWorkingDays(day, count, ctx.world.calendar),
  }
}
