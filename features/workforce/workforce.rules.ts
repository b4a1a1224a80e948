import { defineWords, type Pair } from '../../core/words.ts'
import type { TradeSecret } from '../trade-secret/trade-secret.schema.ts'
import type { ClearedPerson, NonCompete } from './workforce.schema.ts'

export type Due = 'unsigned' | 'agreement-expiring' | 'untrained' | 'open-run' | 'unpaid' | 'erase'

/** What is to be done about a person, as of a day; an expiry counts from `notice` days before it. The notice is the platform's. */
export const dueOf = (person: ClearedPerson, today: Temporal.PlainDate, notice = 30): Due[] => {
  const by = (on: string, days: number) => Temporal.PlainDate.compare(on, today.add({ days })) <= 0
  const { agreements, training, runs, retention, nonCompete, clearedUntil } = person
  /** Nothing more is asked of somebody who is cleared no longer; what runs on is ended, paid and erased. */
  const left = clearedUntil !== null && by(clearedUntil, -1)
  const isTrained = training.some(({ passed, until }) => passed && (!until || !by(until, -1)))
  const due: Record<Due, boolean> = {
    unsigned: !left && (!agreements.some(({ signedOn }) => signedOn) || agreements.some(({ signedOn }) => !signedOn)),
    'agreement-expiring': agreements.some(({ signedOn, expiresOn }) => signedOn && expiresOn && by(expiresOn, notice)),
    untrained: !left && !isTrained,
    'open-run': runs.some(({ closedAt }) => !closedAt),
    unpaid: nonCompete !== null && monthsUnpaid(nonCompete, today) > 0,
    erase: retention !== null && by(retention.until, -1),
  }
  return (Object.keys(due) as Due[]).filter((one) => due[one])
}

/** Whole months for which compensation is owed and was not paid, while the restriction runs. */
export function monthsUnpaid({ startsOn, paidUntil, months }: NonCompete, today: Temporal.PlainDate): number {
  if (!startsOn) return 0
  const start = Temporal.PlainDate.from(startsOn)
  const end = start.add({ months })
  const paid = paidUntil ? Temporal.PlainDate.from(paidUntil) : start
  const until = Temporal.PlainDate.compare(today, end) < 0 ? today : end
  return Temporal.PlainDate.compare(until, paid) <= 0 ? 0 : paid.until(until, { largestUnit: 'months' }).months
}

/** What the law or its guidance says against a restriction; `isLaw` tells limits of law from guidance. */
export type Objection = {
  readonly code: string
  readonly words: Pair
  /** With ◐ where only a part of the text was read. */
  readonly source: Pair
  readonly isLaw: boolean
}

/** How the content file has checked each: LCL and LDI1 in full, LDI2 in part, the guidance by news reports only. */
const basis = defineWords({
  LCL23: ['《劳动合同法》第二十三条', 'Labour Contract Law, Article 23'],
  LCL24: ['《劳动合同法》第二十四条', 'Labour Contract Law, Article 24'],
  LDI1: ['法释〔2020〕26号', 'SPC Interpretation (I) on Labour Disputes'],
  LDI2: [
    '《最高人民法院关于审理劳动争议案件适用法律问题的解释（二）》第十三条（◐）',
    'SPC Interpretation (II) on Labour Disputes, Article 13 (◐)',
  ],
  NCG25: ['《企业实施竞业限制合规指引》（待核）', 'National guidance on non-competes (to be verified)'],
})
const both = (one: Pair, other: Pair): Pair => [`${one[0]}、${other[0]}`, `${one[1]}; ${other[1]}`]
const article = (source: Pair, zh: string, en: number): Pair => [`${source[0]}第${zh}条`, `${source[1]}, Article ${en}`]

/**
 * @source content/templates.yaml TPL-06 legalLimits: 《劳动合同法》第二十三条、第二十四条; 法释〔2020〕26号 (劳动争议解释一) 第三十六条、第三十八条;
 *   劳动争议解释二 第十三条, read in part; and the 2025 guidance, whose figures were read in news reports only
 */
