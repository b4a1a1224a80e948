import type { ActSpec } from '../../core/proceeding.ts'
import type { Pair } from '../../core/words.ts'
import { handlers, may, must, reason } from '../case/case-field.rules.ts'
import { AUCL, PROC, XFER } from '../case/case-law.rules.ts'

/** @source 《商业秘密保护规定》; only articles 1–5 were read, in translation ◐ */
export const TSP = (articles: string) => `《商业秘密保护规定》${articles}`

const receivedOn = must('day', '收到材料（发现线索）之日', 'Day the material came or the clue was found', {
  source: PROC('第十八条'),
  hint: ['核查期限从次日起算。', 'The period of inquiry runs from the next day.'],
})

/** How a clue comes in and who looks into it. */
const intakeActs = {
  receive: {
    words: ['登记线索', 'Register the clue'],
    by: ['registrar', 'system'],
    issues: 1,
    fields: { receivedOn },
    source: PROC('第十八条'),
  },
  'receive-reverse-transfer': {
    words: ['登记反向移送', 'Register a reverse transfer'],
    by: ['registrar'],
    issues: 1,
    fields: {
      receivedOn,
      finesPaid: may('line', '已缴罚金', 'Fines already paid'),
      seizedItems: may('text', '随案移送的扣押物', 'Seized objects that came with it'),
      limitation: must('choice', '行政处罚时效', 'Limitation of the administrative penalty', {
        options: {
          running: ['未过', 'Not passed'],
          passed: ['已过', 'Passed'],
          unclear: ['待法制人员判断', 'For the legal staff to judge'],
        },
        hint: [
          '自违法行为终了之日起算；刑事程序期间是否中断待核，由法制人员判断。',
          'It runs from the day the act ended. Whether criminal proceedings interrupt it is to be verified; the legal staff judges.',
        ],
        source: '《行政处罚法》第三十六条',
      }),
    },
    source: XFER('第十三条'),
  },
  'note-prosecution-opinion': {
    words: ['登记检察意见书', 'Record the opinion of the procuratorate'],
    by: ['registrar'],
    fields: {
      opinionNo: must('line', '检察意见书文号', 'Number of the opinion'),
      nonProsecutionNo: may('line', '不起诉决定书文号', 'Number of the decision not to prosecute'),
      opinionReceivedOn: must('day', '收到检察意见书之日', 'Day the opinion came'),
    },
    source: '《最高检关于推进行政执法与刑事司法衔接工作的规定》（正文待核）',
  },
  assign: {
    words: ['指派核查', 'Assign the inquiry'],
    by: ['head'],
    assigns: { field: 'handlers', capacity: 'handler' },
    fields: { handlers, points: may('text', '核查要点', 'What to look into') },
    source: PROC('第十八条、第二十二条'),
  },
  'link-duplicate': {
    words: ['关联重复线索', 'Link a duplicate'],
    by: ['registrar'],
    fields: {
      other: must('line', '另一线索的编号', 'Number of the other clue'),
      reason: must('text', '为什么认为是同一事项', 'Why both are about the same'),
    },
    source: '平台规则',
  },
} as const satisfies Record<string, ActSpec>

