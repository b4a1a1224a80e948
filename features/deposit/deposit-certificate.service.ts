import type { Ctx } from '../../platform/context.ts'
import type { FinalReceipt } from '../../platform/log/log.ts'
import type { Deposit } from './deposit.schema.ts'

export async function certificateOf(_ctx: Ctx, _d: Deposit, _f: FinalReceipt, _l: 'zh' | 'en'): Promise<Uint8Array> {
  return new Uint8Array()
}
