import type { z } from 'zod'
import { zone } from '../../core/calendar.ts'
import type { Contract, Service } from '../../core/contract.ts'
import type { FormFacts } from '../../core/form-facts.ts'
import {
  type Attempt,
  type Capacity,
  formsIssuedBy,
  idsIn,
  type Machine,
  type MatterRecord,
  type PastAct,
  perform,
  type Unmet,
  unmetFor,
  type Values,
} from '../../core/proceeding.ts'
import { Refusal } from '../../core/refusal.ts'
import { actingOrganisation, actingPerson, type Ctx } from '../../platform/context.ts'
import type { MatterKind } from '../../platform/matter-kind.ts'
import { tell } from '../../platform/notices.ts'
import { claimAttachments } from '../attachment/attachment.service.ts'
import { issueForm, nextNumber } from '../document/document.service.ts'
import { type ActDone, ActInput, type proceedingContract } from './proceeding.contract.ts'
import type { MatterSummary, MatterView, OpenAct, Proposal } from './proceeding.schema.ts'
import * as store from './proceeding.store.ts'
import { capacityIn, mayApprove, rolesForApproval, rolesForCapacity } from './proceeding-capacity.service.ts'
import { clockworkOf, guardLawOf } from './proceeding-clock.service.ts'
import { courseOf } from './proceeding-course.service.ts'
import { periodsOf, periodView } from './proceeding-period.rules.ts'
import { appendAct, isShown, pastActOf, recordOf } from './proceeding-record.service.ts'
import { dayText, factsOfActs, readValue } from './proceeding-value.rules.ts'

export { recordOf } from './proceeding-record.service.ts'

export type NewMatter = {
  readonly title: string
  readonly facts: Values
  readonly openedOn: string
  readonly parentId?: string
  /** The body whose matter it is; the one acted for unless given. */
  readonly organisationId?: string
  readonly people?: readonly { personId: string; capacity: Capacity }[]
  readonly parties?: readonly { organisationId: string; capacity: Capacity }[]
}

export function kindOf(ctx: Ctx, name: string): MatterKind {
  const kind = ctx.world.matterKinds.get(name)
  if (!kind) throw new TypeError(`no kind of matter is called ${name}`)
  return kind
}

/** Opens a matter of a kind, in its first state, with the next number of its series. */
export async function openMatter(
  ctx: Ctx,
  name: string,
  given: NewMatter,
): Promise<{ id: string; number: string | null }> {
  const { machine, series } = kindOf(ctx, name)
  const number = series === null ? null : await nextNumber(ctx, series)
  const { id } = await store.insertMatter(ctx, {
    kind: name,
    parentId: given.parentId ?? null,
    number,
    title: given.title,
    state: machine.initial,
    organisationId: given.organisationId ?? actingOrganisation(ctx),
    openedOn: given.openedOn,
    facts: given.facts,
  })
  await store.addPeople(ctx, id, given.people ?? [])
  for (const party of given.parties ?? []) await store.addParty(ctx, { proceedingId: id, ...party })
  return { id, number }
}

type Done = z.input<typeof ActDone>

/**
 * Does an act in a matter, or proposes it where somebody must approve first.
 *
 * @throws Refusal `changed-meanwhile`, `not-yours-to-do`, `act-not-open`, `grounds-unmet` (with every unmet condition),
 *   `not-a-member`, `no-such-body`, `approval-waiting`
 */
export async function doAct(ctx: Ctx, name: string, act: string, input: ActInput): Promise<Done> {
  const kind = kindOf(ctx, name)
  const record = await lockedRecord(ctx, kind, input)
  const spec = kind.machine.acts[act]
  if (!spec) throw new TypeError(`${name} has no act ${act}`)
  const capacity = await capacityIn(ctx, record, spec)
  const attempt = attemptOf(ctx, act, { ...input, capacity, personId: ctx.actor.person?.id ?? null, approverId: null })
  await requireNamed(ctx, kind.machine, attempt)
  if (!spec.approval) return carryOut(ctx, kind, record, attempt)
  // Nothing is proposed that could not be done: whoever approves should not have to find out.
  refuseUnmet(unmetFor(kind.machine, record, attempt, await guardLawOf(ctx, kind.machine, record)))
  if (await store.waitingProposal(ctx, record.id, act)) throw new Refusal('approval-waiting')
  const { id } = await store.insertProposal(ctx, {
    proceedingId: record.id,
    act,
    level: spec.approval,
    onDay: input.on,
    fields: input.fields,
    capacity,
    proposedBy: actingPerson(ctx),
    validUntil: (await lastDayToApprove(ctx, kind.machine, record, act)).toString(),
  })
  await tellApprovers(ctx, kind, record, act)
  return { id: record.id, state: record.state, seq: record.acts.length, proposalId: id }
}

