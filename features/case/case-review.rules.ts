import type { ActSpec, Field, Guard, MatterRecord } from '../../core/proceeding.ts'
import { neverTookPart } from './case-course.rules.ts'
import { materials, may, must, passOrNot, reason } from './case-field.rules.ts'
import { about, doneSince, ground, latest, listed, PROC, present, twoHandlers, unless } from './case-law.rules.ts'

/** The grounds on which a case goes to legality review before it can be decided; none means case review. */
export const legalityGrounds = {
  'public-interest': ['涉及重大公共利益', 'Major public interest'],
  complex: ['案件情况疑难复杂、涉及多个法律关系', 'Difficult, several legal relations'],
  'by-law': ['法律、法规规定应当进行法制审核', 'Required by law'],
} as const satisfies Field['options']

/** The seven matters of every review. @source 《市场监督管理行政处罚程序规定》第五十三条 */
export const reviewItems = {
  jurisdiction: ['是否具有管辖权', 'Jurisdiction'],
  party: ['当事人的基本情况是否清楚', 'Party'],
  facts: ['案件事实是否清楚、证据是否充分', 'Facts and evidence'],
  qualification: ['定性是否准确', 'Legal qualification'],
  basis: ['适用依据是否正确', 'Legal basis'],
  procedure: ['程序是否合法', 'Procedure'],
  measure: ['处理是否适当', 'Proposed handling'],
} as const satisfies Field['options']

const item = (key: keyof typeof reviewItems): Field =>
  must('choice', reviewItems[key][0], reviewItems[key][1], { options: passOrNot, source: PROC('第五十三条') })

const sevenItems = {
  jurisdiction: item('jurisdiction'),
  party: item('party'),
  facts: item('facts'),
  qualification: item('qualification'),
  basis: item('basis'),
  procedure: item('procedure'),
  measure: item('measure'),
  opinion: must('text', '审核意见和建议', 'Opinion', { source: PROC('第五十四条') }),
} as const

/** @source 《市场监督管理行政处罚程序规定》第五十一条 */
const reviewer = must('person', '审核人员', 'Reviewer', {
  source: PROC('第四十九条'),
  hint: ['不能是曾经办理本案的人员。', 'Never somebody who has handled the case.'],
})
const qualified = may('check', '审核人员具备从事法制审核的资格', 'The reviewer is qualified for legality review', {
  source: PROC('第五十一条'),
  hint: [
    '法制审核时必填：初次从事的，须取得法律职业资格。',
    'Needed for legality review: beginners must hold the legal qualification.',
  ],
})

export const reviewActs = {
  'conclude-investigation': {
    words: ['调查终结', 'Conclude the investigation'],
    by: ['handler'],
    issues: 35,
    fields: {
      party: must('text', '当事人的基本情况', 'The party', { source: PROC('第四十八条第一项') }),
      course: must('text', '案件来源、调查经过及采取行政强制措施的情况', 'Source, course and compulsory measures', {
        source: PROC('第四十八条第二项'),
      }),
      facts: must('text', '调查认定的事实及主要证据', 'Facts found and main evidence', {
        source: PROC('第四十八条第三项'),
      }),
      nature: must('text', '违法行为性质', 'Nature of the act', { source: PROC('第四十八条第四项') }),
      handling: must('text', '处理意见及依据', 'Proposed handling and its basis', { source: PROC('第四十八条第五项') }),
      discretion: must('text', '自由裁量的理由等其他需要说明的事项', 'Discretion and anything else', {
        source: PROC('第四十八条第六项'),
      }),
      materials,
    },
    source: PROC('第四十八条'),
  },
  'submit-for-review': {
    words: ['送审', 'Submit for review'],
    by: ['handler'],
    needs: [35],
    assigns: { field: 'reviewer', capacity: 'reviewer' },
    fields: {
      reviewer,
      legalityGrounds: may('choices', '应当法制审核的情形', 'Grounds for legality review', {
        options: legalityGrounds,
        source: PROC('第五十条第一款'),
        hint: [
          '一项都不属于的，走案件审核；经过听证的，听证后一律法制审核。',
          'None: case review. After a hearing there is always a legality review.',
        ],
      }),
      qualified,
    },
    source: PROC('第四十九条、第五十条、第五十二条'),
  },
  'approve-review': {
    words: ['审核同意', 'Approve on review'],
    by: ['reviewer'],
    issues: 36,
    fields: sevenItems,
    source: PROC('第五十三条、第五十四条'),
  },
  'return-for-supplement': {
    words: ['建议补充调查', 'Return for further investigation'],
    by: ['reviewer', 'head'],
    issues: 36,
    fields: { missing: must('text', '事实不清、证据不足之处', 'What is unclear or not proven') },
    source: PROC('第五十四条'),
  },
  'return-for-correction': {
    words: ['建议纠正', 'Return for correction'],
    by: ['reviewer'],
    issues: 36,
    fields: sevenItems,
    source: PROC('第五十四条'),
  },
  'extend-review': {
    words: ['延长审核期限', 'Extend the review'],
    by: ['reviewer'],
    approval: 'head',
    issues: 8,
    fields: { days: must('count', '延长天数（工作日）', 'Working days'), reason: reason(PROC('第五十五条')) },
    source: PROC('第五十五条'),
  },
  'pass-legality-review': {
    words: ['法制审核通过', 'Pass the legality review'],
    by: ['reviewer'],
    issues: 36,
    fields: sevenItems,
    source: PROC('第五十条、第五十三条'),
  },
} as const satisfies Record<string, ActSpec>

