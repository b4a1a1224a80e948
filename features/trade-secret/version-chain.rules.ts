import type { Pair } from '../../core/words.ts'
import { type DepositLink, stageIds, stages } from './trade-secret.schema.ts'

const rank = (stage: DepositLink['stage']) => stageIds.indexOf(stage)

/** The deposits as they followed each other; on one day, the earlier stage first. */
export const chainOf = (deposits: readonly DepositLink[]): DepositLink[] =>
  deposits.toSorted((a, b) => (a.on === b.on ? rank(a.stage) - rank(b.stage) : a.on < b.on ? -1 : 1))

/** What is missing in the chain, or does not follow. It shows how something came to be; no law asks for three stages. */
export function chainGaps(deposits: readonly DepositLink[]): readonly Pair[] {
  const days = (stage: DepositLink['stage']) =>
    deposits
      .filter((one) => one.stage === stage)
      .map(({ on }) => on)
      .sort()
  const last = Math.max(...deposits.map(({ stage }) => rank(stage)))
  const missing = stageIds.slice(0, Math.max(last, 0)).filter((stage) => days(stage).length === 0)
  const [draft, final] = [days('draft'), days('final')]
  return [
    ...missing.map(
      (stage): Pair => [
        `没有“${stages[stage][0]}”阶段的存证，形成过程缺这一段`,
        `No deposit of the stage “${stages[stage][1]}”: this part of how it came about is not shown`,
      ],
    ),
    ...stageIds.flatMap((later, at) =>
      stageIds.slice(0, at).flatMap((earlier) => before(later, days(later)[0], earlier, days(earlier)[0])),
    ),
    ...gap(draft.at(-1), final.at(-1), (lastDraft, lastFinal) =>
      (draft[0] ?? '') <= (final[0] ?? '') && lastDraft > lastFinal
        ? [
            `定稿（${lastFinal}）之后又有草稿（${lastDraft}），还没有新的定稿`,
            `After the final (${lastFinal}) there is a draft (${lastDraft}) and no final since`,
          ]
        : null,
    ),
  ]
}

const before = (later: DepositLink['stage'], first: string | undefined, earlier: DepositLink['stage'], from?: string) =>
  gap(first, from, (on, since) =>
    on < since
      ? [
          `“${stages[later][0]}”（${on}）早于最早的“${stages[earlier][0]}”（${since}），请核对阶段或日期`,
          `“${stages[later][1]}” (${on}) is dated before the first “${stages[earlier][1]}” (${since}): check stage or day`,
        ]
      : null,
  )

function gap(a: string | undefined, b: string | undefined, tell: (a: string, b: string) => Pair | null): Pair[] {
  const told = a === undefined || b === undefined ? null : tell(a, b)
  return told ? [told] : []
}
