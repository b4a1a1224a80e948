import type { Procedure } from '../../core/procedure.ts'
import { type ActSpec, defineMachine, type Fields, type Guard, type Values } from '../../core/proceeding.ts'
import { may, must, reason } from '../case/case-field.rules.ts'
import { APL, about, ground, latest, PROC, present, unless, XFER } from '../case/case-law.rules.ts'
import { type ReverseState, reverseStates } from './criminal-referral.schema.ts'

const SPP21 = '《最高检关于推进行政执法与刑事司法衔接工作的规定》（正文待核）'
const SPP24 = '《人民检察院行刑反向衔接工作指引》第十二条'

/** What the receiver must know, whoever transfers. @source domain law.md §5.4 */
const matter = {
  partyName: must('line', '当事人', 'Party'),
  conduct: must('text', '查明的事实', 'Facts as established', { source: XFER('第十三条') }),
  conductEndedOn: may('day', '违法行为终了之日', 'Day the conduct ended', {
    source: APL('第三十六条'),
    hint: [
      '行政处罚时效自此起算；刑事程序期间是否中断待核，由接收机关的法制人员判断。',
      'The limitation of the penalty runs from it. Whether criminal proceedings interrupt it is to be verified; the legal staff of the receiver judges.',
    ],
  }),
  finesPaid: may('line', '已缴罚金', 'Criminal fines already paid'),
  seizedItems: may('text', '扣押物及其处理', 'Seized objects, and what becomes of them'),
  documentNo: must('line', '移送函文号', 'Number of the letter'),
  materials: may('attachments', '移送的材料', 'Material that goes with it'),
} as const

/** What happens in the clue and changes the clock that the sender sees. */
const noted = (zh: string, en: string, fields: Fields = {}) =>
  ({ words: [zh, en], by: ['system'], fields, source: PROC('第十八条') }) as const satisfies ActSpec
const notedActs = {
  'note-extension': noted('核查期限已延长', 'The inquiry was extended'),
  'note-appraisal': noted('送检测、检验、检疫、鉴定', 'Sent for appraisal', {
    noticeNo: may('line', '期间告知书文号', 'Number of the notice'),
  }),
  'note-appraisal-ended': noted('检测、检验、检疫、鉴定结束', 'The appraisal ended'),
  'note-identification': noted('请权利人辨认、鉴别', 'The right holder was asked to identify'),
  'note-identification-ended': noted('权利人辨认、鉴别结束', 'The identification ended'),
  'note-decision': noted('决定是否立案', 'Decided whether to file', {
    decision: must('choice', '决定', 'Decision', {
      options: {
        filed: ['立案', 'Filed'],
        declined: ['不予立案', 'Not filed'],
        referred: ['移送有管辖权的部门', 'Referred to the competent authority'],
      },
    }),
  }),
} as const

