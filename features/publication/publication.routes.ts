import { type House, mount } from '../../platform/http/mount.ts'
import { publicationContract, publishedContract } from './publication.contract.ts'
import { publicationService } from './publication.service.ts'
import { publicationRefusals as words } from './publication.words.ts'
import { publicationPages } from './publication-page.routes.ts'
import { publishedService } from './publication-version.service.ts'

export function publicationRoutes(house: House) {
  mount(house, 'publication', publicationContract, publicationService, words)
  mount(house, 'published', publishedContract, publishedService, words)
  publicationPages(house)
}
