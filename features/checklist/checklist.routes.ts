import { readContent } from '../../platform/content.ts'
import { DataError } from '../../platform/data-file.ts'
import { type House, mount } from '../../platform/http/mount.ts'
import { checklistContract } from './checklist.contract.ts'
import { Checklists } from './checklist.schema.ts'

/** @throws DataError when the shipped lists are not right: the house does not open */
export async function checklistRoutes(house: House): Promise<void> {
  const lists = await readContent('checklists', Checklists)
  const names = {
    actors: new Set(lists.actors.map(({ id }) => id)),
    anchors: new Set(lists.anchors.map(({ id }) => id)),
  }
  const stray = lists.checklists.flatMap(({ id, anchor, phases }) => [
    ...(names.anchors.has(anchor) ? [] : [`${id} ${anchor}`]),
    ...phases.flatMap(({ steps }) =>
      steps.filter(({ actor }) => !names.actors.has(actor)).map((step) => `${step.id} ${step.actor}`),
    ),
  ])
  if (stray.length > 0)
    throw new DataError(
      stray.map((path) => ({
        file: 'checklists.yaml',
        path,
        message: '未列出的角色或时点 / an actor or anchor that is not listed',
      })),
    )
  mount(house, 'checklist', checklistContract, { read: async () => lists }, {})
}
