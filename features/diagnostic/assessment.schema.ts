import { z } from 'zod'
import { defineWords } from '../../core/words.ts'
import { DimensionId, ElementId, ItemId, Score, SizeId } from './diagnostic.schema.ts'

const day = z.iso.date()
const moment = z.iso.datetime()
const one = z.number().min(0).max(100).nullable()
/** Somebody of the firm, by the account that they use here. */
export const Respondent = z.strictObject({ personId: z.uuid(), name: z.string().min(1).max(100) })
export type Respondent = z.infer<typeof Respondent>

/** How much may be said of one piece of evidence, so that a whole section fits what a proposal may hold. */
export const evidenceLimits = { pieces: 4, what: 100, where: 100, keeper: 40, note: 200 } as const
/** What exists, where it lies and who keeps it: never the thing itself. @source content/self-assessment.yaml privacyNotice */
export const Evidence = z.strictObject({
  what: z.string().trim().min(1).max(evidenceLimits.what),
  where: z.string().trim().max(evidenceLimits.where),
  keeper: z.string().trim().max(evidenceLimits.keeper),
})
export type Evidence = z.infer<typeof Evidence>

/** One answer; without a score the item does not apply, and the note says why. */
export const Answer = z
  .strictObject({
    score: Score.nullable(),
    note: z.string().trim().max(evidenceLimits.note),
    evidence: z.array(Evidence).max(evidenceLimits.pieces),
    by: Respondent,
    at: moment,
  })
  .refine(({ score, note }) => score !== null || note !== '', { path: ['note'] })
export type Answer = z.infer<typeof Answer>
export const AnswersOfSection = z.record(ItemId, Answer)

export const scopes = defineWords({
  quick: ['快速自查（约 20 分钟）', 'Quick check (about 20 minutes)'],
  full: ['完整自评', 'Full self-assessment'],
})
/** What decides which items are asked and how far they should go. */
export const Profile = z.strictObject({
  size: SizeId,
  industries: z.array(z.string().min(1).max(40)).max(20),
  scope: z.enum(['quick', 'full']),
})
export type Profile = z.infer<typeof Profile>

const Both = z.strictObject({ self: one, verified: one })
export type Both = z.infer<typeof Both>
/** What came out on the day it was finished, so that the next time has something to be held against. */
export const Result = z.strictObject({
  overall: Both,
  level: z.strictObject({ self: z.int().min(1).max(5).nullable(), verified: z.int().min(1).max(5).nullable() }),
  quick: Both,
  dimensions: z.record(DimensionId, Both),
  elements: z.record(ElementId, Both),
})
export type Result = z.infer<typeof Result>

/** One time of assessing, from its beginning to its end. */
export const Round = z.strictObject({
  v: z.literal(1),
  kind: z.literal('round'),
  /** Of the content file that its questions come from. */
  contentVersion: z.string(),
  profile: Profile,
  begunOn: day,
  begunBy: Respondent,
  finishedOn: day.nullable(),
  result: Result.nullable(),
})
export type Round = z.infer<typeof Round>

export const Invited = z.strictObject({
  person: z.strictObject({ personId: z.uuid().nullable(), name: z.string().min(1).max(100) }),
  on: day,
  /** What was handed to them; null where the section was only put to a name. */
  handoutId: z.uuid().nullable(),
})
export type Invited = z.infer<typeof Invited>
/** The answers to one dimension, a record of its own: several people work side by side without getting in each other's way. */
export const Section = z.strictObject({
  v: z.literal(1),
  kind: z.literal('section'),
  roundId: z.uuid(),
  dimension: DimensionId,
  answers: AnswersOfSection,
  invited: z.array(Invited).max(50),
  confirmed: z.strictObject({ by: Respondent, on: day }).nullable(),
})
export type Section = z.infer<typeof Section>

export const actionStates = defineWords({
  open: ['进行中', 'Under way'],
  done: ['已完成', 'Done'],
  dropped: ['不做了', 'Dropped'],
})
export const Action = z.strictObject({
  v: z.literal(1),
  kind: z.literal('action'),
  roundId: z.uuid(),
  itemId: ItemId,
  what: z.string().trim().min(1).max(500),
  owner: z.string().trim().min(1).max(100),
  dueOn: day,
  state: z.enum(['open', 'done', 'dropped']),
  closedOn: day.nullable(),
  /** The last day on which it was handed to its owner, who has a list of their own. */
  toldOn: day.nullable(),
  note: z.string().trim().max(500),
})
export type Action = z.infer<typeof Action>

/** What the collection `assessment` of the vault holds. */
export const AssessmentRecord = z.discriminatedUnion('kind', [Round, Section, Action])
export type AssessmentRecord = z.infer<typeof AssessmentRecord>

/** What somebody without the vault's key answers, sealed to the keepers. Who it is from is what the server says, not what it says. */
export const SectionAnswers = z.strictObject({
  v: z.literal(1),
  kind: z.literal('section-answers'),
  roundId: z.uuid(),
  dimension: DimensionId,
  answers: AnswersOfSection,
})
export type SectionAnswers = z.infer<typeof SectionAnswers>
