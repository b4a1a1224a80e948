import { z } from 'zod'
import { type Contract, endpoint, Id } from '../../core/contract.ts'
import { actContract } from '../proceeding/proceeding.contract.ts'
import { caseMachine } from './case.rules.ts'
import { PenaltyHelp, PublicationView } from './case.schema.ts'
import { preservationMachine } from './preservation.rules.ts'
import { seizureMachine } from './seizure.rules.ts'

/** One door for each act. */
export const caseActs = actContract(caseMachine, '/api/cases')
export const preservationActs = actContract(preservationMachine, '/api/preservations')
export const seizureActs = actContract(seizureMachine, '/api/seizures')

const Opened = z.object({ id: Id, number: z.string().nullable() })
const measureRefusals = ['not-yours-to-do', 'case-not-under-investigation'] as const

/** What belongs to a case and is no act of it. */
export const caseContract = {
  openPreservation: endpoint({
    method: 'POST',
    path: '/api/cases/:id/preservations',
    permission: 'case.handle',
    summary: ['准备先行登记保存', 'Prepare an advance preservation'],
    input: z.strictObject({ id: Id }),
    output: Opened,
    refusals: measureRefusals,
  }),
  openSeizure: endpoint({
    method: 'POST',
    path: '/api/cases/:id/seizures',
    permission: 'case.handle',
    summary: ['准备查封、扣押', 'Prepare a sealing or seizure'],
    input: z.strictObject({ id: Id }),
    output: Opened,
    refusals: measureRefusals,
  }),
  penaltyHelp: endpoint({
    method: 'GET',
    path: '/api/cases/:id/penalty-help',
    permission: 'case.read',
    summary: [
      '处罚幅度参考：法律版本、档次、时效、听证线（只计算，不作决定）',
      'Help with the penalty: version, tiers, limitation, hearing line. It computes and never decides',
    ],
    input: z.object({ id: Id }),
    output: PenaltyHelp,
    refusals: [],
  }),
  publication: endpoint({
    method: 'GET',
    path: '/api/cases/:id/publication',
    permission: 'case.read',
    summary: ['处罚决定的公示文本与公示情况', 'The masked text of a decision, and how it stands with the public'],
    input: z.object({ id: Id }),
    output: PublicationView,
    refusals: [],
  }),
} as const satisfies Contract
