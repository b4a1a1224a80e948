import {
  defineMachine,
  type Guard,
  type GuardLaw,
  type MatterRecord,
  type Unmet,
  type Values,
} from '../../core/proceeding.ts'
import { AUCL, about, doneSince, ground, latest, PROC, present, unless } from '../case/case-law.rules.ts'
import { type ClueAct, clueActs, TSP } from './clue-acts.rules.ts'

const states = {
  unregistered: ['待登记', 'Not registered'],
  received: ['已登记', 'Received'],
  'under-inquiry': ['核查中', 'Under inquiry'],
  'inquiry-extended': ['核查（已延长）', 'Inquiry extended'],
  filed: ['已立案', 'Filed'],
  declined: ['不予立案', 'Not filed'],
  referred: ['已移送', 'Referred'],
  archived: ['已归档', 'Archived'],
} as const
export type ClueState = keyof typeof states

type ClueGuard = Guard<ClueState, ClueAct>

/**
 * Whether the jurisdiction as it was judged lets this authority file the case.
 *
 * By statute it needs the city level, as far as article 3 reaches; any other basis needs the document it rests on.
 *
 * @source 《商业秘密保护规定》第三条 ◐ (the Chinese text is to be verified: 技术秘密 or 商业秘密); 《市场监督管理行政处罚程序规定》第七条
 */
export function isCompetent(judged: Values, law: Pick<GuardLaw, 'parameter'>): boolean {
  const { jurisdictionBasis: basis, authorityLevel: level, secretKind, approvalDocNo } = judged
  if (basis === 'none') return false
  if (basis !== 'statutory') return present(approvalDocNo)
  const reachesAll = law.parameter('authority.tsp3-covers') !== 'technical'
  if (!reachesAll && secretKind === 'business') return true
  return level === 'city' || (level === 'district' && law.parameter('authority.district-is-city-level') === true)
}

const judgement = (record: MatterRecord) => latest(record, 'judge-jurisdiction')?.fields

const judgeJurisdiction: ClueGuard = (_record, { fields }) =>
  about(
    'approvalDocNo',
    unless(
      ['statutory', 'none', undefined].includes(fields.jurisdictionBasis as string | undefined) ||
        present(fields.approvalDocNo),
      ground(
        'approval-document-missing',
        '指定、批准或者交办的，请填写文号。',
        'A designation, approval or assignment has a number. Give it.',
        TSP('第三条'),
      ),
    ),
  )

const jurisdictionJudged = (record: MatterRecord): readonly Unmet[] =>
  unless(
    judgement(record) !== undefined,
    ground(
      'jurisdiction-not-judged',
      '还没有判定管辖，请先办理“判定管辖”。',
      'The jurisdiction has not been judged yet. Do that first.',
      PROC('第七条'),
    ),
  )

/** Without jurisdiction nothing is left but to refer. */
const withinJurisdiction = (record: MatterRecord, law: GuardLaw): readonly Unmet[] => {
  const judged = judgement(record)
  return unless(
    judged === undefined || isCompetent(judged, law),
    ground(
      'not-competent',
      '按已作的判定，本机关没有管辖权，只能移送有管辖权的部门。',
      'As judged, this authority has no jurisdiction; the clue can only be referred.',
      `${PROC('第七条')}；${TSP('第三条')}`,
    ),
  )
}

const fileCase: ClueGuard = (record, _attempt, law) => [
  ...jurisdictionJudged(record),
  ...withinJurisdiction(record, law),
]
const declineFiling: ClueGuard = (record, _attempt, law) => withinJurisdiction(record, law)

const refer: ClueGuard = (record, _attempt, law) => {
  const judged = judgement(record)
  return [
    ...jurisdictionJudged(record),
    ...unless(
      judged === undefined || !isCompetent(judged, law),
      ground(
        'competent-after-all',
        '按已作的判定，本机关有管辖权；确需移送的，请重新判定管辖。',
        'As judged, the matter is this authority’s. Judge the jurisdiction anew if it must be referred.',
        PROC('第七条'),
      ),
    ),
  ]
}

/** @source 《市场监督管理行政处罚程序规定》第十八条; an extension that comes after the end is none */
const extendInquiry: ClueGuard = (_record, { today }, law) => {
  const due = law.due('T-02') ?? law.due('X-24')
  return unless(
    due === null || Temporal.PlainDate.compare(today, due) <= 0,
    ground(
      'inquiry-overdue',
      `核查期限已于 ${due} 届满，不能再延长；请尽快作出是否立案的决定。`,
      `The period of inquiry ended on ${due} and cannot be extended. Decide whether to file.`,
      PROC('第十八条'),
    ),
  )
}

type Standstill = readonly [begins: ClueAct, ends: ClueAct]
const appraisal: Standstill = ['send-for-appraisal', 'end-appraisal']
const identification: Standstill = ['ask-identification', 'end-identification']

const begins =
  ([begin, end]: Standstill): ClueGuard =>
  (record) =>
    unless(
      !doneSince(record, begin, end),
      ground(
        'standstill-open',
        '已经在进行中，请先登记其结果。',
        'One is under way. Record its result first.',
        PROC('第十八条'),
      ),
    )
const ends =
  ([begin, end]: Standstill): ClueGuard =>
  (record) =>
    unless(
      doneSince(record, begin, end),
      ground('standstill-not-open', '没有正在进行的，无需登记结果。', 'None is under way.', PROC('第十八条')),
    )

