import { createElement } from 'react'
import { Id } from '../../core/contract.ts'
import { Refusal } from '../../core/refusal.ts'
import { say } from '../../core/words.ts'
import type { Ctx } from '../../platform/context.ts'
import type { House } from '../../platform/http/mount.ts'
import { type PageContent, type PageRequest, publicPage } from '../../platform/http/public-page.ts'
import { presentProgramme } from '../programme/programme-version.service.ts'
import { PublishedDecisionList, PublishedDecisionOne } from './published-decision.public.tsx'
import { countDecisions, findDecision, listDecisions } from './published-decision.service.ts'
import { publishedDecisionWords } from './published-decision.words.ts'

const perPage = 20

/** What the public reads of penalty decisions. */
export function publishedDecisionPages(house: House) {
  publicPage(house, '/decisions', listPage)
  publicPage(house, '/decisions/:id', onePage)
}

const districtOf = async (ctx: Ctx) => (await presentProgramme(ctx)).instrument.district

async function listPage(ctx: Ctx, { query }: PageRequest): Promise<PageContent> {
  const page = Math.min(500, Math.max(1, Number.parseInt(query.page ?? '1', 10) || 1))
  const today = ctx.today.toString()
  const pages = Math.ceil((await countDecisions(ctx, today)) / perPage)
  if (page > 1 && page > pages) throw new Refusal('not-found')
  const decisions = await listDecisions(ctx, today, { limit: perPage, offset: (page - 1) * perPage })
  return {
    title: say(publishedDecisionWords.title, ctx.locale),
    description: say(publishedDecisionWords.lead, ctx.locale),
    district: await districtOf(ctx),
    body: createElement(PublishedDecisionList, { decisions, page, pages }),
  }
}

/** Never kept by a cache: from the day after its last it is gone everywhere. */
async function onePage(ctx: Ctx, { params }: PageRequest): Promise<PageContent> {
  const id = Id.safeParse(params.id)
  if (!id.success) throw new Refusal('not-found')
  const decision = await findDecision(ctx, id.data, ctx.today.toString())
  return {
    title: `${decision.number} · ${say(publishedDecisionWords.title, ctx.locale)}`,
    confidential: true,
    district: await districtOf(ctx),
    body: createElement(PublishedDecisionOne, { decision }),
  }
}
