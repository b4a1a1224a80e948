import type { Procedure } from '../../core/procedure.ts'
import { type ActSpec, defineMachine, type Guard, type PeriodPlan } from '../../core/proceeding.ts'
import { type CaseState, caseStates } from './case.schema.ts'
import { appraisalActs, appraisalGuards } from './case-appraisal.rules.ts'
import { closureActs, closureGuards } from './case-closure.rules.ts'
import { courseActs, courseGuards } from './case-course.rules.ts'
import { decisionActs, decisionGuards, decisions } from './case-decision.rules.ts'
import { hearingActs, hearingGuards } from './case-hearing.rules.ts'
import { inquiryActs, inquiryGuards } from './case-inquiry.rules.ts'
import { noticeActs, noticeGuards } from './case-notice.rules.ts'
import { performanceActs, performanceGuards } from './case-performance.rules.ts'
import { publicationActs, publicationGuards } from './case-publication.rules.ts'
import { remedyActs, remedyGuards } from './case-remedy.rules.ts'
import { reviewActs, reviewGuards } from './case-review.rules.ts'
import { announcementActs } from './case-service.rules.ts'
import { discretionActs, discretionGuards } from './penalty.rules.ts'

const acts = {
  ...courseActs,
  ...inquiryActs,
  ...appraisalActs,
  ...discretionActs,
  ...reviewActs,
  ...announcementActs,
  ...noticeActs,
  ...hearingActs,
  ...decisionActs,
  ...publicationActs,
  ...performanceActs,
  ...remedyActs,
  ...closureActs,
} as const satisfies Record<string, ActSpec>

export type CaseAct = keyof typeof acts

/** Acts that leave the case where it is. */
const stay = <S extends CaseState, A extends CaseAct>(
  state: S,
  ...open: readonly A[]
): Readonly<Partial<Record<CaseAct, S>>> => Object.fromEntries(open.map((act) => [act, state]))

/** What may be done to find out, none of which moves the case on (PROC 21、22、24、26、28–30、32、45; AUCL 16–18). */
const inquiry = [
  'approve-measures',
  'interview',
  'on-site-inspection',
  'extract-evidence',
  'extract-electronic-data',
  'request-material',
  'request-identification',
  'identification-result',
  'request-assistance',
  'commission-appraisal',
  'begin-appraisal-period',
  'appraisal-result',
  'summon-talk',
  'query-account',
  'order-correction',
  'identify-party',
  'establish-act-period',
] as const
/** Who handles the case may change at any time until it is closed. */
const people = ['replace-handlers'] as const
/** Recusal may be asked for as long as somebody still has to judge. It does not stop the investigation (PROC 4（待核）). */
const recusal = ['request-recusal', 'recuse', 'reject-recusal'] as const
/** The period of the case runs until a decision is made (PROC 64). */
const time = ['extend-case', 'extend-case-again'] as const
const pending = [...people, ...recusal, ...time] as const
const remedies = [
  'record-reconsideration',
  'record-litigation',
  'record-reconsideration-outcome',
  'record-litigation-outcome',
  'record-overturning',
  'remedies-expired',
] as const

/** What may become of a decision long after the case was closed: publication runs for three years, a retrial may overturn it. */
const afterwards = ['record-overturning', 'withdraw-publication', 'end-publication'] as const

