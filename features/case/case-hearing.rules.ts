import type { ActSpec, Guard } from '../../core/proceeding.ts'
import { neverTookPart } from './case-course.rules.ts'
import { materials, may, must, reason } from './case-field.rules.ts'
import { APL, about, dayIn, doneSince, ground, isBefore, latest, PROC, present, unless } from './case-law.rules.ts'
import { fitToReview } from './case-review.rules.ts'
import { manners } from './case-service.rules.ts'

/** T-12, counted back from the day of the hearing; a test compares it with `law/periods.yaml`. */
export const hearingNoticeWorkingDays = 7

export const hearingActs = {
  'request-hearing': {
    words: ['登记听证要求', 'Record a request for a hearing'],
    by: ['handler'],
    fields: {
      by: must('line', '要求听证的当事人或者代理人', 'Requested by'),
      receivedOn: must('day', '收到日期', 'Received on', {
        hint: [
          '邮寄的，填交邮日期；在途时间不计算。',
          'If posted, the day of posting: time in transit does not count.',
        ],
      }),
      matter: may('text', '要求听证的事项', 'What is contested'),
      materials,
    },
    source: `${PROC('第五十七条')}；${APL('第六十四条第一项')}`,
  },
  'notice-of-hearing': {
    words: ['通知听证', 'Give notice of the hearing'],
    by: ['handler'],
    issues: 39,
    assigns: { field: 'presider', capacity: 'presider' },
    fields: {
      hearingOn: must('day', '听证日期', 'Day of the hearing', {
        source: APL('第六十四条第二项'),
        hint: ['至少提前七个工作日通知当事人及有关人员。', 'At least seven working days after this notice.'],
      }),
      time: must('line', '时间', 'Time'),
      place: must('line', '地点', 'Place'),
      presider: must('person', '听证主持人', 'Presider', {
        source: APL('第六十四条'),
        hint: ['不能是本案办案人员。', 'Never somebody who has handled the case.'],
      }),
      publicity: must('choice', '是否公开', 'In public', {
        options: { closed: ['不公开（涉及商业秘密）', 'Not in public: trade secrets'], open: ['公开', 'In public'] },
        source: APL('第六十四条第三项'),
      }),
      whyOpen: may('text', '公开举行不会泄露商业秘密的理由', 'Why nothing secret comes out in public', {
        source: APL('第六十四条第三项'),
      }),
      manner: must('choice', '通知方式', 'How notice is given', { options: manners, source: PROC('第八十二条') }),
      others: may('text', '一并通知的有关人员', 'Others who are told', { source: APL('第六十四条第二项') }),
    },
    source: APL('第六十四条第二项、第三项'),
  },
  'hold-hearing': {
    words: ['举行听证', 'Hold the hearing'],
    by: ['presider', 'handler'],
    needs: [39],
    issues: 40,
    fields: {
      present: must('text', '到场人员', 'Who was present'),
      course: must('text', '听证经过', 'Course of the hearing', { source: APL('第六十四条') }),
      signed: must('check', '笔录已交当事人核对并签字或者盖章', 'The record was checked and signed', {
        source: APL('第六十四条第八项'),
      }),
      materials,
    },
    source: APL('第六十四条第八项'),
  },
  'abandon-hearing': {
    words: ['当事人放弃听证', 'The party gives up the hearing'],
    by: ['handler', 'presider'],
    fields: {
      how: must('choice', '情形', 'How', {
        options: {
          withdrawn: ['撤回听证要求', 'The request was withdrawn'],
          absent: ['无正当理由拒不出席', 'Stayed away without good reason'],
          left: ['未经许可中途退出', 'Left without leave'],
        },
        source: APL('第六十四条'),
      }),
      reason: reason(),
      materials,
    },
    source: APL('第六十四条'),
  },
  'report-hearing': {
    words: ['提交听证报告，送法制审核', 'Report the hearing and submit for legality review'],
    by: ['presider', 'handler'],
    needs: [40],
    issues: 41,
    assigns: { field: 'reviewer', capacity: 'reviewer' },
    fields: {
      opinion: must('text', '听证意见', 'Opinion', { source: APL('第六十五条（待核）') }),
      adopted: must('text', '对当事人意见的采纳建议及理由', 'What to adopt of what the party said, and why', {
        source: PROC('第五十八条（待核）'),
      }),
      reviewer: must('person', '法制审核人员', 'Reviewer of legality', {
        source: PROC('第四十九条、第五十条第二款'),
      }),
      qualified: must('check', '审核人员具备从事法制审核的资格', 'The reviewer is qualified for legality review', {
        source: PROC('第五十一条'),
      }),
    },
    source: `${APL('第六十五条（待核）')}；${PROC('第五十条第二款')}`,
  },
} as const satisfies Record<string, ActSpec>

