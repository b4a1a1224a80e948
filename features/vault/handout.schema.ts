import { z } from 'zod'

const QuestionId = z.string().regex(/^Q\d{3}$/)

/** What is sealed to one person: a title, the text, and what it is about; the receiver sees all of it. */
export const Handout = z.strictObject({
  v: z.literal(1),
  title: z.string().max(200),
  text: z.string().max(30_000),
  /** Which entry of a collection it came from, for the keeper; only ids. */
  about: z.partialRecord(z.enum(['secretId', 'clearedId', 'documentId', 'assessmentId']), z.uuid()),
  /** The part of a self-assessment that the receiver is asked to answer. */
  section: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  /** Whoever acknowledges it agrees to it: an agreement or a pledge, not only something to know. */
  binds: z.boolean().optional(),
  /** The course to learn, the questions that are asked of it, and for how long it holds once they are passed. */
  course: z
    .strictObject({
      id: z.string().regex(/^C\d{1,2}$/),
      questions: z.array(QuestionId).max(60),
      validMonths: z.int().min(1).max(120),
    })
    .optional(),
  /** What is to be handed back, one by one. */
  items: z
    .array(z.strictObject({ id: z.uuid(), what: z.string().min(1).max(300) }))
    .min(1)
    .max(100)
    .optional(),
})
export type Handout = z.infer<typeof Handout>

/** One text for the same handout, so that its digest can be computed again. */
export const encodeHandout = (handout: Handout): string => JSON.stringify(Handout.parse(handout))
/** @throws ZodError when it is not a handout */
export const decodeHandout = (text: string): Handout => Handout.parse(JSON.parse(text))

/** What the receiver answers, sealed to the vault. */
export const HandoutAnswer = z.strictObject({
  v: z.literal(1),
  said: z.enum(['acknowledged', 'done', 'objected']),
  note: z.string().max(2000),
  at: z.iso.datetime(),
  /** What was chosen for each question of a course; whoever reads it marks it. */
  choices: z.record(QuestionId, z.array(z.string().max(2)).max(10)).optional(),
  /** What became of each thing that was to be handed back. */
  items: z.record(z.uuid(), z.enum(['returned', 'not-held'])).optional(),
})
export type HandoutAnswer = z.infer<typeof HandoutAnswer>
