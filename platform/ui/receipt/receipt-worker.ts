import { EvidenceError } from '../../../evidence/evidence-error.ts'
import { decodeReceipt } from '../../../evidence/receipt.ts'
import { decodeTrust } from '../../../evidence/trust.ts'
import { verifyReceipt } from '../../../evidence/verify.ts'
import type { ReceiptAnswer, ReceiptAsked, ReceiptFound } from './receipt-messages.ts'

/* Verifies receipts for pages, under a content policy of its own (see `receipt-policy.ts`): it can reach nothing. */

function found({ receipt, trust, requestId }: ReceiptAsked): ReceiptFound {
  try {
    const { verdict, subject, notLaterThanMs } = verifyReceipt({
      ...{ receipt: decodeReceipt(receipt), trust: decodeTrust(trust), now: Date.now() },
    })
    if (verdict !== 'proven' || subject?.requestId !== requestId) return { state: 'not-proven' }
    return { state: 'proven', notLaterThan: notLaterThanMs === null ? null : new Date(notLaterThanMs).toISOString() }
  } catch (error) {
    if (error instanceof EvidenceError) return { state: 'not-proven' }
    throw error
  }
}

self.addEventListener('message', ({ data }: MessageEvent<ReceiptAsked>) => {
  self.postMessage({ id: data.id, found: found(data) } satisfies ReceiptAnswer)
})
