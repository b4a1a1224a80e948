import { readContent } from '../../platform/content.ts'
import { type House, mount } from '../../platform/http/mount.ts'
import { diagnosticContract } from './diagnostic.contract.ts'
import { SelfAssessment } from './diagnostic.schema.ts'
import { diagnosticService } from './diagnostic.service.ts'
import { diagnosticRefusals } from './diagnostic.words.ts'

/** @throws DataError when the shipped questions or their scoring are not right: the house does not open */
export async function diagnosticRoutes(house: House): Promise<void> {
  const content = await readContent('self-assessment', SelfAssessment)
  mount(house, 'diagnostic', diagnosticContract, diagnosticService(content), diagnosticRefusals)
}
