import { type ActSpec, defineMachine, type Guard } from '../../core/proceeding.ts'
import { may, must, reason } from './case-field.rules.ts'
import { ground, PROC, twoHandlers, unless } from './case-law.rules.ts'
import { approvedInTime, replaceHandlers } from './case-measure.rules.ts'

/** Advance preservation of evidence (先行登记保存). @source 《市场监督管理行政处罚程序规定》第三十三条至第三十五条; domain law.md §3.4 */

const states = {
  begun: ['准备采取', 'Being prepared'],
  applied: ['已批准，待实施', 'Approved, to be carried out'],
  urgent: ['紧急采取，待补办', 'Taken urgently, approval to follow'],
  'in-force': ['保存中', 'In force'],
  handled: ['已处理', 'Handled'],
  lapsed: ['逾期自动解除', 'Lapsed'],
  released: ['已解除', 'Released'],
  'not-taken': ['未采取', 'Not taken'],
} as const

export type PreservationState = keyof typeof states

const why = must('choice', '前提', 'Ground', {
  options: {
    'may-be-lost': ['证据可能灭失', 'Evidence may be lost'],
    'hard-to-get': ['证据以后难以取得', 'Evidence will be hard to get later'],
  },
  source: PROC('第三十三条'),
})

const onSite = {
  items: must('text', '保存的证据（名称、规格、数量）', 'What is preserved (name, kind, number)', {
    source: PROC('第三十四条'),
  }),
  place: must('line', '保存地点', 'Kept where', { source: PROC('第三十四条') }),
  counted: must(
    'check',
    '已当场清点、开具清单并交当事人一份',
    'Counted on the spot; the list was made and handed over',
    {
      source: PROC('第三十四条'),
    },
  ),
  signed: must('choice', '清单签名', 'Signature on the list', {
    options: {
      party: ['当事人和办案人员签名或者盖章', 'Signed by the party and the handlers'],
      refused: ['当事人拒绝，已注明情况并录音录像', 'The party refused; noted and recorded'],
    },
    source: PROC('第三十四条、第四十三条（待核）'),
  }),
  recorded: may('line', '音像记录编号', 'Number of the record', { source: PROC('第四十四条') }),
} as const

const acts = {
  apply: {
    words: ['报批先行登记保存', 'Have a preservation approved'],
    by: ['handler'],
    approval: 'head',
    issues: 8,
    fields: { why, items: must('text', '拟保存的证据', 'What is to be preserved'), reason: reason(PROC('第三十三条')) },
    source: PROC('第三十三条'),
  },
  'take-into-force': {
    words: ['当场采取先行登记保存', 'Carry the preservation out on the spot'],
    by: ['handler'],
    issues: 19,
    fields: onSite,
    source: PROC('第三十三条、第三十四条'),
  },
  'take-urgently': {
    words: ['紧急当场采取', 'Take it urgently on the spot'],
    by: ['handler'],
    issues: 19,
    fields: {
      why,
      urgency: must('text', '紧急情况', 'Why it was urgent', { source: PROC('第三十三条') }),
      ...onSite,
    },
    source: PROC('第三十三条、第三十四条'),
  },
  'confirm-urgent': {
    words: ['补办批准手续', 'Have the urgent measure approved'],
    by: ['handler'],
    approval: 'head',
    issues: 8,
    fields: { reason: reason(PROC('第三十三条')) },
    source: PROC('第三十三条'),
  },
  'reject-urgent': {
    words: ['立即解除', 'Release at once'],
    by: ['handler', 'head'],
    issues: 20,
    fields: {
      reason: must(
        'text',
        '负责人认为不应当采取，或者未在期限内补办批准',
        'The head does not agree, or approval did not come in time',
        {
          source: PROC('第三十三条'),
        },
      ),
      returned: must('check', '证据已退还当事人', 'Everything was given back'),
    },
    source: PROC('第三十三条'),
  },
  handle: {
    words: ['处理保存的证据', 'Deal with what is preserved'],
    by: ['handler'],
    fields: {
      measure: must('choice', '处理措施', 'What is done', {
        options: {
          record: ['记录、复制、拍照、录像等证据保全', 'Recorded, copied, photographed or filmed'],
          appraise: ['送交检测、检验、检疫、鉴定', 'Sent for testing or appraisal'],
          seize: ['决定采取查封、扣押', 'Sealed or seized'],
          confiscate: ['作出处罚决定，没收违法物品', 'Confiscated by decision'],
        },
        source: PROC('第三十五条'),
      }),
      documentNo: may('line', '有关文书编号', 'Number of the document'),
      note: may('text', '说明', 'Note'),
    },
    source: PROC('第三十五条'),
  },
  release: {
    words: ['决定解除', 'Decide to release'],
    by: ['handler'],
    approval: 'head',
    issues: 20,
    fields: {
      reason: reason(PROC('第三十五条')),
      returned: must('check', '证据已退还当事人', 'Everything was given back'),
    },
    source: PROC('第三十三条、第三十五条'),
  },
  lapse: {
    words: ['逾期自动解除', 'Lapse'],
    by: ['system'],
    fields: {},
    source: PROC('第三十五条'),
  },
  'give-release-notice': {
    words: ['送达解除通知书', 'Give notice of the release'],
    by: ['handler'],
    issues: 20,
    fields: {
      returned: must('check', '证据已退还当事人', 'Everything was given back'),
      note: may('text', '逾期的原因', 'Why it lapsed'),
    },
    source: PROC('第三十五条'),
  },
  'replace-handlers': replaceHandlers,
  abandon: {
    words: ['不采取', 'Do not take it'],
    by: ['handler'],
    fields: { reason: reason() },
    source: PROC('第三十三条'),
  },
} as const satisfies Record<string, ActSpec>

