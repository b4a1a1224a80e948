import type { ActSpec } from '../../core/proceeding.ts'
import { may, must, reason } from '../case/case-field.rules.ts'
import { ACL, XFER } from '../case/case-law.rules.ts'
import { channels, crimes } from './criminal-referral.schema.ts'

/** Our own rule (拟): what is done after its last day can only be explained, not done in time. @source domain law.md §4.9 */
export const lateReason = may('text', '逾期说明', 'Explanation of the delay', {
  hint: ['在法定期限届满后办理的，必须说明。', 'Needed when it is done after the period has ended.'],
})

const team = must('persons', '专案组成员', 'Members of the special team', {
  atLeast: 2,
  source: XFER('第五条'),
  hint: ['两名以上行政执法人员，专门负责。', 'Two law-enforcement officers or more, for this alone.'],
})

const decidedAs = must('choice', '决定人的身份', 'Who decides', {
  options: {
    principal: ['正职负责人', 'The principal'],
    presiding: ['主持工作的负责人', 'Whoever presides'],
  },
  source: XFER('第五条'),
})

/** Where a packet goes; the same for the first sending and for another public security body. */
const receiver = {
  channel: must('choice', '移送方式', 'How it is sent', { options: channels }),
  police: may('organisation', '收件公安机关（有本平台账号的）', 'Public security body with an account here', {
    source: XFER('第五条'),
  }),
  policeName: may('line', '收件公安机关名称（没有账号的）', 'Name of the body, if it has no account'),
  sameLevel: must('check', '收件机关是同级公安机关', 'The receiver is the public security body of the same level', {
    source: XFER('第五条'),
  }),
  officer: may('line', '公安承办人', 'Officer in charge there'),
} as const

/** What the office does, from the suspicion to the sending. @source 《行政执法机关移送涉嫌犯罪案件的规定》第三条、第五条、第六条 */
export const sendingActs = {
  'suspect-crime': {
    words: ['认定应当移送', 'Hold it to be due for referral'],
    by: ['handler'],
    fields: {
      threshold: must('choice', '移送门槛', 'Threshold', {
        options: {
          crime: ['金额、情节、后果等涉嫌构成犯罪', 'Amount, circumstances or result suggest a crime'],
          suspicion: [
            '知识产权案件：存在犯罪的合理嫌疑，需要公安机关进一步获取证据',
            'Intellectual property: reasonable suspicion; public security must take further evidence',
          ],
        },
        source: XFER('第三条'),
        hint: [
          '达到其中之一即应当移送，不得以行政处罚代替移送（第十一条）。',
          'Either is enough, and then no administrative penalty may stand in for the referral (art. 11).',
        ],
      }),
      reason: reason(XFER('第三条')),
    },
    source: XFER('第三条'),
  },
  'form-team': {
    words: ['组成专案组', 'Form the special team'],
    by: ['head', 'principal', 'handler'],
    assigns: { field: 'team', capacity: 'handler' },
    fields: { team },
    source: XFER('第五条'),
  },
  'replace-team': {
    words: ['更换专案组成员', 'Replace members of the team'],
    by: ['head', 'principal'],
    assigns: { field: 'team', capacity: 'handler' },
    fields: { team, reason: reason() },
    source: XFER('第五条'),
  },
  report: {
    words: ['提出移送书面报告', 'Report in writing'],
    by: ['handler'],
    fields: {
      crimes: must('choices', '涉嫌罪名', 'Suspected crimes', { options: crimes, source: XFER('第三条') }),
      facts: must('text', '核实的事实', 'Facts as verified', { source: XFER('第五条') }),
      lossFen: may('fen', '权利人损失', 'Loss of the right holder'),
      gainFen: may('fen', '违法所得', 'Unlawful gain'),
      circumstances: may('text', '其他情节、后果', 'Other circumstances and results', {
        hint: [
          '如二年内受过处罚后再犯、致权利人重大经营困难等。',
          'Such as an infringement within two years of a penalty, or grave trouble for the right holder.',
        ],
      }),
      basis: must('text', '移送依据', 'Basis of the referral', { source: XFER('第三条') }),
      fineFen: may('fen', '移送前已经作出的罚款', 'Fine imposed before the referral', {
        source: XFER('第十一条'),
        hint: ['人民法院判处罚金时依法折抵。', 'A court that imposes a criminal fine sets it off.'],
      }),
      fineDecisionNo: may('line', '该处罚决定书文号', 'Number of that decision'),
      otherPenalties: may('text', '移送前已经作出的其他处罚', 'Other penalties before the referral', {
        hint: [
          '警告、责令停产停业、吊销许可证件等不停止执行。',
          'Warnings, orders to stop business and withdrawn permits stay in force.',
        ],
        source: XFER('第十一条'),
      }),
    },
    source: XFER('第五条'),
  },
  'approve-referral': {
    words: ['批准移送', 'Approve the referral'],
    by: ['principal'],
    fields: { decidedAs, opinion: must('text', '意见', 'Opinion'), lateReason },
    source: XFER('第五条'),
  },
  'reject-referral': {
    words: ['不批准移送', 'Refuse the referral'],
    by: ['principal'],
    fields: {
      decidedAs,
      reason: must('text', '不予批准的理由', 'Why it is refused', {
        source: XFER('第五条'),
        hint: ['理由应当记录在案。', 'The reasons must be kept on record.'],
      }),
      noSubstitute: must('check', '不是以行政处罚代替移送', 'No administrative penalty stands in for the referral', {
        source: XFER('第十一条'),
      }),
      lateReason,
    },
    source: XFER('第五条'),
  },
  'freeze-packet': {
    words: ['封存移送包', 'Freeze the packet'],
    by: ['handler'],
    fields: {
      packetId: must('line', '移送包标识', 'Packet'),
      packetNumber: must('line', '移送包编号', 'Number of the packet'),
      manifestSha256: must('line', '清单 SHA-256', 'SHA-256 of the list'),
      manifestSm3: must('line', '清单 SM3', 'SM3 of the list'),
      items: must('count', '件数', 'Items'),
    },
    source: XFER('第六条'),
  },
  send: {
    words: ['移送公安机关', 'Send to public security'],
    by: ['handler'],
    needs: [5],
    letsIn: { field: 'police', capacity: 'police' },
    fields: {
      ...receiver,
      lateReason,
    },
    source: XFER('第五条、第六条'),
  },
  'copy-to-procuratorate': {
    words: ['抄送人民检察院', 'Copy it to the procuratorate'],
    by: ['handler'],
    letsIn: { field: 'procuratorate', capacity: 'procuratorate' },
    fields: {
      channel: must('choice', '抄送方式', 'How it is sent', { options: channels }),
      procuratorate: may('organisation', '人民检察院（有本平台账号的）', 'Procuratorate with an account here'),
      procuratorateName: may('line', '人民检察院名称（没有账号的）', 'Name of the procuratorate, if it has no account'),
    },
    source: '本地行刑衔接机制（是否抄送待核）',
  },
  supply: {
    words: ['补正材料', 'Supply what was missing'],
    by: ['handler'],
    fields: {
      channel: must('choice', '送交方式', 'How it is sent', { options: channels }),
      note: must('text', '补正说明', 'What is supplied', { source: '《公安机关办理刑事案件程序规定》第一百八十条' }),
      nothingMore: may('check', '没有其他材料可以补充', 'There is nothing further to supply'),
      lateReason,
    },
    source: '《公安机关办理刑事案件程序规定》第一百八十条',
  },
  'confirm-forwarding': {
    words: ['登记受转送机关', 'Record to whom it was passed on'],
    by: ['handler'],
    letsIn: { field: 'police', capacity: 'police' },
    fields: receiver,
    source: XFER('第七条'),
  },
} as const satisfies Record<string, ActSpec>

