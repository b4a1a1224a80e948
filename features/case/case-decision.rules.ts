import type { ActSpec, Guard } from '../../core/proceeding.ts'
import { may, must, reason } from './case-field.rules.ts'
import { about, doneSince, ground, latest, PROC, unless, yuan } from './case-law.rules.ts'
import { answerPeriodOver } from './case-notice.rules.ts'
import { needsCollective } from './case-review.rules.ts'
import { penaltyFields, withinTheLaw } from './penalty.rules.ts'

/** What decides a case. @source 《市场监督管理行政处罚程序规定》第六十条 */
export const decisions = ['decide', 'decide-no-penalty', 'decide-transfer'] as const

export const decisionActs = {
  'submit-to-heads': {
    words: ['提请集体讨论', 'Put before the heads together'],
    by: ['handler'],
    fields: { note: may('text', '提请事项', 'What is put before them') },
    source: PROC('第六十条末款'),
  },
  'collective-discussion': {
    words: ['集体讨论', 'Discuss together'],
    by: ['handler'],
    approval: 'collective',
    issues: 42,
    fields: {
      attended: must('persons', '参加讨论的负责人', 'Heads who attended', {
        atLeast: 2,
        among: 'head',
        source: PROC('第六十条末款'),
      }),
      opinions: must('text', '讨论意见', 'Opinions'),
      conclusion: must('text', '讨论结论', 'Conclusion'),
      dissent: may('text', '保留意见', 'Dissent'),
    },
    source: PROC('第六十条末款'),
  },
  decide: {
    words: ['作出处罚决定', 'Decide the penalty'],
    by: ['handler'],
    approval: 'head',
    issues: [43, 45],
    fields: {
      ...penaltyFields,
      party: must('text', '当事人的基本情况', 'The party', { source: PROC('第六十二条第一项') }),
      facts: must(
        'text',
        '违法事实和证据（不写秘密点的具体内容）',
        'Facts and evidence (never the content of a secret point)',
        {
          source: PROC('第六十二条第二项'),
          hint: [
            '写“涉案商业秘密（详见涉密附卷）”。',
            'Write “the trade secret concerned (see confidential sub-dossier)”.',
          ],
        },
      ),
      representations: must('text', '陈述、申辩的采纳情况及理由', 'What was adopted of the representations, and why', {
        source: PROC('第六十二条第三项'),
      }),
      content: must('text', '行政处罚的内容和依据', 'Penalty and its basis', { source: PROC('第六十二条第四项') }),
      performance: must('text', '履行方式和期限', 'How and by when to perform', { source: PROC('第六十二条第五项') }),
      remedies: must('text', '行政复议、行政诉讼的途径和期限', 'Remedies and their periods', {
        source: PROC('第六十二条第六项'),
      }),
    },
    source: PROC('第六十条、第六十二条'),
  },
  'decide-no-penalty': {
    words: ['决定不予行政处罚', 'Decide that no penalty is imposed'],
    by: ['handler'],
    approval: 'head',
    issues: [43, 46],
    fields: {
      ground: must('choice', '情形', 'Ground', {
        options: {
          exempt: ['确有违法行为，依法不予行政处罚', 'There is a violation, but by law no penalty'],
          'not-established': ['违法事实不能成立', 'The facts are not established'],
        },
        source: PROC('第六十条'),
      }),
      reason: reason(PROC('第六十条')),
      educated: may('check', '已对当事人进行教育', 'The party was instructed', { source: PROC('第六十一条（待核）') }),
    },
    source: PROC('第六十条'),
  },
  'decide-transfer': {
    words: ['移送其他有管辖权的部门', 'Transfer to the body that has jurisdiction'],
    by: ['handler'],
    approval: 'head',
    issues: 4,
    fields: { to: must('line', '移送的部门', 'To'), reason: reason(PROC('第十四条（待核）、第十七条（待核）')) },
    source: PROC('第十四条（待核）、第十七条（待核）、第六十条'),
  },
} as const satisfies Record<string, ActSpec>

/** A case of article 50(1) in which a penalty is proposed is decided by the heads together. */
const byTheRightHeads: Guard = (record) => {
  const together = record.state === 'collective'
  return [
    ...unless(
      together || !needsCollective(record),
      ground(
        'collective-required',
        '本案经过听证或者属于应当法制审核的案件，拟给予行政处罚的，应当由负责人集体讨论决定。',
        'After a hearing or a legality review only the heads together may impose a penalty.',
        PROC('第五十条第一款、第六十条末款'),
      ),
    ),
    ...unless(
      !together || doneSince(record, 'collective-discussion', 'submit-to-heads', 'pass-legality-review'),
      ground(
        'not-discussed',
        '尚未集体讨论并形成记录（文书 42）。',
        'The heads have not discussed it on record yet (form 42).',
        PROC('第六十条末款'),
      ),
    ),
  ]
}

/**
 * Who answers or asks for a hearing is not punished more heavily for it: the decision stays within what was noticed. What is
 * heavier for other reasons needs a new notice.
 *
 * @source 《市场监督管理行政处罚程序规定》第五十八条（待核）
 */
const notHeavier: Guard = (record, { fields }) => {
  const noticed = latest(record, 'propose-penalty')?.fields ?? {}
  return (['fineFen', 'gainsFen'] as const).flatMap((key) =>
    about(
      key,
      unless(
        Number(fields[key] ?? 0) <= Number(noticed[key] ?? 0),
        ground(
          'heavier-than-noticed',
          `高于告知的数额（${yuan(Number(noticed[key] ?? 0))} 元）：不得因陈述、申辩或者要求听证而加重；因其他原因加重的，应当重新告知。`,
          `More than was noticed (${yuan(Number(noticed[key] ?? 0))} yuan). It must not be so because the party was heard; for other reasons give notice again.`,
          PROC('第五十七条、第五十八条（待核）'),
        ),
      ),
    ),
  )
}

export const decisionGuards: Readonly<Partial<Record<keyof typeof decisionActs, Guard>>> = {
  'submit-to-heads': (record, attempt, law) => [
    ...unless(
      needsCollective(record),
      ground(
        'collective-not-required',
        '本案不属于应当集体讨论的案件，由负责人决定。',
        'This case is not one for the heads together; the head decides.',
        PROC('第五十条第一款、第六十条末款'),
      ),
    ),
    ...answerPeriodOver(record, attempt, law),
  ],
  decide: (record, attempt, law) => [
    ...byTheRightHeads(record, attempt, law),
    ...answerPeriodOver(record, attempt, law),
    ...notHeavier(record, attempt, law),
    ...withinTheLaw(record, attempt, law),
  ],
}
