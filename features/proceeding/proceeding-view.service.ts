import type { z } from 'zod'
import { type Machine, type MatterRecord, type PastAct, unmetFor } from '../../core/proceeding.ts'
import { Refusal } from '../../core/refusal.ts'
import type { Ctx } from '../../platform/context.ts'
import type { MatterSummary, MatterView, OpenAct, Proposal } from './proceeding.schema.ts'
import * as store from './proceeding.store.ts'
import { attemptOf } from './proceeding-act.service.ts'
import { capacityIn } from './proceeding-capacity.service.ts'
import { clockworkOf, guardLawOf } from './proceeding-clock.service.ts'
import { namesIn } from './proceeding-facts.service.ts'
import { periodsOf, periodView } from './proceeding-period.rules.ts'
import { isShown, kindOf, pastActOf, recordOf } from './proceeding-record.service.ts'
import { readValue } from './proceeding-value.rules.ts'

/** A matter with its whole course, as far as whoever asks may see it. */
export async function viewOf(ctx: Ctx, id: string): Promise<z.input<typeof MatterView>> {
  const matter = await store.findMatter(ctx, id)
  const kind = kindOf(ctx, matter.kind)
  const { machine } = kind
  const record = await recordOf(ctx, matter)
  const rows = await store.proposalsOf(ctx, id)
  const shown = (act: string) => isShown(ctx, kind, act)
  const proposals = await proposalViews(ctx, rows)
  return {
    matter: summaryOf(ctx, matter),
    facts: matter.facts,
    timeline: (await store.actsOf(ctx, id)).map((act) => ({
      seq: act.seq,
      act: act.act,
      from: act.fromState,
      to: act.toState,
      on: act.onDay,
      at: act.at,
      recordedAt: act.recordedAt,
      person: act.personName,
      capacity: act.capacity,
      approvedBy: act.approverName,
      approvedOn: act.approvedOn,
      fields: shown(act.act) ? act.fields : {},
      digest: act.digest.toString('hex'),
    })),
    openActs: await openActsFor(ctx, machine, record, proposals),
    periods: periodsOf(machine.periods, record, await clockworkOf(ctx)).map((period) => periodView(period, ctx.now)),
    people: await store.peopleOf(ctx, id),
    proposals,
    children: (await store.childrenOf(ctx, id)).map((row) => summaryOf(ctx, row)),
    names: await namesShown(
      ctx,
      machine,
      id,
      record.acts.filter(({ act }) => shown(act)),
    ),
  }
}

async function namesShown(ctx: Ctx, machine: Machine, id: string, acts: readonly PastAct[]) {
  const papers = await store.namesOfPapers(
    ctx,
    id,
    acts.map(({ seq }) => seq),
  )
  return { ...papers, ...(await namesIn(ctx, machine, acts)) }
}

export const summaryOf = (ctx: Ctx, row: store.MatterRow): z.input<typeof MatterSummary> => {
  const { machine, link } = kindOf(ctx, row.kind)
  const { id, kind, number, title, state, parentId, openedOn, closedOn } = row
  return {
    ...{ id, kind, number, title, state, parentId, openedOn, closedOn },
    kindWords: machine.words,
    stateWords: machine.states[state] ?? [state, state],
    link: link(id),
  }
}

async function openActsFor(
  ctx: Ctx,
  machine: Machine,
  record: MatterRecord,
  proposals: readonly { act: string; state: string; id: string }[],
): Promise<z.input<typeof OpenAct>[]> {
  const law = await guardLawOf(ctx, machine, record)
  const open: z.input<typeof OpenAct>[] = []
  for (const act of Object.keys(machine.procedure[record.state] ?? {})) {
    const spec = machine.acts[act]
    if (!spec || spec.by.every((one) => one === 'system')) continue
    const capacity = await capacityIn(ctx, record, spec).catch((error: unknown) => {
      if (error instanceof Refusal) return null
      throw error
    })
    const attempt = attemptOf(ctx, act, {
      on: ctx.today.toString(),
      fields: {},
      capacity: capacity ?? spec.by[0] ?? 'handler',
      personId: ctx.actor.person?.id ?? null,
      approverId: null,
    })
    open.push({
      act,
      yours: capacity !== null,
      unmet: unmetFor(machine, record, attempt, law).filter(({ field }) => field === undefined),
      proposalId: proposals.find((one) => one.act === act && one.state === 'waiting')?.id ?? null,
    })
  }
  return open
}

export async function proposalViews(ctx: Ctx, rows: Awaited<ReturnType<typeof store.proposalsOf>>) {
  const views: z.input<typeof Proposal>[] = []
  for (const row of rows) {
    const { machine, link } = kindOf(ctx, row.kind)
    const spec = machine.acts[row.act]
    const names = await namesIn(ctx, machine, [row])
    views.push({
      ...{ id: row.id, proceedingId: row.proceedingId, kind: row.kind, title: row.title, number: row.number },
      ...{ act: row.act, actWords: spec?.words ?? [row.act, row.act], source: spec?.source ?? '' },
      ...{ link: link(row.proceedingId), level: row.level, on: row.onDay },
      entries: Object.entries(row.fields).map(([key, value]) => ({
        label: spec?.fields[key]?.label ?? [key, key],
        text: [readValue(spec?.fields[key], value, names, 'zh-CN'), readValue(spec?.fields[key], value, names, 'en')],
      })),
      ...{ proposedBy: row.proposerName, proposedAt: row.proposedAt, validUntil: row.validUntil, state: row.state },
      ...{ decidedBy: row.deciderName, decidedAt: row.decidedAt, opinion: row.opinion },
    })
  }
  return views
}

/** Every period that runs in open matters, the first to end on top. */
export async function deadlinesOf(ctx: Ctx, { mine }: { readonly mine?: boolean | undefined }) {
  const matters = (await store.listMatters(ctx, { limit: 2000, open: true, mine })).map((row) => summaryOf(ctx, row))
  const clock = await clockworkOf(ctx)
  const ids = matters.map(({ id }) => id)
  const acts = Map.groupBy(await store.actsOfAll(ctx, ids), ({ proceedingId }) => proceedingId)
  const deadlines = matters.flatMap((matterSummary) => {
    const { machine } = kindOf(ctx, matterSummary.kind)
    const record = { acts: (acts.get(matterSummary.id) ?? []).map(pastActOf) }
    return periodsOf(machine.periods, record, clock)
      .map((period) => ({ ...periodView(period, ctx.now), matterSummary }))
      .filter(({ endedOn }) => endedOn === null)
  })
  return deadlines.sort((a, b) => (a.due ?? a.notBefore ?? '9999').localeCompare(b.due ?? b.notBefore ?? '9999'))
}

/** Every matter and act that this person may see, as statistics count them. */
export async function mattersForStatistics(ctx: Ctx) {
  const matters = await store.listMatters(ctx, { limit: 100_000 })
  const kinds = new Map(matters.map(({ id, kind }) => [id, kind]))
  const acts = await store.actsOfAll(ctx, [...kinds.keys()])
  const summaries = new Map(matters.map((row) => [row.id, summaryOf(ctx, row)]))
  return {
    matters,
    acts: acts.map((row) => ({
      ...pastActOf(row),
      proceedingId: row.proceedingId,
      kind: kinds.get(row.proceedingId) ?? '',
    })),
    summaryOf: (id: string) => {
      const summary = summaries.get(id)
      if (!summary) throw new RangeError(`no matter ${id}`)
      return summary
    },
  }
}
