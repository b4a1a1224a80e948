import type { MatterRecord, PastAct } from '../../core/proceeding.ts'
import type { Ctx } from '../../platform/context.ts'
import type { MatterKind } from '../../platform/matter-kind.ts'
import { actService, formFactsOf } from '../proceeding/proceeding.service.ts'
import { followLater } from './criminal-referral.service.ts'
import { reverseMachine } from './reverse-transfer.rules.ts'

export const reverseActService = actService(reverseMachine)

async function after(ctx: Ctx, record: MatterRecord, done: PastAct): Promise<void> {
  await followLater(ctx, record, done)
}

export const reverseKind: MatterKind = {
  machine: reverseMachine,
  link: (id) => `/app/reverse-transfers/${id}`,
  series: null,
  formFacts: formFactsOf,
  after,
}
