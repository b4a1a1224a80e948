import type { ActSpec, Guard } from '../../core/proceeding.ts'
import { materials, may, must, reason } from './case-field.rules.ts'
import { APL, AUCL, about, ground, listed, PROC, present, twoHandlers, unless } from './case-law.rules.ts'

const by = ['handler'] as const

/** What the parties are told before the first evidence is taken. @source 《市场监督管理行政处罚程序规定》第二十一条 */
const told = must(
  'check',
  '已告知陈述权、申辩权和申请回避的权利',
  'Told of the rights to be heard and to ask for recusal',
  {
    source: PROC('第二十一条'),
  },
)
const shown = must(
  'check',
  '两名以上执法人员到场并出示执法证件',
  'Two or more officers were present and showed their cards',
  {
    source: PROC('第二十二条'),
  },
)
const recorded = may('line', '音像记录编号', 'Number of the audio or video record', { source: PROC('第四十四条') })
const unsigned = may('text', '拒绝到场或拒绝签名的情况', 'How presence or signature was refused', {
  source: PROC('第四十三条（待核）'),
  hint: ['注明情况并录音录像，必要时邀请见证人。', 'Say how, record it, and call a witness where needed.'],
})

/** Inquiry in the course of the investigation. None of these moves the case on. */
export const inquiryActs = {
  'approve-measures': {
    words: ['报批调查措施', 'Have inquiry measures approved'],
    by,
    approval: 'principal',
    issues: 8,
    fields: {
      measures: must('choices', '拟采取的措施', 'Measures', {
        options: {
          V1: ['进入经营场所检查', 'Enter and inspect business premises'],
          V2: ['询问、要求说明情况或提供资料', 'Interview, demand explanations or material'],
          V3: ['查询、复制有关资料', 'Look through and copy records'],
        },
        source: AUCL('第十六条'),
      }),
      reason: reason(AUCL('第十六条')),
    },
    source: AUCL('第十六条'),
  },
  interview: {
    words: ['询问', 'Interview'],
    by,
    issues: 14,
    fields: {
      person: must('line', '被询问人', 'Person interviewed'),
      relation: must('choice', '身份', 'Standing', {
        options: {
          party: ['当事人', 'Party'],
          employee: ['当事人的员工', 'Employee of the party'],
          'right-holder': ['权利人', 'Right holder'],
          witness: ['其他有关人员', 'Another person concerned'],
        },
      }),
      place: must('line', '地点', 'Place'),
      alone: must('check', '询问个别进行', 'Each was heard alone', { source: PROC('第二十九条') }),
      told,
      shown,
      signed: must('check', '已核对并逐页签名或确认', 'Checked and signed page by page', {
        source: PROC('第二十九条'),
      }),
      content: must('text', '询问内容（不写秘密点的具体内容）', 'What was said (never the content of a secret point)'),
      recorded,
      unsigned,
      materials,
    },
    source: `${AUCL('第十六条')}；${PROC('第二十九条')}`,
  },
  'on-site-inspection': {
    words: ['现场检查', 'Inspect on site'],
    by,
    issues: 9,
    fields: {
      place: must('line', '地点', 'Place', { source: PROC('第二十八条') }),
      from: must('moment', '开始时间', 'From'),
      to: must('moment', '结束时间', 'To'),
      partyCalled: must('check', '已通知当事人到场', 'The party was called to be present', {
        source: PROC('第二十八条'),
      }),
      told,
      shown,
      content: must('text', '检查情况', 'What was found', { source: PROC('第二十八条') }),
      recorded,
      unsigned,
      materials,
    },
    source: `${AUCL('第十六条')}；${PROC('第二十八条')}`,
  },
  'extract-evidence': {
    words: ['提取证据', 'Take evidence'],
    by,
    issues: 11,
    fields: {
      what: must('text', '证据名称和内容', 'What was taken'),
      provider: must('line', '证据提供人', 'Given by', { source: PROC('第二十四条') }),
      origin: must('line', '证据出处', 'Where it came from', { source: PROC('第二十四条') }),
      original: must('choice', '形式', 'Form', {
        options: { original: ['原件、原物', 'Original'], copy: ['复制件', 'Copy'] },
        source: PROC('第二十四条'),
      }),
      matched: may(
        'check',
        '提供人核对后注明与原件一致并签名或盖章',
        'The giver confirmed in writing that it matches',
        {
          source: PROC('第二十四条'),
        },
      ),
      told,
      shown,
      materials,
    },
    source: `${AUCL('第十六条')}；${PROC('第二十四条')}`,
  },
  'extract-electronic-data': {
    words: ['提取电子数据', 'Extract electronic data'],
    by,
    issues: 12,
    fields: {
      carrier: must('line', '原始载体', 'Original carrier', { source: PROC('第二十六条') }),
      method: must('choice', '取证方式', 'Method', {
        options: {
          original: ['收集原始载体', 'Original carrier taken'],
          copy: ['拷贝复制', 'Copied'],
          analysis: ['委托分析', 'Analysis commissioned'],
          printed: ['书式固定', 'Fixed in writing'],
          photographed: ['拍照录像', 'Photographed or filmed'],
        },
        source: PROC('第二十六条'),
      }),
      madeAt: must('moment', '制作时间', 'Made at', { source: PROC('第二十六条') }),
      madeBy: must('line', '制作人', 'Made by', { source: PROC('第二十六条') }),
      digests: must('text', '校验值（算法和数值）', 'Digests (algorithm and value)', {
        hint: ['至少两种算法，建议 SHA-256 与 SM3。', 'Two algorithms at the least; SHA-256 and SM3 are suggested.'],
      }),
      told,
      shown,
      recorded,
      materials,
    },
    source: `${AUCL('第十六条')}；${PROC('第二十六条')}`,
  },
  'request-material': {
    words: ['要求提供材料', 'Demand material'],
    by,
    issues: 15,
    fields: {
      from: must('line', '被要求的单位或个人', 'From whom'),
      list: must('text', '材料清单', 'List of material', { source: PROC('第三十条') }),
      dueOn: must('day', '提供期限', 'Due on', { source: PROC('第三十条') }),
    },
    source: `${AUCL('第十六条、第十七条')}；${PROC('第三十条')}`,
  },
  'request-assistance': {
    words: ['请求协助调查', 'Ask for assistance'],
    by,
    issues: 17,
    fields: {
      to: must('line', '协助单位', 'To'),
      matter: must('text', '协助事项', 'Matter', { source: PROC('第四十五条') }),
      confidentiality: must(
        'check',
        '已写明保密要求，涉密内容不随函发出',
        'Confidentiality stated; nothing secret is sent along',
        {
          source: PROC('第五条'),
        },
      ),
    },
    source: PROC('第四十五条'),
  },
  'summon-talk': {
    words: ['约谈', 'Summon to a talk'],
    by,
    fields: {
      person: must('line', '被约谈的有关负责人', 'Person summoned', { source: AUCL('第十八条') }),
      explained: must('text', '情况说明', 'What was explained', { source: AUCL('第十八条') }),
      improvement: may('text', '提出的改进措施', 'Improvements promised', { source: AUCL('第十八条') }),
      materials,
    },
    source: AUCL('第十八条'),
  },
  'query-account': {
    words: ['查询银行账户', 'Query a bank account'],
    by,
    approval: 'principal',
    fields: {
      bank: must('line', '银行', 'Bank'),
      holder: must('line', '账户所有人', 'Holder of the account'),
      why: must('text', '查询理由', 'Why'),
      municipalApprovalNo: may(
        'line',
        '市级以上主要负责人批准文号',
        'Number of the approval by the municipal principal',
        {
          source: AUCL('第十六条'),
          hint: ['只能查询，不能冻结。', 'Only a query: nothing may be frozen.'],
        },
      ),
    },
    source: AUCL('第十六条'),
  },
  'order-correction': {
    words: ['责令改正', 'Order correction'],
    by,
    approval: 'head',
    issues: 33,
    fields: {
      content: must('text', '责令改正的内容', 'What to correct'),
      dueOn: must('day', '改正期限', 'By'),
    },
    source: APL('第二十八条（待核）'),
  },
  'identify-party': {
    words: ['核实当事人信息', 'Establish who the party is'],
    by,
    fields: {
      name: must('line', '姓名或者名称', 'Name', { source: PROC('第四十八条第一项') }),
      type: must('choice', '类型', 'Kind', {
        options: { organisation: ['单位', 'Organisation'], person: ['自然人', 'Person'] },
      }),
      idNo: may('line', '统一社会信用代码或者证件号码', 'Credit code or identity number'),
      legalRep: may('line', '法定代表人（负责人）', 'Legal representative'),
      address: must('line', '住所（住址）', 'Address', { source: PROC('第六十二条第一项') }),
      phone: may('line', '联系电话', 'Telephone'),
    },
    source: PROC('第四十八条第一项、第六十二条第一项'),
  },
  'establish-act-period': {
    words: ['认定违法行为的起止日', 'Establish when the act began and ended'],
    by,
    fields: {
      beganOn: may('day', '行为开始日', 'Began on'),
      endedOn: must('day', '行为终了日', 'Ended on', {
        source: APL('第三十六条、第三十七条'),
        hint: [
          '连续或者继续的，填终了之日。适用的法律版本和处罚时效都从这一天算。',
          'For a continuing act, the day it ended. The version of the law and the limitation follow from it.',
        ],
      }),
      basis: must('text', '认定依据（证据编号）', 'On which evidence'),
    },
    source: APL('第三十六条、第三十七条'),
  },
} as const satisfies Record<string, ActSpec>

