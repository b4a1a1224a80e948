import type { ActSpec, Guard } from '../../core/proceeding.ts'
import { materials, may, must, reason } from './case-field.rules.ts'
import { APL, about, doneSince, ground, isBefore, PROC, partyOf, present, unless } from './case-law.rules.ts'
import { servedProperly, serviceFields } from './case-service.rules.ts'
import { penaltyFields, withinTheLaw } from './penalty.rules.ts'

/** Acts that leave an earlier proposal without effect: the case was reviewed again, or another penalty is proposed. */
const unsettles = ['approve-review', 'revise-proposal', 'return-for-supplement'] as const

/** From the approved review to what the party answers. */
export const noticeActs = {
  'propose-penalty': {
    words: ['报批拟处罚意见', 'Have the proposed penalty approved'],
    by: ['handler'],
    approval: 'head',
    issues: 37,
    fields: {
      ...penaltyFields,
      facts: must('text', '违法事实和证据', 'Facts and evidence', { source: PROC('第五十七条') }),
      reasons: must('text', '处罚理由和依据', 'Reasons and basis', { source: PROC('第五十七条') }),
      hearingTold: may('check', '一并告知要求听证的权利', 'The right to a hearing is told too', {
        source: PROC('第五十七条'),
      }),
    },
    source: PROC('第五十六条（待核）、第五十七条'),
  },
  'serve-notice': {
    words: ['送达处罚告知书', 'Serve the notice of penalty'],
    by: ['handler'],
    needs: [37],
    fields: {
      ...serviceFields,
      masked: must('check', '送达的文本已去除秘密点', 'The text served is masked', { source: PROC('第五条') }),
    },
    source: PROC('第五十七条、第八十二条'),
  },
  'make-representations': {
    words: ['记录陈述申辩', 'Record representations'],
    by: ['handler'],
    issues: 38,
    fields: {
      by: must('line', '陈述申辩人', 'By'),
      content: must('text', '事实、理由和证据', 'Facts, reasons and evidence', { source: PROC('第五十八条（待核）') }),
      signed: must('check', '已核对并签名', 'Checked and signed'),
      materials,
    },
    source: PROC('第五十七条、第五十八条（待核）'),
  },
  recheck: {
    words: ['复核陈述申辩', 'Recheck the representations'],
    by: ['handler'],
    fields: {
      adopted: must('choice', '采纳情况', 'Adopted', {
        options: {
          yes: ['采纳', 'Adopted'],
          partly: ['部分采纳', 'Adopted in part'],
          no: ['不予采纳', 'Not adopted'],
        },
        source: PROC('第五十八条（待核）'),
      }),
      reasons: must('text', '采纳或者不采纳的理由', 'Reasons', {
        source: PROC('第五十八条（待核）、第六十二条第三项'),
      }),
    },
    source: PROC('第五十八条（待核）'),
  },
  waive: {
    words: ['登记当事人书面放弃', 'Record a written waiver'],
    by: ['handler'],
    fields: {
      statement: must('text', '放弃陈述、申辩和听证的书面声明', 'The written statement', {
        source: PROC('第五十七条'),
      }),
      materials: must('attachments', '声明原件', 'The statement itself'),
    },
    source: PROC('第五十七条'),
  },
  'deem-waived': {
    words: ['五个工作日内未行使，视为放弃', 'Deemed waived after five working days'],
    by: ['handler', 'system'],
    fields: { note: may('text', '说明', 'Note') },
    source: PROC('第五十七条'),
  },
  'revise-proposal': {
    words: ['变更拟处罚意见，重新告知', 'Revise the proposal and give notice again'],
    by: ['handler'],
    approval: 'head',
    issues: 8,
    fields: { reason: reason(PROC('第五十七条、第五十八条（待核）')) },
    source: PROC('第五十七条、第五十八条（待核）'),
  },
} as const satisfies Record<string, ActSpec>

const rightToAnswerOver: Guard = (_record, attempt, law) => {
  const due = law.due('T-11')
  return unless(
    due !== null && isBefore(due, attempt.on),
    ground(
      'answer-period-running',
      due === null
        ? '陈述申辩和要求听证的期限尚不能确定。'
        : `当事人陈述申辩、要求听证的期限到 ${due} 届满，届满之前不能视为放弃。`,
      due === null
        ? 'The period of the party cannot be told yet.'
        : `The party may still be heard or ask for a hearing until ${due}.`,
      PROC('第五十七条'),
    ),
  )
}

/**
 * Above the line of 较大数额罚款 the right to a hearing must be told; the line itself is ○ and a setting of the office.
 * @source 《行政处罚法》第六十三条（待核）; domain law.md §2.2
 */
const hearingTold: Guard = (record, { fields }, law) => {
  const line = law.parameter(partyOf(record).type === 'person' ? 'hearing.line.person' : 'hearing.line.organisation')
  return about(
    'hearingTold',
    unless(
      Math.max(Number(fields.fineFen ?? 0), Number(fields.gainsFen ?? 0)) < Number(line) * 100 ||
        present(fields.hearingTold),
      ground(
        'hearing-not-told',
        `罚款或者没收数额达到听证数额（${line} 元），应当一并告知要求听证的权利。`,
        `A sum of ${line} yuan or more is within the scope of a hearing: tell the party of that right too.`,
        `${PROC('第五十七条')}；${APL('第六十三条（待核）')}`,
      ),
    ),
  )
}

export const noticeGuards: Readonly<Partial<Record<keyof typeof noticeActs, Guard>>> = {
  'propose-penalty': (record, attempt, law) => [
    ...withinTheLaw(record, attempt, law),
    ...hearingTold(record, attempt, law),
  ],
  'serve-notice': (record, attempt, law) => [
    ...unless(
      doneSince(record, 'propose-penalty', ...unsettles),
      ground(
        'penalty-not-proposed',
        '拟处罚意见尚未经负责人批准，不能告知当事人。',
        'The proposed penalty is not approved yet, so the party cannot be told.',
        PROC('第五十六条（待核）'),
      ),
    ),
    ...servedProperly('propose-penalty')(record, attempt, law),
  ],
  'deem-waived': rightToAnswerOver,
}

/**
 * Before a decision the party has had its five working days, or waived in writing, or was heard.
 * @source 《市场监督管理行政处罚程序规定》第五十七条
 */
export const answerPeriodOver: Guard = (record, attempt, law) =>
  doneSince(record, 'waive', 'serve-notice') || doneSince(record, 'hold-hearing', 'serve-notice')
    ? []
    : rightToAnswerOver(record, attempt, law)
