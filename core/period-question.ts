import { type WorkCalendar, zone } from './calendar.ts'
import { type DuePeriod, duePeriod, type Extension, extend, extensionStage, type Pause, periodFrom } from './period.ts'
import {
  type Counting,
  type PauseKind,
  type PeriodRule,
  pauseKinds,
  pausesNeedingDocument,
  periodRefusals,
} from './period-rule.ts'
import { Refusal } from './refusal.ts'
import { defineWords } from './words.ts'

/**
 * A period as somebody asks about it, in plain texts: on the command line, in a form without script, in the calculator.
 * What is left out is filled in the way most favourable to whoever asks, and the answer's steps say so.
 */
export type PeriodQuestion = {
  /** `2026-09-28`, or `2026-09-28T10:20` in the district's time for a period in hours. */
  readonly from: string
  readonly extensions: readonly {
    /** Null: all that the law allows at this stage. */
    readonly length: number | null
    /** Null: on the last day before the extension, which is the latest that counts. */
    readonly approvedOn: string | null
  }[]
  readonly pauses: readonly {
    /** Null: the first ground of this period that needs no notice. */
    readonly kind: string | null
    readonly from: string
    /** Null: still standing still. */
    readonly to: string | null
    readonly documentNo: string | null
  }[]
}

export const questionRefusals = defineWords({
  ...periodRefusals,
  'day-not-understood': [
    '“{text}”不是有效的日期，请写成 2026-09-28（按小时计算的写成 2026-09-28T10:20）。',
    '“{text}” is no day. Write 2026-09-28, or 2026-09-28T10:20 for a period in hours.',
  ],
  'extension-not-understood': [
    '延长“{text}”看不懂：写长度，或者 长度@批准日，如 15@2026-10-20。',
    'The extension “{text}” is not understood: write its length, or LENGTH@DAY, such as 15@2026-10-20.',
  ],
  'pause-not-understood': [
    '停止计算“{text}”看不懂：写 起始日..结束日，如 2026-10-09..2026-10-15。',
    'The pause “{text}” is not understood: write FIRST..LAST, such as 2026-10-09..2026-10-15.',
  ],
  'extension-length-needed': [
    '这次延长法律没有规定长度，请填写批准延长的长度。',
    'The law gives no length for this extension: say how long it was approved for.',
  ],
})

/** `30` or `30@2026-05-20`: the length, and the day of approval. @throws Refusal `extension-not-understood` */
export function extensionIn(text: string): PeriodQuestion['extensions'][number] {
  const read = /^([1-9]\d{0,3})(?:@(.+))?$/.exec(text)
  if (!read) throw new Refusal('extension-not-understood', { text })
  return { length: Number(read[1]), approvedOn: read[2] ?? null }
}

/** `2026-10-09..2026-10-15=appraisal:渝市监鉴〔2026〕3号`; without a second day it still stands. @throws Refusal `pause-not-understood` */
export function pauseIn(text: string): PeriodQuestion['pauses'][number] {
  const read = /^(\d[\d-]*)\.\.([\d-]*)(?:=([a-z-]+)(?::(.+))?)?$/.exec(text)
  if (!read) throw new Refusal('pause-not-understood', { text })
  const [, from = '', to = '', kind, documentNo] = read
  return { from, to: to === '' ? null : to, kind: kind ?? null, documentNo: documentNo ?? null }
}

/** @throws Refusal a code of `questionRefusals` */
export function answerPeriod(
  rule: PeriodRule,
  { from, extensions, pauses }: PeriodQuestion,
  calendar: WorkCalendar,
  counting: Counting,
): DuePeriod {
  const start = rule.unit === 'H' ? momentOf(rule, from) : dayOf(from)
  let period = { ...periodFrom(rule, start), pauses: pauses.map((pause) => pauseOf(rule, pause)) }
  for (const [index, asked] of extensions.entries()) {
    const before = duePeriod(period, calendar, counting)
    const latest = before.due ?? before.notBefore ?? start
    const lastDay = latest instanceof Temporal.Instant ? null : latest
    period = { ...extend(period, extensionOf(rule, index, asked, lastDay), calendar, counting), pauses: period.pauses }
  }
  return duePeriod(period, calendar, counting)
}

const pauseOf = (rule: PeriodRule, { kind, from, to, documentNo }: PeriodQuestion['pauses'][number]): Pause => ({
  reason: kindOf(rule, kind),
  from: dayOf(from),
  to: to === null ? null : dayOf(to),
  documentNo,
})

function kindOf(rule: PeriodRule, asked: string | null): PauseKind {
  const kind =
    asked === null
      ? (rule.pauses.find((one) => !pausesNeedingDocument.includes(one)) ?? rule.pauses[0])
      : pauseKinds.find((one) => one === asked)
  if (!kind) throw new Refusal('pause-not-open', { id: rule.id })
  return kind
}

function extensionOf(
  rule: PeriodRule,
  index: number,
  { length, approvedOn }: PeriodQuestion['extensions'][number],
  lastDay: Temporal.PlainDate | null,
): Extension {
  const stage = extensionStage(rule, index)
  if (!stage || !lastDay) throw new Refusal('extension-not-open', { id: rule.id })
  const granted = length ?? stage.length
  if (granted === null) throw new Refusal('extension-length-needed')
  return {
    length: granted,
    unit: stage.unit,
    approvedBy: '',
    approvedOn: approvedOn === null ? lastDay : dayOf(approvedOn),
    reason: '',
    documentNo: null,
  }
}

function dayOf(text: string): Temporal.PlainDate {
  const day = text.slice(0, 10)
  if (!/^\d{4}-\d{2}-\d{2}(T.*)?$/.test(text)) throw new Refusal('day-not-understood', { text })
  try {
    return Temporal.PlainDate.from(day, { overflow: 'reject' })
  } catch {
    throw new Refusal('day-not-understood', { text })
  }
}

function momentOf(rule: PeriodRule, text: string): Temporal.Instant {
  if (!text.includes('T')) throw new Refusal('moment-needed', { id: rule.id })
  try {
    return /(Z|[+-]\d{2}:?\d{2})$/.test(text)
      ? Temporal.Instant.from(text)
      : Temporal.PlainDateTime.from(text, { overflow: 'reject' }).toZonedDateTime(zone).toInstant()
  } catch {
    throw new Refusal('day-not-understood', { text })
  }
}
