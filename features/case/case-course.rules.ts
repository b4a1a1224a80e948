import type { ActSpec, Guard } from '../../core/proceeding.ts'
import { handlers, may, must, reason } from './case-field.rules.ts'
import {
  about,
  currently,
  everHandled,
  ground,
  isBefore,
  listed,
  PROC,
  present,
  twoHandlers,
  unless,
  XFER,
} from './case-law.rules.ts'

/** Who handles the case, how long it may take, what interrupts it, and how it leaves for the criminal law and comes back. */
export const courseActs = {
  'assign-handlers': {
    words: ['指定办案人员', 'Assign the handlers'],
    by: ['head', 'system'],
    assigns: { field: 'handlers', capacity: 'handler' },
    fields: {
      handlers,
      filedOn: may('day', '立案日期', 'Filed on', {
        source: PROC('第六十四条'),
        hint: [
          '办案期限从这一天算；不填的，从指定之日算。',
          'The period of the case runs from it; if empty, from this act.',
        ],
      }),
    },
    source: PROC('第十九条'),
  },
  'replace-handlers': {
    words: ['变更办案人员', 'Replace handlers'],
    by: ['head'],
    assigns: { field: 'handlers', capacity: 'handler' },
    fields: { handlers, reason: reason() },
    source: PROC('第十九条、第二十二条'),
  },
  'request-recusal': {
    words: ['登记回避申请', 'Record a request for recusal'],
    by: ['handler', 'reviewer', 'head'],
    fields: {
      whose: must('person', '被申请回避的人员', 'Whose recusal'),
      requestedBy: must('choice', '提出方式', 'Requested by', {
        options: {
          party: ['当事人申请', 'The party'],
          self: ['本人提出', 'The person concerned'],
          office: ['本部门责令', 'The office'],
        },
      }),
      relation: must('text', '利害关系或者可能影响公正的其他关系', 'The interest or relation', {
        source: PROC('第四条（待核）'),
      }),
    },
    source: PROC('第四条（待核）、第二十一条'),
  },
  recuse: {
    words: ['决定回避', 'Decide that somebody is recused'],
    by: ['head', 'handler'],
    approval: 'head',
    issues: 8,
    assigns: { field: 'handlers', capacity: 'handler' },
    fields: {
      whose: must('person', '回避的人员', 'Who is recused', { source: PROC('第四条（待核）') }),
      handlers,
      decisionNo: may(
        'line',
        '集体讨论记录或主要负责人决定的编号',
        'Number of the decision of the heads or the principal',
        {
          source: PROC('第四条（待核）'),
          hint: [
            '主要负责人的回避由负责人集体讨论决定，其他负责人的回避由主要负责人决定；办案、审核等人员不用填。',
            'For the principal the heads decide together, for another head the principal. Leave empty for everybody else.',
          ],
        },
      ),
      reason: reason(PROC('第四条（待核）')),
    },
    source: PROC('第四条（待核）'),
  },
  'reject-recusal': {
    words: ['驳回回避申请', 'Reject the request for recusal'],
    by: ['head', 'handler'],
    approval: 'head',
    issues: 8,
    fields: { whose: must('person', '被申请回避的人员', 'Whose recusal'), reason: reason(PROC('第四条（待核）')) },
    source: PROC('第四条（待核）'),
  },
  'extend-case': {
    words: ['延长办案期限三十日', 'Extend the case by thirty days'],
    by: ['handler'],
    approval: 'head',
    issues: 8,
    fields: { reason: reason(PROC('第六十四条')) },
    source: PROC('第六十四条'),
  },
  'extend-case-again': {
    words: ['集体讨论决定继续延期', 'Extend again by decision of the heads together'],
    by: ['handler'],
    approval: 'collective',
    issues: 42,
    fields: {
      days: must('count', '延长的合理期限（日）', 'Reasonable period, in days', { source: PROC('第六十四条') }),
      reason: reason(PROC('第六十四条')),
    },
    source: PROC('第六十四条'),
  },
  suspend: {
    words: ['中止调查', 'Suspend the investigation'],
    by: ['handler'],
    approval: 'head',
    issues: 8,
    fields: {
      ground: must('choice', '中止情形', 'Ground', {
        options: {
          'awaits-ruling': [
            '须以相关裁判结果或者其他行政决定为依据',
            'Depends on a ruling or another administrative decision',
          ],
          'asks-interpretation': ['送请有权机关作出解释或者确认', 'An interpretation was asked for'],
          'force-majeure': ['不可抗力', 'Force majeure'],
          'party-missing': ['当事人下落不明', 'The party cannot be found'],
          other: ['其他应当中止调查的情形', 'Another ground'],
        },
        source: PROC('第四十六条'),
      }),
      reason: reason(PROC('第四十六条')),
    },
    source: PROC('第四十六条'),
  },
  resume: {
    words: ['恢复调查', 'Resume the investigation'],
    by: ['handler'],
    issues: 8,
    fields: { reason: must('text', '中止原因如何消除', 'How the ground ceased', { source: PROC('第四十六条') }) },
    source: PROC('第四十六条'),
  },
  'terminate-investigation': {
    words: ['终止调查', 'Terminate the investigation'],
    by: ['handler'],
    approval: 'head',
    issues: 8,
    fields: {
      ground: must('choice', '终止情形', 'Ground', {
        options: {
          'person-died': ['自然人死亡，且无权利义务承受人', 'The person died and nobody succeeds'],
          'body-ended': ['法人或者其他组织终止，且无权利义务承受人', 'The body ceased to exist and nobody succeeds'],
          other: ['致使调查无法继续进行的其他原因', 'Another cause that makes it impossible to go on'],
        },
        source: PROC('第四十七条'),
      }),
      reason: reason(PROC('第四十七条')),
    },
    source: PROC('第四十七条'),
  },
  'refer-crime': {
    words: ['启动涉嫌犯罪案件移送', 'Begin a criminal referral'],
    by: ['handler'],
    fields: {
      threshold: must('choice', '移送门槛', 'Threshold', {
        options: {
          crime: ['金额、情节、后果等涉嫌构成犯罪', 'Amount, circumstances or result suggest a crime'],
          suspicion: [
            '存在犯罪的合理嫌疑，需要公安机关进一步获取证据',
            'Reasonable suspicion; public security must take further evidence',
          ],
        },
        source: XFER('第三条'),
      }),
      reason: reason(XFER('第三条')),
    },
    source: XFER('第三条、第五条'),
  },
  'referral-rejected': {
    words: ['移送未获批准', 'The referral was not approved'],
    by: ['system'],
    fields: { reason: reason(XFER('第五条')) },
    source: XFER('第五条'),
  },
  'police-filed': {
    words: ['公安机关立案', 'Public security filed the case'],
    by: ['system'],
    fields: { noticeNo: may('line', '立案通知书文号', 'Number of the notice') },
    source: XFER('第八条、第十二条'),
  },
  'police-declined': {
    words: ['公安机关不予立案，退回依法处理', 'Public security declined; the case comes back'],
    by: ['system'],
    issues: 8,
    fields: { noticeNo: may('line', '不予立案通知书文号', 'Number of the notice') },
    source: XFER('第十条'),
  },
} as const satisfies Record<string, ActSpec>