/** What happens while the office looks into it. */
const inquiryActs = {
  'judge-jurisdiction': {
    words: ['判定管辖', 'Judge the jurisdiction'],
    by: ['handler'],
    fields: {
      secretKind: must('choice', '涉及的秘密', 'Kind of secret', {
        options: {
          technical: ['技术秘密', 'Technical'],
          business: ['经营秘密', 'Business'],
          mixed: ['两者都有', 'Both'],
        },
        source: TSP('第三条'),
      }),
      actPlace: must('line', '违法行为发生地', 'Where the act took place', { source: PROC('第七条') }),
      authorityLevel: must('choice', '本机关的级别', 'Level of this authority', {
        options: {
          city: ['设区的市级以上', 'City level or above'],
          district: ['直辖市的区（县）局', 'District office of a municipality'],
          county: ['县级', 'County level'],
        },
        hint: [
          '直辖市的区局是否属于“设区的市级以上”，法条没有写明，待核；按“法律数据”中的设定判断。',
          'Whether a district office counts as city level is not said by the law and is to be verified; the setting in the law data decides.',
        ],
        source: TSP('第三条'),
      }),
      jurisdictionBasis: must('choice', '管辖依据', 'Basis of the jurisdiction', {
        options: {
          statutory: ['法定管辖', 'By statute'],
          designated: ['上级指定管辖', 'Designated by a higher authority'],
          'samr-approval': ['经总局批准', 'Approved by the State Administration'],
          assigned: ['上级交办', 'Assigned by a higher authority'],
          none: ['本机关没有管辖权', 'This authority has none'],
        },
        source: `${PROC('第七条、第十三条')}；${TSP('第三条')}`,
      }),
      approvalDocNo: may('line', '指定、批准或者交办的文号', 'Number of the designation, approval or assignment'),
      reason: may('text', '说明', 'Remarks'),
    },
    source: `${PROC('第七条')}；${TSP('第三条')}`,
  },
  'send-for-appraisal': {
    words: ['送检测、检验、检疫或者鉴定', 'Send for testing or appraisal'],
    by: ['handler'],
    fields: {
      kind: must('choice', '事项', 'What for', {
        options: {
          testing: ['检测', 'Testing'],
          inspection: ['检验', 'Inspection'],
          quarantine: ['检疫', 'Quarantine'],
          appraisal: ['鉴定', 'Appraisal'],
        },
      }),
      body: must('line', '受托机构', 'Body entrusted', { source: PROC('第三十二条') }),
      noticeNo: must('line', '期间告知书编号（文书 31）', 'Number of the notice of the period (form 31)', {
        hint: ['没有书面告知期间的，不停止计算核查期限。', 'Without the written notice the clock does not stop.'],
        source: PROC('第三十八条'),
      }),
    },
    source: PROC('第十八条、第三十二条'),
  },
  'end-appraisal': {
    words: ['收到检测、检验、检疫或者鉴定结果', 'The result of testing or appraisal came'],
    by: ['handler'],
    fields: {
      result: must('text', '结果摘要（不写秘密点的具体内容）', 'Result in brief (never a secret point itself)'),
    },
    source: PROC('第十八条'),
  },
  'ask-identification': {
    words: ['请权利人辨认或者鉴别', 'Ask the right holder to identify'],
    by: ['handler'],
    fields: { what: must('text', '辨认或者鉴别的对象', 'What is to be identified') },
    source: PROC('第十八条'),
  },
  'end-identification': {
    words: ['权利人完成辨认或者鉴别', 'The right holder has identified'],
    by: ['handler'],
    fields: {
      result: must('text', '结果摘要（不写秘密点的具体内容）', 'Result in brief (never a secret point itself)'),
    },
    source: PROC('第十八条'),
  },
  'extend-inquiry': {
    words: ['延长核查期限', 'Extend the inquiry'],
    by: ['handler'],
    approval: 'head',
    issues: 8,
    fields: {
      reason: must('text', '特殊情况', 'The special circumstances', {
        source: PROC('第十八条'),
        hint: ['须在期限届满前获得批准。', 'It must be approved before the period ends.'],
      }),
    },
    source: PROC('第十八条'),
  },
} as const satisfies Record<string, ActSpec>

const filingGround = (zh: string, en: string) => must('check', zh, en, { source: PROC('第十九条') })

/** The four situations of article 20. The reference names them without their wording, so whoever decides writes it in. */
const declineGrounds: Readonly<Record<string, Pair>> = {
  first: ['第二十条第一种情形（条文措辞待核）', 'First situation of article 20 (wording to be verified)'],
  second: ['第二十条第二种情形（条文措辞待核）', 'Second situation of article 20 (wording to be verified)'],
  third: ['第二十条第三种情形（条文措辞待核）', 'Third situation of article 20 (wording to be verified)'],
  fourth: ['第二十条第四种情形（条文措辞待核）', 'Fourth situation of article 20 (wording to be verified)'],
}

