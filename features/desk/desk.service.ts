import { isWorkingOrUnknown } from '../../core/calendar.ts'
import type { Service } from '../../core/contract.ts'
import { Refusal } from '../../core/refusal.ts'
import { say } from '../../core/words.ts'
import type { Ctx } from '../../platform/context.ts'
import { writeWorkbook, xlsxType } from '../../platform/documents/workbook.ts'
import { proceedingService } from '../proceeding/proceeding.service.ts'
import { waitingForMe } from '../proceeding/proceeding-approval.service.ts'
import { deadlinesOf, mattersForStatistics } from '../proceeding/proceeding-view.service.ts'
import type { Deadline, deskContract } from './desk.contract.ts'
import { deskWords } from './desk.words.ts'
import { countMeasure, daysPerStage, howCounted, measures, type Range } from './statistics.rules.ts'

/** How many days ahead "soon" is. Ours (拟). */
const soonDays = 7

export const deskService: Service<typeof deskContract, Ctx> = {
  async today(ctx) {
    const today = ctx.today.toString()
    const soon = ctx.today.add({ days: soonDays }).toString()
    const deadlines = await deadlinesOf(ctx, { mine: answersForHandled(ctx) })
    const dueOf = ({ due }: Deadline) => due?.slice(0, 10) ?? null
    const running = deadlines.filter(({ state }) => state === 'running')
    const between = (from: string, to: string) =>
      running.filter((one) => {
        const due = dueOf(one)
        return due !== null && due >= from && due <= to
      })
    const { matters } = await proceedingService.list(ctx, { limit: 50, open: true, mine: answersForHandled(ctx) })
    return {
      today,
      working: isWorkingOrUnknown(ctx.world.calendar, ctx.today),
      overdue: deadlines.filter(({ state }) => state === 'overdue'),
      dueToday: between(today, today),
      dueSoon: between(ctx.today.add({ days: 1 }).toString(), soon),
      approvals: await waitingForMe(ctx),
      open: matters,
    }
  },

  async calendar(ctx, { month, mine }) {
    const first = Temporal.PlainYearMonth.from(month)
    const deadlines = await deadlinesOf(ctx, { mine })
    return {
      days: Array.from({ length: first.daysInMonth }, (_, index) => {
        const day = first.toPlainDate({ day: index + 1 })
        const text = day.toString()
        return {
          day: text,
          working: isWorkingOrUnknown(ctx.world.calendar, day),
          due: deadlines.filter(({ due }) => due?.slice(0, 10) === text),
          warn: deadlines.filter(({ warnOn }) => warnOn === text),
        }
      }),
    }
  },

  statistics: statisticsOf,

  async statisticsFile(ctx, range) {
    const { figures, stages } = await statisticsOf(ctx, range)
    const title = (key: keyof typeof deskWords) => say(deskWords[key], ctx.locale)
    const bytes = await writeWorkbook([
      {
        name: title('figures'),
        columns: [
          { title: title('figure'), width: 28 },
          { title: title('value'), width: 18, kind: 'number' },
          { title: title('unit'), width: 10 },
          { title: title('counted'), width: 60 },
        ],
        rows: figures.map(({ words, value, unit, counted }) => [
          say(words, ctx.locale),
          unit === 'fen' ? value / 100 : value,
          title(unit === 'fen' ? 'yuan' : 'cases'),
          say(counted, ctx.locale),
        ]),
      },
      {
        name: title('stages'),
        columns: [
          { title: title('kind'), width: 18 },
          { title: title('stage'), width: 22 },
          { title: title('times'), width: 10, kind: 'number' },
          { title: title('median'), width: 14, kind: 'number' },
          { title: title('longest'), width: 14, kind: 'number' },
        ],
        rows: stages.map(({ kind, state, matters, median, longest }) => [
          say(kind, ctx.locale),
          say(state, ctx.locale),
          matters,
          median,
          longest,
        ]),
      },
    ])
    return {
      name: `statistics-${range.from}-${range.to}.xlsx`,
      mediaType: xlsxType,
      content: { bytes: new Uint8Array(bytes) },
    }
  },
}

/** A head answers for every matter, a handler for their own. */
const answersForHandled = ({ actor }: Ctx): boolean => !actor.permissions.has('case.approve')

async function statisticsOf(ctx: Ctx, range: Range) {
  if (range.from > range.to) throw new Refusal('range-upside-down')
  const { matters, acts, summaryOf } = await mattersForStatistics(ctx)
  const deadlines = await deadlinesOf(ctx, {})
  return {
    figures: measures.map((measure) => {
      const { value, matterIds } = countMeasure(measure, matters, acts, range)
      return {
        id: measure.id,
        words: measure.words,
        unit: measure.unit,
        counted: howCounted[measure.of],
        value,
        matters: matterIds.map(summaryOf),
      }
    }),
    stages: daysPerStage(matters, acts, range).map(({ kind, state, ...days }) => {
      const machine = ctx.world.matterKinds.get(kind)?.machine
      return { kind: machine?.words ?? [kind, kind], state: machine?.states[state] ?? [state, state], ...days }
    }),
    openNow: matters.filter(({ closedOn }) => closedOn === null).length,
    overdueNow: deadlines.filter(({ state }) => state === 'overdue').length,
  }
}
