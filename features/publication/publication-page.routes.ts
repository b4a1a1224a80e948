import { createElement } from 'react'
import { Id } from '../../core/contract.ts'
import { Refusal } from '../../core/refusal.ts'
import { say } from '../../core/words.ts'
import type { Ctx } from '../../platform/context.ts'
import type { House } from '../../platform/http/mount.ts'
import { type PageContent, type PageRequest, publicForm, publicPage } from '../../platform/http/public-page.ts'
import { journal } from '../../platform/journal.ts'
import { localised } from '../../platform/ui/public-layout.tsx'
import { attachmentsByIds } from '../attachment/attachment.service.ts'
import { presentProgramme } from '../programme/programme-version.service.ts'
import { takesComments } from './publication.rules.ts'
import { NewComment, PublicationKind } from './publication.schema.ts'
import { kindWords, publicationRefusals } from './publication.words.ts'
import { CommentReceived, DraftForComment, Preview } from './publication-comment.public.tsx'
import { takeComment } from './publication-comment.service.ts'
import { PublicationList } from './publication-list.public.tsx'
import { PublicationOne } from './publication-one.public.tsx'
import { publicationPageWords } from './publication-page.words.ts'
import {
  countPublished,
  findText,
  listInComment,
  listPublished,
  readInComment,
  readPublished,
} from './publication-version.service.ts'

const perPage = 20
const districtOf = async (ctx: Ctx) => (await presentProgramme(ctx)).instrument.district
const commentAt = (ctx: Ctx, slug: string) => localised(`/publications/${slug}/comment`, ctx.locale)

/** The public pages of this feature. */
export function publicationPages(house: House) {
  publicPage(house, '/publications', listPage)
  publicPage(house, '/publications/:slug', onePage)
  publicPage(house, '/publications/:slug/versions/:number', onePage)
  publicPage(house, '/publications/:slug/comment', (ctx, { params }) => draftPage(ctx, params.slug ?? ''))
  publicPage(house, '/publications/:slug/comment/received', receivedPage)
  publicPage(house, '/publications/preview/:id', previewPage, { permission: 'publication.read-drafts' })
  publicForm(
    house,
    '/publications/:slug/comment',
    { perMinute: 5, words: publicationRefusals },
    async (ctx, { params, fields }) => {
      const slug = params.slug ?? ''
      const received = { redirect: `${commentAt(ctx, slug)}/received` }
      // Only a program fills in the field that people do not see; it is told what it wants to hear.
      if (fields.website) return received
      const comment = NewComment.safeParse(fields)
      if (!comment.success)
        return { ...(await draftPage(ctx, slug, { name: fields.name ?? '', body: fields.body ?? '' })), status: 400 }
      await takeComment(ctx, { slug, ...comment.data })
      await journal(ctx, { act: 'published.comment', detail: { slug } })
      return received
    },
  )
}

async function listPage(ctx: Ctx, { query }: PageRequest): Promise<PageContent> {
  const kind = PublicationKind.safeParse(query.kind).data
  const page = Math.min(500, Math.max(1, Number.parseInt(query.page ?? '1', 10) || 1))
  const publications = await listPublished(ctx, kind, { limit: perPage, offset: (page - 1) * perPage })
  const pages = Math.ceil((await countPublished(ctx, kind)) / perPage)
  if (page > 1 && page > pages) throw new Refusal('not-found')
  const inComment = (await listInComment(ctx)).filter((one) => !kind || one.kind === kind)
  return {
    title: say(kind ? kindWords[kind] : publicationPageWords.title, ctx.locale),
    description: say(publicationPageWords.lead, ctx.locale),
    district: await districtOf(ctx),
    body: createElement(PublicationList, { kind, publications, inComment, page, pages }),
  }
}

async function onePage(ctx: Ctx, { params }: PageRequest): Promise<PageContent | { redirect: string }> {
  const slug = params.slug ?? ''
  const number = params.number === undefined ? undefined : Number(params.number)
  const draft = await readInComment(ctx, slug)
  const published = await readPublished(ctx, slug, number).catch((error: unknown) => {
    if (error instanceof Refusal && draft && number === undefined) return null
    throw error
  })
  if (!published) return { redirect: commentAt(ctx, slug) }
  return {
    title: published.version.title,
    ...(published.version.summary && { description: published.version.summary }),
    district: await districtOf(ctx),
    body: createElement(PublicationOne, {
      ...published,
      today: ctx.today.toString(),
      draftClosesOn: draft?.text.commentClosesOn ?? null,
    }),
  }
}

async function draftPage(ctx: Ctx, slug: string, refused?: { name: string; body: string }): Promise<PageContent> {
  const draft = await readInComment(ctx, slug)
  if (!draft) throw new Refusal('not-found')
  const today = ctx.today.toString()
  return {
    title: `${draft.text.title} · ${say(publicationPageWords.draftTitle, ctx.locale)}`,
    district: await districtOf(ctx),
    body: createElement(DraftForComment, {
      ...draft,
      today,
      open: takesComments(draft.text, today),
      ...(refused && { refused }),
    }),
  }
}

async function receivedPage(ctx: Ctx, { params }: PageRequest): Promise<PageContent> {
  const slug = params.slug ?? ''
  if (!(await readInComment(ctx, slug))) throw new Refusal('not-found')
  return {
    title: say(publicationPageWords.receivedTitle, ctx.locale),
    unlisted: true,
    district: await districtOf(ctx),
    body: createElement(CommentReceived, { slug }),
  }
}

async function previewPage(ctx: Ctx, { params }: PageRequest): Promise<PageContent> {
  const id = Id.safeParse(params.id)
  if (!id.success) throw new Refusal('not-found')
  const text = await findText(ctx, id.data)
  return {
    title: text.title,
    unlisted: true,
    district: await districtOf(ctx),
    body: createElement(Preview, {
      text,
      attachments: await attachmentsByIds(ctx, text.attachmentIds),
      today: ctx.today.toString(),
    }),
  }
}
