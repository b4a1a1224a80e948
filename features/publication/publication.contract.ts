import { z } from 'zod'
import { Done, endpoint, Id, pageInput } from '../../core/contract.ts'
import {
  CommentState,
  DraftState,
  NewComment,
  PastAct,
  PublicationComment,
  PublicationDraft,
  PublicationHead,
  PublicationKind,
  PublicationText,
  PublicationVersion,
  PublishedHead,
  reviewActs,
  Slug,
  VersionState,
  writingActs,
} from './publication.schema.ts'
import { searchKinds } from './search.schema.ts'

const One = z.object({ id: Id })
const note = z.string().trim().max(2000).default('')
const textRefusals = ['days-reversed', 'source-required'] as const

/** What the office does with texts. */
export const publicationContract = {
  list: endpoint({
    method: 'GET',
    path: '/api/publications',
    permission: 'publication.read-drafts',
    summary: ['全部文稿', 'All texts, drafts included'],
    input: z.object({
      kind: PublicationKind.optional(),
      state: DraftState.optional(),
      text: z.string().trim().max(100).optional(),
      ...pageInput,
    }),
    output: z.object({ publications: z.array(PublicationHead), next: z.string().nullable() }),
    refusals: [],
  }),
  read: endpoint({
    method: 'GET',
    path: '/api/publications/:id',
    permission: 'publication.read-drafts',
    summary: ['一份文稿、经过与各版本', 'One text, its history and versions'],
    input: One,
    output: z.object({
      text: PublicationDraft,
      attachments: z.array(z.object({ id: Id, name: z.string(), sizeBytes: z.number().int() })),
      acts: z.array(PastAct),
      versions: z.array(PublicationVersion),
      openActs: z.array(z.enum([...writingActs, ...reviewActs])),
      undecidedComments: z.number().int(),
    }),
    refusals: [],
  }),
  write: endpoint({
    method: 'POST',
    path: '/api/publications',
    permission: 'publication.write',
    summary: ['起草', 'Begin a text'],
    input: PublicationText.extend({ kind: PublicationKind, slug: Slug.optional() }),
    output: One,
    refusals: [...textRefusals, 'slug-taken'],
  }),
  edit: endpoint({
    method: 'PUT',
    path: '/api/publications/:id',
    permission: 'publication.write',
    summary: ['修改草稿', 'Change a draft'],
    input: PublicationText.extend({ id: Id, base: z.number().int() }),
    output: z.object({ revision: z.number().int() }),
    refusals: [...textRefusals, 'not-a-draft'],
  }),
  act: endpoint({
    method: 'POST',
    path: '/api/publications/:id/acts',
    permission: 'publication.write',
    summary: ['提交审核、继续修改、更正、放弃', 'Send for review, take up again, correct, drop'],
    input: z.object({ id: Id, act: z.enum(writingActs), note }),
    output: z.object({ state: DraftState }),
    refusals: ['act-not-open', 'reason-required'],
  }),
  review: endpoint({
    method: 'POST',
    path: '/api/publications/:id/review',
    permission: 'publication.review',
    summary: ['批准发布、征求意见、退回、废止', 'Publish, open for comment, return, repeal'],
    input: z.object({ id: Id, act: z.enum(reviewActs), note, closesOn: z.iso.date().nullable().default(null) }),
    output: z.object({ state: DraftState, version: z.number().int().nullable() }),
    refusals: [
      'act-not-open',
      'own-text',
      'reason-required',
      'comment-needed',
      'comment-period-open',
      'comment-period-too-short',
      'comments-undecided',
    ],
  }),
  comments: endpoint({
    method: 'GET',
    path: '/api/publications/:id/comments',
    permission: 'publication.read-drafts',
    summary: ['公众意见', 'The public’s comments'],
    input: z.object({ id: Id, state: CommentState.optional() }),
    output: z.object({ comments: z.array(PublicationComment) }),
    refusals: [],
  }),
  decideComment: endpoint({
    method: 'POST',
    path: '/api/publication-comments/:id/decision',
    permission: 'publication.answer-comments',
    summary: ['公开或不公开一条意见', 'Show or withhold a comment'],
    input: z.object({ id: Id, decision: z.enum(['shown', 'withheld']), reason: note }),
    output: Done,
    refusals: ['comment-decided', 'reason-required'],
  }),
  replyToComment: endpoint({
    method: 'POST',
    path: '/api/publication-comments/:id/reply',
    permission: 'publication.answer-comments',
    summary: ['答复一条意见', 'Reply to a comment'],
    input: z.object({ id: Id, reply: z.string().trim().min(2).max(4000) }),
    output: Done,
    refusals: ['comment-not-shown'],
  }),
}

/** What anybody may read and do, as data; the public pages show the same. */
export const publishedContract = {
  list: endpoint({
    method: 'GET',
    path: '/api/published',
    permission: 'public',
    summary: ['已发布内容', 'What is published'],
    input: z.object({
      kind: PublicationKind.optional(),
      limit: z.coerce.number().int().min(1).max(100).default(20),
      offset: z.coerce.number().int().min(0).max(10_000).default(0),
    }),
    output: z.object({ publications: z.array(PublishedHead), total: z.number().int() }),
    refusals: [],
  }),
  read: endpoint({
    method: 'GET',
    path: '/api/published/:slug',
    permission: 'public',
    summary: ['一份已发布内容的某一版本', 'One version of something published; the current one unless named'],
    input: z.object({ slug: Slug, version: z.coerce.number().int().min(1).optional() }),
    output: z.object({
      kind: PublicationKind,
      slug: z.string(),
      version: PublicationVersion,
      versions: z.array(
        z.object({ number: z.number().int(), state: VersionState, publishedAt: z.iso.datetime(), reason: z.string() }),
      ),
      attachments: z.array(z.object({ id: Id, name: z.string(), sizeBytes: z.number().int() })),
      comments: z.array(
        PublicationComment.pick({ name: true, body: true, reply: true, receivedAt: true, round: true }),
      ),
    }),
    refusals: [],
  }),
  comment: endpoint({
    method: 'POST',
    path: '/api/published/:slug/comments',
    permission: 'public',
    perMinute: 5,
    summary: ['对征求意见稿提出意见（无须账户）', 'Comment on a draft that is open for it; no account needed'],
    input: NewComment.extend({ slug: Slug }),
    output: Done,
    refusals: ['comments-closed'],
  }),
  search: endpoint({
    method: 'GET',
    path: '/api/search',
    permission: 'public',
    summary: ['全站搜索', 'Search everything public'],
    input: z.object({
      q: z.string().trim().max(100).default(''),
      kind: z.enum(searchKinds).optional(),
      page: z.coerce.number().int().min(1).max(100).default(1),
    }),
    output: z.object({
      hits: z.array(
        z.object({
          kind: z.enum(searchKinds),
          url: z.string(),
          title: z.string(),
          snippet: z.array(z.object({ text: z.string(), hit: z.boolean() })),
          updatedAt: z.iso.datetime(),
        }),
      ),
      total: z.number().int(),
      more: z.boolean().describe('more matched than were ranked'),
    }),
    refusals: [],
  }),
}
