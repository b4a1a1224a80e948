import { periodRefusals } from '../../core/period-rule.ts'
import { type House, mount } from '../../platform/http/mount.ts'
import { proceedingRefusals } from '../proceeding/proceeding.words.ts'
import { actService } from '../proceeding/proceeding-act.service.ts'
import { caseActs, caseContract, preservationActs, seizureActs } from './case.contract.ts'
import { caseMachine } from './case.rules.ts'
import { caseService } from './case.service.ts'
import { caseRefusals } from './case.words.ts'
import { preservationMachine } from './preservation.rules.ts'
import { publishedDecisionPages } from './published-decision.routes.ts'
import { seizureMachine } from './seizure.rules.ts'

export function caseRoutes(house: House) {
  const words = { ...periodRefusals, ...proceedingRefusals, ...caseRefusals }
  mount(house, 'case', caseActs, actService(caseMachine), words)
  mount(house, 'preservation', preservationActs, actService(preservationMachine), words)
  mount(house, 'seizure', seizureActs, actService(seizureMachine), words)
  mount(house, 'case-measure', caseContract, caseService, words)
  publishedDecisionPages(house)
}
