import { z } from 'zod'
import { organisationKindWords } from '../../core/permission.ts'
import { Refusal } from '../../core/refusal.ts'
import type { Tx } from '../../platform/database/database.ts'
import { defineJob } from '../../platform/jobs.ts'
import { highlight, tsqueryLiteral, tsvectorLiteral } from '../../platform/search/tokens.ts'
import { itemsOf, type Programme } from '../programme/programme.schema.ts'
import { presentVersion } from '../programme/programme-version.service.ts'
import { hitsPerPage, rankedAtMost, type SearchDocument, type SearchKind } from './search.schema.ts'
import * as store from './search.store.ts'

type Here = { readonly db: Tx }
export type Search = { readonly q: string; readonly kind?: SearchKind | undefined; readonly page: number }

/** What the public finds: the same for everybody, whoever is signed in. */
export async function searchPublished(ctx: Here, { q, kind, page }: Search) {
  const tsquery = tsqueryLiteral(q)
  if (tsquery === '') return { hits: [], total: 0, more: false }
  const offset = (page - 1) * hitsPerPage
  if (offset >= rankedAtMost) throw new Refusal('not-found')
  const found = await store.findDocuments(ctx, tsquery, {
    kind: kind ?? null,
    newest: rankedAtMost,
    limit: hitsPerPage,
    offset,
  })
  const total = found[0]?.total ?? 0
  return {
    hits: found.map(({ plain, total: _, ...hit }) => ({ ...hit, snippet: [...highlight(plain, q)] })),
    total,
    more: total >= rankedAtMost,
  }
}

/** Makes a document findable, or finds it by its new words; in the transaction of the act that published it. */
export const indexDocument = (ctx: Here, document: SearchDocument) =>
  store.saveDocument(ctx, { ...document, tsv: tsvectorLiteral({ title: document.title, body: document.plain }) })

export const hideDocument = store.hideDocument

/** The items of the programme in force. Questions are found as publications of their own. */
export async function indexProgramme(ctx: Here, programme: Programme, madeAt: string): Promise<void> {
  const items = itemsOf(programme)
  for (const { measure, item } of items)
    await indexDocument(ctx, {
      kind: 'item',
      ref: item.id,
      url: `/programme#i${item.id}`,
      title: `${item.id} ${item.title}`,
      plain: `${measure.ordinal}${measure.title} ${item.title} ${item.gloss} ${item.note ?? ''}`.trim(),
      updatedAt: madeAt,
    })
  await store.hideDocumentsExcept(
    ctx,
    'item',
    items.map(({ item }) => item.id),
  )
}

export const indexProgrammeJob = defineJob({
  name: 'index-programme',
  payload: z.object({}),
  async run(ctx) {
    const { document, madeAt } = await presentVersion(ctx)
    await indexProgramme(ctx, document, madeAt)
  },
})

export const indexOrganisationJob = defineJob({
  name: 'index-organisation',
  payload: z.object({ id: z.uuid() }),
  async run(ctx, { id }) {
    const listed = await store.findListed(ctx, id)
    if (!listed) return void (await store.hideDocument(ctx, 'organisation', id))
    await indexDocument(ctx, {
      kind: 'organisation',
      ref: id,
      url: `/directory#o-${id}`,
      title: listed.name,
      plain: [organisationKindWords[listed.kind][0], listed.introduction, listed.address].filter(Boolean).join(' '),
      updatedAt: ctx.now.toString(),
    })
  },
})