/** An act that nobody has to do: a period ran out, another body answered. It still meets the machine's own conditions. */
export async function systemAct(ctx: Ctx, id: string, act: string, fields: Values = {}, on = ctx.today): Promise<Done> {
  const matter = await store.lockMatter(ctx, id)
  const kind = kindOf(ctx, matter.kind)
  const record = await recordOf(ctx, matter)
  return carryOut(
    ctx,
    kind,
    record,
    attemptOf(ctx, act, { on: on.toString(), fields, capacity: 'system', personId: null, approverId: null }),
  )
}

/** Serves the doors of `actContract`. */
export const actService = ({ kind, acts }: Pick<Machine, 'kind' | 'acts'>): Service<Contract, Ctx> =>
  Object.fromEntries(
    Object.keys(acts).map((act) => [act, (ctx: Ctx, input: unknown) => doAct(ctx, kind, act, ActInput.parse(input))]),
  )

async function lockedRecord(ctx: Ctx, { machine }: MatterKind, { id, seq }: ActInput): Promise<MatterRecord> {
  const matter = await store.lockMatter(ctx, id)
  if (matter.kind !== machine.kind) throw new Refusal('not-found')
  const record = await recordOf(ctx, matter)
  if (record.acts.length !== seq) throw new Refusal('changed-meanwhile')
  return record
}

type Given = Pick<Attempt, 'capacity' | 'personId' | 'approverId' | 'fields'> & {
  readonly on: string
  readonly at?: string | undefined
}
const attemptOf = (ctx: Ctx, act: string, { on, at, ...given }: Given): Attempt => ({
  act,
  on: Temporal.PlainDate.from(on),
  at: at === undefined ? momentOn(ctx, Temporal.PlainDate.from(on)) : Temporal.Instant.from(at),
  today: ctx.today,
  ...given,
})

/** Told only by its day, an earlier act is taken to have begun with that day: a period in hours then ends soonest. */
const momentOn = ({ now, today }: Ctx, day: Temporal.PlainDate): Temporal.Instant =>
  day.equals(today) ? now : day.toZonedDateTime(zone).toInstant()

function refuseUnmet(unmet: readonly Unmet[]): void {
  if (unmet.length > 0) throw new Refusal('grounds-unmet', { count: unmet.length, unmet })
}

/** The rules decide; the store obeys; then what follows from it. */
async function carryOut(ctx: Ctx, kind: MatterKind, record: MatterRecord, attempt: Attempt): Promise<Done> {
  const { machine } = kind
  const after = perform(machine, record, attempt, await guardLawOf(ctx, machine, record))
  const done = after.acts.at(-1) as PastAct
  // An extension that comes too late, a pause that is not open: told now, not when somebody next looks.
  periodsOf(machine.periods, after, await clockworkOf(ctx))
  await appendAct(ctx, record, done, attempt.capacity)
  await store.saveMatter(ctx, record.id, {
    state: after.state,
    closedOn: closingDay(machine, after),
  })
  const spec = machine.acts[attempt.act]
  for (const [key, field] of Object.entries(spec?.fields ?? {}))
    if (field.kind === 'attachments') await claimAttachments(ctx, idsIn(attempt.fields, key), record.id)
  if (spec?.assigns) await assign(ctx, record, spec.assigns.capacity, idsIn(attempt.fields, spec.assigns.field))
  if (spec?.letsIn)
    for (const organisationId of idsIn(attempt.fields, spec.letsIn.field))
      await store.addParty(ctx, { proceedingId: record.id, organisationId, capacity: spec.letsIn.capacity })
  for (const form of spec ? formsIssuedBy(spec) : [])
    await issueForm(ctx, { proceedingId: record.id, form, facts: await kind.formFacts(ctx, after) })
  await kind.after?.(ctx, after, done)
  return { id: record.id, state: after.state, seq: after.acts.length, proposalId: null }
}

/** The day on which a final state was reached; what is done there later does not close the matter anew. */
const closingDay = ({ final }: Machine, { state, acts }: MatterRecord): string | null =>
  final.includes(state) ? (acts.findLast(({ from }) => !final.includes(from))?.on ?? null) : null

async function assign(ctx: Ctx, { id, people }: MatterRecord, capacity: Capacity, named: readonly string[]) {
  const now = people.filter((one) => one.capacity === capacity && !one.until).map(({ personId }) => personId)
  const leaving = now.filter((personId) => !named.includes(personId))
  await store.releasePeople(ctx, id, capacity, leaving, ctx.now.toString())
  await store.addPeople(
    ctx,
    id,
    named.filter((personId) => !now.includes(personId)).map((personId) => ({ personId, capacity })),
  )
}

