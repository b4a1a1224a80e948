import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readCalendar, readLaw } from '../platform/law.ts'
import { lawFrom } from './law.ts'
import {
  type DuePeriod,
  duePeriod,
  extend,
  isOver,
  periodFrom,
  type RunningPeriod,
  requireDue,
  warningsOf,
} from './period.ts'
import { isoMoment, sentenceOf } from './period-explain.ts'
import { answerPeriod, extensionIn, pauseIn } from './period-question.ts'
import { type Counting, dayUnitOf, defaultCounting } from './period-rule.ts'
import { Refusal } from './refusal.ts'

const calendar = await readCalendar()
const law = lawFrom(await readLaw())
const day = (text: string) => Temporal.PlainDate.from(text)
const moment = (text: string) => Temporal.PlainDateTime.from(text).toZonedDateTime('Asia/Shanghai').toInstant()

type Asked = { pause?: string; extend?: string; counting?: Partial<Counting> }
function ask(id: string, from: string, { pause = '', extend: longer = '', counting = {} }: Asked = {}): DuePeriod {
  const words = (text: string) => text.split(' ').filter((word) => word !== '' && word !== '—')
  return answerPeriod(
    law.period(id),
    {
      from,
      pauses: words(pause).map(pauseIn),
      extensions: words(longer).map((one) => (one === '依法' ? { length: null, approvedOn: null } : extensionIn(one))),
    },
    calendar,
    { ...defaultCounting, ...counting },
  )
}

/** As the matrix writes it. */
function told({ due, notBefore, notAfter, open }: DuePeriod): string {
  if (due instanceof Temporal.Instant) return isoMoment(due).slice(0, 16)
  if (due) return due.toString()
  return notBefore ? `≥${notBefore}` : notAfter ? `≤${notAfter}` : (open?.because ?? '')
}

function refusal(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
  return 'nothing was refused'
}

const matrix = (await readFile(join(import.meta.dirname, '../test/law/periods.matrix.txt'), 'utf8'))
  .split('\n')
  .filter((line) => line.trim() !== '' && !line.startsWith('#'))
  .map((line) => line.split('|').map((cell) => cell.trim()))

describe('counted by hand and by the machine', () => {
  test('the table is whole', () => {
    expect(matrix.length).toBeGreaterThan(125)
    expect(matrix.filter((cells) => cells.length !== 6)).toEqual([])
  })

  test.each(matrix)('%s from %s, standing still %s, extended %s, ends %s: %s', (id, from, pause, extension, end) => {
    expect(told(ask(id ?? '', from ?? '', { pause: pause ?? '', extend: extension ?? '' }))).toBe(end)
  })
})

describe('an extension', () => {
  test('approved on the last day counts, approved on the next does not', () => {
    expect(told(ask('T-02', '2026-09-28', { extend: '15@2026-10-23' }))).toBe('2026-11-13')
    expect(refusal(() => ask('T-02', '2026-09-28', { extend: '15@2026-10-24' }))).toBe('extension-too-late')
  })

  test('approved after a holiday rolled the last day on is measured against the day it rolled to', () => {
    expect(told(ask('T-10', '2026-01-05', { extend: '30@2026-04-07' }))).toBe('2026-05-06')
    expect(refusal(() => ask('T-10', '2026-01-05', { extend: '30@2026-04-08' }))).toBe('extension-too-late')
  })

  test('is measured against the day that an earlier extension gave', () => {
    expect(told(ask('T-10', '2026-03-02', { extend: '30@2026-05-20 45@2026-06-30' }))).toBe('2026-08-14')
    expect(refusal(() => ask('T-10', '2026-03-02', { extend: '30@2026-05-20 45@2026-07-01' }))).toBe(
      'extension-too-late',
    )
  })

  test('longer than the law allows is refused; where the law gives no number it must be named', () => {
    expect(refusal(() => ask('T-02', '2026-09-28', { extend: '16@2026-10-20' }))).toBe('extension-too-long')
    expect(refusal(() => ask('T-09', '2026-11-02', { extend: '依法' }))).toBe('extension-length-needed')
  })

  test('more often than the law allows, or of a period that has none, is refused', () => {
    expect(refusal(() => ask('T-02', '2026-09-28', { extend: '依法 依法' }))).toBe('extension-not-open')
    expect(refusal(() => ask('T-11', '2026-09-28', { extend: '5@2026-09-29' }))).toBe('extension-not-open')
    expect(refusal(() => ask('X-03', '2026-09-28T10:00', { extend: '依法' }))).toBe('extension-not-open')
  })

  test('is added to a running period only when it counts, and leaves the old one as it was', () => {
    const running = periodFrom(law.period('T-02'), day('2026-09-28'))
    const granted = {
      length: 15,
      unit: 'WD',
      approvedBy: '示例负责人',
      approvedOn: day('2026-10-20'),
      reason: '案情复杂',
      documentNo: '示例审〔2026〕1号',
    } as const
    const extended = extend(running, granted, calendar)
    expect(told(duePeriod(extended, calendar))).toBe('2026-11-13')
    expect(running.extensions).toEqual([])
    expect(refusal(() => extend(running, { ...granted, approvedOn: day('2026-10-24') }, calendar))).toBe(
      'extension-too-late',
    )
    expect(refusal(() => extend(running, { ...granted, unit: 'D' }, calendar))).toBe('extension-not-open')
    const [step] = duePeriod(extended, calendar).steps.filter(({ kind }) => kind === 'extension')
    expect(step?.words[0]).toContain('批准人：示例负责人；理由：案情复杂；文号：示例审〔2026〕1号')
  })
})

