import { type House, mount } from '../../platform/http/mount.ts'
import { sealedContract } from './sealed.contract.ts'
import { sealedService } from './sealed.service.ts'
import { vaultContract } from './vault.contract.ts'
import { vaultService } from './vault.service.ts'
import { sealedRefusals, vaultRefusals } from './vault.words.ts'

export function vaultRoutes(house: House) {
  mount(house, 'vault', vaultContract, vaultService, vaultRefusals)
  mount(house, 'sealed', sealedContract, sealedService, sealedRefusals)
}
