import type { PauseKind } from './period-rule.ts'
import type { PastAct, PeriodPlan } from './proceeding.ts'

/** A period of a matter as its acts tell it, before the law says how long it is. */
export type ToldPeriod = {
  readonly plan: PeriodPlan
  readonly startedBy: PastAct
  /** The day it runs from, and the moment for periods in hours. */
  readonly startOn: string
  readonly startAt: string
  readonly endedBy: PastAct | null
  readonly extensions: readonly { readonly act: PastAct; readonly length: number | null }[]
  readonly pauses: readonly ToldPause[]
}

export type ToldPause = {
  readonly kind: PauseKind
  readonly from: string
  /** Null: still standing still. */
  readonly to: string | null
  readonly documentNo: string | null
}

const dayOf = (act: PastAct, field: string | undefined): string => {
  const given = field === undefined ? undefined : act.fields[field]
  return typeof given === 'string' && given !== '' ? given.slice(0, 10) : act.on
}

/** The periods that have begun in this matter, running or ended, in the order of the plan. */
export function toldPeriods(plans: readonly PeriodPlan[], acts: readonly PastAct[]): ToldPeriod[] {
  return plans.flatMap((plan) => {
    const startedBy = acts.findLast(({ act }) => plan.startsWith.some((start) => start.act === act))
    if (!startedBy) return []
    const field = plan.startsWith.find(({ act }) => act === startedBy.act)?.field
    const later = acts.filter(({ seq }) => seq > startedBy.seq)
    const endedBy = plan.endsWith.includes(startedBy.act)
      ? startedBy
      : (later.find(({ act }) => plan.endsWith.includes(act)) ?? null)
    const within = later.filter(({ seq }) => endedBy === null || seq < endedBy.seq)
    const startAt =
      field && typeof startedBy.fields[field] === 'string' ? String(startedBy.fields[field]) : startedBy.at
    return [
      {
        plan,
        startedBy,
        startOn: dayOf(startedBy, field),
        startAt,
        endedBy,
        extensions: within.flatMap((act) => {
          const extension = plan.extendedBy?.find((one) => one.act === act.act)
          const length = extension?.lengthField === undefined ? undefined : act.fields[extension.lengthField]
          return extension ? [{ act, length: typeof length === 'number' ? length : null }] : []
        }),
        pauses: (plan.pausedBy ?? []).flatMap(({ kind, from, to, noticeField }) =>
          within
            .filter(({ act }) => act === from.act)
            .map((begun): ToldPause => {
              const ended = later.find(({ seq, act }) => seq > begun.seq && to.some((end) => end.act === act))
              const notice = noticeField === undefined ? undefined : begun.fields[noticeField]
              return {
                kind,
                from: dayOf(begun, from.field),
                to: ended ? dayOf(ended, to.find((end) => end.act === ended.act)?.field) : null,
                documentNo: typeof notice === 'string' && notice !== '' ? notice : null,
              }
            }),
        ),
      },
    ]
  })
}