/** People who are named must be of the office and hold the role their part needs; bodies must be admitted. */
async function requireNamed(ctx: Ctx, machine: Machine, { act, fields }: Attempt): Promise<void> {
  const spec = machine.acts[act]
  const asked = Object.entries(spec?.fields ?? {}).flatMap(([field, { among }]) => (among ? [{ field, among }] : []))
  if (spec?.assigns) asked.push({ field: spec.assigns.field, among: spec.assigns.capacity })
  for (const { field, among } of asked) {
    const named = idsIn(fields, field)
    const fit = await store.membersHolding(ctx, actingOrganisation(ctx), named, rolesForCapacity(among))
    if (fit.length !== named.length) throw new Refusal('not-a-member')
  }
  if (spec?.letsIn)
    for (const id of idsIn(fields, spec.letsIn.field)) {
      const body = await store.admittedBody(ctx, id)
      const wanted = spec.letsIn.capacity === 'police' ? 'public-security' : spec.letsIn.capacity
      if (!body || (wanted !== 'party' && body.kind !== wanted)) throw new Refusal('no-such-body')
    }
}

/** Ours (拟): five working days to decide, but never past the end of the period that the act would extend. */
async function lastDayToApprove(ctx: Ctx, machine: Machine, record: MatterRecord, act: string) {
  const law = await guardLawOf(ctx, machine, record)
  const usual = law.addWorkingDays(ctx.today, 5)
  const ends = machine.periods
    .filter(({ extendedBy }) => extendedBy?.some((one) => one.act === act))
    .flatMap(({ period }) => law.due(period) ?? [])
  return [usual, ...ends].sort(Temporal.PlainDate.compare)[0] ?? usual
}

async function tellApprovers(ctx: Ctx, { machine, link }: MatterKind, { id, facts }: MatterRecord, act: string) {
  const level = machine.acts[act]?.approval
  if (!level) return
  for (const { personId } of await store.holdersOf(ctx, actingOrganisation(ctx), rolesForApproval(level)))
    if (personId !== ctx.actor.person?.id)
      await tell(ctx, {
        personId,
        organisationId: actingOrganisation(ctx),
        kind: 'proceeding.approval-asked',
        params: { act: machine.acts[act]?.words[0] ?? act, title: String(facts.title ?? '') },
        link: link(id),
      })
}

export const proceedingService: Service<typeof proceedingContract, Ctx> = {
  async list(ctx, filter) {
    const found = await store.listMatters(ctx, filter)
    const matters = found.map((row) => summaryOf(ctx, row))
    return { matters, next: matters.length === filter.limit ? (matters.at(-1)?.id ?? null) : null }
  },

  read: (ctx, { id }) => viewOf(ctx, id),

  course: courseOf,

  deadlines: async (ctx, { mine }) => ({
    deadlines: await deadlinesOf(ctx, { mine }),
    warnedAt: await store.lastWarnedAt(ctx),
  }),

  async approvals(ctx, { limit, after, state }) {
    const found = await store.listProposals(ctx, { limit, after, waiting: state === 'waiting' })
    return {
      proposals: await proposalViews(ctx, found),
      next: found.length === limit ? (found.at(-1)?.id ?? null) : null,
    }
  },

  kinds: async ({ world }) => ({
    kinds: [...world.matterKinds.values()].map(({ machine }) => ({ kind: machine.kind, words: machine.words })),
  }),

  async candidates(ctx, { capacity }) {
    const wanted = capacity === 'police' ? 'public-security' : capacity
    if (wanted === 'public-security' || wanted === 'procuratorate')
      return { candidates: await store.bodiesOf(ctx, wanted) }
    const found = await store.holdersOf(ctx, actingOrganisation(ctx), rolesForCapacity(capacity))
    return { candidates: found.map(({ personId, name }) => ({ id: personId, name })) }
  },

  decide: decideProposal,

  async withdraw(ctx, { id }) {
    const proposal = await store.lockProposal(ctx, id)
    if (proposal.state !== 'waiting') throw new Refusal('already-decided')
    if (proposal.proposedBy !== actingPerson(ctx)) throw new Refusal('not-yours-to-do')
    await store.closeProposal(ctx, id, { state: 'withdrawn' })
    return { id }
  },
}

/** A matter of this kind, as far as whoever asks may see it. @throws Refusal `not-found` */
export async function matterNamed(ctx: Ctx, id: string, kind: string) {
  const matter = await store.findMatter(ctx, id)
  if (matter.kind !== kind) throw new Refusal('not-found')
  return matter
}

/** The same, so that whoever adds to it waits for whoever adds now. */
export async function lockMatterNamed(ctx: Ctx, id: string, kind: string) {
  const matter = await store.lockMatter(ctx, id)
  if (matter.kind !== kind) throw new Refusal('not-found')
  return matter
}