describe('a clock that stands still', () => {
  test('has no last day until it resumes, and says how much is left', () => {
    const standing = ask('T-10', '2026-03-02', { pause: '2026-04-01..=suspension' })
    expect(standing.due).toBeNull()
    expect(standing.open).toMatchObject({ because: 'paused', left: 61 })
  })

  test('does not stop on a ground that the period does not know', () => {
    expect(refusal(() => ask('T-02', '2026-09-28', { pause: '2026-10-09..2026-10-12=hearing' }))).toBe('pause-not-open')
    expect(refusal(() => ask('T-11', '2026-09-28', { pause: '2026-10-09..2026-10-12' }))).toBe('pause-not-open')
    expect(refusal(() => ask('T-02', '2026-09-28', { pause: '2026-10-09..2026-10-12=lunch' }))).toBe('pause-not-open')
  })

  test('cannot resume before it stopped', () => {
    expect(refusal(() => ask('T-02', '2026-09-28', { pause: '2026-10-12..2026-10-09' }))).toBe(
      'pause-ends-before-it-begins',
    )
  })

  test('an appraisal without the number of its notice (form 31) is told as not stopping it, open ended or not', () => {
    const without = ask('T-08c', '2026-09-03', { pause: '2026-09-10..=appraisal' })
    expect(told(without)).toBe('2026-10-08')
    expect(without.steps.map(({ words }) => words[0]).join()).toContain('没有“期间告知书”（文书 31）编号，不停止计算')
    expect(ask('T-08c', '2026-09-03', { pause: '2026-09-10..=appraisal:文31-9' }).open).toMatchObject({
      because: 'paused',
    })
  })

  test('each pause tells how many days it took, a shared day once', () => {
    const both = ask('T-10', '2026-03-02', {
      pause: '2026-04-01..2026-04-20=suspension 2026-04-11..2026-04-30=hearing',
    })
    const taken = both.steps.flatMap(({ kind, words }) =>
      kind === 'pause' ? [/其间 (\d+) 日/.exec(words[0])?.[1]] : [],
    )
    expect(taken).toEqual(['20', '10'])
  })
})

describe('what the law leaves open is set by the office', () => {
  test('R2a: the authority’s period may roll over weekends, a party’s may not', () => {
    expect(told(ask('T-10', '2026-03-02', { counting: { authorityRollsOverWeekends: true } }))).toBe('2026-06-01')
    expect(told(ask('T-18', '2026-05-15', { counting: { partyRollsOverWeekends: false } }))).toBe('2026-05-30')
  })

  test('R2a does not touch holidays or civil procedure', () => {
    const neither = { authorityRollsOverWeekends: false, partyRollsOverWeekends: false }
    expect(told(ask('T-18', '2026-09-20', { counting: neither }))).toBe('2026-10-08')
    expect(told(ask('C-12', '2026-04-17', { counting: neither }))).toBe('2026-05-18')
  })

  test('R8: the three days of the referral regulation may be working days, its hours stay hours', () => {
    expect(told(ask('X-02', '2026-09-29', { counting: { referralDays: 'WD' } }))).toBe('2026-10-09')
    expect(told(ask('X-03', '2026-09-28T10:00', { counting: { referralDays: 'WD' } }))).toBe('2026-09-29T10:00')
    expect(told(ask('X-10', '2026-09-29', { counting: { referralDays: 'WD' } }))).toBe('2026-10-08')
  })

  test.each([
    ['R4', 'APL', 7, 'WD'],
    ['R4', 'APL', 15, 'D'],
    ['R5', 'ACL', 10, 'WD'],
    ['R5', 'ACL', 30, 'D'],
    ['R6', 'ARL', 5, 'WD'],
    ['R6', 'ARL', 60, 'D'],
    ['R7', 'PROC', 90, 'D'],
    ['R8', 'XFER', 3, 'D'],
  ] as const)('%s: “%s” counts %i days as %s', (_, by, days, unit) => {
    expect(dayUnitOf(by, days)).toBe(unit)
  })
})