/** How the inquiry ends, and who is told. */
const endingActs = {
  'file-case': {
    words: ['立案', 'File a case'],
    by: ['handler'],
    approval: 'head',
    issues: 7,
    assigns: { field: 'handlers', capacity: 'handler' },
    fields: {
      evidence: filingGround('有证据初步证明违法', 'Evidence shows at first sight that an act broke the law'),
      punishable: filingGround('应给予处罚', 'The act calls for a penalty'),
      competent: filingGround('有管辖权', 'It is within this authority’s jurisdiction'),
      inTime: filingGround('未过时效', 'The period for penalties has not run out'),
      actEndedOn: may('day', '违法行为终了之日', 'Day the act ended', {
        hint: ['用于核算处罚时效（T-07）。', 'For the limitation of the penalty (T-07).'],
        source: '《行政处罚法》第三十六条',
      }),
      title: must('line', '案件名称', 'Title of the case', {
        hint: ['不写举报人，不写秘密点。', 'Neither the reporter nor a secret point belongs here.'],
      }),
      partyName: must('line', '当事人', 'Party'),
      partyType: must('choice', '当事人类型', 'Kind of party', {
        options: { person: ['自然人', 'Person'], organisation: ['单位', 'Organisation'] },
      }),
      handlers,
    },
    source: PROC('第十九条'),
  },
  'decline-filing': {
    words: ['不予立案', 'Decline to file'],
    by: ['handler'],
    approval: 'head',
    issues: 7,
    fields: {
      ground: must('choice', '所属情形', 'Situation', { options: declineGrounds, source: PROC('第二十条') }),
      wording: must('text', '该情形的条文原文与本件的事实', 'The article’s own words and the facts of this clue', {
        source: PROC('第二十条'),
      }),
    },
    source: PROC('第二十条'),
  },
  refer: {
    words: ['移送有管辖权的部门', 'Refer to the competent authority'],
    by: ['handler'],
    approval: 'head',
    issues: 4,
    fields: {
      toBody: must('line', '受移送部门', 'To which authority'),
      reason: reason(PROC('第七条')),
      keepReporter: must('check', '移送材料中不含举报人的身份信息', 'What is sent does not name the reporter', {
        source: AUCL('第二十条'),
      }),
    },
    source: PROC('第七条'),
  },
  'owe-notice': {
    words: ['应当告知举报人是否立案', 'The reporter must be told of the decision'],
    by: ['system'],
    fields: {},
    source: '旧办法第三十一条（2026 年新办法待核）',
  },
  'owe-outcome': {
    words: ['应当告知实名举报人处理结果', 'The named reporter must be told the outcome'],
    by: ['system'],
    fields: {},
    source: AUCL('第二十条'),
  },
  'notify-reporter': {
    words: ['告知举报人', 'Tell the reporter'],
    by: ['handler', 'registrar'],
    fields: {
      about: must('choice', '告知事项', 'Told of', {
        options: {
          decision: ['是否立案（移送）', 'The decision'],
          outcome: ['处理结果', 'The outcome'],
        },
      }),
      means: must('choice', '告知方式', 'How', {
        options: {
          channel: ['本平台的举报渠道', 'The channel of this platform'],
          phone: ['电话', 'Telephone'],
          letter: ['书面', 'Letter'],
        },
      }),
      remarks: may('line', '备注', 'Remarks', {
        hint: ['不写举报人的姓名、电话等任何身份信息。', 'Nothing that says who the reporter is.'],
      }),
    },
    source: AUCL('第二十条'),
  },
  'reply-to-sender': {
    words: ['书面回复移送机关', 'Answer the body that sent it'],
    by: ['handler'],
    fields: {
      toBody: must('line', '回复的机关', 'To which body'),
      documentNo: must('line', '复函文号', 'Number of the answer'),
      result: must('text', '处理结果', 'What was done'),
    },
    source: '《最高检关于推进行政执法与刑事司法衔接工作的规定》（正文待核）',
  },
  archive: {
    words: ['归档', 'Archive'],
    by: ['handler', 'registrar'],
    fields: {},
    source: PROC('第七十八条'),
  },
} as const satisfies Record<string, ActSpec>

export const clueActs = { ...intakeActs, ...inquiryActs, ...endingActs }
export type ClueAct = keyof typeof clueActs
