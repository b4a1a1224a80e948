import { type House, mount } from '../../platform/http/mount.ts'
import { journalContract } from './journal.contract.ts'
import { journalService } from './journal.service.ts'

export const journalRoutes = (house: House) => mount(house, 'journal', journalContract, journalService, {})
