import type { Pair } from '../../core/words.ts'
import { elementsOf } from '../trade-secret/elements.rules.ts'
import { lasts } from '../trade-secret/measure-advice.rules.ts'
import type { TradeSecret } from '../trade-secret/trade-secret.schema.ts'
import type { Comparison, PackRecord } from './proof-pack.schema.ts'

/** Where what is lacking is supplied: the entry of the register, or the making of the pack. */
export type SupplyPlace = 'register' | 'pack'
export type Lack = { readonly words: Pair; readonly where: SupplyPlace }
export type MeterRow = {
  readonly id: 'kind' | 'secrecy' | 'value' | 'measures' | 'points' | 'access' | 'sameness' | 'loss'
  readonly words: Pair
  readonly source: string
  /** What of it is there today. */
  readonly have: Pair
  readonly lacks: readonly Lack[]
  /** What is no gap and yet to be known before one relies on it. */
  readonly notes: readonly Pair[]
}

/** What a pack knows of the matter beside the entry of the register. */
export type Matter = Pick<PackRecord, 'comparison' | 'actedOn' | 'access' | 'loss' | 'lossBasis'>
export const noMatter: Matter = {
  ...{ comparison: { accused: [], cells: [] }, actedOn: null, access: [] },
  ...{ loss: { basis: null, amountFen: null }, lossBasis: '' },
}

/**
 * What the law asks to be shown for one secret, what is there and what is lacking. It tells what to prepare, never how a case
 * ends. Measures count from before the act complained of only.
 *
 * @param today - yyyy-mm-dd; who knows it beyond this day knows it still
 * @param kindName - what its kind of information is called
 * @source domain law.md §1.1, §1.2, §1.7, §6.2: AUCL 10, 22; SPC20 2, 5, 6, 12, 13, 27 ●
 */
export function meterOf(
  secret: TradeSecret,
  matter: Matter,
  today: string,
  kindName: Pair = [secret.infoKind, secret.infoKind],
): readonly MeterRow[] {
  const { comparison, actedOn } = matter
  return [
    {
      id: 'kind',
      words: ['属于技术信息、经营信息等商业信息', 'Technical, business or other commercial information'],
      source: '《反不正当竞争法》第十条',
      have: [`已登记类型 ${kindName[0]}`, `kind registered: ${kindName[1]}`],
      lacks: [],
      notes: secret.infoKind === customers ? [customerNote] : [],
    },
    ...elementsOf(asOfAct(secret, actedOn), today).map(({ id, words, source, missing }) => {
      const late = id === 'measures' && actedOn !== null ? measuresTooLate(secret, actedOn) : []
      const others = late.length > 0 ? missing.filter(({ field }) => field !== 'measures') : missing
      return {
        ...{ id, words, source, have: elementHave(secret, id, actedOn), notes: [] },
        lacks: [...late, ...others.map(({ words }) => ({ words, where: 'register' as const }))],
      }
    }),
    {
      id: 'points',
      words: ['秘密点已明确并固定', 'Secret points are stated and locked'],
      source: '法释〔2020〕7号第二十七条',
      have: countOf(
        secret.points.filter(({ lockedOn }) => lockedOn !== null).length,
        secret.points.length,
        '个秘密点已锁定',
        'secret points locked',
      ),
      lacks: unlocked(secret),
      notes: [],
    },
    {
      id: 'access',
      words: ['接触', 'Access'],
      source: '法释〔2020〕7号第十二条',
      have: [
        `登记知情人 ${secret.knowers.length} 人、对外提供 ${secret.disclosures.length} 次，写明接触途径 ${matter.access.length} 条`,
        `people who know: ${secret.knowers.length}, disclosures: ${secret.disclosures.length}; ways of access told: ${matter.access.length}`,
      ],
      ...accessOf(secret, matter, today),
    },
    {
      id: 'sameness',
      words: ['实质相同', 'Substantially the same'],
      source: '法释〔2020〕7号第十三条',
      have: [
        `被诉信息 ${comparison.accused.length} 条，已比对 ${comparison.cells.length} 格`,
        `pieces of the accused: ${comparison.accused.length}, comparisons: ${comparison.cells.length}`,
      ],
      lacks: samenessLacks(secret, comparison),
      notes: [],
    },
    {
      id: 'loss',
      words: ['损失或者获利', 'Loss or gain'],
      source: '《反不正当竞争法》第二十二条',
      have:
        matter.lossBasis === '' ? ['还没有说明', 'nothing told yet'] : ['已说明计算方式', 'how it is reckoned is told'],
      lacks: lossLacks(matter),
      notes: matter.loss.basis === 'undetermined' ? [undeterminedNote] : [],
    },
  ]
}

/** The kind of information about customers. @source domain law.md §1.2 B08 */
const customers = 'B08'
const customerNote: Pair = [
  '客户信息：仅以与特定客户保持长期稳定交易关系主张的，不予支持；请写明客户的名称、地址、联系方式以及交易习惯、意向、内容（法释〔2020〕7号第一条、第二条）。',
  'Customers: a long and steady trade with one of them is not enough; give names, addresses and contacts, and the habits, intentions and contents of the trade (SPC 2020, articles 1 and 2).',
]
const undeterminedNote: Pair = [
  '实际损失和获利都难以确定的，由人民法院根据情节判给 500 万元以下的赔偿。',
  'Where neither can be determined, a court awards up to 5,000,000 yuan by the circumstances.',
]

const countOf = (there: number, all: number, zh: string, en: string): Pair => [
  `${there}/${all} ${zh}`,
  `${there} of ${all} ${en}`,
]

