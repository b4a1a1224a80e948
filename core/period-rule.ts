import { z } from 'zod'
import { defineWords } from './words.ts'

/** ● the primary text was read · ◐ an excerpt, translation or official news · ○ commentary or an older version: shown as 待核 */
export const Verified = z.enum(['●', '◐', '○'])
export type Verified = z.infer<typeof Verified>

export const periodUnits = ['WD', 'D', 'H', 'M', 'Y'] as const
export type PeriodUnit = (typeof periodUnits)[number]

export const periodUnitWords = defineWords({
  WD: ['个工作日', 'working days'],
  D: ['日', 'days'],
  H: ['小时', 'hours'],
  M: ['个月', 'months'],
  Y: ['年', 'years'],
})

/** Grounds on which a clock stands still. @source domain law.md §4.2–4.8, column 不计入/暂停 */
export const pauseKinds = [
  'appraisal',
  'identification',
  'suspension',
  'hearing',
  'announcement',
  'refund-order',
  'force-majeure',
  'third-party-opinion',
  'other-procuratorate-opinion',
] as const
export type PauseKind = (typeof pauseKinds)[number]

export const pauseKindWords = defineWords({
  appraisal: ['检测、检验、检疫、鉴定', 'testing, inspection, quarantine or appraisal'],
  identification: ['权利人辨认或鉴别', 'identification by the right holder'],
  suspension: ['中止', 'suspension'],
  hearing: ['听证', 'hearing'],
  announcement: ['公告', 'service by announcement'],
  'refund-order': ['责令退还多收价款', 'order to refund overcharges'],
  'force-majeure': ['不可抗力等', 'force majeure and the like'],
  'third-party-opinion': ['征求第三方意见', 'asking a third party for its opinion'],
  'other-procuratorate-opinion': ['征求异地检察院意见', 'asking another procuratorate for its opinion'],
})

/** Grounds that stop the clock only with their notice: the party must have been told the period in writing (文书 31). */
export const pausesNeedingDocument: readonly PauseKind[] = ['appraisal']

/** The law under whose counting rules a period runs: R4 APL · R5 ACL · R6 ARL · R7 PROC · R8 XFER · CIVIL civil procedure. */
export const countingLaws = ['PROC', 'APL', 'ACL', 'ARL', 'ALL', 'XFER', 'MPS', 'CIVIL', 'OTHER'] as const
export type CountingLaw = (typeof countingLaws)[number]

export const extensionApprovers = ['head', 'collective', 'parties', 'competent-body', 'notice-to-requester'] as const
export const approverWords = defineWords({
  head: ['负责人批准', 'approved by the head'],
  collective: ['负责人集体讨论决定', 'decided by the heads together'],
  parties: ['双方当事人同意', 'agreed by both parties'],
  'competent-body': ['有权机关决定', 'decided by the competent body'],
  'notice-to-requester': ['期满前告知请求方', 'told to the requesting authority before the end'],
})

/** One stage of extension; the first extension uses the first stage, the next the second. `length` null: the law gives no number. */
export const ExtensionRule = z.strictObject({
  length: z.int().positive().nullable(),
  unit: z.enum(periodUnits),
  approvedBy: z.enum(extensionApprovers),
  /** Null: as often as it is approved. */
  times: z.int().positive().nullable().default(1),
})
export type ExtensionRule = z.infer<typeof ExtensionRule>

const pair = z.tuple([z.string().min(1), z.string().min(1)]).readonly()