const acts = {
  'establish-no-crime': {
    words: ['登记查明情况', 'Record what was established'],
    by: ['police'],
    fields: {
      establishedOn: must('day', '查明之日', 'Day it was established'),
      ground: must('choice', '不追究刑事责任的情形', 'Why there is no prosecution', {
        options: {
          'no-crime': ['没有犯罪事实', 'No facts of a crime'],
          minor: ['犯罪事实显著轻微，不需要追究刑事责任', 'So minor that no prosecution is needed'],
        },
        source: XFER('第十三条'),
      }),
    },
    source: XFER('第十三条'),
  },
  'register-review': {
    words: ['登记受理审查', 'Register the review'],
    by: ['procuratorate'],
    fields: {
      acceptedOn: must('day', '登记受理之日', 'Day of registration', { source: SPP24 }),
      noProsecutionNo: must('line', '不起诉决定书文号', 'Number of the decision not to prosecute'),
      noProsecutionOn: must('day', '不起诉决定之日', 'Day of that decision', { source: SPP21 }),
    },
    source: SPP24,
  },
  'extend-review': {
    words: ['延长审查', 'Extend the review'],
    by: ['procuratorate'],
    fields: {
      days: must('count', '延长的工作日数', 'By how many working days'),
      reason: reason(SPP24),
      documentNo: must('line', '检察长批准文号', 'Number of the chief procurator’s approval'),
    },
    source: SPP24,
  },
  'ask-other-procuratorate': {
    words: ['征求异地检察院意见', 'Ask another procuratorate'],
    by: ['procuratorate'],
    fields: { body: must('line', '征求意见的检察院', 'Which one') },
    source: SPP24,
  },
  'hear-other-procuratorate': {
    words: ['收到异地检察院意见', 'The other procuratorate answered'],
    by: ['procuratorate'],
    fields: { opinion: may('text', '意见', 'Its opinion') },
    source: SPP24,
  },
  'drop-transfer': {
    words: ['不移送', 'Do not transfer'],
    by: ['police', 'procuratorate'],
    fields: { reason: reason() },
    source: `${XFER('第十三条')}；${SPP24}`,
  },
  transfer: {
    words: ['移送行政机关', 'Transfer to the authority'],
    by: ['police'],
    fields: matter,
    source: XFER('第十三条'),
  },
  'serve-opinion': {
    words: ['送达检察意见书并移送', 'Serve the opinion and transfer'],
    by: ['procuratorate'],
    fields: {
      noProsecutionNo: must('line', '不起诉决定书文号', 'Number of the decision not to prosecute'),
      opinionNo: must('line', '检察意见书文号', 'Number of the opinion'),
      opinion: must('text', '检察意见', 'What the opinion asks for', { source: SPP21 }),
      ...matter,
    },
    source: SPP21,
  },
  receive: {
    words: ['接收登记', 'Receive and register'],
    by: ['registrar'],
    fields: {
      limitation: must('choice', '行政处罚时效', 'Limitation of the administrative penalty', {
        options: {
          running: ['未过', 'Not passed'],
          passed: ['已过', 'Passed'],
          unclear: ['待法制人员判断', 'For the legal staff to judge'],
        },
        source: APL('第三十六条'),
      }),
      note: may('text', '备注', 'Remark'),
    },
    source: `${XFER('第十三条')}；${PROC('第十八条')}`,
  },
  ...notedActs,
  answer: {
    words: ['书面回复处理结果', 'Answer in writing'],
    by: ['registrar', 'head', 'system'],
    fields: {
      result: must('text', '处理结果', 'What was done', { source: SPP21 }),
      documentNo: must('line', '复函文号', 'Number of the answer'),
      letter: may('attachments', '复函', 'The answer'),
      lateReason: may('text', '逾期说明', 'Explanation of the delay'),
    },
    source: SPP21,
  },
} as const satisfies Record<string, ActSpec>
export type ReverseAct = keyof typeof acts

const procedure: Procedure<ReverseState, ReverseAct> = {
  opened: {
    'establish-no-crime': 'preparing',
    'register-review': 'preparing',
    transfer: 'transferred',
    'serve-opinion': 'transferred',
  },
  preparing: {
    'extend-review': 'preparing',
    'ask-other-procuratorate': 'preparing',
    'hear-other-procuratorate': 'preparing',
    'drop-transfer': 'not-transferred',
    transfer: 'transferred',
    'serve-opinion': 'transferred',
  },
  transferred: { receive: 'received' },
  received: {
    'note-extension': 'received',
    'note-appraisal': 'received',
    'note-appraisal-ended': 'received',
    'note-identification': 'received',
    'note-identification-ended': 'received',
    'note-decision': 'received',
    answer: 'answered',
  },
  'not-transferred': {},
  answered: {},
}

const reviewRuns: Guard = (record) =>
  unless(
    latest(record, 'register-review') !== undefined,
    ground('no-review', '还没有登记受理审查。', 'No review has been registered.', SPP24),
  )

const asked = (record: Parameters<Guard>[0]): boolean =>
  latest(record, 'ask-other-procuratorate', 'hear-other-procuratorate')?.act === 'ask-other-procuratorate'

const askGuard: Guard = (record, attempt, law) => [
  ...reviewRuns(record, attempt, law),
  ...unless(!asked(record), ground('already-asked', '已经在征求意见。', 'It has been asked already.', SPP24)),
]

