import { isWorkingOrUnknown } from '../../core/calendar.ts'
import type { Service } from '../../core/contract.ts'
import type { Ctx } from '../../platform/context.ts'
import type { boardContract } from './programme.contract.ts'
import { itemsOf } from './programme.schema.ts'
import * as store from './programme.store.ts'
import { type Counts, countBy } from './programme-board.store.ts'
import { phaseOn } from './programme-version.rules.ts'
import { presentProgramme } from './programme-version.service.ts'

const shown = 20

export const boardService: Service<typeof boardContract, Ctx> = {
  async board(ctx) {
    const programme = await presentProgramme(ctx)
    const today = ctx.today.toString()
    const byItem = new Map((await countBy(ctx, 'item')).map((row) => [row.id, row]))
    const items = itemsOf(programme).map(({ measure, item }) => ({
      measureId: measure.id,
      ...none,
      ...byItem.get(item.id),
      id: item.id,
    }))
    return {
      today,
      phaseId: phaseOn(programme, ctx.today)?.id ?? null,
      late: await store.listTasks(ctx, { state: 'late' }, { limit: shown }),
      next: await store.listTasks(ctx, { state: 'open', dueFrom: today }, { limit: shown }),
      measures: programme.measures.measures.map(({ id }) => ({
        id,
        ...sum(items.filter(({ measureId }) => measureId === id)),
      })),
      items,
      organisations: await countBy(ctx, 'organisation'),
    }
  },

  async calendar(ctx, { month }) {
    const first = Temporal.PlainYearMonth.from(month)
    const tasks = await store.listTasks(
      ctx,
      { dueFrom: `${month}-01`, dueTo: first.toPlainDate({ day: first.daysInMonth }).toString() },
      { limit: 500 },
    )
    const days = Array.from({ length: first.daysInMonth }, (_, index) => first.toPlainDate({ day: index + 1 }))
    return {
      days: days.map((day) => ({
        day: day.toString(),
        working: isWorkingOrUnknown(ctx.world.calendar, day),
        tasks: tasks.filter(({ dueOn }) => dueOn === day.toString()),
      })),
    }
  },

  async mine(ctx) {
    const organisationId = ctx.actor.organisation?.id
    if (!organisationId) return { tasks: [], unassigned: [] }
    const open = await store.listTasks(ctx, { state: 'open', organisationId }, { limit: 200 })
    const me = ctx.actor.person?.id
    return {
      tasks: open.filter(({ personId }) => personId === me),
      unassigned: open.filter(({ personId }) => personId === null),
    }
  },
}

const none: Counts = { open: 0, late: 0, done: 0, outcomes: 0 }

const sum = (all: readonly Counts[]): Counts =>
  all.reduce(
    (total, one) => ({
      open: total.open + one.open,
      late: total.late + one.late,
      done: total.done + one.done,
      outcomes: total.outcomes + one.outcomes,
    }),
    none,
  )
