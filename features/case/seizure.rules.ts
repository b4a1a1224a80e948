import { type ActSpec, defineMachine, type Guard } from '../../core/proceeding.ts'
import { noticeIssued } from './case-appraisal.rules.ts'
import { may, must, reason } from './case-field.rules.ts'
import { municipalApproval } from './case-inquiry.rules.ts'
import { ACL, AUCL, about, ground, isBefore, latest, PROC, twoHandlers, unless, XFER } from './case-law.rules.ts'
import { approvedInTime, replaceHandlers } from './case-measure.rules.ts'

/** Sealing and seizure (查封、扣押). @source 《行政强制法》第十八条至第二十八条; 《程序规定》第三十六条至第四十二条; domain law.md §3.5 */

const states = {
  begun: ['准备采取', 'Being prepared'],
  requested: ['已批准，待实施', 'Approved, to be carried out'],
  urgent: ['紧急采取，待补办', 'Taken urgently, approval to follow'],
  'in-force': ['查封扣押中', 'In force'],
  extended: ['已延长', 'Extended'],
  paused: ['鉴定期间', 'Paused for an appraisal'],
  released: ['已解除', 'Released'],
  moved: ['随案移送', 'Moved with the criminal referral'],
  'not-taken': ['未采取', 'Not taken'],
} as const
export type SeizureState = keyof typeof states

const municipalApprovalNo = may(
  'line',
  '市级以上主要负责人批准文号',
  'Number of the approval by the municipal principal',
  {
    source: AUCL('第十六条'),
  },
)

/** What must happen on the spot. @source 《行政强制法》第十八条、第二十三条、第二十四条 */
const onTheSpot = {
  kind: must('choice', '措施', 'Measure', { options: { seal: ['查封', 'Sealing'], seize: ['扣押', 'Seizure'] } }),
  items: must('text', '场所、设施或者财物（名称、规格、数量）', 'Places, facilities or property (name, kind, number)', {
    source: ACL('第二十四条'),
  }),
  keptAt: must('line', '保管地点和保管人', 'Kept where and by whom', { source: ACL('第二十六条') }),
  related: must(
    'check',
    '均与违法行为有关，不含公民个人及其所扶养家属的生活必需品',
    'All concern the violation; none is a necessity of life',
    {
      source: ACL('第二十三条'),
    },
  ),
  notTwice: must('check', '未被其他国家机关依法查封', 'Not already sealed by another authority', {
    source: ACL('第二十三条'),
  }),
  officers: must('check', '两名以上执法人员实施并出示执法证件', 'By two or more officers who showed their cards', {
    source: ACL('第十八条'),
  }),
  told: must(
    'check',
    '已当场告知理由、依据、权利和救济途径，并听取陈述和申辩',
    'Reasons, basis, rights and remedies were told, and the party was heard',
    {
      source: ACL('第十八条'),
    },
  ),
  record: must(
    'check',
    '已制作现场笔录并签名或者盖章；拒绝的，已注明',
    'A record was made and signed; a refusal was noted',
    {
      source: ACL('第十八条'),
    },
  ),
  witness: may('line', '见证人（当事人不到场的）', 'Witness, if the party was absent', {
    source: ACL('第十八条'),
  }),
  reason: reason(ACL('第二十四条')),
} as const

