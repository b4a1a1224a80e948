import { zone } from './calendar.ts'
import { type CountingLaw, type PeriodRule, type PeriodUnit, pauseKindWords, periodUnitWords } from './period-rule.ts'
import {
  type DuePeriod,
  dayOf,
  type Extension,
  type RunningPeriod,
  type Step,
  stopsTheClock,
  type Trace,
} from './running-period.ts'
import { defineWords, type Pair, say } from './words.ts'

type PlainDate = Temporal.PlainDate
type Instant = Temporal.Instant
type Told = Omit<DuePeriod, 'steps'>

const words = defineWords({
  startDay: [
    '起算：{trigger}——{day}。当日不计入，从次日起算。',
    'Start: {trigger} — {day}. That day does not count; counting begins on the next.',
  ],
  startBackward: [
    '倒算（{trigger}）：{day}。当日不计入，从前一日起往前数。',
    'Counted back ({trigger}): {day}. That day does not count; counting begins on the day before.',
  ],
  startMoment: [
    '起算：{trigger}——{moment}。开始的时不计入，从次时（{from}）起算。',
    'Start: {trigger} — {moment}. The hour in which it began does not count; counting begins at {from}.',
  ],
  WD: [
    '期限 {length}：周末和法定节假日不计，调休上班日计入。',
    'Length: {length}; weekends and holidays do not count, made-up working days do.',
  ],
  D: ['期限 {length}：按自然日连续计算。', 'Length: {length}, counted through as calendar days.'],
  M: [
    '期限 {length}：届满日为到期月的对应日，没有对应日的为当月最后一日。',
    'Length: {length}, ending on the day of the same number, or on the last day of a month that has none.',
  ],
  Y: [
    '期限 {length}：届满日为到期年的对应日，没有对应日的为当月最后一日。',
    'Length: {length}, ending on the same day of the year, or on the last day of a month that has none.',
  ],
  H: [
    '期限 {length}：连续计算，不因夜间、周末和节假日中断。',
    'Length: {length}, running through nights, weekends and holidays.',
  ],
  skip: ['{name}放假（{from}至{to}），不计工作日。', '{name} ({from} to {to}) is not worked and does not count.'],
  madeUp: ['{day}调休上班，计为工作日。', '{day} is a made-up working day and counts.'],
  pause: [
    '{from}至{to}停止计算（{reason}{document}）：其间 {days}不计入。',
    'The clock stands still from {from} to {to} ({reason}{document}): {days} do not count.',
  ],
  pauseOpen: [
    '自{from}起停止计算（{reason}{document}），尚未恢复，余 {days}。',
    'The clock stands still since {from} ({reason}{document}) and has not resumed; {days} are left.',
  ],
  pauseWithoutNotice: [
    '{from}的{reason}没有“期间告知书”（文书 31）编号，不停止计算。',
    'The {reason} from {from} has no number of its notice (form 31), so the clock does not stop.',
  ],
  extension: [
    '第 {number} 次延长 {length}：{day}批准，不晚于原期限届满{details}。',
    'Extension {number} by {length}: approved on {day}, not later than the period ended{details}.',
  ],
  rollHoliday: [
    '末日{day}在{name}放假期间，顺延到其后第一日，即{to}。',
    'The last day, {day}, falls in {name}; the period ends on the first day after it, {to}.',
  ],
  rollWeekend: [
    '末日{day}是休息日，顺延到其后第一个工作日，即{to}。',
    'The last day, {day}, is a day of rest; the period ends on the first working day after it, {to}.',
  ],
  noRoll: [
    '末日{day}是普通周末；行政机关自己的期限不因此顺延，应提前办理（待核，可由区局设定）。',
    'The last day, {day}, is an ordinary weekend. The authority’s own period does not roll on: act earlier (to be verified, set by the office).',
  ],
  within: ['到期日：{day}。', 'Last day: {day}.'],
  after: ['期满日：{day}，此后才发生期满的效果。', 'Has run by the end of {day}; its effect begins after that.'],
  keep: ['至少保存到：{day}。', 'Keep at least until {day}.'],
  backward: ['最迟日：{day}，应在当日或之前办理。', 'Latest day: {day}. Act on that day or before.'],
  momentDue: ['到期时刻：{day}。', 'Ends at: {day}.'],
  transit: [
    '在途时间不计算；期满前交邮的，不算过期。',
    'Time in transit does not count: what was posted before the period ended is in time.',
  ],
  internal: [
    '内控日：{day}（拟），比法定期限早 {lead}。',
    'Internal date: {day} (ours), {lead} before the statutory one.',
  ],
  internalOnly: ['内控日：{day}（拟）；法律没有规定天数。', 'Internal date: {day} (ours); the law gives no number.'],
  noNumber: ['法律没有规定具体天数：{words}。', 'The law gives no number of days: {words}.'],
  notPublished: [
    '期限进入 {year} 年，该年放假安排尚未公布（或未收录），不能确定到期日；不早于{day}。',
    'The period reaches {year}, whose working calendar is not published: the last day cannot be said, but is not before {day}.',
  ],
  notPublishedBackward: [
    '倒算进入 {year} 年，该年放假安排尚未公布（或未收录），不能确定最迟日；不晚于{day}。',
    'Counting back reaches {year}, whose working calendar is not published: the latest day cannot be said, but is not after {day}.',
  ],
  standing: [
    '现停止计算（自{day}起），恢复后继续计算。',
    'The clock stands still since {day} and runs on when it resumes.',
  ],
  approvedBy: ['批准人：{text}', 'by {text}'],
  because: ['理由：{text}', 'reason: {text}'],
  numbered: ['文号：{text}', 'document {text}'],
  document: ['；文号：{number}', '; document {number}'],
})

