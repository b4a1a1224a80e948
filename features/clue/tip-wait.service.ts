import { CalendarNotPublished, workingDaysBetween } from '../../core/calendar.ts'
import { type Pair, say } from '../../core/words.ts'
import type { Ctx } from '../../platform/context.ts'
import { formatDay } from '../../platform/ui/format.ts'
import { lawOf } from '../law/law.service.ts'
import type { ReporterView } from './tip.service.ts'
import { waitWords } from './tip.words.ts'

const undecided: ReadonlySet<string> = new Set(['received', 'under-inquiry', 'inquiry-extended'])

/** The period of the inquiry in working days, and by how many it may be extended. */
export async function inquiryDays(ctx: Ctx): Promise<{ days: number; more: number }> {
  const { length, extensions } = (await lawOf(ctx)).period('T-02')
  return { days: length ?? 0, more: extensions[0]?.length ?? 0 }
}

/**
 * How long it will take from here, in a sentence; null once it was decided.
 * @source 《市场监督管理行政处罚程序规定》第十八条
 */
export async function expectation(
  ctx: Ctx,
  { toldState, toldDueOn, toldPaused }: Pick<ReporterView, 'toldState' | 'toldDueOn' | 'toldPaused'>,
): Promise<string | null> {
  if (toldState !== null && !undecided.has(toldState)) return null
  if (toldPaused) return say(waitWords.paused, ctx.locale)
  if (toldDueOn === null) return say(waitWords.length, ctx.locale, await inquiryDays(ctx))
  const due = Temporal.PlainDate.from(toldDueOn)
  const days = workingDaysLeft(ctx, due)
  const words: Pair =
    Temporal.PlainDate.compare(due, ctx.today) < 0
      ? waitWords.overdue
      : days === null
        ? waitWords.due
        : days === 0
          ? waitWords.today
          : waitWords.left
  return say(words, ctx.locale, { due: formatDay(toldDueOn, ctx.locale), days: days ?? 0 })
}

/** Null where the calendar of the year is not published yet: the day is told, and nothing is guessed. */
function workingDaysLeft({ today, world }: Ctx, due: Temporal.PlainDate): number | null {
  try {
    return workingDaysBetween(today, due, world.calendar)
  } catch (error) {
    if (error instanceof CalendarNotPublished) return null
    throw error
  }
}
