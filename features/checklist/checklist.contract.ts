import { type Contract, endpoint, NoInput } from '../../core/contract.ts'
import { Checklists } from './checklist.schema.ts'

export const checklistContract = {
  read: endpoint({
    method: 'GET',
    path: '/api/checklists',
    permission: 'vault.key',
    summary: ['商业秘密保护流程检查表', 'Checklists of the life of a trade secret'],
    input: NoInput,
    output: Checklists,
    refusals: [],
  }),
} as const satisfies Contract
