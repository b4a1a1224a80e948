import { randomBytes } from 'node:crypto'
import type { Capacity, MatterRecord, PastAct } from '../../core/proceeding.ts'
import { Refusal } from '../../core/refusal.ts'
import { digestOfAct } from '../../evidence/course.ts'
import type { Ctx } from '../../platform/context.ts'
import { canonicalJson, journal } from '../../platform/journal.ts'
import type { MatterKind } from '../../platform/matter-kind.ts'
import { formsOf } from '../document/document.service.ts'
import * as store from './proceeding.store.ts'

type Matter = Awaited<ReturnType<typeof store.findMatter>>

/** Everything that a rule may look at, as the record of this matter stands now. */
export async function recordOf(ctx: Ctx, matter: Matter): Promise<MatterRecord> {
  const { id, kind, state, openedOn, facts } = matter
  const acts = await store.actsOf(ctx, id)
  const people = await store.peopleOf(ctx, id)
  return {
    id,
    kind,
    state,
    openedOn,
    facts,
    acts: acts.map(pastActOf),
    people: people.map(({ personId, capacity, until }) => ({ personId, capacity, until })),
    documents: await formsOf(ctx, id),
    children: await store.childrenOf(ctx, id),
  }
}

type ActRow = Awaited<ReturnType<typeof store.actsOfAll>>[number]

export const pastActOf = (row: ActRow): PastAct => ({
  seq: row.seq,
  act: row.act,
  from: row.fromState,
  to: row.toState,
  on: row.onDay,
  at: row.at,
  recordedAt: row.recordedAt,
  personId: row.personId,
  approvedBy: row.approvedBy,
  approvedOn: row.approvedOn,
  fields: row.fields,
})

/** Whether whoever asks reads what an act says. The office does; other bodies as far as the kind of matter tells. */
export function isShown({ actor }: Ctx, { shownTo }: MatterKind, act: string): boolean {
  const body = actor.organisation?.kind
  return body === undefined || body === 'office' || (shownTo?.(body, act) ?? true)
}

/** What an act says, word for word as it is digested and, later, shown to whoever checks it. */
export const textOfAct = (matterId: string, act: PastAct & { readonly capacity: Capacity }): string =>
  canonicalJson({ matterId, ...act })

/**
 * Adds the act to the record. Its digest goes into the journal and so into the public log: what the act said can be proven
 * later, and nothing can be put in or taken out.
 */
export async function appendAct(ctx: Ctx, { id, kind }: MatterRecord, act: PastAct, capacity: Capacity): Promise<void> {
  const salt = randomBytes(32)
  // The database keeps milliseconds here; a finer moment could not be read back to check the digest.
  const kept = {
    ...act,
    at: instantText(act.at),
    recordedAt: instantText(ctx.now.toString()),
    capacity,
  }
  const digest = Buffer.from(digestOfAct(textOfAct(id, kept), salt, await store.lastDigest(ctx, id)))
  await store.insertAct(ctx, id, { ...kept, salt, digest })
  await journal(ctx, {
    act: 'proceeding.act',
    subject: id,
    detail: { kind, seq: act.seq, act: act.act, digest: digest.toString('hex') },
  })
}

const instantText = (moment: string) => new Date(Temporal.Instant.from(moment).epochMilliseconds).toISOString()

export function kindOf(ctx: Ctx, name: string): MatterKind {
  const kind = ctx.world.matterKinds.get(name)
  if (!kind) throw new TypeError(`no kind of matter is called ${name}`)
  return kind
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
