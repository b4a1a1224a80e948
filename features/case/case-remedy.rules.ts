import type { ActSpec, Guard, MatterRecord } from '../../core/proceeding.ts'
import { materials, may, must } from './case-field.rules.ts'
import { ACL, ground, isBefore, latest, PROC, unless } from './case-law.rules.ts'

const ARL = (articles: string) => `《行政复议法》${articles}`
const ALL = (articles: string) => `《行政诉讼法》${articles}`

const outcomeFields = {
  outcome: must('choice', '结果', 'Outcome', {
    options: {
      upheld: ['维持或者驳回', 'Upheld or dismissed'],
      withdrawn: ['撤回申请或者撤诉', 'Withdrawn'],
      overturned: ['变更、撤销、确认违法或者无效', 'Changed, revoked, declared unlawful or void'],
    },
    hint: ['决定被变更、撤销或者确认违法、无效的，另行登记。', 'If the decision was overturned, record that too.'],
  }),
  documentNo: must('line', '文书编号', 'Number of the decision'),
  receivedOn: must('day', '收到日期', 'Received on'),
  materials,
} as const

export const overturnings = {
  changed: ['决定被变更', 'The decision was changed'],
  revoked: ['决定被撤销', 'The decision was revoked'],
  unlawful: ['决定被确认违法', 'The decision was declared unlawful'],
  void: ['决定被确认无效', 'The decision was declared void'],
} as const

const outcomes = ['record-reconsideration-outcome', 'record-litigation-outcome'] as const

/** What the party does against the decision, what becomes of it, and when nothing more can be done. None of it stays execution by itself. */
export const remedyActs = {
  'record-reconsideration': {
    words: ['登记行政复议', 'Record an application for reconsideration'],
    by: ['handler'],
    fields: {
      appliedOn: must('day', '申请日期', 'Applied on'),
      body: must('line', '复议机关', 'Body'),
      stayed: may('choice', '是否停止执行', 'Is execution stayed', {
        options: { no: ['不停止执行', 'No'], yes: ['依法停止执行', 'Yes, as the law provides'] },
        source: PROC('第七十一条'),
      }),
    },
    source: `${ARL('第二十条')}；${PROC('第七十一条')}`,
  },
  'record-litigation': {
    words: ['登记行政诉讼', 'Record a lawsuit'],
    by: ['handler'],
    fields: {
      filedOn: must('day', '起诉日期', 'Filed on'),
      court: must('line', '人民法院', 'Court'),
      stayed: may('choice', '是否停止执行', 'Is execution stayed', {
        options: { no: ['不停止执行', 'No'], yes: ['依法停止执行', 'Yes, as the law provides'] },
        source: PROC('第七十一条'),
      }),
    },
    source: `${ALL('第四十五条、第四十六条')}；${PROC('第七十一条')}`,
  },
  'record-reconsideration-outcome': {
    words: ['登记复议结果', 'Record the outcome of reconsideration'],
    by: ['handler'],
    fields: outcomeFields,
    source: `${ARL('第二十条')}；${ALL('第四十五条')}`,
  },
  'record-litigation-outcome': {
    words: ['登记诉讼结果', 'Record the outcome of the lawsuit'],
    by: ['handler'],
    fields: outcomeFields,
    source: ALL('第四十五条、第四十六条'),
  },
  'record-overturning': {
    words: ['登记决定被变更或者撤销', 'Record that the decision was overturned'],
    by: ['handler'],
    fields: {
      cause: must('choice', '情形', 'How', {
        options: overturnings,
        source: PROC('第六十三条'),
      }),
      by: must('line', '作出机关和文书编号', 'By whom, and the number'),
      receivedOn: must('day', '收到日期', 'Received on', {
        source: PROC('第六十三条'),
        hint: [
          '已公示的，自这一天起三个工作日内撤回并公开说明理由。',
          'If published, withdraw it within three working days.',
        ],
      }),
      fineFen: may('fen', '变更后的罚款', 'Fine as changed'),
      gainsFen: may('fen', '变更后的没收违法所得', 'Unlawful gains as changed'),
      materials,
    },
    source: PROC('第六十三条'),
  },
  'remedies-expired': {
    words: ['救济期限届满', 'The periods for remedies are over'],
    by: ['handler', 'system'],
    fields: {
      endedOn: must('day', '届满日期', 'Last day of the period', {
        source: PROC('第七十六条'),
        hint: [
          '申请法院强制执行的三个月从这一天起算。',
          'The three months for applying to the court run from this day.',
        ],
      }),
    },
    source: `${PROC('第七十六条')}；${ACL('第五十三条')}`,
  },
} as const satisfies Record<string, ActSpec>

/** Whether a remedy was sought whose outcome is not known yet. */
export const reliefPending = (record: MatterRecord): boolean => {
  const last = latest(record, 'record-reconsideration', 'record-litigation', ...outcomes)
  return last !== undefined && !isOutcome(last.act)
}

/**
 * The party can seek no remedy any more: it sought none in sixty days and six months, or did not sue within fifteen days of the
 * reconsideration, or the court has spoken.
 *
 * @source 《行政复议法》第二十条; 《行政诉讼法》第四十五条、第四十六条; 《程序规定》第七十六条
 */
export const remediesOver: Guard = (record, attempt, law) => {
  const last = latest(record, 'record-reconsideration', 'record-litigation', ...outcomes)
  if (last && !isOutcome(last.act))
    return [
      ground(
        'remedy-pending',
        '复议或者诉讼尚无结果。',
        'A reconsideration or lawsuit is pending.',
        PROC('第七十六条'),
      ),
    ]
  if (last?.act === 'record-litigation-outcome') return []
  const running = last ? ['T-19d'] : ['T-19a', 'T-19c']
  return running.flatMap((id) => {
    const due = law.due(id)
    return unless(
      due !== null && isBefore(due, attempt.on),
      ground(
        'remedy-period-running',
        due === null ? '当事人寻求救济的期限尚不能确定。' : `当事人申请复议或者提起诉讼的期限到 ${due} 届满。`,
        due === null ? 'The period for a remedy cannot be told yet.' : `The party may seek a remedy until ${due}.`,
        PROC('第七十六条'),
      ),
    )
  })
}

const isOutcome = (act: string): boolean => outcomes.some((one) => one === act)

const pending =
  (sought: 'record-reconsideration' | 'record-litigation'): Guard =>
  (record) =>
    unless(
      latest(record, 'record-reconsideration', 'record-litigation', ...outcomes)?.act === sought,
      ground(
        'no-relief-pending',
        '没有尚待结果的复议或者诉讼。',
        'No such reconsideration or lawsuit is pending.',
        PROC('第七十一条'),
      ),
    )

export const remedyGuards: Readonly<Partial<Record<keyof typeof remedyActs, Guard>>> = {
  'record-reconsideration-outcome': pending('record-reconsideration'),
  'record-litigation-outcome': pending('record-litigation'),
  'remedies-expired': remediesOver,
}

/** Whether nothing of the decision is left. */
export const takenAway = (record: MatterRecord): boolean =>
  ['revoked', 'void', 'unlawful'].includes(String(latest(record, 'record-overturning')?.fields.cause))

/** Whether a pending remedy stays execution, which it only does where a law says so. @source 《程序规定》第七十一条 */
export const isStayed = (record: MatterRecord): boolean =>
  reliefPending(record) && latest(record, 'record-reconsideration', 'record-litigation')?.fields.stayed === 'yes'
