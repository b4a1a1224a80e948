import { createHash } from 'node:crypto'
import type { Service } from '../../core/contract.ts'
import { done } from '../../core/contract.ts'
import { Refusal } from '../../core/refusal.ts'
import { richTextToPlain } from '../../core/rich-text.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database/database.ts'
import { canonicalJson } from '../../platform/journal.ts'
import { attachmentsByIds, publishAttachments } from '../attachment/attachment.service.ts'
import type { publishedContract } from './publication.contract.ts'
import { type PublicationDraft, type PublicationKind, PublicationText } from './publication.schema.ts'
import * as store from './publication.store.ts'
import { takeComment } from './publication-comment.service.ts'
import { listComments } from './publication-comment.store.ts'
import { hideDocument, indexDocument, searchPublished } from './search.service.ts'

/** What is published, as anybody may read it. */
export const publishedService: Service<typeof publishedContract, Ctx> = {
  list: async (ctx, { kind, ...page }) => ({
    publications: await store.listPublished(ctx, kind, page),
    total: await store.countPublished(ctx, kind),
  }),

  read: (ctx, { slug, version }) => readPublished(ctx, slug, version),

  async comment(ctx, comment) {
    await takeComment(ctx, comment)
    return done
  },

  search: searchPublished,
}

/** @throws Refusal `not-found` when nothing is published at this address, or it has no such version */
export async function readPublished(ctx: Ctx, slug: string, number?: number) {
  const publication = await store.findPublication(ctx, slug)
  if (!publication?.currentVersion) throw new Refusal('not-found')
  const versions = await store.listVersions(ctx, publication.id)
  const version = versions.find((one) => one.number === (number ?? publication.currentVersion))
  if (!version) throw new Refusal('not-found')
  return {
    kind: publication.kind,
    slug,
    version,
    versions: versions.map(({ number: one, state, publishedAt, reason }) => ({
      number: one,
      state,
      publishedAt,
      reason,
    })),
    attachments: await attachmentsByIds(ctx, version.attachmentIds),
    comments: await listComments(ctx, publication.id, 'shown'),
  }
}

/**
 * A draft that is open for public comment, with the comments shown so far; null when none is at this address.
 */
export async function readInComment(ctx: Ctx, slug: string) {
  const text = await store.findTextInComment(ctx, slug)
  if (!text) return null
  return {
    text,
    attachments: await attachmentsByIds(ctx, text.attachmentIds),
    comments: (await listComments(ctx, text.publicationId, 'shown')).filter(({ round }) => round === text.round),
  }
}

export const listInComment = store.listTextsInComment
export const listPublished = store.listPublished
export const countPublished = store.countPublished
/** A working text for its preview; the row policies decide who sees it. */
export const findText = store.findText

type Here = { readonly db: Tx; readonly now: Temporal.Instant }

/** Keeps the text for good under the next number; the version before it points here from now on. @returns the number */
export async function publishText(
  ctx: Ctx,
  draft: PublicationDraft,
  { publishedBy }: { publishedBy: string },
): Promise<number> {
  const text = PublicationText.parse(draft)
  await publishAttachments(ctx, text.attachmentIds)
  await keepVersion(ctx, { ...draft, number: draft.round, text, publishedBy })
  return draft.round
}

type NewVersion = {
  publicationId: string
  kind: PublicationKind
  slug: string
  number: number
  text: PublicationText
  reason: string
  publishedBy: string | null
}

export async function keepVersion(
  ctx: Here,
  { publicationId, kind, slug, number, text, reason, publishedBy }: NewVersion,
) {
  await store.addVersion(ctx, publicationId, { number, text, reason, digest: digestOf(text), publishedBy })
  await indexDocument(ctx, {
    kind: kind === 'question' ? 'question' : 'publication',
    ref: publicationId,
    url: `/publications/${slug}`,
    title: text.title,
    plain: [text.documentNumber, text.summary, richTextToPlain(text.body)].filter(Boolean).join('\n'),
    updatedAt: ctx.now.toString(),
  })
}

/** What anybody can recompute from the published JSON. */
export const digestOf = (text: PublicationText): string =>
  createHash('sha256')
    .update(canonicalJson(PublicationText.parse(text)))
    .digest('hex')

/** A repealed text stays readable with the reason; the search no longer leads to it. */
export async function repealText(ctx: Ctx, { publicationId, kind }: PublicationDraft, reason: string): Promise<void> {
  await store.repealVersion(ctx, publicationId, reason)
  await hideDocument(ctx, kind === 'question' ? 'question' : 'publication', publicationId)
}