const afterHandlers: Guard = (record) => twoHandlers(record)

/** @source 《反不正当竞争法》第十六条: entry, interview and copying only once the principal has approved in writing */
const afterApproval =
  (measure: 'V1' | 'V2' | 'V3'): Guard =>
  (record) => [
    ...twoHandlers(record),
    ...unless(
      record.acts.some(({ act, fields }) => act === 'approve-measures' && listed(fields.measures).includes(measure)),
      ground(
        'measure-not-approved',
        `这项调查措施（${inquiryActs['approve-measures'].fields.measures.options?.[measure]?.[0]}）尚未经本部门主要负责人书面批准。`,
        `The principal has not approved this measure in writing yet (${inquiryActs['approve-measures'].fields.measures.options?.[measure]?.[1]}).`,
        AUCL('第十六条'),
      ),
    ),
  ]

/**
 * Accounts and seizure need the principal of a regulator of municipal level or above. Whether the district of a
 * municipality is one is open (○); unless the office has decided so, the municipal approval is recorded by its number.
 * @source 《反不正当竞争法》第十六条; domain law.md §2.3
 */
export const municipalApproval: Guard = (_record, attempt, law) =>
  about(
    'municipalApprovalNo',
    unless(
      law.parameter('authority.district-is-city-level') === true || present(attempt.fields.municipalApprovalNo),
      ground(
        'municipal-approval-required',
        '须经设区的市级以上监督检查部门主要负责人书面批准，请填写批准文号。',
        'The principal of a regulator of municipal level or above must approve in writing. Enter the number of the approval.',
        AUCL('第十六条'),
      ),
    ),
  )