function elementHave(secret: TradeSecret, id: 'secrecy' | 'value' | 'measures', actedOn: string | null): Pair {
  const told = (text: string): Pair =>
    text === '' ? ['还没有说明', 'nothing told yet'] : ['已写明依据', 'its basis is told']
  if (id === 'secrecy') return told(secret.secrecyBasis)
  if (id === 'value') return told(secret.valueBasis)
  const counting = secret.measures.filter((measure) => actedOn === null || wasInForce(measure, actedOn))
  return [
    `${actedOn === null ? '' : '行为发生以前有效的'}措施 ${counting.length} 项，其中 ${counting.filter(({ evidence }) => evidence !== '').length} 项写明证据`,
    `measures${actedOn === null ? '' : ' in force before the act'}: ${counting.length}, with their evidence: ${counting.filter(({ evidence }) => evidence !== '').length}`,
  ]
}

const lack = (missing: boolean, where: SupplyPlace, words: Pair): Lack[] => (missing ? [{ words, where }] : [])

/** Whether a measure was in force when the act complained of began. @source SPC20 5 ●: measures taken before the act */
export const wasInForce = (
  { since, until }: Pick<TradeSecret['measures'][number], 'since' | 'until'>,
  actedOn: string,
) => since < actedOn && (until === null || until >= actedOn)

/** The entry with the measures that count: those from before the act, whether or not they have ended since. */
const asOfAct = (secret: TradeSecret, actedOn: string | null): TradeSecret =>
  actedOn === null
    ? secret
    : {
        ...secret,
        measures: secret.measures
          .filter((measure) => wasInForce(measure, actedOn))
          .map((measure) => ({ ...measure, until: null })),
      }

const measuresTooLate = ({ measures }: TradeSecret, actedOn: string) =>
  lack(measures.length > 0 && !measures.some((measure) => wasInForce(measure, actedOn)), 'register', [
    '被诉行为发生以前没有一项有效的措施',
    'No measure was in force before the act complained of',
  ])

const unlocked = ({ points }: TradeSecret) => [
  ...lack(points.length === 0, 'register', ['还没有秘密点可以固定', 'There is no secret point to lock yet']),
  ...points
    .filter(({ lockedOn }) => lockedOn === null)
    .flatMap(({ title }) =>
      lack(true, 'register', [`秘密点“${title}”尚未锁定版本`, `Secret point “${title}” has no locked version yet`]),
    ),
]

/** Of somebody whose access has ended, no notice can be asked any more: that is told and is no gap. */
function accessOf(
  { knowers, disclosures }: TradeSecret,
  { access }: Matter,
  today: string,
): Pick<MeterRow, 'lacks' | 'notes'> {
  const unbound = knowers.filter(({ notice }) => !notice?.acknowledgedOn)
  return {
    lacks: [
      ...lack(knowers.length === 0 && disclosures.length === 0, 'register', [
        '没有登记谁知悉这项秘密',
        'Nobody is registered as knowing this secret',
      ]),
      ...knowers.flatMap(({ name, post }) =>
        lack(post === '', 'register', [`“${name}”没有写岗位`, `The post of “${name}” is not given`]),
      ),
      ...unbound
        .filter((knower) => lasts(knower, today))
        .flatMap(({ name }) =>
          lack(true, 'register', [
            `“${name}”没有签收保密告知的记录`,
            `No record that “${name}” acknowledged the notice`,
          ]),
        ),
      ...lack(access.length === 0, 'pack', [
        '还没有写被投诉人通过谁、怎样接触到',
        'Through whom and how the accused got at it is not told yet',
      ]),
      ...access.flatMap(({ who, tie }) =>
        lack(tie === '', 'pack', [`没有写“${who}”与被投诉人的关系`, `What ties “${who}” to the accused is not told`]),
      ),
    ],
    notes: unbound
      .filter((knower) => !lasts(knower, today))
      .map(({ name }) => [
        `“${name}”已不再知悉，也没有签收过告知；请备好保密协议、员工手册等其他证据。`,
        `“${name}” no longer knows it and never acknowledged a notice: have other evidence ready, such as an agreement.`,
      ]),
  }
}

function samenessLacks({ points }: TradeSecret, comparison: Comparison): Lack[] {
  if (comparison.accused.length === 0)
    return lack(true, 'pack', ['还没有列出被诉信息', 'No information of the accused is listed yet'])
  return points.flatMap((point) =>
    comparison.accused.flatMap((accused) => {
      const cells = comparison.cells.filter((cell) => cell.pointId === point.id && cell.accusedId === accused.id)
      return [
        ...lack(cells.length === 0, 'pack', [
          `秘密点“${point.title}”与“${accused.title}”尚未比对`,
          `“${point.title}” is not compared with “${accused.title}” yet`,
        ]),
        ...lack(cells.length > 1, 'pack', [
          `秘密点“${point.title}”与“${accused.title}”比对了 ${cells.length} 次，只能留一个结论`,
          `“${point.title}” is compared with “${accused.title}” ${cells.length} times; keep one outcome`,
        ]),
        ...lack(
          cells.some(({ reason }) => reason === ''),
          'pack',
          [
            `秘密点“${point.title}”与“${accused.title}”的比对没有写理由`,
            `The comparison of “${point.title}” with “${accused.title}” gives no reason`,
          ],
        ),
      ]
    }),
  )
}

const lossLacks = ({ loss: { basis, amountFen }, lossBasis }: Matter) => [
  ...lack(basis === null, 'pack', ['还没有选择按什么计算', 'On what it rests is not chosen yet']),
  ...lack(basis !== null && basis !== 'undetermined' && amountFen === null, 'pack', [
    '还没有写初算金额',
    'No amount is given yet',
  ]),
  ...lack(lossBasis === '', 'pack', [
    '还没有写怎么算的、有什么凭据',
    'How it is reckoned, and on what, is not told yet',
  ]),
]
