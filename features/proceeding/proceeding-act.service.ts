import type { z } from 'zod'
import { zone } from '../../core/calendar.ts'
import type { Contract, Service } from '../../core/contract.ts'
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
import { type ActDone, ActInput } from './proceeding.contract.ts'
import * as store from './proceeding.store.ts'
import { capacityIn, rolesForApproval, rolesForCapacity } from './proceeding-capacity.service.ts'
import { clockworkOf, guardLawOf } from './proceeding-clock.service.ts'
import { periodsOf } from './proceeding-period.rules.ts'
import { appendAct, kindOf, recordOf } from './proceeding-record.service.ts'

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

export type Done = z.input<typeof ActDone>

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

export const attemptOf = (ctx: Ctx, act: string, { on, at, ...given }: Given): Attempt => ({
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
export async function carryOut(ctx: Ctx, kind: MatterKind, record: MatterRecord, attempt: Attempt): Promise<Done> {
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
