import { z } from 'zod'

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
})
export type HandoutAnswer = z.infer<typeof HandoutAnswer>
