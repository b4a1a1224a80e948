import { type House, mount } from '../../platform/http/mount.ts'
import { confidentialContract } from './confidential.contract.ts'
import { confidentialService } from './confidential.service.ts'
import { confidentialRefusals } from './confidential.words.ts'

export const confidentialRoutes = (house: House) =>
  mount(house, 'confidential', confidentialContract, confidentialService, confidentialRefusals)
