import { type House, mount } from '../../platform/http/mount.ts'
import { accountContract } from './account.contract.ts'
import { accountService } from './account.service.ts'
import { accountRefusals } from './account.words.ts'
import { federationRoutes } from './account-federation.routes.ts'

export function accountRoutes(house: House) {
  mount(house, 'account', accountContract, accountService, accountRefusals)
  federationRoutes(house)
}