export type PreservationAct = keyof typeof acts

/** @source 《市场监督管理行政处罚程序规定》第三十五条 */
const inSevenWorkingDays: Guard = (_record, attempt, law) => {
  const due = law.due('T-08b')
  return unless(
    due === null || Temporal.PlainDate.compare(attempt.on, due) <= 0,
    ground(
      'preservation-lapsed',
      `七个工作日的期限已于 ${due} 届满，先行登记保存已自动解除。`,
      `The seven working days ended on ${due}; the preservation has lapsed.`,
      PROC('第三十五条'),
    ),
  )
}

const lapsedByLaw: Guard = (_record, attempt, law) => {
  const due = law.due('T-08b')
  return unless(
    due !== null && Temporal.PlainDate.compare(attempt.on, due) > 0,
    ground('not-lapsed-yet', '七个工作日的期限尚未届满。', 'The seven working days are not over.', PROC('第三十五条')),
  )
}

export const preservationMachine = defineMachine<PreservationState, PreservationAct>({
  kind: 'preservation',
  words: ['先行登记保存', 'Advance preservation'],
  states,
  initial: 'begun',
  final: ['handled', 'released', 'not-taken'],
  procedure: {
    begun: { 'replace-handlers': 'begun', apply: 'applied', 'take-urgently': 'urgent', abandon: 'not-taken' },
    applied: { 'replace-handlers': 'applied', 'take-into-force': 'in-force', abandon: 'not-taken' },
    urgent: { 'replace-handlers': 'urgent', 'confirm-urgent': 'in-force', 'reject-urgent': 'released' },
    'in-force': { 'replace-handlers': 'in-force', handle: 'handled', release: 'handled', lapse: 'lapsed' },
    handled: {},
    lapsed: { 'replace-handlers': 'lapsed', 'give-release-notice': 'released' },
    released: {},
    'not-taken': {},
  },
  acts,
  guards: {
    apply: twoHandlers,
    'take-into-force': twoHandlers,
    'take-urgently': twoHandlers,
    'confirm-urgent': approvedInTime('take-urgently', PROC('第三十三条')),
    handle: inSevenWorkingDays,
    release: inSevenWorkingDays,
    lapse: lapsedByLaw,
  },
  periods: [
    { period: 'T-08a', startsWith: [{ act: 'take-urgently' }], endsWith: ['confirm-urgent', 'reject-urgent'] },
    {
      period: 'T-08b',
      startsWith: [{ act: 'take-into-force' }, { act: 'take-urgently' }],
      endsWith: ['handle', 'release', 'lapse', 'reject-urgent'],
      lapsesBy: 'lapse',
    },
  ],
})