/** The explanation in the order in which a clerk would count. */
export function explain(period: RunningPeriod, unit: PeriodUnit | null, result: Told, trace: Trace): Step[] {
  const { rule } = period
  return [
    startStep(period, trace),
    ...(unit === null || rule.length === null ? [] : [lengthStep(rule, unit, rule.length)]),
    ...inOrder([...extensionSteps(period), ...calendarSteps(trace), ...pauseSteps(period, unit, trace)]),
    ...rollSteps(rule, result, trace),
    endStep(rule, result),
    ...transitSteps(rule),
    ...internalSteps(rule, result),
    { kind: 'expiry', day: null, words: rule.onExpiry, basis: rule.basis },
  ]
}

/** The whole of it in one sentence. */
export function sentenceOf({ rule, due, open, notBefore, notAfter }: Told): Pair {
  const length =
    rule.length === null || rule.unit === null ? sameInBoth(rule.lengthWords) : lengthText(rule.length, rule.unit)
  const end: Pair = due
    ? fill(rule.direction === 'backward' ? ['最迟{day}', 'by {day}'] : ['{day}届满', 'ending {day}'], {
        day: dueText(due),
      })
    : notBefore
      ? fill(['届满日不早于{day}', 'ending not before {day}'], { day: dayText(notBefore) })
      : notAfter
        ? fill(['最迟日不晚于{day}', 'not later than {day}'], { day: dayText(notAfter) })
        : open?.because === 'paused'
          ? ['现停止计算', 'standing still now']
          : ['没有法定天数', 'without a number in the law']
  return fill(['{matter}：{length}，{end}（{basis}）。', '{matter}: {length}, {end} ({basis}).'], {
    matter: rule.matter,
    length,
    end,
    basis: sameInBoth(rule.basis),
  })
}

function startStep({ rule, start }: RunningPeriod, { moment }: Trace): Step {
  const basis = `R1${by(startBasis[rule.countedBy])}`
  if (start instanceof Temporal.Instant && moment)
    return {
      kind: 'start',
      day: isoMoment(start),
      words: fill(words.startMoment, {
        trigger: rule.trigger,
        moment: momentText(start),
        from: momentText(moment.from),
      }),
      basis,
    }
  const day = dayOf(start)
  const pair = rule.direction === 'backward' ? words.startBackward : words.startDay
  return { kind: 'start', day: day.toString(), words: fill(pair, { trigger: rule.trigger, day: dayText(day) }), basis }
}

const lengthStep = (rule: PeriodRule, unit: PeriodUnit, length: number): Step => ({
  kind: 'count',
  day: null,
  words: fill(words[unit], { length: lengthText(length, unit) }),
  basis: [
    rule.basis,
    unit === 'M' || unit === 'Y' ? '' : unitBasis[rule.countedBy],
    unit === 'WD' ? 'R10' : unit === 'H' ? 'R9' : '',
  ]
    .filter(Boolean)
    .join('；'),
})

const extensionSteps = ({ rule, extensions }: RunningPeriod): Step[] =>
  extensions.map((extension, index) => ({
    kind: 'extension',
    day: extension.approvedOn.toString(),
    words: fill(words.extension, {
      number: sameInBoth(String(index + 1)),
      length: lengthText(extension.length, extension.unit),
      day: dayText(extension.approvedOn),
      details: detailsOf(extension),
    }),
    basis: rule.basis,
  }))