const acts = {
  request: {
    words: ['报批查封、扣押', 'Have a seizure approved'],
    by: ['handler'],
    approval: 'principal',
    issues: 8,
    fields: {
      items: must('text', '拟查封、扣押的场所、设施或者财物', 'What is to be sealed or seized', {
        source: ACL('第二十三条'),
      }),
      reason: reason(AUCL('第十六条')),
      municipalApprovalNo,
    },
    source: `${AUCL('第十六条')}；${ACL('第十八条')}；${PROC('第三十六条')}`,
  },
  seize: {
    words: ['当场实施查封、扣押', 'Seal or seize on the spot'],
    by: ['handler'],
    needs: [24],
    issues: 21,
    fields: onTheSpot,
    source: `${AUCL('第十六条')}；${ACL('第十八条、第二十四条')}；${PROC('第三十六条、第三十七条')}`,
  },
  'seize-urgently': {
    words: ['紧急当场实施', 'Seal or seize urgently'],
    by: ['handler'],
    needs: [24],
    issues: 21,
    fields: { urgency: must('text', '紧急情况', 'Why it was urgent', { source: ACL('第十九条') }), ...onTheSpot },
    source: `${ACL('第十九条')}；${PROC('第三十六条')}`,
  },
  'confirm-urgent': {
    words: ['补办批准手续', 'Have the urgent measure approved'],
    by: ['handler'],
    approval: 'principal',
    issues: 8,
    fields: { reason: reason(ACL('第十九条')), municipalApprovalNo },
    source: `${AUCL('第十六条')}；${ACL('第十九条')}`,
  },
  extend: {
    words: ['延长期限', 'Extend'],
    by: ['handler'],
    approval: 'head',
    issues: 22,
    fields: {
      reason: must('text', '情况复杂的理由', 'Why the matter is complicated', { source: ACL('第二十五条') }),
      told: must('check', '已书面告知当事人并说明理由', 'The party was told in writing, with reasons', {
        source: ACL('第二十五条'),
      }),
    },
    source: `${ACL('第二十五条')}；${PROC('第三十八条')}`,
  },
  'pause-for-appraisal': {
    words: ['送鉴定，停止计算期间', 'Send for appraisal; the clock stops'],
    by: ['handler'],
    needs: [31],
    fields: {
      noticeNo: must('line', '期间告知书文号', 'Number of the notice', {
        source: PROC('第三十八条'),
        hint: [
          '先签发文书 31，再填它的文号；没有文号，期限不停止计算。',
          'Issue form 31 first, then give its number; without it no clock stops.',
        ],
      }),
      until: must('day', '预计结束日', 'Expected until', { source: PROC('第三十八条') }),
    },
    source: `${ACL('第二十五条')}；${PROC('第三十八条')}`,
  },
  'resume-after-appraisal': {
    words: ['鉴定完成，恢复计算期间', 'Appraisal done; the clock runs on'],
    by: ['handler'],
    fields: { reportNo: must('line', '鉴定意见编号', 'Number of the opinion') },
    source: `${ACL('第二十五条')}；${PROC('第三十八条')}`,
  },
  release: {
    words: ['解除查封、扣押', 'Release'],
    by: ['handler'],
    approval: 'head',
    issues: 23,
    fields: {
      ground: must('choice', '解除情形', 'Ground', {
        options: {
          'no-violation': ['当事人没有违法行为', 'There is no violation'],
          unrelated: ['场所、设施或者财物与违法行为无关', 'It does not concern the violation'],
          decided: ['已经作出处理决定，不再需要', 'A decision was made; it is no longer needed'],
          expired: ['期限已经届满', 'The period is over'],
          other: ['其他不再需要的情形', 'Not needed for another reason'],
        },
        source: PROC('第四十二条'),
      }),
      returned: must('check', '已立即退还财物，双方在清单上签名或者盖章', 'Returned at once; both signed the list', {
        source: PROC('第四十二条'),
      }),
      note: may('text', '说明', 'Note'),
    },
    source: `${ACL('第二十八条')}；${PROC('第三十六条、第四十二条')}`,
  },
  'move-with-referral': {
    words: ['随涉嫌犯罪案件移送', 'Move with the criminal referral'],
    by: ['handler', 'system'],
    needs: [24],
    issues: 6,
    fields: {
      to: must('line', '接收的公安机关', 'Public security body'),
      told: must('check', '已书面告知当事人', 'The party was told in writing', { source: ACL('第二十一条') }),
    },
    source: `${ACL('第二十一条')}；${XFER('第十二条')}`,
  },
  'replace-handlers': replaceHandlers,
  abandon: {
    words: ['不采取', 'Do not take it'],
    by: ['handler'],
    fields: { reason: reason() },
    source: ACL('第十六条（待核）'),
  },
} as const satisfies Record<string, ActSpec>
export type SeizureAct = keyof typeof acts

