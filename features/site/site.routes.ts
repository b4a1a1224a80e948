import type { FastifyReply, FastifyRequest } from 'fastify'
import { createElement } from 'react'
import { kernelRefusals } from '../../core/refusal.ts'
import { say, sayBoth } from '../../core/words.ts'
import type { Ctx } from '../../platform/context.ts'
import { type House, refuseForeignOrigin } from '../../platform/http/mount.ts'
import {
  asVisitor,
  type PageContent,
  type PageRequest,
  publicPage,
  readFields,
  sendPage,
} from '../../platform/http/public-page.ts'
import { scoreboard } from '../programme/programme-target.service.ts'
import { presentProgramme } from '../programme/programme-version.service.ts'
import { listInComment, listPublished } from '../publication/publication-version.service.ts'
import { searchKinds } from '../publication/search.schema.ts'
import { searchPublished } from '../publication/search.service.ts'
import { About } from './about.public.tsx'
import { Directory } from './directory.public.tsx'
import { Home } from './home.public.tsx'
import { NotFound } from './not-found.public.tsx'
import { Search } from './search.public.tsx'
import { listAddresses, listDirectory } from './site.store.ts'
import { siteWords } from './site.words.ts'
import { atomFeed, robots, sitemap } from './site-feed.rules.ts'

/** The pages that belong to no one feature: the first page, the search, the directory, what this is. */
export function siteRoutes(house: House) {
  publicPage(house, '/', homePage)
  publicPage(house, '/search', searchPage)
  publicPage(house, '/directory', directoryPage)
  publicPage(house, '/about', aboutPage)
  preferences(house)
  machineFiles(house)
  house.server.setNotFoundHandler((request, reply) => notFound(house, request, reply))
}

const districtOf = async (ctx: Ctx) => (await presentProgramme(ctx)).instrument.district

async function homePage(ctx: Ctx): Promise<PageContent> {
  const programme = await presentProgramme(ctx)
  const { district, title } = programme.instrument
  return {
    title: say(siteWords.homeTitle, ctx.locale, {
      district: ctx.locale === 'en' ? district.nameEn : district.fullName,
    }),
    description: ctx.locale === 'en' ? (title.gloss ?? title.text) : title.text,
    district,
    body: createElement(Home, {
      programme,
      targets: await scoreboard(ctx),
      today: ctx.today.toString(),
      newest: await listPublished(ctx, undefined, { limit: 8, offset: 0 }),
      inComment: await listInComment(ctx),
    }),
  }
}

async function searchPage(ctx: Ctx, { query }: PageRequest): Promise<PageContent> {
  const q = (query.q ?? '').trim().slice(0, 100)
  const kind = searchKinds.find((one) => one === query.kind)
  const page = Math.min(100, Math.max(1, Number.parseInt(query.page ?? '1', 10) || 1))
  const found = await searchPublished(ctx, { q, kind, page })
  const title = say(siteWords.searchTitle, ctx.locale)
  return {
    title: q === '' ? title : `${q} · ${title}`,
    unlisted: true,
    district: await districtOf(ctx),
    body: createElement(Search, { q, kind, page, ...found }),
  }
}

async function directoryPage(ctx: Ctx): Promise<PageContent> {
  return {
    title: say(siteWords.directoryTitle, ctx.locale),
    description: say(siteWords.directoryLead, ctx.locale),
    district: await districtOf(ctx),
    body: createElement(Directory, { organisations: await listDirectory(ctx) }),
  }
}

async function aboutPage(ctx: Ctx): Promise<PageContent> {
  const district = await districtOf(ctx)
  return {
    title: say(siteWords.aboutTitle, ctx.locale),
    district,
    body: createElement(About, {
      district,
      offices: (await listDirectory(ctx)).filter(({ kind }) => kind === 'office'),
    }),
  }
}

const choices = { size: ['normal', 'large', 'largest'], contrast: ['normal', 'high'] } as const

/** Text size and contrast for readers without a script: kept on their device, then back to the page they came from. */
function preferences({ server, world }: House) {
  server.post('/preferences', async (request, reply) => {
    refuseForeignOrigin(request)
    const fields = await readFields(request)
    for (const name of ['size', 'contrast'] as const) {
      const chosen = choices[name].find((one) => one === fields[name])
      if (chosen)
        reply.setCookie(`shoumi_${name}`, chosen, {
          path: '/',
          sameSite: 'lax',
          maxAge: 365 * 24 * 3600,
          secure: world.settings.publicUrl.startsWith('https:'),
        })
    }
    return reply.redirect(localPath(fields.back), 303)
  })
}

/** Only a path of this site: an address that begins with two slashes or a backslash leads elsewhere. */
const localPath = (back: string | undefined) => (back && /^\/(?![/\\])[\x21-\x7e]*$/.test(back) ? back : '/')

/** What machines read: the feed, the site map, robots.txt. */
function machineFiles(house: House) {
  const { server, world } = house
  const { publicUrl } = world.settings
  server.get('/feed.xml', async (request, reply) => {
    const feed = await asVisitor(house, request, 'zh-CN', async (ctx) => {
      const { district } = (await presentProgramme(ctx)).instrument
      const title = say(siteWords.homeTitle, 'zh-CN', { district: district.fullName })
      return atomFeed(
        publicUrl,
        title,
        district.fullName,
        await listPublished(ctx, undefined, { limit: 30, offset: 0 }),
      )
    })
    return reply.type('application/atom+xml; charset=utf-8').header('cache-control', 'public, max-age=300').send(feed)
  })
  server.get('/sitemap.xml', async (request, reply) => {
    const publications = await asVisitor(house, request, 'zh-CN', listAddresses)
    const places = [
      '/',
      '/programme',
      '/publications',
      '/directory',
      '/law',
      '/decisions',
      '/tip',
      '/verify',
      '/log',
      '/about',
    ].map((path) => ({ path }))
    const pages = publications.map(({ slug, publishedAt }) => ({
      path: `/publications/${slug}`,
      changedAt: publishedAt,
    }))
    return reply
      .type('application/xml; charset=utf-8')
      .header('cache-control', 'public, max-age=300')
      .send(sitemap(publicUrl, [...places, ...pages]))
  })
  server.get('/robots.txt', async (_request, reply) =>
    reply.type('text/plain; charset=utf-8').header('cache-control', 'public, max-age=3600').send(robots(publicUrl)),
  )
}

/** Programs are told in JSON, people on a page in the language of the address. */
async function notFound(house: House, request: FastifyRequest, reply: FastifyReply) {
  const { pathname } = new URL(request.url, 'http://localhost')
  if (!request.headers.accept?.includes('text/html') && /^\/(api|assets)\//.test(pathname))
    return reply
      .code(404)
      .send({ code: 'not-found', message: sayBoth(kernelRefusals['not-found']), requestId: request.id })
  const locale = /^\/en(\/|$)/.test(pathname) ? 'en' : 'zh-CN'
  const district = await asVisitor(house, request, locale, districtOf)
  return sendPage(house, request, reply, locale, {
    title: say(siteWords.notFoundTitle, locale),
    unlisted: true,
    status: 404,
    district,
    body: createElement(NotFound),
  })
}