/** @source domain law.md §3.1, §3.2; what is added to them is marked in `case.matrix.txt` */
const procedure: Procedure<CaseState, CaseAct> = {
  filed: { 'assign-handlers': 'investigating' },
  investigating: {
    ...stay('investigating', ...inquiry, 'record-discretion'),
    'conclude-investigation': 'reported',
    suspend: 'suspended',
    'terminate-investigation': 'terminated',
    'refer-crime': 'criminal-referral',
    'decide-transfer': 'decided',
    ...stay('investigating', ...pending),
  },
  suspended: { ...stay('suspended', ...people), resume: 'investigating' },
  terminated: { ...stay('terminated', ...people), close: 'closed' },
  'criminal-referral': {
    ...stay('criminal-referral', ...people, 'police-filed'),
    'police-declined': 'investigating',
    'referral-rejected': 'investigating',
    close: 'closed',
  },
  reported: {
    ...stay('reported', 'record-discretion', 'conclude-investigation'),
    'submit-for-review': 'reviewing',
    ...stay('reported', ...pending),
  },
  reviewing: {
    ...stay('reviewing', 'extend-review'),
    'approve-review': 'proposed',
    'return-for-supplement': 'investigating',
    'return-for-correction': 'reported',
    ...stay('reviewing', ...pending),
  },
  proposed: {
    ...stay('proposed', 'record-discretion', 'propose-penalty', 'announce-service'),
    'serve-notice': 'noticed',
    'decide-no-penalty': 'decided',
    'decide-transfer': 'decided',
    ...stay('proposed', ...pending),
  },
  noticed: {
    'make-representations': 'representations',
    'request-hearing': 'hearing',
    waive: 'waived',
    'deem-waived': 'waived',
    ...stay('noticed', ...pending),
  },
  representations: {
    recheck: 'rechecked',
    'request-hearing': 'hearing',
    ...stay('representations', ...pending),
  },
  rechecked: {
    'make-representations': 'representations',
    'request-hearing': 'hearing',
    'submit-to-heads': 'collective',
    decide: 'decided',
    'decide-no-penalty': 'decided',
    'return-for-supplement': 'investigating',
    'revise-proposal': 'proposed',
    ...stay('rechecked', ...pending),
  },
  // A letter posted in time may arrive after the day on which the right counts as waived (R3).
  waived: {
    'make-representations': 'representations',
    'request-hearing': 'hearing',
    'submit-to-heads': 'collective',
    decide: 'decided',
    'decide-no-penalty': 'decided',
    'return-for-supplement': 'investigating',
    'revise-proposal': 'proposed',
    ...stay('waived', ...pending),
  },
  hearing: {
    ...stay('hearing', 'notice-of-hearing', 'hold-hearing'),
    'abandon-hearing': 'waived',
    'report-hearing': 'legality-review',
    ...stay('hearing', ...pending),
  },
  'legality-review': {
    ...stay('legality-review', 'extend-review'),
    'pass-legality-review': 'collective',
    'return-for-supplement': 'investigating',
    'revise-proposal': 'proposed',
    ...stay('legality-review', ...pending),
  },
  collective: {
    ...stay('collective', 'collective-discussion'),
    decide: 'decided',
    'decide-no-penalty': 'decided',
    'return-for-supplement': 'investigating',
    'revise-proposal': 'proposed',
    ...stay('collective', ...pending),
  },
  decided: {
    ...stay('decided', ...people, 'announce-service'),
    'serve-decision': 'served',
    close: 'closed',
  },
  served: {
    ...stay('served', ...people, ...remedies, 'push-publication'),
    publish: 'published',
    pay: 'executing',
    perform: 'executing',
    'defer-payment': 'executing',
    demand: 'executing',
    close: 'closed',
  },
  published: {
    ...stay('published', ...people, ...remedies, 'push-publication', 'end-publication'),
    'withdraw-publication': 'served',
    pay: 'executing',
    perform: 'executing',
    'defer-payment': 'executing',
    demand: 'executing',
    close: 'closed',
  },
  executing: {
    ...stay(
      'executing',
      ...people,
      ...remedies,
      'publish',
      'push-publication',
      'withdraw-publication',
      'end-publication',
      'pay',
      'perform',
      'defer-payment',
      'demand',
      'confirm-performance',
    ),
    'apply-court-enforcement': 'enforcing',
    close: 'closed',
  },
  enforcing: {
    ...stay(
      'enforcing',
      ...people,
      'record-overturning',
      'publish',
      'push-publication',
      'withdraw-publication',
      'end-publication',
      'pay',
      'perform',
      'record-court-outcome',
      'confirm-performance',
    ),
    close: 'closed',
  },
  closed: { ...stay('closed', ...afterwards), archive: 'archived' },
  archived: stay('archived', ...afterwards),
}