const running: Guard = (_record, attempt, law) => {
  const due = law.due('T-08c')
  return unless(
    due === null || !isBefore(due, attempt.on),
    ground(
      'seizure-expired',
      `查封、扣押的期限已于 ${due} 届满，应当立即解除。`,
      `The period ended on ${due}: release at once.`,
      `${ACL('第二十五条、第二十八条')}；${PROC('第四十二条')}`,
    ),
  )
}

const onlyOnce: Guard = (record) =>
  unless(
    latest(record, 'extend') === undefined,
    ground(
      'already-extended',
      '查封、扣押只能延长一次，延长不得超过三十日。',
      'A seizure is extended once, by thirty days at most.',
      `${ACL('第二十五条')}；${PROC('第三十八条')}`,
    ),
  )

const releasedForCause: Guard = (_record, attempt, law) => {
  const due = law.due('T-08c')
  return about(
    'ground',
    unless(
      attempt.fields.ground !== 'expired' || due === null || !isBefore(attempt.on, due),
      ground(
        'not-expired-yet',
        `期限到 ${due} 才届满；因其他情形解除的，请选择相应情形。`,
        `The period runs until ${due}. Choose the ground that applies.`,
        PROC('第四十二条'),
      ),
    ),
  )
}

export const seizureMachine = defineMachine<SeizureState, SeizureAct>({
  kind: 'seizure',
  words: ['查封、扣押', 'Sealing or seizure'],
  states,
  initial: 'begun',
  final: ['released', 'moved', 'not-taken'],
  procedure: {
    begun: { 'replace-handlers': 'begun', request: 'requested', 'seize-urgently': 'urgent', abandon: 'not-taken' },
    requested: { 'replace-handlers': 'requested', seize: 'in-force', abandon: 'not-taken' },
    urgent: { 'replace-handlers': 'urgent', 'confirm-urgent': 'in-force', release: 'released' },
    'in-force': {
      'replace-handlers': 'in-force',
      extend: 'extended',
      'pause-for-appraisal': 'paused',
      release: 'released',
      'move-with-referral': 'moved',
    },
    extended: {
      'replace-handlers': 'extended',
      'pause-for-appraisal': 'paused',
      release: 'released',
      'move-with-referral': 'moved',
    },
    paused: {
      'replace-handlers': 'paused',
      'resume-after-appraisal': 'in-force',
      release: 'released',
      'move-with-referral': 'moved',
    },
    released: {},
    moved: {},
    'not-taken': {},
  },
  acts,
  guards: {
    request: (record, attempt, law) => [...twoHandlers(record), ...municipalApproval(record, attempt, law)],
    seize: twoHandlers,
    'seize-urgently': twoHandlers,
    'confirm-urgent': (record, attempt, law) => [
      ...approvedInTime('seize-urgently', ACL('第十九条'))(record, attempt, law),
      ...municipalApproval(record, attempt, law),
    ],
    extend: (record, attempt, law) => [...running(record, attempt, law), ...onlyOnce(record, attempt, law)],
    'pause-for-appraisal': (record, attempt, law) => [
      ...running(record, attempt, law),
      ...noticeIssued(record, attempt, law),
    ],
    release: releasedForCause,
  },
  periods: [
    { period: 'T-08a', startsWith: [{ act: 'seize-urgently' }], endsWith: ['confirm-urgent', 'release'] },
    {
      period: 'T-08c',
      startsWith: [{ act: 'seize' }, { act: 'seize-urgently' }],
      endsWith: ['release', 'move-with-referral'],
      extendedBy: [{ act: 'extend' }],
      pausedBy: [
        {
          kind: 'appraisal',
          from: { act: 'pause-for-appraisal' },
          to: [{ act: 'resume-after-appraisal' }],
          noticeField: 'noticeNo',
        },
      ],
    },
  ],
})
