import type { FastifyReply, FastifyRequest } from 'fastify'
import { createElement } from 'react'
import { kernelRefusals, Refusal } from '../../core/refusal.ts'
import { say, sayBoth } from '../../core/words.ts'
import type { Ctx } from '../../platform/context.ts'
import type { House } from '../../platform/http/mount.ts'
import {
  openPage,
  type PageContent,
  type PageRequest,
  publicForm,
  publicPage,
  sendPage,
} from '../../platform/http/public-page.ts'
import { presentProgramme } from '../programme/programme-version.service.ts'
import { scoreboard } from '../programme/programme-target.service.ts'
import { Heads } from '../publication/publication-list.public.tsx'
import { listInComment, listPublished } from '../publication/publication-version.service.ts'
import { searchPublished } from '../publication/search.service.ts'
import { searchKinds } from '../publication/search.schema.ts'
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