const hearGuard: Guard = (record) =>
  unless(asked(record), ground('not-asked', '没有正在征求的意见。', 'Nobody was asked.', SPP24))

const answerGuard: Guard = (_record, { on, fields, capacity }, law) => {
  const due = law.due('X-23')
  return about(
    'lateReason',
    unless(
      capacity === 'system' || due === null || Temporal.PlainDate.compare(on, due) <= 0 || present(fields.lateReason),
      ground(
        'delay-unexplained',
        `回复期限已于 ${due} 届满，请填写逾期说明。`,
        `The answer was due on ${due}. Explain the delay.`,
        SPP21,
      ),
    ),
  )
}

const ends = ['transfer', 'serve-opinion', 'drop-transfer'] as const

/**
 * What is not prosecuted, or is no crime, comes to the authority for an administrative decision. The inquiry runs in a clue of
 * the office, which the sender does not see; what changes its clock is noted here.
 *
 * @source 《行政执法机关移送涉嫌犯罪案件的规定》第十三条; domain law.md §4.6, §5.4
 */
/** Which act of the clue is noted here, and with what. @source domain law.md §4.6 */
export function notedFrom(clueAct: string, fields: Values): { act: ReverseAct; fields: Values } | null {
  const plain = plainly[clueAct]
  if (plain) return { act: plain, fields: {} }
  const decision = decisions[clueAct]
  if (decision) return { act: 'note-decision', fields: { decision } }
  if (clueAct === 'send-for-appraisal')
    return { act: 'note-appraisal', fields: fields.noticeNo === undefined ? {} : { noticeNo: fields.noticeNo } }
  return clueAct === 'reply-to-sender'
    ? { act: 'answer', fields: { result: fields.result, documentNo: fields.documentNo } }
    : null
}
const plainly: Readonly<Record<string, ReverseAct>> = {
  'extend-inquiry': 'note-extension',
  'end-appraisal': 'note-appraisal-ended',
  'ask-identification': 'note-identification',
  'end-identification': 'note-identification-ended',
}
const decisions: Readonly<Record<string, string>> = {
  'file-case': 'filed',
  'decline-filing': 'declined',
  refer: 'referred',
}

export const reverseMachine = defineMachine<ReverseState, ReverseAct>({
  kind: 'reverse-transfer',
  words: ['反向移送', 'Reverse transfer'],
  states: reverseStates,
  initial: 'opened',
  final: ['not-transferred', 'answered'],
  procedure,
  acts,
  guards: {
    'extend-review': reviewRuns,
    'ask-other-procuratorate': askGuard,
    'hear-other-procuratorate': hearGuard,
    answer: answerGuard,
  },
  periods: [
    { period: 'X-20', startsWith: [{ act: 'establish-no-crime', field: 'establishedOn' }], endsWith: ends },
    {
      period: 'X-21',
      startsWith: [{ act: 'register-review', field: 'acceptedOn' }],
      endsWith: ends,
      extendedBy: [{ act: 'extend-review', lengthField: 'days' }],
      pausedBy: [
        {
          kind: 'other-procuratorate-opinion',
          from: { act: 'ask-other-procuratorate' },
          to: [{ act: 'hear-other-procuratorate' }],
        },
      ],
    },
    { period: 'X-22', startsWith: [{ act: 'register-review', field: 'noProsecutionOn' }], endsWith: ends },
    { period: 'X-23', startsWith: [{ act: 'serve-opinion' }], endsWith: ['answer'] },
    // The office has the material from the day of the transfer, whenever it registers it.
    {
      period: 'X-24',
      startsWith: [{ act: 'transfer' }, { act: 'serve-opinion' }],
      endsWith: ['note-decision', 'answer'],
      extendedBy: [{ act: 'note-extension' }],
      pausedBy: [
        {
          kind: 'appraisal',
          from: { act: 'note-appraisal' },
          to: [{ act: 'note-appraisal-ended' }],
          noticeField: 'noticeNo',
        },
        {
          kind: 'identification',
          from: { act: 'note-identification' },
          to: [{ act: 'note-identification-ended' }],
        },
      ],
    },
  ],
})
