import { expect, test } from 'vitest'
import type { MatterRecord } from '../core/proceeding.ts'
import { caseMachine } from '../features/case/case.rules.ts'
import type { CaseState } from '../features/case/case.schema.ts'
import { opened, type Step, standsInTheWay, walk } from './walk.ts'

/** A fictitious case on its usual way: 甲 and 乙 handle it, 丙 reviews, 丁 presides, 局长 approves. The fine is 300,000 yuan. */

export const fineFen = 30_000_000
const serving = { manner: 'direct', receivedBy: '法定代表人' }
const byReviewer = { capacity: 'reviewer', personId: '丙' } as const

const filed: readonly Step[] = []
const investigating: readonly Step[] = [
  ...filed,
  {
    act: 'assign-handlers',
    on: '2026-03-02',
    capacity: 'head',
    personId: '局长',
    fields: { handlers: ['甲', '乙'], filedOn: '2026-03-02' },
  },
]
const reported: readonly Step[] = [
  ...investigating,
  { act: 'establish-act-period', on: '2026-03-10', fields: { endedOn: '2025-12-01' } },
  { act: 'record-discretion', fields: { rangeFromFen: 10_000_000, rangeToFen: 100_000_000 } },
  { act: 'conclude-investigation', on: '2026-03-20' },
]
const reviewing: readonly Step[] = [
  ...reported,
  { act: 'submit-for-review', on: '2026-03-23', fields: { reviewer: '丙' } },
]
const proposed: readonly Step[] = [...reviewing, { act: 'approve-review', on: '2026-03-25', ...byReviewer }]
const noticed: readonly Step[] = [
  ...proposed,
  { act: 'propose-penalty', on: '2026-03-26', fields: { fineFen, hearingTold: true } },
  { act: 'serve-notice', on: '2026-03-27', fields: serving, forms: [50] },
]
const representations: readonly Step[] = [...noticed, { act: 'make-representations', on: '2026-03-30' }]
const rechecked: readonly Step[] = [...representations, { act: 'recheck', on: '2026-04-10' }]
const waived: readonly Step[] = [...noticed, { act: 'deem-waived', on: '2026-04-10' }]
const hearing: readonly Step[] = [
  ...noticed,
  { act: 'request-hearing', on: '2026-03-31', fields: { receivedOn: '2026-03-31' } },
]
const legalityReview: readonly Step[] = [
  ...hearing,
  {
    act: 'notice-of-hearing',
    on: '2026-04-01',
    fields: { hearingOn: '2026-04-15', presider: '丁', publicity: 'closed' },
  },
  { act: 'hold-hearing', on: '2026-04-15', capacity: 'presider', personId: '丁' },
  { act: 'report-hearing', on: '2026-04-17', capacity: 'presider', personId: '丁', fields: { reviewer: '丙' } },
]
const collective: readonly Step[] = [
  ...legalityReview,
  { act: 'pass-legality-review', on: '2026-04-20', ...byReviewer },
]
const decided: readonly Step[] = [...waived, { act: 'decide', on: '2026-04-13', fields: { fineFen } }]
const served: readonly Step[] = [
  ...decided,
  { act: 'serve-decision', on: '2026-04-14', fields: { ...serving, publicationTold: true }, forms: [50] },
]
const published: readonly Step[] = [
  ...served,
  { act: 'publish', on: '2026-04-16', fields: { checkedBy: ['乙', '丙'] } },
]
const executing: readonly Step[] = [...published, { act: 'pay', on: '2026-04-20', fields: { amountFen: 10_000_000 } }]
const enforcing: readonly Step[] = [
  ...executing,
  { act: 'demand', on: '2026-10-10', fields: { receivedOn: '2026-10-12' } },
  { act: 'remedies-expired', on: '2026-10-26', fields: { endedOn: '2026-10-14' } },
  { act: 'apply-court-enforcement', on: '2026-11-02' },
]
const closed: readonly Step[] = [
  ...executing,
  { act: 'pay', on: '2026-04-24', fields: { amountFen: 20_000_000 } },
  { act: 'confirm-performance', on: '2026-04-24' },
  { act: 'close', on: '2026-04-27', fields: { situation: 'performed' } },
]

/** One way to every state. */
export const wayTo: Readonly<Record<CaseState, readonly Step[]>> = {
  filed,
  investigating,
  suspended: [...investigating, { act: 'suspend', on: '2026-03-05' }],
  terminated: [...investigating, { act: 'terminate-investigation', on: '2026-03-05' }],
  'criminal-referral': [...investigating, { act: 'refer-crime', on: '2026-03-05' }],
  reported,
  reviewing,
  proposed,
  noticed,
  representations,
  rechecked,
  waived,
  hearing,
  'legality-review': legalityReview,
  collective,
  decided,
  served,
  published,
  executing,
  enforcing,
  closed,
  archived: [...closed, { act: 'archive', on: '2026-04-28' }],
}

export const newCase = (): MatterRecord => opened(caseMachine, '2026-03-02')

export const caseAt = (state: CaseState, ...more: readonly Step[]): MatterRecord =>
  walk(caseMachine, newCase(), ...wayTo[state], ...more)

/** Written by hand: from where, after what, which act with what; the ground in the way, and the article it cites. */
type Refused = readonly [
  title: string,
  from: CaseState,
  more: readonly Step[],
  next: Step,
  code: string,
  article: string,
]

export const refusalsOf = (table: readonly Refused[]) =>
  test.each(table)('%s', (_title, from, more, next, code, article) => {
    const unmet = standsInTheWay(caseMachine, caseAt(from, ...more), next)
    expect(unmet.map((one) => one.code)).toContain(code)
    const found = unmet.find((one) => one.code === code)
    expect(found?.source).toContain(article)
    expect(found?.words.map((text) => text.length > 5)).toEqual([true, true])
  })