/** Who takes part in a matter in this capacity now. */
export async function currentlyIn(ctx: Ctx, id: string, capacity: Capacity): Promise<readonly string[]> {
  const people = await store.peopleOf(ctx, id)
  return people.filter((one) => one.capacity === capacity && one.until === null).map(({ personId }) => personId)
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

/** How many proposals wait that this person may decide. */
export async function waitingForMe(ctx: Ctx): Promise<number> {
  const waiting = await store.listProposals(ctx, { limit: 500, waiting: true })
  return waiting.filter(({ level }) => mayApprove(ctx, level)).length
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

async function decideProposal(
  ctx: Ctx,
  { id, decision, opinion }: z.output<typeof proceedingContract.decide.input>,
): Promise<Done> {
  const proposal = await store.lockProposal(ctx, id)
  if (proposal.state !== 'waiting') throw new Refusal('already-decided')
  if (!mayApprove(ctx, proposal.level)) throw new Refusal('not-your-level')
  const matter = await store.lockMatter(ctx, proposal.proceedingId)
  const kind = kindOf(ctx, matter.kind)
  const record = await recordOf(ctx, matter)
  const decided = { decidedBy: actingPerson(ctx), decidedAt: ctx.now.toString(), opinion }
  const told = (words: string) =>
    tell(ctx, {
      personId: proposal.proposedBy,
      organisationId: actingOrganisation(ctx),
      kind: words,
      params: { act: kind.machine.acts[proposal.act]?.words[0] ?? proposal.act, title: matter.title },
      link: kind.link(record.id),
    })
  if (decision === 'reject') {
    await store.closeProposal(ctx, id, { state: 'rejected', ...decided })
    await told('proceeding.rejected')
    return { id: record.id, state: record.state, seq: record.acts.length, proposalId: id }
  }
  // Approved too late is not approved: the record may only explain the delay.
  if (ctx.today.toString() > proposal.validUntil)
    throw new Refusal('approval-expired', { validUntil: proposal.validUntil })
  const attempt = attemptOf(ctx, proposal.act, {
    on: laterOf(proposal.onDay, ctx.today.toString()),
    fields: { ...proposal.fields, opinion },
    capacity: proposal.capacity,
    personId: proposal.proposedBy,
    approverId: actingPerson(ctx),
  })
  const done = await carryOut(ctx, kind, record, attempt)
  await store.closeProposal(ctx, id, { state: 'approved', ...decided })
  await told('proceeding.approved')
  return { ...done, proposalId: id }
}

/** An approved act counts from the day of its approval: nobody can be bound by it before. */
const laterOf = (a: string, b: string) => (a > b ? a : b)

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

/** The names of the people, bodies and attachments that acts point to. */
function namesIn(
  ctx: Ctx,
  { acts }: Machine,
  entered: readonly { readonly act: string; readonly fields: Values }[],
): Promise<Record<string, string>> {
  const ids = new Set<string>()
  for (const { act, fields } of entered)
    for (const [key, field] of Object.entries(acts[act]?.fields ?? {}))
      if (['person', 'persons', 'organisation', 'attachments'].includes(field.kind))
        for (const id of idsIn(fields, key)) ids.add(id)
  return store.namesOf(ctx, [...ids])
}

/**
 * What every matter gives to its forms: the agency, the number and title, who handles it, and what its acts said. A feature
 * adds its own.
 */
export async function formFactsOf(ctx: Ctx, record: MatterRecord): Promise<FormFacts> {
  const matter = await store.findMatter(ctx, record.id)
  const { machine } = kindOf(ctx, record.kind)
  const people = await store.peopleOf(ctx, record.id)
  const agency = await store.admittedBody(ctx, matter.organisationId)
  return {
    agency: agency?.name ?? '',
    ...(matter.number !== null && { caseNo: matter.number }),
    caseName: matter.title,
    issuedOn: dayText(ctx.today.toString(), 'zh-CN'),
    handlers: people
      .filter(({ capacity, until }) => capacity === 'handler' && until === null)
      .map(({ name }) => ({ name })),
    ...factsOfActs(machine, record.acts, await namesIn(ctx, machine, record.acts)),
  }
}

/** What the forms of a matter are filled from, by its kind. */
export async function factsOfMatter(ctx: Ctx, id: string): Promise<FormFacts> {
  const matter = await store.findMatter(ctx, id)
  return kindOf(ctx, matter.kind).formFacts(ctx, await recordOf(ctx, matter))
}

const summaryOf = (ctx: Ctx, row: store.MatterRow): z.input<typeof MatterSummary> => {
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

async function proposalViews(ctx: Ctx, rows: Awaited<ReturnType<typeof store.proposalsOf>>) {
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
