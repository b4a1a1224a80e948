import { z } from 'zod'
import { type Contract, Download, endpoint, Id, secret } from '../../core/contract.ts'
import { Evidence, EvidenceDeposit, recordedEvents, Taken } from './case-evidence.schema.ts'

const line = z.string().trim().max(300)
const Made = z.object({ id: Id })

export const caseEvidenceContract = {
  list: endpoint({
    method: 'GET',
    path: '/api/cases/:id/evidence',
    permission: 'confidential.enter',
    summary: ['证据台账与保管链', 'The evidence of a case with its chain of custody'],
    input: z.object({ id: Id }),
    output: z.object({ title: z.string(), evidence: z.array(Evidence) }),
    refusals: [],
  }),
  add: endpoint({
    method: 'POST',
    path: '/api/cases/:id/evidence',
    permission: 'case.handle',
    summary: ['登记证据', 'Enter a piece of evidence'],
    input: z.strictObject({
      id: Id,
      name: secret(z.string().trim().min(1).max(200)),
      confidential: z.boolean().default(false),
      taken: secret(Taken),
      /** Two at the least, as for every taking of evidence. */
      takenBy: z.array(Id).min(2).max(10),
      startedAt: z.iso.datetime({ offset: true }),
      endedAt: z.iso.datetime({ offset: true }).nullable().default(null),
      attachmentIds: z.array(Id).max(100).default([]),
      place: secret(line.default('')),
    }),
    output: Made,
    refusals: ['not-handlers', 'not-cleared', 'ends-before-it-begins', 'lies-ahead'],
  }),
  record: endpoint({
    method: 'POST',
    path: '/api/evidence/:id/custody',
    permission: 'case.handle',
    summary: ['登记一次流转', 'Enter a link of the chain of custody'],
    input: z.strictObject({
      id: Id,
      seq: z.int().min(1),
      event: z.enum(recordedEvents),
      happenedAt: z.iso.datetime({ offset: true }),
      fromWhom: secret(line.default('')),
      toWhom: secret(line.default('')),
      place: secret(line.default('')),
      purpose: secret(line.default('')),
      result: secret(line.default('')),
    }),
    output: Made,
    refusals: ['not-handlers', 'lies-ahead', 'before-last-link', 'no-longer-held', 'not-sealed', 'who-and-to-whom'],
  }),
  check: endpoint({
    method: 'POST',
    path: '/api/evidence/:id/check',
    permission: 'confidential.enter',
    summary: ['重新计算校验值并与登记值核对', 'Compute the digests again and compare them with those entered'],
    input: z.strictObject({ id: Id }),
    output: z.object({
      id: Id,
      matches: z.boolean(),
      differing: z.array(z.string()),
    }),
    refusals: ['nothing-to-check'],
  }),
  attachDeposit: endpoint({
    method: 'POST',
    path: '/api/evidence/:id/deposits',
    permission: 'case.handle',
    summary: ['附上存证凭证并核验', 'Attach a deposit receipt; it is verified at once'],
    input: z.strictObject({
      id: Id,
      /** The text of a `.tsreceipt.json`. */
      receipt: z.string().min(2).max(4_000_000),
      /** A `.tsproof` package in its place shows which of the files it is about. */
      proof: z.string().max(8_000_000).nullable().default(null),
    }),
    output: EvidenceDeposit,
    refusals: ['receipt-unreadable'],
  }),
  exportLedger: endpoint({
    method: 'GET',
    path: '/api/cases/:id/evidence.xlsx',
    permission: 'confidential.enter',
    summary: ['导出证据目录', 'The list of evidence as a workbook'],
    input: z.object({ id: Id }),
    output: Download,
    refusals: [],
    download: true,
    journalled: true,
  }),
} as const satisfies Contract
