import { kindsOf } from './classification.rules.ts'
import type { Classification, FactorId, InfoKind, LevelId, Score } from './classification.schema.ts'

export type Scores = Readonly<Partial<Record<FactorId, Score>>>
export type Grade = {
  readonly total: number
  readonly level: LevelId
  /** What decided: the sum, or one of the two overriding rules. */
  readonly by: 'sum' | 'obtainable-in-public' | 'grave-loss'
}

/**
 * The level that six answers suggest; a person confirms it.
 *
 * @returns null until all six are answered
 * @source content/classification.yaml levelRule, levels[].scoreRange; the weights are the platform's, not the law's
 */
export function suggestLevel({ levels, levelFactors }: Classification, scores: Scores): Grade | null {
  const given = levelFactors.map(({ id }) => scores[id])
  if (given.some((score) => score === undefined)) return null
  const total = given.reduce<number>((sum, score) => sum + (score ?? 0), 0)
  const bySum = levels.find(({ scoreRange: [from, to] }) => total >= from && total <= to)
  if (!bySum) throw new RangeError(`no level covers ${total}`)
  if (scores.F1 === 0 && bySum.rank > 0) return { total, level: 'internal', by: 'obtainable-in-public' }
  const important = levels.find(({ id }) => id === 'important')
  if (scores.F1 !== 0 && scores.F2 === 3 && important && bySum.rank < important.rank)
    return { total, level: 'important', by: 'grave-loss' }
  return { total, level: bySum.id, by: 'sum' }
}

/** What something lies in says less of its kind than what it is; the weight is the platform's. */
const carrierWeight = 0.4

export type Guess = {
  readonly kind: InfoKind
  /** What of the catalogue is like what was typed. */
  readonly because: readonly [zh: string, en: string]
  readonly level: LevelId | null
  readonly levelBecause: readonly [zh: string, en: string] | null
}

/**
 * What a few words (配方, 客户名单, 源代码) usually are, and at which level such things usually stand, each with the example it was taken from.
 * It compares with the examples of the catalogue and knows nothing else.
 */
export function guessKinds(classification: Classification, typed: string, limit = 3): readonly Guess[] {
  const wanted = shingles(typed)
  if (wanted.size === 0) return []
  const kinds = kindsOf(classification)
  const levelOf = usualLevel(classification, wanted)
  return kinds
    .map((kind) => {
      const is = best([kind.name, kind.meaning, ...kind.examples], wanted)
      const liesIn = best(kind.typicalCarriers ?? [], wanted)
      const weaker = liesIn.score * carrierWeight
      return { kind, ...(is.score >= weaker ? is : { ...liesIn, score: weaker }) }
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ kind, text }) => ({ kind, because: text, ...levelOf }))
}

function usualLevel({ levels }: Classification, wanted: ReadonlySet<string>): Pick<Guess, 'level' | 'levelBecause'> {
  const found = levels
    .map(({ id, examples }) => ({ id, ...best(examples, wanted) }))
    .sort((a, b) => b.score - a.score)[0]
  return found && found.score > 0 ? { level: found.id, levelBecause: found.text } : { level: null, levelBecause: null }
}

function best(texts: readonly { zh: string; en: string }[], wanted: ReadonlySet<string>) {
  let score = 0
  let text: readonly [string, string] = ['', '']
  for (const { zh, en } of texts) {
    const has = shingles(`${zh} ${en}`)
    const common = [...wanted].filter((one) => has.has(one)).length / wanted.size
    if (common > score) {
      score = common
      text = [zh, en]
    }
  }
  return { score, text }
}

/** Pairs of neighbouring Chinese characters, and whole words of other scripts. */
function shingles(text: string): Set<string> {
  const plain = text.normalize('NFKC').toLowerCase()
  const found = new Set(plain.match(/[a-z0-9]{2,}/g) ?? [])
  for (const run of plain.match(/\p{Script=Han}+/gu) ?? []) {
    const characters = [...run]
    if (characters.length === 1) found.add(run)
    for (let at = 0; at + 1 < characters.length; at++) found.add(`${characters[at]}${characters[at + 1]}`)
  }
  return found
}
