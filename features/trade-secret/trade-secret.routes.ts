import { readContent } from '../../platform/content.ts'
import { type House, mount } from '../../platform/http/mount.ts'
import { Classification } from './classification.schema.ts'
import { tradeSecretContract } from './trade-secret.contract.ts'

/** @throws DataError when the shipped catalogue is not right: the house does not open */
export async function tradeSecretRoutes(house: House): Promise<void> {
  const classification = await readContent('classification', Classification)
  mount(house, 'trade-secret', tradeSecretContract, { classification: async () => classification }, {})
}