/** @source domain law.md §4.3, §4.4 */
const periods: readonly PeriodPlan[] = [
  { period: 'T-07', startsWith: [{ act: 'establish-act-period', field: 'endedOn' }], endsWith: decisions },
  {
    period: 'T-10',
    startsWith: [{ act: 'assign-handlers', field: 'filedOn' }],
    endsWith: [...decisions, 'terminate-investigation', 'police-filed', 'close'],
    extendedBy: [{ act: 'extend-case' }, { act: 'extend-case-again', lengthField: 'days' }],
    pausedBy: [
      { kind: 'suspension', from: { act: 'suspend' }, to: [{ act: 'resume' }] },
      {
        kind: 'appraisal',
        from: { act: 'begin-appraisal-period', field: 'from' },
        to: [{ act: 'appraisal-result' }],
        noticeField: 'noticeNo',
      },
      { kind: 'identification', from: { act: 'request-identification' }, to: [{ act: 'identification-result' }] },
      {
        kind: 'hearing',
        from: { act: 'request-hearing' },
        to: [{ act: 'report-hearing' }, { act: 'abandon-hearing' }],
      },
      { kind: 'announcement', from: { act: 'announce-service' }, to: [{ act: 'serve-notice' }] },
    ],
  },
  {
    period: 'T-09',
    startsWith: [{ act: 'submit-for-review' }, { act: 'report-hearing' }],
    endsWith: [
      'approve-review',
      'return-for-supplement',
      'return-for-correction',
      'pass-legality-review',
      'revise-proposal',
    ],
    extendedBy: [{ act: 'extend-review', lengthField: 'days' }],
  },
  {
    period: 'T-11',
    startsWith: [{ act: 'serve-notice' }],
    endsWith: [
      'waive',
      'deem-waived',
      'request-hearing',
      'revise-proposal',
      'return-for-supplement',
      'decide',
      'decide-no-penalty',
    ],
    lapsesBy: 'deem-waived',
  },
  {
    period: 'T-12',
    startsWith: [{ act: 'notice-of-hearing', field: 'hearingOn' }],
    endsWith: ['notice-of-hearing'],
  },
  {
    period: 'T-13',
    startsWith: [{ act: 'decide' }, { act: 'decide-no-penalty' }],
    endsWith: ['serve-decision', 'announce-service'],
  },
  { period: 'T-14', startsWith: [{ act: 'announce-service' }], endsWith: ['serve-notice', 'serve-decision'] },
  { period: 'T-16', startsWith: [{ act: 'decide' }], endsWith: ['publish', 'push-publication', 'record-overturning'] },
  { period: 'T-17', startsWith: [{ act: 'publish' }], endsWith: ['end-publication', 'withdraw-publication'] },
  {
    period: 'T-18',
    startsWith: [{ act: 'serve-decision' }],
    endsWith: ['confirm-performance', 'defer-payment', 'close'],
  },
  {
    period: 'T-15',
    startsWith: [{ act: 'record-overturning', field: 'receivedOn' }],
    endsWith: ['withdraw-publication', 'close'],
  },
  {
    period: 'T-19a',
    startsWith: [{ act: 'serve-decision' }],
    endsWith: ['record-reconsideration', 'record-litigation', 'remedies-expired', 'close'],
  },
  {
    period: 'T-19c',
    startsWith: [{ act: 'serve-decision' }],
    endsWith: ['record-reconsideration', 'record-litigation', 'remedies-expired', 'close'],
    lapsesBy: 'remedies-expired',
  },
  {
    period: 'T-19d',
    startsWith: [{ act: 'record-reconsideration-outcome', field: 'receivedOn' }],
    endsWith: ['record-litigation', 'remedies-expired', 'close'],
    lapsesBy: 'remedies-expired',
  },
  {
    period: 'T-20',
    startsWith: [{ act: 'demand', field: 'receivedOn' }],
    endsWith: ['apply-court-enforcement', 'confirm-performance', 'close'],
  },
  {
    period: 'T-21',
    startsWith: [
      { act: 'remedies-expired', field: 'endedOn' },
      { act: 'defer-payment', field: 'until' },
    ],
    endsWith: ['apply-court-enforcement', 'confirm-performance', 'close'],
  },
  {
    period: 'T-22',
    startsWith: [
      { act: 'terminate-investigation' },
      { act: 'police-filed' },
      { act: 'decide-transfer' },
      { act: 'confirm-performance' },
      { act: 'record-court-outcome' },
    ],
    endsWith: ['close'],
  },
]

const guards: Readonly<Partial<Record<CaseAct, Guard>>> = {
  ...courseGuards,
  ...inquiryGuards,
  ...appraisalGuards,
  ...discretionGuards,
  ...reviewGuards,
  ...noticeGuards,
  ...hearingGuards,
  ...decisionGuards,
  ...publicationGuards,
  ...performanceGuards,
  ...remedyGuards,
  ...closureGuards,
}

export const caseMachine = defineMachine<CaseState, CaseAct>({
  kind: 'case',
  words: ['行政处罚案件', 'Penalty case'],
  states: caseStates,
  initial: 'filed',
  final: ['archived'],
  procedure,
  acts,
  guards,
  periods,
})
