import type { ActSpec, Guard, MatterRecord, Unmet } from '../../core/proceeding.ts'
import { materials, may, must, reason } from './case-field.rules.ts'
import { ACL, about, ground, isBefore, latest, PROC, unless, yuan } from './case-law.rules.ts'
import { isStayed, takenAway } from './case-remedy.rules.ts'

/** From the decision that was served to the last fen, or to the court. */
export const performanceActs = {
  pay: {
    words: ['登记缴款', 'Record a payment'],
    by: ['handler'],
    fields: {
      amountFen: must('fen', '金额', 'Amount'),
      receiptNo: must('line', '票据号', 'Number of the receipt', { source: PROC('第七十八条') }),
      what: must('choice', '款项', 'What for', {
        options: {
          fine: ['罚款', 'Fine'],
          gains: ['没收违法所得', 'Unlawful gains'],
          surcharge: ['加处罚款', 'Surcharge'],
        },
      }),
      materials,
    },
    source: PROC('第七十二条'),
  },
  perform: {
    words: ['登记其他履行情况', 'Record other performance'],
    by: ['handler'],
    fields: {
      what: must('text', '履行情况（停止违法行为等）', 'What was done (the act stopped …)'),
      verifiedBy: must('text', '核查经过', 'How it was verified'),
      materials,
    },
    source: PROC('第七十一条'),
  },
  'defer-payment': {
    words: ['准予延期或者分期缴纳', 'Allow deferral or instalments'],
    by: ['handler'],
    approval: 'head',
    issues: 47,
    fields: {
      kind: must('choice', '方式', 'How', {
        options: { deferral: ['延期缴纳', 'Deferral'], instalments: ['分期缴纳', 'Instalments'] },
        source: PROC('第七十四条'),
      }),
      until: must('day', '最后期限', 'Until', { source: PROC('第七十四条') }),
      plan: may('text', '分期安排', 'Instalments'),
      applied: must('check', '当事人已书面申请', 'The party applied in writing', { source: PROC('第七十四条') }),
      reason: must('text', '确有经济困难的情况', 'The hardship', { source: PROC('第七十四条') }),
    },
    source: PROC('第七十四条'),
  },
  demand: {
    words: ['催告履行', 'Demand performance'],
    by: ['handler'],
    issues: 48,
    fields: {
      amountFen: must('fen', '催告的金额', 'Amount demanded', { source: ACL('第三十五条') }),
      how: must('text', '履行方式和期限', 'How and by when', { source: ACL('第三十五条') }),
      receivedOn: must('day', '当事人收到催告书的日期', 'Received by the party on', { source: PROC('第七十六条') }),
      heard: must('check', '已告知陈述权和申辩权', 'The right to be heard was told', { source: ACL('第三十五条') }),
    },
    source: `${PROC('第七十六条')}；${ACL('第三十五条、第五十四条')}`,
  },
  'apply-court-enforcement': {
    words: ['申请法院强制执行', 'Apply for enforcement by the court'],
    by: ['handler'],
    approval: 'principal',
    issues: 49,
    fields: {
      court: must('line', '人民法院', 'Court'),
      amountFen: must('fen', '申请执行的金额', 'Amount'),
      reason: reason(ACL('第五十五条（待核）')),
    },
    source: `${PROC('第七十六条')}；${ACL('第五十三条、第五十四条')}`,
  },
  'record-court-outcome': {
    words: ['登记法院执行情况', 'Record what the court did'],
    by: ['handler'],
    fields: {
      outcome: must('choice', '结果', 'Outcome', {
        options: {
          accepted: ['受理', 'Accepted'],
          refused: ['裁定不予受理或者不准予执行', 'Refused'],
          executed: ['执行完毕', 'Executed'],
          ended: ['裁定终结执行', 'Enforcement ended by ruling'],
        },
      }),
      documentNo: must('line', '法律文书编号', 'Number of the ruling'),
      materials,
    },
    source: PROC('第七十六条、第七十七条'),
  },
  'confirm-performance': {
    words: ['确认履行完毕', 'Confirm full performance'],
    by: ['handler'],
    fields: { note: must('text', '核对情况', 'What was checked') },
    source: PROC('第七十七条'),
  },
} as const satisfies Record<string, ActSpec>

const fen = (value: unknown): number => (typeof value === 'number' ? value : 0)