const noProblem: Guard = (_record, { fields }) =>
  Object.entries(reviewItems).flatMap(([key, [zh, en]]) =>
    about(
      key,
      unless(
        fields[key] !== 'problem',
        ground(
          'review-found-problems',
          `“${zh}”有问题的，不能审核同意；请建议纠正或者补充调查。`,
          `“${en}” is marked as a problem, so the review cannot be passed. Return the case instead.`,
          PROC('第五十四条'),
        ),
      ),
    ),
  )

/** What the reviewer must be. @source 《市场监督管理行政处罚程序规定》第四十九条、第五十一条 */
export const fitToReview =
  (legality: (fields: Parameters<Guard>[1]['fields']) => boolean): Guard =>
  (record, attempt) =>
    about('reviewer', [
      ...unless(
        neverTookPart(record, attempt.fields.reviewer),
        ground(
          'reviewer-is-handler',
          '审核人员不能是办理过本案或者已经回避的人员。',
          'The reviewer can be nobody who has handled the case or was recused.',
          PROC('第四十九条'),
        ),
      ),
      ...unless(
        !legality(attempt.fields) || present(attempt.fields.qualified),
        ground(
          'reviewer-not-qualified',
          '法制审核须由具备资格的人员进行，请确认审核人员的资格。',
          'A legality review needs a qualified reviewer. Confirm the qualification.',
          PROC('第五十一条'),
        ),
      ),
    ])

export const reviewGuards: Readonly<Partial<Record<keyof typeof reviewActs, Guard>>> = {
  'conclude-investigation': (record) => [
    ...twoHandlers(record),
    ...unless(
      latest(record, 'establish-act-period') !== undefined,
      ground(
        'act-end-not-established',
        '尚未认定违法行为的终了日，无法确定适用的法律版本和处罚时效。',
        'The day the act ended is not established, so neither the version of the law nor the limitation can be told.',
        '《行政处罚法》第三十六条、第三十七条',
      ),
    ),
    ...unless(
      !appraisalPending(record),
      ground(
        'appraisal-pending',
        '鉴定结果尚未收到并告知当事人。',
        'An appraisal is pending or its result was not told to the party.',
        PROC('第三十二条'),
      ),
    ),
  ],
  'submit-for-review': (record, attempt, law) => [
    ...twoHandlers(record),
    ...fitToReview(({ legalityGrounds: grounds }) => listed(grounds).length > 0)(record, attempt, law),
  ],
  'approve-review': noProblem,
  'pass-legality-review': noProblem,
}

const appraisalPending = (record: MatterRecord): boolean =>
  doneSince(record, 'commission-appraisal', 'appraisal-result')

/**
 * Whether the case is one of those that only the heads together may decide: it went to legality review on a ground of its
 * own, or a hearing was held on the notice that stands.
 *
 * @source 《市场监督管理行政处罚程序规定》第五十条第一款、第六十条末款
 */
export function needsCollective(record: MatterRecord): boolean {
  const submitted = latest(record, 'submit-for-review')
  return listed(submitted?.fields.legalityGrounds).length > 0 || record.acts.some(({ act }) => act === 'hold-hearing')
}
