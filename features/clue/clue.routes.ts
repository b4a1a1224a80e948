import { periodRefusals } from '../../core/period-rule.ts'
import { type House, mount } from '../../platform/http/mount.ts'
import { proceedingRefusals } from '../proceeding/proceeding.words.ts'
import { actService } from '../proceeding/proceeding-act.service.ts'
import { clueActContract, clueContract } from './clue.contract.ts'
import { clueMachine } from './clue.rules.ts'
import { clueService } from './clue.service.ts'
import { clueRefusals, complaintRefusals } from './clue.words.ts'
import { complaintContract } from './complaint.contract.ts'
import { complaintService } from './complaint.service.ts'

export function clueRoutes(house: House) {
  const refusals = { ...periodRefusals, ...proceedingRefusals, ...clueRefusals }
  mount(house, 'clue-act', clueActContract, actService(clueMachine), refusals)
  mount(house, 'clue', clueContract, clueService, refusals)
  mount(house, 'complaint', complaintContract, complaintService, complaintRefusals)
}
