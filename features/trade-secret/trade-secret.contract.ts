import { type Contract, endpoint, NoInput } from '../../core/contract.ts'
import { Classification } from './classification.schema.ts'

/** The register itself is sealed (features/vault); what everybody reads beside it is the catalogue. */
export const tradeSecretContract = {
  classification: endpoint({
    method: 'GET',
    path: '/api/classification',
    permission: 'signed-in',
    summary: ['分级分类与清单的说明', 'How secrets are sorted, graded, registered and handled'],
    input: NoInput,
    output: Classification,
    refusals: [],
  }),
} as const satisfies Contract
