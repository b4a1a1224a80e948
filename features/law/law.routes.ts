import { type House, mount } from '../../platform/http/mount.ts'
import { lawContract } from './law.contract.ts'
import { lawService } from './law.service.ts'
import { lawRefusals } from './law.words.ts'
import { lawPages } from './law-page.routes.ts'

export function lawRoutes(house: House) {
  mount(house, 'law', lawContract, lawService, lawRefusals)
  lawPages(house)
}