/** What is owed by the decision as it stands, surcharge apart, and what was paid of it. */
export function owed(record: MatterRecord): { readonly owedFen: number; readonly paidFen: number } {
  const decided = latest(record, 'decide')?.fields ?? {}
  const changed = latest(record, 'record-overturning')?.fields
  const stands = {
    fineFen: changed?.fineFen ?? decided.fineFen,
    gainsFen: changed?.gainsFen ?? decided.gainsFen,
  }
  return {
    owedFen: fen(stands.fineFen) + fen(stands.gainsFen),
    paidFen: record.acts
      .filter(({ act, fields }) => act === 'pay' && fields.what !== 'surcharge')
      .reduce((sum, { fields }) => sum + fen(fields.amountFen), 0),
  }
}

const demandUnanswered: Guard = (record, attempt, law) => {
  if (latest(record, 'demand') === undefined)
    return [ground('not-demanded', '尚未催告当事人履行。', 'Performance was not demanded yet.', ACL('第五十四条'))]
  const due = law.due('T-20')
  return unless(
    due !== null && isBefore(due, attempt.on),
    ground(
      'demand-running',
      `催告书送达后十个工作日尚未届满（到 ${due ?? '待定'}）。`,
      `The ten working days after the demand are not over (until ${due ?? 'not known'}).`,
      `${PROC('第七十六条')}；${ACL('第五十四条')}`,
    ),
  )
}

/** Three months from the end of the remedies, or of a deferral. @source 《行政强制法》第五十三条; 《程序规定》第七十六条 */
const inTimeForTheCourt: Guard = (record, attempt, law) => {
  const due = law.due('T-21')
  return [
    ...unless(
      latest(record, 'remedies-expired') !== undefined,
      ground(
        'remedies-not-over',
        '尚未登记救济期限届满，不能申请强制执行。',
        'That the periods for remedies are over is not on record yet.',
        `${PROC('第七十六条')}；${ACL('第五十三条')}`,
      ),
    ),
    ...unless(
      due === null || !isBefore(due, attempt.on),
      ground(
        'enforcement-too-late',
        `申请人民法院强制执行的期限已于 ${due} 届满。`,
        `The period for applying to the court ended on ${due}.`,
        `${PROC('第七十六条')}；${ACL('第五十三条')}`,
      ),
    ),
  ]
}

const inFull: Guard = (record) => {
  const { owedFen, paidFen } = owed(record)
  return unless(
    paidFen >= owedFen,
    ground(
      'not-paid-in-full',
      `尚有 ${yuan(owedFen - paidFen)} 元未缴纳。`,
      `${yuan(owedFen - paidFen)} yuan are still unpaid.`,
      PROC('第七十二条、第七十七条'),
    ),
  )
}

/** There is a penalty, it still stands, and nothing stays its execution. */
const enforceable: Guard = (record) => [
  ...penaltyStands(record),
  ...unless(
    !isStayed(record),
    ground(
      'execution-stayed',
      '复议或者诉讼期间依法停止执行，暂不能催告或者申请强制执行。',
      'Execution is stayed by law while the remedy is pending.',
      PROC('第七十一条'),
    ),
  ),
]

/** @source 《市场监督管理行政处罚程序规定》第七十一条、第六十条 */
const penaltyStands = (record: MatterRecord): readonly Unmet[] => [
  ...unless(
    latest(record, 'decide', 'decide-no-penalty')?.act === 'decide',
    ground(
      'no-penalty-imposed',
      '本案没有作出处罚决定，没有需要履行的内容。',
      'No penalty was imposed, so there is nothing to perform.',
      PROC('第六十条、第七十一条'),
    ),
  ),
  ...unless(
    !takenAway(record),
    ground(
      'decision-taken-away',
      '处罚决定已被撤销、确认违法或者确认无效。',
      'The decision was revoked or declared unlawful or void.',
      PROC('第六十三条'),
    ),
  ),
]

export const performanceGuards: Readonly<Partial<Record<keyof typeof performanceActs, Guard>>> = {
  pay: penaltyStands,
  perform: penaltyStands,
  'defer-payment': (record, attempt) => [
    ...penaltyStands(record),
    ...about(
      'until',
      unless(
        String(attempt.fields.until) > attempt.on.toString(),
        ground('deferred-to-the-past', '最后期限须晚于批准日期。', 'The last day must lie ahead.', PROC('第七十四条')),
      ),
    ),
  ],
  demand: (record, attempt, law) => [
    ...enforceable(record, attempt, law),
    ...unless(
      owed(record).owedFen > owed(record).paidFen || latest(record, 'perform') === undefined,
      ground(
        'nothing-owed',
        '决定已履行，无需催告。',
        'The decision was performed; there is nothing to demand.',
        PROC('第七十六条'),
      ),
    ),
  ],
  'apply-court-enforcement': (record, attempt, law) => [
    ...enforceable(record, attempt, law),
    ...demandUnanswered(record, attempt, law),
    ...inTimeForTheCourt(record, attempt, law),
  ],
  'confirm-performance': inFull,
}