/** What the office does once public security has answered. @source 《行政执法机关移送涉嫌犯罪案件的规定》第九条、第十条、第十二条 */
export const answeringActs = {
  'request-reconsideration': {
    words: ['提请公安机关复议', 'Ask for reconsideration'],
    by: ['handler'],
    fields: {
      reason: reason(XFER('第九条')),
      documentNo: must('line', '提请复议函文号', 'Number of the request'),
    },
    source: XFER('第九条'),
  },
  'request-supervision': {
    words: ['建议检察院立案监督', 'Ask the procuratorate to supervise'],
    by: ['handler'],
    letsIn: { field: 'procuratorate', capacity: 'procuratorate' },
    fields: {
      procuratorate: may('organisation', '人民检察院（有本平台账号的）', 'Procuratorate with an account here'),
      procuratorateName: may('line', '人民检察院名称（没有账号的）', 'Name of the procuratorate, if it has no account'),
      reason: reason(XFER('第九条')),
      documentNo: must('line', '建议函文号', 'Number of the request'),
      lateReason,
    },
    source: XFER('第九条'),
  },
  'accept-refusal': {
    words: ['接受不予立案，恢复行政程序', 'Accept the refusal and resume the case'],
    by: ['handler'],
    fields: { reason: reason(XFER('第十条')) },
    source: XFER('第十条'),
  },
  'hand-over': {
    words: ['移交物品材料，办结交接', 'Hand over and conclude'],
    by: ['handler'],
    fields: {
      objects: must('choice', '涉案物品', 'Objects of the case', {
        options: {
          none: ['没有涉案物品，只移交材料', 'None; material only'],
          unsealed: ['有涉案物品，未查封、扣押', 'There are some, neither sealed nor seized'],
          seized: ['有查封、扣押的物品，一并移送', 'Sealed or seized objects go with it'],
        },
        source: XFER('第十二条'),
      }),
      list: must('text', '移交的物品和材料', 'What is handed over', { source: XFER('第十二条') }),
      receivedBy: must('line', '公安机关接收人', 'Who received it'),
      partyToldOn: may('day', '书面告知当事人之日', 'Day the party was told in writing', { source: ACL('第二十一条') }),
      partyNoticeNo: may(
        'line',
        '移送告知书文号（在查封、扣押事项中签发的）',
        'Number of the notice, if issued with the seizure',
        {
          source: ACL('第二十一条'),
        },
      ),
      scan: may('attachments', '交接手续（扫描件）', 'Record of the handover, scanned'),
      lateReason,
    },
    source: `${XFER('第十二条')}；${ACL('第二十一条')}`,
  },
} as const satisfies Record<string, ActSpec>
