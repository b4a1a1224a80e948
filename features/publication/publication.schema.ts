import { z } from 'zod'
import { Id, secret } from '../../core/contract.ts'
import { RichText } from '../../core/rich-text.ts'

export const publicationKinds = ['rule', 'guideline', 'interpretation', 'notice', 'article', 'law', 'question'] as const
export const PublicationKind = z.enum(publicationKinds)
export type PublicationKind = z.infer<typeof PublicationKind>

/** Where a text comes from. Content taken from elsewhere always names its source. @source programme: 标记 */
export const publicationMarks = ['官', '校', '例', '拟'] as const
export const PublicationMark = z.enum(publicationMarks)
export type PublicationMark = z.infer<typeof PublicationMark>

export const DraftState = z.enum([
  'draft',
  'under-review',
  'returned',
  'in-comment',
  'published',
  'repealed',
  'discarded',
])
export type DraftState = z.infer<typeof DraftState>

export const VersionState = z.enum(['in-force', 'superseded', 'repealed'])
export type VersionState = z.infer<typeof VersionState>

/** Acts of whoever writes. */
export const writingActs = ['submit', 'rework', 'revise', 'keep-published', 'discard'] as const
/** Acts of whoever reviews, who must not have written. */
export const reviewActs = ['publish', 'open-comment', 'return', 'repeal'] as const
export type WritingAct = (typeof writingActs)[number]
export type ReviewAct = (typeof reviewActs)[number]
export type PublicationAct = WritingAct | ReviewAct

const day = z.iso.date()
/** The last part of a public address; `preview` is taken by the page for editors. */
export const Slug = z
  .string()
  .regex(
    /^(?!preview$)[a-z0-9][a-z0-9-]{1,79}$/,
    '用小写字母、数字和连字符，2 至 80 个。 | Lower-case letters, digits, hyphens; 2 to 80.',
  )

/** What the office writes, and what a published version keeps for good. */
export const PublicationText = z.object({
  title: z.string().trim().min(2).max(300),
  summary: z.string().trim().max(1000).default(''),
  body: RichText,
  documentNumber: z.string().trim().max(100).default('').describe('文号'),
  issuingBody: z.string().trim().max(200).default('').describe('发布机关'),
  issuedOn: day.nullable().default(null).describe('成文或原发布日期'),
  mark: PublicationMark,
  source: z.string().trim().max(500).default('').describe('出处：取自他处的内容必填'),
  inForceFrom: day.nullable().default(null),
  inForceTo: day.nullable().default(null),
  attachmentIds: z.array(Id).max(50).default([]),
})
export type PublicationText = z.output<typeof PublicationText>

export const PublicationHead = z.object({
  id: Id,
  kind: PublicationKind,
  slug: z.string(),
  title: z.string(),
  state: DraftState,
  round: z.number().int(),
  currentVersion: z.number().int().nullable(),
  commentOpensOn: day.nullable(),
  commentClosesOn: day.nullable(),
  commentsWaiting: z.number().int(),
  updatedAt: z.iso.datetime(),
})
export type PublicationHead = z.infer<typeof PublicationHead>

export const PublicationDraft = PublicationText.extend({
  publicationId: Id,
  kind: PublicationKind,
  slug: z.string(),
  currentVersion: z.number().int().nullable(),
  state: DraftState,
  round: z.number().int(),
  revision: z.number().int(),
  reason: z.string(),
  authors: z.array(z.string()),
  commentOpensOn: day.nullable(),
  commentClosesOn: day.nullable(),
  updatedAt: z.iso.datetime(),
})
export type PublicationDraft = z.infer<typeof PublicationDraft>

export const PublicationVersion = PublicationText.extend({
  publicationId: Id,
  number: z.number().int(),
  state: VersionState,
  reason: z.string(),
  digest: z.string().describe('SHA-256 of the canonical JSON of the text'),
  publishedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  endReason: z.string(),
})
export type PublicationVersion = z.infer<typeof PublicationVersion>

/** A line of a public list. */
export const PublishedHead = z.object({
  kind: PublicationKind,
  slug: z.string(),
  version: z.number().int(),
  state: VersionState,
  title: z.string(),
  summary: z.string(),
  documentNumber: z.string(),
  issuingBody: z.string(),
  issuedOn: day.nullable(),
  inForceFrom: day.nullable(),
  mark: PublicationMark,
  publishedAt: z.iso.datetime(),
})
export type PublishedHead = z.infer<typeof PublishedHead>

export const PastAct = z.object({
  act: z.string(),
  toState: DraftState,
  round: z.number().int(),
  note: z.string(),
  by: z.string().nullable(),
  doneAt: z.iso.datetime(),
})
export type PastAct = z.infer<typeof PastAct>

export const CommentState = z.enum(['waiting', 'shown', 'withheld'])
export const PublicationComment = z.object({
  id: Id,
  publicationId: Id,
  round: z.number().int(),
  name: z.string(),
  body: z.string(),
  state: CommentState,
  withheldReason: z.string(),
  reply: z.string(),
  receivedAt: z.iso.datetime(),
  repliedAt: z.iso.datetime().nullable(),
})
export type PublicationComment = z.infer<typeof PublicationComment>

/** What anybody writes to us stays out of the journal, which can never forget. */
export const NewComment = z.object({
  name: secret(z.string().trim().max(60).default('')),
  body: secret(z.string().trim().min(2).max(4000)),
})
