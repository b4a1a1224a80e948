import { trustedAddress } from '../trusted-address.ts'
import type { ReceiptAnswer, ReceiptAsked, ReceiptFound } from './receipt-messages.ts'
import workerAddress from './receipt-worker.ts?worker&url'

const address = trustedAddress('shoumi-receipt-worker', workerAddress)
type Waiting = { resolve: (found: ReceiptFound) => void; reject: (error: Error) => void }

/** One worker for all receipts of the tab, started with the first. */
let worker: Worker | null = null
let last = 0
const waiting = new Map<number, Waiting>()

function started(): Worker {
  if (worker) return worker
  const made = new Worker(address(), { type: 'module', name: 'receipt' })
  made.addEventListener('message', ({ data }: MessageEvent<ReceiptAnswer>) => {
    waiting.get(data.id)?.resolve(data.found)
    waiting.delete(data.id)
  })
  made.addEventListener('error', ({ message }) => {
    worker = null
    made.terminate()
    for (const { reject } of waiting.values()) reject(new Error(message || 'the worker of receipts did not start'))
    waiting.clear()
  })
  worker = made
  return made
}

/**
 * Whether a receipt holds, and is of this deposit, under the keys that are given.
 * @throws Error when the worker could not be started, or broke
 */
export function verifyInBrowser(asked: Omit<ReceiptAsked, 'id'>): Promise<ReceiptFound> {
  return new Promise((resolve, reject) => {
    const id = ++last
    waiting.set(id, { resolve, reject })
    started().postMessage({ ...asked, id } satisfies ReceiptAsked)
  })
}