describe('warnings', () => {
  const kinds = (id: string, from: string, at: string) =>
    warningsOf(ask(id, from), moment(at)).map(({ kind, since }) => `${kind} ${since.toString().slice(0, 10)}`)

  test('come twice before the end and once after it, whatever was asked in between', () => {
    expect(kinds('T-02', '2026-09-28', '2026-10-19T23:59')).toEqual([])
    expect(kinds('T-02', '2026-09-28', '2026-10-20T00:00')).toEqual(['internal 2026-10-20'])
    expect(kinds('T-02', '2026-09-28', '2026-10-23T23:59')).toEqual(['internal 2026-10-20', 'last-day 2026-10-23'])
    expect(kinds('T-02', '2026-09-28', '2026-12-01T08:00')).toEqual([
      'internal 2026-10-20',
      'last-day 2026-10-23',
      'overdue 2026-10-24',
    ])
  })

  test('of hours: the earlier hour and the end', () => {
    expect(kinds('X-03', '2026-09-28T10:00', '2026-09-29T05:59')).toEqual([])
    expect(kinds('X-03', '2026-09-28T10:00', '2026-09-29T06:00')).toEqual(['internal 2026-09-28'])
    expect(kinds('X-03', '2026-09-28T10:00', '2026-09-29T10:00')).toEqual(['internal 2026-09-28', 'overdue 2026-09-29'])
  })

  test('where the law gives no number there is our own day and nothing else', () => {
    expect(kinds('T-01', '2026-09-28', '2026-10-09T23:00')).toEqual([])
    expect(kinds('T-01', '2026-09-28', '2026-12-31T23:00')).toEqual(['internal 2026-10-10'])
  })

  test('a period that waits says when it has run', () => {
    expect(kinds('T-20', '2026-11-02', '2026-11-16T23:59')).toEqual([])
    expect(kinds('T-20', '2026-11-02', '2026-11-17T00:00')).toEqual(['elapsed 2026-11-17'])
  })

  test('a last day that no calendar reaches is warned of, as early as an internal day, before the first day it might be', () => {
    expect(kinds('T-02', '2026-12-20', '2027-01-02T23:59')).toEqual([])
    expect(kinds('T-02', '2026-12-20', '2027-01-06T00:00')).toEqual(['unknown 2027-01-03'])
  })

  test('advance preservation lapses by itself after its seventh working day; seizure does not', () => {
    const preserved = ask('T-08b', '2026-09-24')
    expect(isOver(preserved, moment('2026-10-12T23:59'))).toBe(false)
    expect(isOver(preserved, moment('2026-10-13T00:00'))).toBe(true)
    expect([preserved.rule.lapses, ask('T-08c', '2026-09-03').rule.lapses]).toEqual([true, false])
  })

  test('a period without a last day is never over', () => {
    expect(isOver(ask('T-01', '2026-09-28'), moment('2029-01-01T00:00'))).toBe(false)
    expect(isOver(ask('T-10', '2026-03-02', { pause: '2026-04-01..=suspension' }), moment('2029-01-01T00:00'))).toBe(
      false,
    )
  })
})