export function objectionsTo(terms: NonCompete, today: Temporal.PlainDate): readonly Objection[] {
  const { standing, months, averageWageFen, monthlyFen, penaltyFen } = terms
  const share = averageWageFen && monthlyFen !== null ? monthlyFen / averageWageFen : null
  const advised = months > 12 ? 0.5 : 0.3
  const unpaid = monthsUnpaid(terms, today)
  return [
    ...when(
      standing === 'none',
      'no-access',
      '没有知悉、接触商业秘密的人员，竞业限制条款不生效。',
      'Without access to secrets it has no effect.',
      both(basis.LCL24, basis.LDI2),
      true,
    ),
    ...when(
      months > 24,
      'too-long',
      '竞业限制期限不得超过二年（24 个月）。',
      'It may last two years (24 months) at most.',
      basis.LCL24,
      true,
    ),
    ...when(
      monthlyFen === null || monthlyFen === 0,
      'unpaid-terms',
      '应当按月给予经济补偿；没有约定的，对方履行后可以请求按离职前十二个月平均工资的 30% 按月支付，且不低于最低工资标准。',
      'Compensation is due each month; without terms, whoever kept to it may claim 30 % of the last twelve months’ average wage, and not less than the minimum wage.',
      both(basis.LCL23, article(basis.LDI1, '三十六', 36)),
      true,
    ),
    ...when(
      share !== null && monthlyFen !== 0 && share < advised,
      'below-guidance',
      `补偿低于离职前平均工资的 ${advised * 100}%；国家指引建议一般不低于 30%，期限超过一年的不低于 50%（指引不是法律，数字来自新闻报道，待核）。`,
      `Below ${advised * 100} % of the average wage: national guidance suggests 30 % at least, 50 % where it lasts more than a year (guidance, not law, known from news reports; to be verified).`,
      basis.NCG25,
      false,
    ),
    ...when(
      penaltyFen !== null && monthlyFen !== null && penaltyFen > 5 * monthlyFen * months,
      'penalty-high',
      '违约金超过约定补偿总额的五倍；国家指引建议不超过五倍（指引不是法律，数字来自新闻报道，待核），过高的法院可以调低。',
      'The penalty exceeds five times the total compensation, more than national guidance suggests (guidance, not law, known from news reports; to be verified); courts may reduce what is too high.',
      basis.NCG25,
      false,
    ),
    ...when(
      unpaid >= 3,
      'three-months-unpaid',
      '因单位原因三个月未支付补偿的，对方可以请求解除。',
      'Three months unpaid for reasons of the employer: the other side may ask to end it.',
      article(basis.LDI1, '三十八', 38),
      true,
    ),
  ]
}

const when = (wrong: boolean, code: string, zh: string, en: string, source: Pair, isLaw: boolean): Objection[] =>
  wrong ? [{ code, words: [zh, en], source, isLaw }] : []

export type Known = { readonly id: string; readonly number: string; readonly name: string }
/** Which secrets a person may still know, by account or by name. */
export const secretsKnownBy = (
  person: Pick<ClearedPerson, 'name' | 'personId'>,
  register: readonly { readonly id: string; readonly value: TradeSecret }[],
): readonly Known[] =>
  register
    .filter(({ value }) => value.knowers.some((knower) => knower.until === null && isSame(knower, person)))
    .map(({ id, value }) => ({ id, number: value.number, name: value.name }))

/** Which secrets a person knew until a day or later, and those that they still know: what a close-out names. */
export const knownUntil = (
  person: Pick<ClearedPerson, 'name' | 'personId'>,
  register: readonly { readonly id: string; readonly value: TradeSecret }[],
  day: string,
): readonly Known[] =>
  register
    .filter(({ value }) =>
      value.knowers.some((knower) => isSame(knower, person) && (knower.until === null || knower.until >= day)),
    )
    .map(({ id, value }) => ({ id, number: value.number, name: value.name }))

/** The register's entries as they are once the person knows no more: from this day on. */
export const withoutKnower = (
  value: TradeSecret,
  person: Pick<ClearedPerson, 'name' | 'personId'>,
  on: string,
): TradeSecret => ({
  ...value,
  knowers: value.knowers.map((knower) =>
    knower.until === null && isSame(knower, person) ? { ...knower, until: on } : knower,
  ),
})

export const isSame = (
  knower: { readonly name: string; readonly personId: string | null },
  { name, personId }: Pick<ClearedPerson, 'name' | 'personId'>,
) => (personId !== null && knower.personId !== null ? knower.personId === personId : knower.name === name)