/** One period of the law as the machine counts it. Each comes from a row of `law/periods.yaml`. */
export const PeriodRule = z.strictObject({
  /** `T-02`, or `T-19b-2` for the second part of a row that gives several. */
  id: z.string(),
  matter: pair,
  trigger: pair,
  /** Null where the law gives no number (及时, 立即) or it is not known yet. */
  length: z.int().positive().nullable(),
  /** The length in the words of the law or of the reference: 及时, 当场；否则 7 … */
  lengthWords: z.string(),
  unit: z.enum(periodUnits).nullable(),
  /** `backward`: at least so long before the day given as start. */
  direction: z.enum(['forward', 'backward']),
  /** `within`: act by its end · `after`: the right or effect begins when it has run · `keep`: keep at least so long */
  sense: z.enum(['within', 'after', 'keep']),
  /** Whose period it is: R2a treats the authority's own periods more strictly than those in which a party exercises a right. */
  whose: z.enum(['authority', 'party']),
  countedBy: z.enum(countingLaws),
  extensions: z.array(ExtensionRule),
  pauses: z.array(z.enum(pauseKinds)),
  /** What is not done by its end falls away by itself. */
  lapses: z.boolean(),
  onExpiry: pair,
  /** Our own earlier warning (拟): working days before the last day, hours where the period runs in hours. */
  lead: z.int().min(0),
  /** Our own target (拟) where the law gives no number, in working days. */
  internalLength: z.int().positive().nullable(),
  basis: z.string(),
  verified: Verified,
  note: z.string().nullable(),
})
export type PeriodRule = z.infer<typeof PeriodRule>

/** What the law leaves open about counting; each is a ○ parameter that the office may set with its reason (R2a, R8). */
export const Counting = z.strictObject({
  authorityRollsOverWeekends: z.boolean(),
  partyRollsOverWeekends: z.boolean(),
  /** The "3日" of the referral regulation (XFER): calendar days unless the office decides otherwise. */
  referralDays: z.enum(['D', 'WD']),
})
export type Counting = z.infer<typeof Counting>

/** @source domain law.md R2a (the authority does not wait for Monday, the party may) and R8 (the stricter reading) */
export const defaultCounting: Counting = {
  authorityRollsOverWeekends: false,
  partyRollsOverWeekends: true,
  referralDays: 'D',
}

/** The unit in which a rule really runs, once R8 has been decided. */
export const unitOf = (rule: PeriodRule, counting: Counting): PeriodUnit | null =>
  rule.countedBy === 'XFER' && rule.unit === 'D' ? counting.referralDays : rule.unit

/**
 * What "日" means in a law: working days or calendar days.
 *
 * @source R4 《行政处罚法》第八十五条; R5 《行政强制法》第六十九条; R6 《行政复议法》第八十八条; R7 《程序规定》 says 工作日 where it
 *   means it; R8 the referral regulation does not say, so the stricter reading holds
 */
export function dayUnitOf(law: CountingLaw, days: number): 'WD' | 'D' {
  if (law === 'APL') return [2, 3, 5, 7].includes(days) ? 'WD' : 'D'
  if (law === 'ACL') return days <= 10 ? 'WD' : 'D'
  if (law === 'ARL') return [3, 5, 7, 10].includes(days) ? 'WD' : 'D'
  return 'D'
}

/** The refusals of the rules of periods, for every contract whose service counts one. */
export const periodRefusals = defineWords({
  'extension-too-late': [
    '期限已于 {due} 届满，届满后批准的延长无效；只能登记逾期说明。',
    'The period ended on {due}. An extension approved after that does not count; record an explanation of the delay instead.',
  ],
  'extension-not-open': ['{id} 不能（再）延长。', '{id} cannot be extended (again).'],
  'extension-too-long': [
    '{id} 本次最多延长 {most}（与该期限同一单位）。',
    'This extension of {id} may be at most {most}, in the unit of the period.',
  ],
  'pause-not-open': [
    '{id} 的期限不因这一事由停止计算；请核对事由或期限编号。',
    'The clock of {id} does not stop on this ground. Check the ground and the period.',
  ],
  'pause-ends-before-it-begins': [
    '停止计算的结束日早于开始日，请核对。',
    'This pause ends before it begins. Check both days.',
  ],
  'moment-needed': [
    '{id} 按小时计算，请填写起算的日期和时刻。',
    '{id} runs in hours: give the day and the time it began.',
  ],
  'calendar-not-published': [
    '{year} 年的放假安排尚未公布（或未收录），不能确定到期日。',
    'The working calendar of {year} is not published, so the last day cannot be said.',
  ],
})