function calendarSteps({ count }: Trace): Step[] {
  if (!count) return []
  const skipped = count.holidays.map(({ name, from, to }): Step => {
    const between = { from: shortDay(Temporal.PlainDate.from(from)), to: shortDay(Temporal.PlainDate.from(to)) }
    return { kind: 'skip', day: from, words: fill(words.skip, { name, ...between }), basis: 'R10' }
  })
  const madeUp = count.madeUp.map(
    (day): Step => ({
      kind: 'made-up',
      day: day.toString(),
      words: fill(words.madeUp, { day: dayText(day) }),
      basis: 'R10',
    }),
  )
  return [...skipped, ...madeUp]
}

const inOrder = (steps: Step[]): Step[] => steps.sort((a, b) => (a.day ?? '').localeCompare(b.day ?? ''))

function pauseSteps({ rule, pauses }: RunningPeriod, unit: PeriodUnit | null, { count }: Trace): Step[] {
  let counted = 0
  return pauses.map((pause): Step => {
    const stands = {
      from: dayText(pause.from),
      reason: pauseKindWords[pause.reason],
      document: documentText(pause.documentNo),
    }
    const step = (pair: Pair, more: Readonly<Record<string, Pair>>, basis: string): Step => ({
      kind: 'pause',
      day: pause.from.toString(),
      words: fill(pair, { ...stands, ...more }),
      basis,
    })
    if (!stopsTheClock(pause)) return step(words.pauseWithoutNotice, {}, '文书 31')
    const days = count?.stoodStill[counted++] ?? 0
    const inDays = unit === 'WD' ? 'WD' : 'D'
    if (pause.to === null)
      return step(words.pauseOpen, { days: lengthText(count?.standing?.left ?? 0, inDays) }, rule.basis)
    return step(words.pause, { to: dayText(pause.to), days: lengthText(days, inDays) }, rule.basis)
  })
}

function rollSteps(rule: PeriodRule, { due }: Told, { count, rolledOver }: Trace): Step[] {
  const [first] = rolledOver
  if (first && due instanceof Temporal.PlainDate) {
    const { day, holiday } = first
    const told = { day: dayText(day), to: dayText(due), name: holiday?.name ?? sameInBoth('') }
    const basis = holiday || rule.countedBy === 'CIVIL' ? `R2${by(startBasis[rule.countedBy])}` : 'R2a ○'
    return [
      { kind: 'roll', day: day.toString(), words: fill(holiday ? words.rollHoliday : words.rollWeekend, told), basis },
    ]
  }
  const onWeekend = count && rule.direction === 'forward' && due instanceof Temporal.PlainDate && due.dayOfWeek > 5
  if (!onWeekend || count.madeUp.some((day) => day.equals(due))) return []
  return [{ kind: 'roll', day: due.toString(), words: fill(words.noRoll, { day: dayText(due) }), basis: 'R2a ○' }]
}

function endStep(rule: PeriodRule, { due, open, notBefore, notAfter }: Told): Step {
  const step = (kind: Step['kind'], day: string | null, pair: Pair, basis: string): Step => ({
    kind,
    day,
    words: pair,
    basis,
  })
  if (due instanceof Temporal.Instant)
    return step('due', isoMoment(due), fill(words.momentDue, { day: momentText(due) }), rule.basis)
  if (due) {
    const pair = rule.direction === 'backward' ? words.backward : words[rule.sense]
    return step('due', due.toString(), fill(pair, { day: dayText(due) }), rule.basis)
  }
  if (open?.because === 'calendar-not-published') {
    const edge = notBefore ?? notAfter
    return step(
      'open',
      edge?.toString() ?? null,
      fill(notBefore ? words.notPublished : words.notPublishedBackward, {
        year: sameInBoth(String(open.year)),
        day: edge ? dayText(edge) : sameInBoth('—'),
      }),
      'R10',
    )
  }
  if (open?.because === 'paused')
    return step('open', open.since.toString(), fill(words.standing, { day: dayText(open.since) }), rule.basis)
  return step('open', null, fill(words.noNumber, { words: sameInBoth(rule.lengthWords) }), rule.basis)
}

/** What a party files is in time once it is posted. @source R3 */
const transitSteps = ({ whose, sense, length, countedBy }: PeriodRule): Step[] =>
  whose === 'party' && sense === 'within' && length !== null && startBasis[countedBy] !== ''
    ? [{ kind: 'transit', day: null, words: words.transit, basis: `R3${by(startBasis[countedBy])}` }]
    : []

