import { z } from 'zod'
import { Id } from '../../core/contract.ts'
import { capacities } from '../../core/proceeding.ts'

const Pair = z.tuple([z.string(), z.string()]).readonly()
const Values = z.record(z.string(), z.unknown())

export const MatterSummary = z.object({
  id: Id,
  kind: z.string(),
  kindWords: Pair,
  stateWords: Pair,
  /** Its screen, below the application's address. */
  link: z.string(),
  number: z.string().nullable(),
  title: z.string(),
  state: z.string(),
  parentId: Id.nullable(),
  openedOn: z.iso.date(),
  closedOn: z.iso.date().nullable(),
})
export type MatterSummary = z.infer<typeof MatterSummary>

/** One line of the timeline. `digest` covers this act and, through the one before, all earlier ones. */
export const TimelineAct = z.object({
  seq: z.int(),
  act: z.string(),
  from: z.string(),
  to: z.string(),
  on: z.iso.date(),
  at: z.iso.datetime(),
  recordedAt: z.iso.datetime(),
  person: z.string().nullable(),
  capacity: z.enum(capacities),
  approvedBy: z.string().nullable(),
  approvedOn: z.iso.date().nullable(),
  fields: Values,
  digest: z.string(),
})
export type TimelineAct = z.infer<typeof TimelineAct>

export const UnmetGround = z.object({ code: z.string(), words: Pair, source: z.string(), field: z.string().optional() })

export const OpenAct = z.object({
  act: z.string(),
  /** Whether this person may do it; the reason why not is among the unmet grounds. */
  yours: z.boolean(),
  /** What can be told without the fields. Some conditions only show when the form is filled. */
  unmet: z.array(UnmetGround),
  proposalId: Id.nullable(),
})
export type OpenAct = z.infer<typeof OpenAct>

export const PeriodStep = z.object({ day: z.string().nullable(), words: Pair, basis: z.string().nullable() })
export const PeriodView = z.object({
  period: z.string(),
  matter: Pair,
  startOn: z.iso.date(),
  /** A day, or a moment for periods in hours; null when the law gives no number or no calendar reaches that far. */
  due: z.string().nullable(),
  /** The earliest day it could be, where the working calendar is not published yet. */
  notBefore: z.iso.date().nullable(),
  state: z.enum(['running', 'paused', 'ended', 'overdue', 'elapsed', 'lapsed']),
  endedOn: z.iso.date().nullable(),
  warnOn: z.iso.date().nullable(),
  whose: z.enum(['authority', 'party']),
  basis: z.string(),
  verified: z.enum(['●', '◐', '○']),
  onExpiry: Pair.nullable(),
  steps: z.array(PeriodStep),
})
export type PeriodView = z.infer<typeof PeriodView>

export const Participant = z.object({
  personId: Id,
  name: z.string(),
  capacity: z.enum(capacities),
  since: z.iso.datetime(),
  until: z.iso.datetime().nullable(),
})

export const Proposal = z.object({
  id: Id,
  proceedingId: Id,
  kind: z.string(),
  title: z.string(),
  number: z.string().nullable(),
  act: z.string(),
  actWords: Pair,
  source: z.string(),
  link: z.string(),
  level: z.enum(['head', 'principal', 'municipal', 'collective']),
  on: z.iso.date(),
  /** What was entered, as a person reads it. */
  entries: z.array(z.object({ label: Pair, text: Pair })),
  proposedBy: z.string(),
  proposedAt: z.iso.datetime(),
  validUntil: z.iso.date(),
  state: z.enum(['waiting', 'approved', 'rejected', 'withdrawn', 'expired']),
  decidedBy: z.string().nullable(),
  decidedAt: z.iso.datetime().nullable(),
  opinion: z.string().nullable(),
})
export type Proposal = z.infer<typeof Proposal>

export const MatterView = z.object({
  matter: MatterSummary,
  facts: Values,
  timeline: z.array(TimelineAct),
  openActs: z.array(OpenAct),
  periods: z.array(PeriodView),
  people: z.array(Participant),
  proposals: z.array(Proposal),
  children: z.array(MatterSummary),
  /** What the ids in the fields are called. */
  names: z.record(z.string(), z.string()),
})
export type MatterView = z.infer<typeof MatterView>