export const inquiryGuards: Readonly<Partial<Record<keyof typeof inquiryActs, Guard>>> = {
  interview: afterApproval('V2'),
  'on-site-inspection': (record, attempt, law) => [
    ...afterApproval('V1')(record, attempt, law),
    ...about(
      'to',
      unless(
        String(attempt.fields.from) <= String(attempt.fields.to),
        ground(
          'ends-before-it-begins',
          '结束时间早于开始时间，请核对。',
          'It ends before it begins. Check both times.',
          PROC('第二十八条'),
        ),
      ),
    ),
  ],
  'extract-evidence': (record, attempt, law) => [
    ...afterApproval('V3')(record, attempt, law),
    ...about(
      'matched',
      unless(
        attempt.fields.original === 'original' || present(attempt.fields.matched),
        ground(
          'copy-not-confirmed',
          '复制件须由证据提供人核对无误后注明与原件一致，并签名或者盖章。',
          'A copy counts once its giver has confirmed in writing that it matches the original.',
          PROC('第二十四条'),
        ),
      ),
    ),
  ],
  'extract-electronic-data': afterApproval('V3'),
  'request-material': afterApproval('V2'),
  'summon-talk': afterHandlers,
  'query-account': (record, attempt, law) => [...twoHandlers(record), ...municipalApproval(record, attempt, law)],
  'establish-act-period': (_record, attempt) =>
    about('endedOn', [
      ...unless(
        !present(attempt.fields.beganOn) || String(attempt.fields.beganOn) <= String(attempt.fields.endedOn),
        ground(
          'ends-before-it-begins',
          '行为终了日早于开始日，请核对。',
          'It ends before it begins. Check both days.',
          APL('第三十六条'),
        ),
      ),
      ...unless(
        String(attempt.fields.endedOn) <= attempt.today.toString(),
        ground(
          'act-end-in-future',
          '行为终了日不能晚于今天。',
          'The day the act ended cannot lie ahead.',
          APL('第三十六条'),
        ),
      ),
    ]),
}
