import type { Pair } from '../../core/words.ts'
import { kindsOf } from './classification.rules.ts'
import type { Classification } from './classification.schema.ts'
import type { Measure, TradeSecret } from './trade-secret.schema.ts'

/** Under which of the measures that the law names a line of the catalogue falls. Which to which is the platform's. @source domain law.md §1.4 */
const codeOfTopic: Readonly<Record<string, Measure['code']>> = {
  marking: 'M4',
  needToKnow: 'M4',
  storage: 'M4',
  copying: 'M5',
  transmission: 'M5',
  external: 'M1',
  remote: 'M8',
  cloudAi: 'M5',
  meeting: 'M3',
  logging: 'M5',
  disposal: 'M6',
}

export type Advice = {
  readonly topic: string
  readonly code: Measure['code']
  readonly name: Pair
  readonly what: Pair
}

/** Lines of the catalogue that are measures; a review is a day of the entry, no measure. */
export const topicsOf = ({ handling }: Classification): readonly { id: string; name: Pair }[] =>
  handling.filter(({ id }) => codeOfTopic[id]).map(({ id, topic }) => ({ id, name: [topic.zh, topic.en] }))

/** Whether a measure or an access is in force on a day; the last day still counts. */
export const lasts = ({ until }: { until: string | null }, today: string): boolean => until === null || until >= today

/**
 * What the catalogue asks for at the level of this entry and no measure in force carries out yet.
 * Law asks that measures answer to the secret, not for these.
 * @source SPC20 5; content/classification.yaml handling
 */
export function adviceFor(classification: Classification, secret: TradeSecret, today: string): readonly Advice[] {
  const done = new Set(secret.measures.filter((one) => lasts(one, today)).map(({ topic }) => topic))
  return classification.handling.flatMap((line) => {
    const code = codeOfTopic[line.id]
    if (!code || done.has(line.id)) return []
    const what = line[secret.level]
    return [{ topic: line.id, code, name: [line.topic.zh, line.topic.en] as const, what: [what.zh, what.en] as const }]
  })
}

/** What to mind with things of this kind: the catalogue's remark on it, and where such things usually lie besides. */
export function kindAdvice(
  classification: Classification,
  { infoKind }: Pick<TradeSecret, 'infoKind'>,
): { watchOut: Pair | null; carriers: readonly Pair[] } {
  const kind = kindsOf(classification).find(({ code }) => code === infoKind)
  return {
    watchOut: kind?.watchOut ? [kind.watchOut.zh, kind.watchOut.en] : null,
    carriers: (kind?.typicalCarriers ?? []).map(({ zh, en }) => [zh, en] as const),
  }
}

/** The widest use of AI tools that the catalogue leaves a level. @source content/classification.yaml handling, cloudAi */
const aiOfLevel = { core: 'never', important: 'approved', general: 'allowed' } as const
const strictness = ['never', 'approved', 'allowed'] as const
/** Whether more is allowed than fits the level. */
export const aiTooFree = ({ level, aiUse }: Pick<TradeSecret, 'level' | 'aiUse'>): boolean =>
  strictness.indexOf(aiUse) > strictness.indexOf(aiOfLevel[level])