const askedInTime: Guard = (record, attempt, law) => {
  const due = law.due('T-11')
  const received = dayIn(attempt.fields.receivedOn) ?? attempt.on
  return [
    ...about(
      'receivedOn',
      unless(
        due === null || !isBefore(due, received),
        ground(
          'hearing-asked-too-late',
          `要求听证的期限已于 ${due} 届满。`,
          `The period in which a hearing may be asked for ended on ${due}.`,
          `${PROC('第五十七条')}；${APL('第六十四条第一项')}`,
        ),
      ),
    ),
    ...unless(
      !['waive', 'abandon-hearing'].some((act) => doneSince(record, act, 'serve-notice')),
      ground(
        'hearing-waived',
        '当事人已书面放弃听证，或者已放弃所要求的听证。',
        'The party has waived the hearing in writing, or gave up the one it had asked for.',
        PROC('第五十七条'),
      ),
    ),
    ...unless(
      present(latest(record, 'propose-penalty')?.fields.hearingTold),
      ground(
        'outside-hearing-scope',
        '拟作出的处罚不属于听证范围，告知书未告知听证权利。',
        'The proposed penalty is not within the scope of a hearing.',
        APL('第六十三条（待核）'),
      ),
    ),
  ]
}

const noticedInTime: Guard = (_record, attempt, law) => {
  const day = dayIn(attempt.fields.hearingOn)
  if (day === null) return []
  const lastDay = law.addWorkingDays(day, -hearingNoticeWorkingDays)
  return about(
    'hearingOn',
    unless(
      !isBefore(lastDay, attempt.on),
      ground(
        'hearing-too-soon',
        `应当在听证七个工作日前通知：${day} 举行的，最迟 ${lastDay} 通知。`,
        `Notice must be given seven working days before: for ${day}, by ${lastDay}.`,
        APL('第六十四条第二项'),
      ),
    ),
  )
}

const fairAndClosed: Guard = (record, { fields }) => [
  ...about(
    'presider',
    unless(
      neverTookPart(record, fields.presider),
      ground(
        'presider-is-handler',
        '听证主持人应当是非本案办案人员，也不能是已经回避的人员。',
        'The presider can be nobody who has handled the case or was recused.',
        APL('第六十四条'),
      ),
    ),
  ),
  ...about(
    'whyOpen',
    unless(
      fields.publicity !== 'open' || present(fields.whyOpen),
      ground(
        'hearing-would-disclose',
        '涉及商业秘密的听证不公开举行；确需公开的，请写明为何不会泄露商业秘密。',
        'A hearing that touches trade secrets is not public. If it is to be, say why nothing secret comes out.',
        APL('第六十四条第三项'),
      ),
    ),
  ),
]

export const hearingGuards: Readonly<Partial<Record<keyof typeof hearingActs, Guard>>> = {
  'request-hearing': askedInTime,
  'notice-of-hearing': (record, attempt, law) => [
    ...noticedInTime(record, attempt, law),
    ...fairAndClosed(record, attempt, law),
  ],
  'hold-hearing': (record, attempt) => {
    const notice = latest(record, 'notice-of-hearing')
    const day = String(notice?.fields.hearingOn ?? '')
    return [
      ...unless(
        doneSince(record, 'notice-of-hearing', 'request-hearing'),
        ground('hearing-not-noticed', '尚未通知听证。', 'No notice of the hearing was given.', APL('第六十四条第二项')),
      ),
      ...unless(
        attempt.on.toString() >= day,
        ground(
          'hearing-not-due',
          `通知的听证日期是 ${day}；改期的，请重新通知。`,
          `The hearing is on ${day}. To move it, give notice again.`,
          APL('第六十四条第二项'),
        ),
      ),
    ]
  },
  'report-hearing': (record, attempt, law) => [
    ...unless(
      doneSince(record, 'hold-hearing', 'request-hearing'),
      ground('hearing-not-held', '听证尚未举行。', 'The hearing was not held yet.', APL('第六十五条（待核）')),
    ),
    ...fitToReview(() => true)(record, attempt, law),
  ],
}
