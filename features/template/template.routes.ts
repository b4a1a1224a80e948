import { readContent } from '../../platform/content.ts'
import { type House, mount } from '../../platform/http/mount.ts'
import { templateContract } from './template.contract.ts'
import { Templates } from './template.schema.ts'

/** @throws DataError when a shipped template is not right: the house does not open */
export async function templateRoutes(house: House): Promise<void> {
  const templates = await readContent('templates', Templates)
  mount(house, 'template', templateContract, { templates: async () => templates }, {})
}
