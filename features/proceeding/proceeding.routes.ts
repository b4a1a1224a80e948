import { periodRefusals } from '../../core/period-rule.ts'
import { type House, mount } from '../../platform/http/mount.ts'
import { proceedingContract } from './proceeding.contract.ts'
import { proceedingService } from './proceeding.service.ts'
import { proceedingRefusals } from './proceeding.words.ts'

export const proceedingRoutes = (house: House) =>
  mount(house, 'proceeding', proceedingContract, proceedingService, { ...periodRefusals, ...proceedingRefusals })
