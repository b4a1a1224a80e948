import { type Contract, endpoint, NoInput } from '../../core/contract.ts'
import { Templates } from './template.schema.ts'

/** What a firm makes of them is sealed (features/vault); what everybody reads are the templates. */
export const templateContract = {
  templates: endpoint({
    method: 'GET',
    path: '/api/firm-templates',
    permission: 'vault.key',
    summary: ['制度、协议与文书范本', 'Templates of policies, agreements and forms'],
    input: NoInput,
    output: Templates,
    refusals: [],
  }),
} as const satisfies Contract