function internalSteps(rule: PeriodRule, { internalDue }: Told): Step[] {
  if (internalDue === null) return []
  const inHours = internalDue instanceof Temporal.Instant
  return [
    {
      kind: 'internal',
      day: inHours ? isoMoment(internalDue) : internalDue.toString(),
      words: fill(rule.length === null ? words.internalOnly : words.internal, {
        day: dueText(internalDue),
        lead: lengthText(rule.lead, inHours ? 'H' : 'WD'),
      }),
      basis: '拟',
    },
  ]
}

/** Where "the first day does not count" and "rolls on" stand, for each body of rules. @source R1, R2 */
const startBasis: Readonly<Record<CountingLaw, string>> = {
  PROC: 'PROC 80',
  APL: 'PROC 80',
  ACL: 'PROC 80',
  XFER: 'PROC 80',
  ALL: 'CPL23 85',
  CIVIL: 'CPL23 85',
  MPS: '刑诉法 105',
  ARL: '',
  OTHER: '',
}

/** Why a period runs in working days or in calendar days. */
const unitBasis: Readonly<Record<CountingLaw, string>> = {
  PROC: 'R7',
  APL: 'R4（APL 85）',
  ACL: 'R5（ACL 69）',
  ARL: 'R6（ARL 88）',
  XFER: 'R8',
  ALL: '',
  CIVIL: '',
  MPS: '',
  OTHER: '',
}

const by = (basis: string) => (basis === '' ? '' : `（${basis}）`)
const sameInBoth = (text: string): Pair => [text, text]
const documentText = (number: string | null): Pair =>
  number ? fill(words.document, { number: sameInBoth(number) }) : sameInBoth('')

function detailsOf({ approvedBy, reason, documentNo }: Extension): Pair {
  const told = [
    [words.approvedBy, approvedBy],
    [words.because, reason],
    [words.numbered, documentNo ?? ''],
  ] as const
  const parts = told.flatMap(([pair, text]) => (text === '' ? [] : [fill(pair, { text: sameInBoth(text) })]))
  if (parts.length === 0) return sameInBoth('')
  return [`（${parts.map(([zh]) => zh).join('；')}）`, ` (${parts.map(([, en]) => en).join('; ')})`]
}

/** Fills each language with that language's words. */
function fill(pair: Pair, params: Readonly<Record<string, Pair>>): Pair {
  const of = (language: 0 | 1) => Object.fromEntries(Object.entries(params).map(([name, one]) => [name, one[language]]))
  return [say(pair, 'zh-CN', of(0)), say(pair, 'en', of(1))]
}

export const lengthText = (length: number, unit: PeriodUnit): Pair => {
  const [zh, en] = periodUnitWords[unit]
  return [`${length} ${zh}`, `${length} ${length === 1 ? en.slice(0, -1) : en}`]
}

const weekdays: readonly Pair[] = [
  ['星期一', 'Monday'],
  ['星期二', 'Tuesday'],
  ['星期三', 'Wednesday'],
  ['星期四', 'Thursday'],
  ['星期五', 'Friday'],
  ['星期六', 'Saturday'],
  ['星期日', 'Sunday'],
]
const months = 'January February March April May June July August September October November December'.split(' ')

const shortDay = (day: PlainDate): Pair => [
  `${day.year}年${day.month}月${day.day}日`,
  `${day.day} ${months[day.month - 1]} ${day.year}`,
]

/** A day with its weekday, so that a reader can check it against a calendar on the wall. */
export function dayText(day: PlainDate): Pair {
  const [zh, en] = weekdays[day.dayOfWeek - 1]!
  return [`${day.year}年${day.month}月${day.day}日（${zh}）`, `${en}, ${day.day} ${months[day.month - 1]} ${day.year}`]
}

function momentText(moment: Instant): Pair {
  const at = moment.toZonedDateTimeISO(zone)
  const [zh, en] = dayText(at.toPlainDate())
  const time = at.toPlainTime().toString({ smallestUnit: 'minute' })
  return [`${zh}${time}`, `${time} on ${en}`]
}

export const dueText = (due: PlainDate | Instant): Pair =>
  due instanceof Temporal.Instant ? momentText(due) : dayText(due)

/** A moment as it is written in the district: `2026-09-29T11:00:00+08:00`. */
export const isoMoment = (moment: Instant): string => moment.toString({ timeZone: zone, smallestUnit: 'second' })