const fromOtherBody = ({ facts }: MatterRecord): readonly Unmet[] =>
  unless(
    facts.source === 'reverse-transfer' || facts.source === 'referral',
    ground(
      'no-sender',
      '本线索不是其他机关移送的。',
      'No other body sent this clue.',
      '《行政执法机关移送涉嫌犯罪案件的规定》第十三条',
    ),
  )

/** Nobody reported what the office found itself or another body sent. */
const fromReporter: ClueGuard = ({ facts }) =>
  unless(
    typeof facts.source === 'string' && reported.has(facts.source),
    ground('no-reporter', '本线索不是举报或者投诉来的。', 'Nobody reported this clue.', AUCL('第二十条')),
  )
const reported: ReadonlySet<string> = new Set(['tip-anonymous', 'tip-named', 'complaint'])

const archive: ClueGuard = (record) => [
  ...unless(
    !['owe-notice', 'owe-outcome'].some((owed) => doneSince(record, owed, 'notify-reporter')),
    ground(
      'reporter-not-told',
      '还没有告知举报人，请先办理“告知举报人”。',
      'The reporter has not been told. Do that first.',
      AUCL('第二十条'),
    ),
  ),
  ...unless(
    record.children.every(({ kind, state }) => kind !== 'case' || caseEndings.includes(state)),
    ground(
      'case-open',
      '由本线索立案的案件尚未结案，线索材料随案归档。',
      'The case filed from this clue is still open; its material is archived with the case.',
      PROC('第七十八条'),
    ),
  ),
]

/** Where a case has ended, and with it the clue it came from. */
export const caseEndings: readonly string[] = ['closed', 'archived']

/** Preliminary inquiry into a clue, from its receipt to the decision whether to file. @source 《市场监督管理行政处罚程序规定》第十八条至第二十条 */
export const clueMachine = defineMachine<ClueState, ClueAct>({
  kind: 'clue',
  words: ['线索', 'Clue'],
  states,
  initial: 'unregistered',
  final: ['archived'],
  procedure: {
    unregistered: { receive: 'received', 'receive-reverse-transfer': 'received' },
    received: { 'note-prosecution-opinion': 'received', assign: 'under-inquiry', 'link-duplicate': 'received' },
    'under-inquiry': { ...underInquiry('under-inquiry'), 'extend-inquiry': 'inquiry-extended' },
    'inquiry-extended': underInquiry('inquiry-extended'),
    filed: { ...decided('filed'), 'owe-outcome': 'filed' },
    declined: decided('declined'),
    referred: decided('referred'),
    archived: {},
  },
  acts: clueActs,
  guards: {
    'note-prosecution-opinion': (record) => fromOtherBody(record),
    'reply-to-sender': (record) => fromOtherBody(record),
    'judge-jurisdiction': judgeJurisdiction,
    'send-for-appraisal': begins(appraisal),
    'end-appraisal': ends(appraisal),
    'ask-identification': begins(identification),
    'end-identification': ends(identification),
    'extend-inquiry': extendInquiry,
    'file-case': fileCase,
    'decline-filing': declineFiling,
    refer,
    'notify-reporter': fromReporter,
    archive,
  },
  periods: [
    inquiryPeriod('T-02', 'receive'),
    inquiryPeriod('X-24', 'receive-reverse-transfer'),
    { period: 'T-03', startsWith: [{ act: 'owe-notice' }], endsWith: ['notify-reporter'] },
    { period: 'T-01', startsWith: [{ act: 'owe-outcome' }], endsWith: ['notify-reporter'] },
    {
      period: 'X-23',
      startsWith: [{ act: 'note-prosecution-opinion', field: 'opinionReceivedOn' }],
      endsWith: ['reply-to-sender'],
    },
  ],
})

/** Open in both stages of the inquiry. */
function underInquiry(stage: 'under-inquiry' | 'inquiry-extended') {
  return {
    'note-prosecution-opinion': stage,
    assign: stage,
    'link-duplicate': stage,
    'judge-jurisdiction': stage,
    'send-for-appraisal': stage,
    'end-appraisal': stage,
    'ask-identification': stage,
    'end-identification': stage,
    'reply-to-sender': stage,
    'file-case': 'filed',
    'decline-filing': 'declined',
    refer: 'referred',
  } as const
}

/** Open once it was decided on. */
function decided(outcome: 'filed' | 'declined' | 'referred') {
  return {
    'note-prosecution-opinion': outcome,
    'link-duplicate': outcome,
    'owe-notice': outcome,
    'notify-reporter': outcome,
    'reply-to-sender': outcome,
    archive: 'archived',
  } as const
}

/** Fifteen working days, once fifteen more; testing, appraisal and the right holder's identification do not count. */
function inquiryPeriod(period: string, begin: ClueAct) {
  return {
    period,
    startsWith: [{ act: begin, field: 'receivedOn' }],
    endsWith: ['file-case', 'decline-filing', 'refer'],
    extendedBy: [{ act: 'extend-inquiry' }],
    pausedBy: [
      {
        kind: 'appraisal' as const,
        from: { act: 'send-for-appraisal' },
        to: [{ act: 'end-appraisal' }],
        noticeField: 'noticeNo',
      },
      { kind: 'identification' as const, from: { act: 'ask-identification' }, to: [{ act: 'end-identification' }] },
    ],
  }
}
