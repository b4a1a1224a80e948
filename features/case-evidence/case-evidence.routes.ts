import { type House, mount } from '../../platform/http/mount.ts'
import { caseEvidenceContract } from './case-evidence.contract.ts'
import { caseEvidenceService } from './case-evidence.service.ts'
import { caseEvidenceRefusals } from './case-evidence.words.ts'

export const caseEvidenceRoutes = (house: House) =>
  mount(house, 'case-evidence', caseEvidenceContract, caseEvidenceService, caseEvidenceRefusals)
