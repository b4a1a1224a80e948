import { toBase64, toHex } from '../../evidence/bytes.ts'
import { callDoor, urlOf } from '../../platform/ui/client.ts'
import { depositContract } from './deposit.contract.ts'

/** Publishing takes seconds; past this somebody sitting before the page would think that it hangs. */
const patienceMs = 30_000
const pauseMs = 1000

/** The receipt of a deposit of this installation, word for word; `pending` while it is being published, null for a number that is not here. */
export async function fetchReceipt(requestId: string): Promise<string | 'pending' | null> {
  const reply = await fetch(urlOf(depositContract.receipt, { requestId }), { credentials: 'same-origin' })
  return reply.status === 409 ? 'pending' : reply.ok ? reply.text() : null
}

/**
 * Puts an entry that was made here into the log: a blinded commitment, neither the file nor its name.
 *
 * @param label - what the deposit is called in the list; the office may read it, so it says nothing of the content
 * @returns its receipt; null when publishing takes longer than half a minute
 * @throws ApiError of `deposit.make`
 */
export async function enterEntry(entry: Uint8Array, requestId: Uint8Array, label: string): Promise<string | null> {
  await callDoor(depositContract.make, { entries: [toBase64(entry)], label, source: 'browser', fileCount: 1 })
  const end = Date.now() + patienceMs
  while (Date.now() < end) {
    const receipt = await fetchReceipt(toHex(requestId))
    if (receipt !== null && receipt !== 'pending') return receipt
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }
  return null
}
