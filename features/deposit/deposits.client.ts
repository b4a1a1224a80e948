import { useQuery } from '@tanstack/react-query'
import { callDoor, urlOf } from '../../platform/ui/client.ts'
import { inEvidenceWorker } from '../../platform/ui/evidence/evidence-client.ts'
import type { ReceiptFound } from '../../platform/ui/evidence/evidence-messages.ts'
import { useDoor, usePages } from '../../platform/ui/query.ts'
import { depositContract } from './deposit.contract.ts'
import type { Deposit } from './deposit.schema.ts'
import { fetchReceipt } from './enter-file.client.ts'

/** The firm's own deposits, the newest first, for choosing among them. What is looked for stays in the page: it may be a secret's name. */
export function useOwnDeposits() {
  const pages = usePages(depositContract.list, { limit: 500 })
  return { ...pages, deposits: pages.data?.flatMap((page) => page.deposits) ?? [] }
}

/** One of the firm's own deposits by its request; null when it has none of this number, undefined while it is looked for. */
export function useOwnDeposit(requestId: string): Deposit | null | undefined {
  const { data } = useDoor(depositContract.list, { search: requestId, limit: 1 })
  return data && (data.deposits[0] ?? null)
}

/** Where a number that was typed in stands: with the firm, with somebody else of this installation, or not here at all. */
export async function whoseDeposit(requestId: string): Promise<Deposit | 'others' | 'not-here'> {
  const [own] = (await callDoor(depositContract.list, { search: requestId, limit: 1 })).deposits
  if (own) return own
  const { status } = await fetch(urlOf(depositContract.standing, { requestId }), { credentials: 'same-origin' })
  return status === 404 ? 'not-here' : 'others'
}

export type ReceiptState = ReceiptFound | { readonly state: 'pending' | 'unknown' }

/** Whether the receipt of a deposit holds, verified in this browser under the keys that this installation publishes. */
export function useReceiptState(requestId: string): ReceiptState | undefined {
  const { data } = useQuery({
    queryKey: ['receipt-state', requestId],
    queryFn: () => receiptState(requestId),
    // The same bytes verify the same way: what was proven is not proven again at every save.
    staleTime: ({ state }) => (state.data?.state === 'proven' ? 'static' : 0),
  })
  return data
}

async function receiptState(requestId: string): Promise<ReceiptState> {
  const [receipt, trust] = await Promise.all([fetchReceipt(requestId), fetchTrust()])
  if (receipt === 'pending') return { state: 'pending' }
  if (receipt === null || trust === null) return { state: 'unknown' }
  return inEvidenceWorker('verify-receipt', { receipt, trust, requestId }).catch(() => ({ state: 'unknown' }))
}

/** What this installation says about its log; null when it cannot be reached. */
export async function fetchTrust(): Promise<string | null> {
  const reply = await fetch('/log/trust.json', { credentials: 'same-origin' }).catch(() => null)
  return reply?.ok ? reply.text() : null
}
