import type { Pair } from '../../core/words.ts'
import { elementsOf } from '../trade-secret/elements.rules.ts'
import type { TradeSecret } from '../trade-secret/trade-secret.schema.ts'
import type { Comparison } from './proof-pack.schema.ts'

/** Where what is lacking is supplied: the entry of the register, or the making of the pack. */
export type SupplyPlace = 'register' | 'pack'
export type Lack = { readonly words: Pair; readonly where: SupplyPlace }
export type MeterRow = {
  readonly id: 'secrecy' | 'value' | 'measures' | 'points' | 'access' | 'sameness'
  readonly words: Pair
  readonly source: string
  readonly lacks: readonly Lack[]
}

/**
 * What the law asks to be shown for one secret, and what of it is lacking. It tells what to prepare, never how a case ends.
 *
 * @param actedOn - the day of the act complained of, as far as known: measures count from before it only
 * @source domain law.md §1.1, §1.7: SPC20 5, 6, 12, 13, 27 ●
 */
export function meterOf(
  secret: TradeSecret,
  comparison: Comparison | null,
  actedOn: string | null,
): readonly MeterRow[] {
  return [
    ...elementsOf(secret).map(({ id, words, source, missing }) => ({
      id,
      words,
      source,
      lacks: [
        ...missing.map(({ words }) => ({ words, where: 'register' as const })),
        ...(id === 'measures' && actedOn !== null ? measuresTooLate(secret, actedOn) : []),
      ],
    })),
    {
      id: 'points',
      words: ['秘密点已固定', 'Secret points are locked'],
      source: '法释〔2020〕7号第二十七条',
      lacks: unlocked(secret),
    },
    { id: 'access', words: ['接触', 'Access'], source: '法释〔2020〕7号第十二条', lacks: accessLacks(secret) },
    {
      id: 'sameness',
      words: ['实质相同', 'Substantially the same'],
      source: '法释〔2020〕7号第十三条',
      lacks: samenessLacks(secret, comparison),
    },
  ]
}

const lack = (missing: boolean, where: SupplyPlace, words: Pair): Lack[] => (missing ? [{ words, where }] : [])

/** @source SPC20 5 ●: measures taken before the act */
const measuresTooLate = ({ measures }: TradeSecret, actedOn: string) =>
  lack(
    measures.length > 0 &&
      !measures.some(({ since, until }) => since < actedOn && (until === null || until >= actedOn)),
    'register',
    ['被诉行为发生以前没有一项有效的措施', 'No measure was in force before the act complained of'],
  )

const unlocked = ({ points }: TradeSecret) => [
  ...lack(points.length === 0, 'register', ['还没有秘密点可以固定', 'There is no secret point to lock yet']),
  ...points
    .filter(({ lockedOn }) => lockedOn === null)
    .flatMap(({ title }) =>
      lack(true, 'register', [`秘密点“${title}”尚未锁定版本`, `Secret point “${title}” has no locked version yet`]),
    ),
]

const accessLacks = ({ knowers }: TradeSecret) => [
  ...lack(knowers.length === 0, 'register', ['没有登记谁知悉这项秘密', 'Nobody is registered as knowing this secret']),
  ...knowers.flatMap(({ name, post, notice }) => [
    ...lack(post === '', 'register', [`“${name}”没有写岗位`, `The post of “${name}” is not given`]),
    ...lack(!notice?.acknowledgedOn, 'register', [
      `“${name}”没有签收保密告知的记录`,
      `No record that “${name}” acknowledged the notice`,
    ]),
  ]),
]

function samenessLacks({ points }: TradeSecret, comparison: Comparison | null): Lack[] {
  if (!comparison || comparison.accused.length === 0)
    return lack(true, 'pack', ['还没有列出被诉信息', 'No information of the accused is listed yet'])
  const cells = new Map(comparison.cells.map((cell) => [`${cell.pointId} ${cell.accusedId}`, cell]))
  return points.flatMap((point) =>
    comparison.accused.flatMap((accused) => {
      const cell = cells.get(`${point.id} ${accused.id}`)
      return [
        ...lack(!cell, 'pack', [
          `秘密点“${point.title}”与“${accused.title}”尚未比对`,
          `“${point.title}” is not compared with “${accused.title}” yet`,
        ]),
        ...lack(cell?.reason === '', 'pack', [
          `秘密点“${point.title}”与“${accused.title}”的比对没有写理由`,
          `The comparison of “${point.title}” with “${accused.title}” gives no reason`,
        ]),
      ]
    }),
  )
}
