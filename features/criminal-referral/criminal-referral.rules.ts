import type { Procedure } from '../../core/procedure.ts'
import { type ActSpec, defineMachine, type PeriodPlan } from '../../core/proceeding.ts'
import { type ReferralState, referralStates } from './criminal-referral.schema.ts'
import { policeActs, procuratorateActs } from './referral-body.rules.ts'
import { referralGuards } from './referral-condition.rules.ts'
import { answeringActs, sendingActs } from './referral-office.rules.ts'

const acts = {
  ...sendingActs,
  ...policeActs,
  ...answeringActs,
  ...procuratorateActs,
} as const satisfies Record<string, ActSpec>
export type ReferralAct = keyof typeof acts

const team = (state: ReferralState) => ({ 'replace-team': state }) as const

/** @source domain law.md §5.2; what is added to it is marked in `criminal-referral.matrix.txt` */
const procedure: Procedure<ReferralState, ReferralAct> = {
  opened: { 'suspect-crime': 'suspected' },
  suspected: { 'form-team': 'special-team' },
  'special-team': { ...team('special-team'), report: 'reported' },
  reported: { 'approve-referral': 'approved', 'reject-referral': 'rejected' },
  approved: { ...team('approved'), 'freeze-packet': 'approved', 'copy-to-procuratorate': 'approved', send: 'sent' },
  rejected: {},
  sent: {
    ...team('sent'),
    'copy-to-procuratorate': 'sent',
    'sign-receipt': 'sent',
    'sign-supplement': 'sent',
    'pass-first-day': 'sent',
    'police-file': 'police-filed',
    'police-refuse': 'police-refused',
    'ask-supplement': 'supplement-asked',
    forward: 'forwarded',
  },
  'supplement-asked': { ...team('supplement-asked'), 'freeze-packet': 'supplement-asked', supply: 'sent' },
  forwarded: { ...team('forwarded'), 'confirm-forwarding': 'sent' },
  'police-filed': { ...team('police-filed'), 'hand-over': 'handed-over' },
  'police-refused': {
    ...team('police-refused'),
    'request-reconsideration': 'reconsidering',
    'request-supervision': 'supervising',
    'accept-refusal': 'back-to-administration',
  },
  reconsidering: {
    ...team('reconsidering'),
    'police-file': 'police-filed',
    'uphold-refusal': 'refusal-upheld',
    'request-supervision': 'supervising',
  },
  'refusal-upheld': {
    ...team('refusal-upheld'),
    'request-supervision': 'supervising',
    'accept-refusal': 'back-to-administration',
  },
  supervising: {
    ...team('supervising'),
    'require-reasons': 'supervising',
    'give-reasons': 'supervising',
    'order-filing': 'filing-ordered',
    'police-file': 'police-filed',
    'accept-reasons': 'back-to-administration',
  },
  'filing-ordered': { ...team('filing-ordered'), 'police-file': 'police-filed' },
  'back-to-administration': {},
  'handed-over': {},
}

const decided = ['police-file', 'police-refuse', 'forward'] as const
const answered = ['request-supervision', 'accept-refusal'] as const

/**
 * Every clock of a referral. Until the receipt is signed, periods that run from acceptance run from the sending, because
 * the receipt is to be signed on the spot (XFER 7).
 *
 * @source domain law.md §4.5
 */
const periods: readonly PeriodPlan[] = [
  { period: 'X-01', startsWith: [{ act: 'suspect-crime' }], endsWith: ['report'] },
  { period: 'X-02', startsWith: [{ act: 'report' }], endsWith: ['approve-referral', 'reject-referral'] },
  { period: 'X-03', startsWith: [{ act: 'approve-referral' }], endsWith: ['send'] },
  {
    period: 'X-04-1',
    startsWith: [{ act: 'send' }, { act: 'confirm-forwarding' }],
    endsWith: ['sign-receipt', ...decided],
  },
  {
    period: 'X-04-2',
    startsWith: [{ act: 'sign-receipt' }],
    endsWith: [...decided, 'ask-supplement', 'pass-first-day'],
    lapsesBy: 'pass-first-day',
  },
  {
    period: 'X-05-1',
    startsWith: [{ act: 'sign-receipt' }],
    endsWith: [...decided, 'ask-supplement', 'pass-first-day'],
    lapsesBy: 'pass-first-day',
  },
  { period: 'X-05-2', startsWith: [{ act: 'ask-supplement', field: 'receivedOn' }], endsWith: ['supply'] },
  {
    period: 'X-06',
    startsWith: [{ act: 'send' }, { act: 'confirm-forwarding' }, { act: 'sign-receipt' }],
    endsWith: decided,
  },
  {
    period: 'X-07',
    startsWith: [{ act: 'police-refuse', field: 'receivedOn' }],
    endsWith: ['request-reconsideration', ...answered],
  },
  {
    period: 'X-08',
    startsWith: [{ act: 'request-reconsideration' }],
    endsWith: ['police-file', 'uphold-refusal', 'request-supervision'],
  },
  { period: 'X-09', startsWith: [{ act: 'uphold-refusal', field: 'receivedOn' }], endsWith: answered },
  {
    period: 'X-10',
    startsWith: [{ act: 'require-reasons', field: 'deliveredOn' }],
    endsWith: ['give-reasons', 'order-filing', 'accept-reasons', 'police-file'],
  },
  { period: 'X-11', startsWith: [{ act: 'order-filing', field: 'deliveredOn' }], endsWith: ['police-file'] },
  { period: 'X-12', startsWith: [{ act: 'police-file', field: 'receivedOn' }], endsWith: ['hand-over'] },
  { period: 'X-13', startsWith: [{ act: 'accept-refusal' }, { act: 'accept-reasons' }], endsWith: [] },
]

/** From the suspicion of a crime to the handover, or back to the administrative case. @source 《行政执法机关移送涉嫌犯罪案件的规定》 */
export const referralMachine = defineMachine<ReferralState, ReferralAct>({
  kind: 'criminal-referral',
  words: ['涉嫌犯罪案件移送', 'Criminal referral'],
  states: referralStates,
  initial: 'opened',
  final: ['rejected', 'back-to-administration', 'handed-over'],
  procedure,
  acts,
  guards: referralGuards,
  periods,
})
