import { trustedAddress } from '../trusted-address.ts'
import type { Answer, Asked, FromEvidenceWorker, Task, ToEvidenceWorker } from './evidence-messages.ts'
import workerAddress from './evidence-worker.ts?worker&url'

const address = trustedAddress('shoumi-evidence-worker', workerAddress)
type Waiting = { resolve: (answer: never) => void; reject: (error: Error) => void }

/** One worker for the tab, started when it is first needed. */
let worker: Worker | null = null
let last = 0
const waiting = new Map<number, Waiting>()

function started(): Worker {
  if (worker) return worker
  const made = new Worker(address(), { type: 'module', name: 'evidence' })
  made.addEventListener('message', ({ data }: MessageEvent<FromEvidenceWorker>) => {
    const one = waiting.get(data.id)
    waiting.delete(data.id)
    if ('failed' in data) one?.reject(new Error(data.failed))
    else one?.resolve(data.answer as never)
  })
  made.addEventListener('error', ({ message }) => endEvidenceWorker(message || 'the worker of evidence did not start'))
  worker = made
  return made
}

/** Ends it with all that it holds, such as the pieces of a pack that was begun; the next task starts another. */
export function endEvidenceWorker(reason: string): void {
  worker?.terminate()
  worker = null
  for (const { reject } of waiting.values()) reject(new Error(reason))
  waiting.clear()
}

/**
 * Has the worker do something, in this browser.
 *
 * @param transfer - what the worker may take over instead of getting a copy
 * @throws Error when the worker could not be started, broke, or failed at it
 */
export function inEvidenceWorker<T extends Task>(
  task: T,
  asked: Asked<T>,
  transfer: Transferable[] = [],
): Promise<Answer<T>> {
  return new Promise((resolve, reject) => {
    const id = ++last
    waiting.set(id, { resolve, reject })
    started().postMessage({ id, task, asked } as ToEvidenceWorker, transfer)
  })
}