/** @source domain law.md §4.9: an extension counts only if approved before the period ended */
const beforeExpiry =
  (times: 'first' | 'again'): Guard =>
  (record, attempt, law) => {
    const extended = record.acts.some(({ act }) => act === 'extend-case')
    const due = law.due('T-10')
    return [
      ...unless(
        times === 'again' || !extended,
        ground(
          'already-extended',
          '负责人批准的延期只有一次；仍不能作出决定的，由负责人集体讨论决定是否继续延期。',
          'The head extends once. After that the heads together decide on any further period.',
          PROC('第六十四条'),
        ),
      ),
      ...unless(
        times === 'first' || extended,
        ground(
          'not-extended-yet',
          '应当先经负责人批准延长三十日，期满前仍不能作出决定的，再集体讨论。',
          'The head’s extension by thirty days comes first.',
          PROC('第六十四条'),
        ),
      ),
      ...unless(
        due === null || !isBefore(due, attempt.today),
        ground(
          'period-over',
          `办案期限已于 ${due} 届满，届满后不能补批延期，只能登记逾期说明。`,
          `The period ended on ${due}. It cannot be extended afterwards; record an explanation of the delay.`,
          PROC('第六十四条'),
        ),
      ),
    ]
  }

const recusedLeaves: Guard = (record, { fields }) => {
  const involved = record.people.some(({ personId, until }) => personId === fields.whose && until === null)
  return [
    ...about(
      'whose',
      unless(
        involved || present(fields.decisionNo),
        ground(
          'not-in-this-case',
          '该人员没有参与本案的办理；负责人的回避，请填写决定编号。',
          'This person takes no part in the case. For a head, enter the number of the decision.',
          PROC('第四条（待核）'),
        ),
      ),
    ),
    ...about(
      'handlers',
      unless(
        !listed(fields.handlers).some((one) => one === fields.whose),
        ground(
          'recused-still-handles',
          '回避的人员不能再列为办案人员，请另行指定。',
          'Whoever is recused cannot remain a handler. Assign somebody else.',
          PROC('第四条（待核）、第二十二条'),
        ),
      ),
    ),
  ]
}

/** A reviewer who would become a handler could no longer review. @source 《市场监督管理行政处罚程序规定》第四十九条 */
const handlersNotReviewers: Guard = (record, attempt) =>
  about(
    'handlers',
    unless(
      !currently(record, 'reviewer').some((one) => listed(attempt.fields.handlers).includes(one)),
      ground(
        'reviewer-is-handler',
        '审核人员不能同时是办案人员。',
        'Whoever reviews the case cannot handle it.',
        PROC('第四十九条'),
      ),
    ),
  )

export const courseGuards: Readonly<Partial<Record<keyof typeof courseActs, Guard>>> = {
  'assign-handlers': handlersNotReviewers,
  'replace-handlers': handlersNotReviewers,
  recuse: (record, attempt, law) => [
    ...recusedLeaves(record, attempt, law),
    ...handlersNotReviewers(record, attempt, law),
  ],
  'reject-recusal': (record, attempt) =>
    about(
      'whose',
      unless(
        record.acts.some(({ act, fields }) => act === 'request-recusal' && fields.whose === attempt.fields.whose),
        ground(
          'no-recusal-requested',
          '没有对该人员的回避申请。',
          'Nobody asked for the recusal of this person.',
          PROC('第四条（待核）'),
        ),
      ),
    ),
  'extend-case': beforeExpiry('first'),
  'extend-case-again': beforeExpiry('again'),
  suspend: twoHandlers,
  'terminate-investigation': twoHandlers,
  'refer-crime': twoHandlers,
}

/** Whoever decides on a case or hears it has not handled it, nor was recused. */
export const neverTookPart = (record: Parameters<Guard>[0], personId: unknown): boolean =>
  !everHandled(record).includes(String(personId)) &&
  !record.acts.some(({ act, fields }) => act === 'recuse' && fields.whose === personId)
