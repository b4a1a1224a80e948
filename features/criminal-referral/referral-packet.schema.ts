import { z } from 'zod'
import { Id } from '../../core/contract.ts'
import { Channel } from './criminal-referral.schema.ts'

const line = z.string().trim().max(300).default('')
const text = z.string().trim().max(20_000).default('')
const Day = z.union([z.iso.date(), z.literal('')]).default('')

/** A thing of the case. @source domain law.md §5.3, material 3 */
export const ObjectRow = z.strictObject({
  name: line,
  spec: line,
  quantity: line,
  place: line,
  sealNo: line,
  photo: line,
})
/** A test or appraisal. @source domain law.md §5.3, material 4 */
export const AppraisalRow = z.strictObject({
  body: line,
  qualification: line,
  matter: text,
  conclusion: text,
  from: Day,
  to: Day,
})
/** A medium of electronic data. @source domain law.md §5.3, material 5 */
export const MediumRow = z.strictObject({ name: line, algorithm: line, digest: line })

/** One file that is to be handed over, with why. Either an attachment or a form issued in this matter. */
export const DraftItem = z.strictObject({
  attachmentId: Id.nullable().default(null),
  documentId: Id.nullable().default(null),
  material: z.int().min(1).max(5),
  title: line,
  provenance: text,
  reason: text,
  /** Holds secret points or the like: it goes masked, or not at all, unless this one item is marked. */
  confidential: z.boolean().default(false),
  /** Marked: the original goes, confidential as it is. */
  original: z.boolean().default(false),
  maskedId: Id.nullable().default(null),
})
export type DraftItem = z.infer<typeof DraftItem>

/** A packet as the special team has it before it is frozen. */
export const PacketDraft = z.strictObject({
  receiver: line,
  /** @source domain law.md §5.3, material 2 */
  report: z.strictObject({ source: text, course: text, facts: text, amounts: text, measures: text }).prefault({}),
  objects: z.strictObject({ noneBecause: text, rows: z.array(ObjectRow).max(500).default([]) }).prefault({}),
  appraisals: z.strictObject({ noneBecause: text, rows: z.array(AppraisalRow).max(100).default([]) }).prefault({}),
  other: z
    .strictObject({ statement: text, estimate: text, media: z.array(MediumRow).max(200).default([]) })
    .prefault({}),
  /** Of a supplement: what it answers. */
  note: text,
  items: z.array(DraftItem).max(500).default([]),
})
export type PacketDraft = z.infer<typeof PacketDraft>

const Pair = z.tuple([z.string(), z.string()])
export const Missing = z.object({ code: z.string(), words: Pair, source: z.string(), field: z.string() })
export type Missing = z.infer<typeof Missing>

/** A file of the case that could be handed over. */
export const Candidate = z.object({
  attachmentId: Id.nullable(),
  documentId: Id.nullable(),
  name: z.string(),
  title: z.string(),
  provenance: z.string(),
  confidential: z.boolean(),
  sizeBytes: z.number().nullable(),
})
export type Candidate = z.infer<typeof Candidate>

export const PacketItemView = z.object({
  id: Id,
  material: z.int(),
  name: z.string(),
  title: z.string(),
  provenance: z.string(),
  reason: z.string(),
  shownAs: z.enum(['plain', 'masked', 'confidential']),
  sizeBytes: z.number(),
  sha256: z.string(),
  sm3: z.string(),
})

export const DeliveryView = z.object({
  id: Id,
  messageId: z.uuid(),
  capacity: z.enum(['police', 'procuratorate']),
  channel: Channel,
  receiver: z.string(),
  sentAt: z.iso.datetime(),
  deliveredAt: z.iso.datetime().nullable(),
  acknowledgedAt: z.iso.datetime().nullable(),
  acknowledgedBy: z.string().nullable(),
})

/** A packet that cannot change any more, as everybody to whom it was handed sees it. */
export const FrozenPacket = z.object({
  id: Id,
  number: z.string(),
  part: z.enum(['referral', 'supplement']),
  state: z.enum(['frozen', 'sealed']),
  frozenAt: z.iso.datetime(),
  manifestSha256: z.string(),
  manifestSm3: z.string(),
  zipBytes: z.number().nullable(),
  zipSha256: z.string().nullable(),
  withheld: z.array(z.object({ title: z.string(), reason: z.string() })),
  items: z.array(PacketItemView),
  deliveries: z.array(DeliveryView),
})
export type FrozenPacket = z.infer<typeof FrozenPacket>

/** What another body was handed, as it finds it. */
export const ReceivedPacket = z.object({
  id: Id,
  referralId: Id,
  packetId: Id,
  number: z.string(),
  part: z.enum(['referral', 'supplement']),
  caseName: z.string(),
  sender: z.string(),
  capacity: z.enum(['police', 'procuratorate']),
  channel: Channel,
  sentAt: z.iso.datetime(),
  acknowledgedAt: z.iso.datetime().nullable(),
  zipBytes: z.number().nullable(),
  /** Where the referral stands; null once another body took this one's place: it keeps what it was handed. */
  stateWords: Pair.nullable(),
})
export type ReceivedPacket = z.infer<typeof ReceivedPacket>