describe('an explanation', () => {
  test('says from which fact, by which rule and article, over which days, until when, and what then', () => {
    const { steps } = ask('T-02', '2026-09-28', { pause: '2026-10-09..2026-10-15', extend: '依法' })
    expect(steps.map(({ kind, day: on, basis }) => [kind, on, basis].join(' '))).toEqual([
      'start 2026-09-28 R1（PROC 80）',
      'count  PROC 18；R7；R10',
      'skip 2026-10-01 R10',
      'pause 2026-10-09 PROC 18',
      'extension 2026-11-02 PROC 18',
      'due 2026-11-23 PROC 18',
      'internal 2026-11-18 拟',
      'expiry  PROC 18',
    ])
    for (const { words } of steps) {
      expect(words[0]).toMatch(/[\u4e00-\u9fff]/)
      expect(words[1]).toMatch(/[a-z]/)
      expect(words.join()).not.toMatch(/\{\w+\}|undefined|null/)
    }
  })

  test('says that the authority’s own period does not roll over a weekend, and that this is to be verified', () => {
    const [roll] = ask('T-10', '2026-03-02').steps.filter(({ kind }) => kind === 'roll')
    expect([roll?.day, roll?.basis]).toEqual(['2026-05-31', 'R2a ○'])
    expect(roll?.words[0]).toContain('待核')
  })

  test('says that a party’s posting counts, and says it of nothing else', () => {
    const transit = (id: string, from = '2026-03-02') =>
      ask(id, from).steps.flatMap(({ kind, basis }) => (kind === 'transit' ? [basis] : []))
    expect(['T-11', 'T-18', 'T-19c', 'C-12'].map((id) => transit(id))).toEqual([
      ['R3（PROC 80）'],
      ['R3（PROC 80）'],
      ['R3（CPL23 85）'],
      ['R3（CPL23 85）'],
    ])
    for (const id of ['T-02', 'T-10', 'T-14', 'T-20', 'P-01']) expect(transit(id)).toEqual([])
    expect(transit('X-03', '2026-03-02T09:00')).toEqual([])
  })

  test('says why a last day cannot be given', () => {
    const [open] = ask('T-02', '2026-12-20').steps.filter(({ kind }) => kind === 'open')
    expect(open?.words[0]).toContain('2027 年，该年放假安排尚未公布')
    expect(open?.words[1]).toContain('not before Wednesday, 6 January 2027')
    expect(refusal(() => requireDue(ask('T-02', '2026-12-20')))).toBe('calendar-not-published')
    expect(requireDue(ask('T-02', '2026-09-28'))?.toString()).toBe('2026-10-23')
  })

  test('fits in one sentence', () => {
    expect(sentenceOf(ask('T-02', '2026-09-28'))[0]).toBe(
      '线索核查并决定是否立案：15 个工作日，2026年10月23日（星期五）届满（PROC 18）。',
    )
    expect(sentenceOf(ask('T-12', '2026-10-20'))[0]).toContain('最迟2026年10月10日（星期六）')
    expect(sentenceOf(ask('T-18', '2026-12-20'))[1]).toContain('ending not before Monday, 4 January 2027')
    expect(sentenceOf(ask('T-01', '2026-09-28'))[0]).toContain('没有法定天数')
  })

  test('of every period of the law can be given', () => {
    for (const rule of law.periods) {
      const answer = ask(rule.id, rule.unit === 'H' ? '2026-03-02T09:00' : '2026-03-02')
      expect(answer.steps.at(-1)?.kind, rule.id).toBe('expiry')
      expect(answer.due === null, rule.id).toBe(answer.open !== null)
      for (const { words } of answer.steps) expect(words.join(), rule.id).not.toMatch(/\{\w+\}|undefined|null/)
    }
  })
})

describe('what is asked wrongly', () => {
  test.each([
    ['a day that does not exist', '2026-02-30'],
    ['a day written otherwise', '28.9.2026'],
    ['nothing', ''],
  ])('%s is refused', (_, from) => {
    expect(refusal(() => ask('T-02', from))).toBe('day-not-understood')
  })

  test('a period in hours needs the moment; a moment given for days counts as its day', () => {
    expect(refusal(() => ask('X-03', '2026-09-28'))).toBe('moment-needed')
    expect(refusal(() => ask('X-03', '2026-09-28T25:00'))).toBe('day-not-understood')
    expect(told(ask('X-03', '2026-09-28T02:20:00Z'))).toBe('2026-09-29T11:00')
    expect(told(ask('T-02', '2026-09-28T23:30'))).toBe('2026-10-23')
  })

  test('an extension or a pause written otherwise is refused', () => {
    for (const text of ['', '0', '-3', '15@', '15 days'])
      expect(refusal(() => extensionIn(text))).toBe('extension-not-understood')
    for (const text of ['', '2026-10-09', 'a..b', '..2026-10-09'])
      expect(refusal(() => pauseIn(text))).toBe('pause-not-understood')
  })
})

test('the same inputs give the same answer again, and nothing of them is changed', () => {
  const running: RunningPeriod = {
    ...periodFrom(law.period('T-10'), day('2026-03-02')),
    pauses: [{ reason: 'hearing', from: day('2026-04-01'), to: day('2026-04-10'), documentNo: null }],
  }
  const kept = JSON.stringify(running)
  expect(duePeriod(running, calendar)).toEqual(duePeriod(running, calendar))
  expect(JSON.stringify(running)).toBe(kept)
})
