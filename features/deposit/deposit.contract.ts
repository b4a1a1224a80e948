import { z } from 'zod'
import { Done, Download, endpoint, Id, NoInput, pageInput, secret } from '../../core/contract.ts'
import { Deposit, DepositKey, DepositPromise, depositStates, RequestId, Standing } from './deposit.schema.ts'

/** Secret from the journal too, which the office reads: what a deposit is called may say what the secret is. */
const label = secret(z.string().trim().max(200))
const labelOrNone = secret(z.string().trim().max(200).default(''))
const count = () => secret(z.number().int().min(0).nullable().default(null))
const Entry = z.base64().max(400).describe('a log entry (format F.4), base64; at most 229 bytes')

/** What one request may bring; a whole folder is one entry, so a thousand is a lot. */
export const mostEntries = 1000

export const depositContract = {
  make: endpoint({
    method: 'POST',
    path: '/api/log/deposits',
    permission: 'deposit.make',
    summary: ['存证：提交承诺条目', 'Deposit: put commitments in the log'],
    input: z.object({
      entries: z.array(Entry).min(1).max(mostEntries),
      label: labelOrNone,
      source: z.enum(['browser', 'command-line']).default('command-line'),
      fileCount: count(),
      totalBytes: count(),
    }),
    output: z.object({
      promise: DepositPromise,
      deposits: z.array(z.object({ id: Id, requestId: RequestId, origin: z.string(), index: z.number().int() })),
    }),
    refusals: ['entry-malformed', 'request-id-taken', 'log-halted'],
  }),
  list: endpoint({
    method: 'GET',
    path: '/api/deposits',
    permission: 'deposit.make',
    summary: ['本单位的存证', 'Deposits of one’s own organisation'],
    input: z.object({
      search: z.string().trim().max(100).optional(),
      state: z.enum(depositStates).optional(),
      due: z.stringbool().optional().describe('only those whose originals should be compared again'),
      ...pageInput,
    }),
    output: z.object({ deposits: z.array(Deposit), next: z.string().nullable() }),
    refusals: [],
  }),
  read: endpoint({
    method: 'GET',
    path: '/api/deposits/:id',
    permission: 'deposit.make',
    summary: ['一项存证', 'One deposit'],
    input: z.object({ id: Id }),
    output: z.object({
      deposit: Deposit,
      receipt: z
        .object({
          size: z.number().int().describe('of the tree in the checkpoint'),
          witnesses: z.array(z.string()),
          stampedAt: z.iso.datetime().nullable(),
        })
        .nullable()
        .describe('null while the first checkpoint is being published, which takes seconds'),
      successors: z.array(Deposit).describe('later deposits that could take its place'),
      logState: z.enum(['open', 'halted']),
    }),
    refusals: [],
  }),
  edit: endpoint({
    method: 'PUT',
    path: '/api/deposits/:id',
    permission: 'deposit.make',
    summary: ['修改存证的名称、备注与复核提醒', 'Change label, remark and reminder'],
    input: z.object({
      id: Id,
      label,
      remark: secret(z.string().trim().max(2000)),
      showDepositor: z.boolean(),
      recheckMonths: z.number().int().min(1).max(120).nullable(),
    }),
    output: Done,
    refusals: [],
  }),
  withdraw: endpoint({
    method: 'POST',
    path: '/api/deposits/:id/withdrawal',
    permission: 'deposit.make',
    summary: ['声明撤销一项存证', 'Declare a deposit withdrawn'],
    input: z.object({ id: Id, reason: z.string().trim().min(1).max(500) }),
    output: Done,
    refusals: ['deposit-not-current'],
  }),
  supersede: endpoint({
    method: 'POST',
    path: '/api/deposits/:id/supersession',
    permission: 'deposit.make',
    summary: ['声明由后一项存证取代', 'Declare a deposit superseded by a later one'],
    input: z.object({ id: Id, laterId: Id }),
    output: Done,
    refusals: ['deposit-not-current', 'not-a-successor'],
  }),
  recheck: endpoint({
    method: 'POST',
    path: '/api/deposits/:id/recheck',
    permission: 'deposit.make',
    summary: ['记下原件复核的结果', 'Record that the originals were compared'],
    input: z.object({ id: Id, result: secret(z.enum(['matches', 'differs'])) }),
    output: Done,
    refusals: ['deposit-not-current'],
  }),
  receiptFile: endpoint({
    method: 'GET',
    path: '/api/deposits/:id/receipt',
    permission: 'deposit.make',
    summary: ['下载存证凭证', 'Download the receipt'],
    input: z.object({ id: Id }),
    output: Download,
    refusals: ['receipt-pending'],
    download: true,
  }),
  certificate: endpoint({
    method: 'GET',
    path: '/api/deposits/:id/certificate',
    permission: 'deposit.make',
    summary: ['下载存证证书（PDF）', 'Download the certificate as PDF'],
    input: z.object({ id: Id, language: z.enum(['zh', 'en']).default('zh') }),
    output: Download,
    refusals: ['receipt-pending'],
    download: true,
  }),
  exportAll: endpoint({
    method: 'GET',
    path: '/api/deposits-export',
    permission: 'deposit.make',
    summary: ['导出全部存证与凭证', 'Export every deposit with its receipt'],
    input: NoInput,
    output: Download,
    refusals: [],
    download: true,
    journalled: true,
  }),
  keys: endpoint({
    method: 'GET',
    path: '/api/deposit-keys',
    permission: 'deposit.manage-keys',
    summary: ['存证密钥', 'Keys that may deposit'],
    input: NoInput,
    output: z.object({ keys: z.array(DepositKey) }),
    refusals: [],
  }),
  makeKey: endpoint({
    method: 'POST',
    path: '/api/deposit-keys',
    permission: 'deposit.manage-keys',
    summary: ['新建存证密钥', 'Make a key that may deposit'],
    input: z.object({ name: z.string().trim().min(1).max(100), months: z.number().int().min(1).max(36).default(12) }),
    output: z.object({ id: Id, key: secret(z.string()).describe('shown this once') }),
    refusals: [],
  }),
  revokeKey: endpoint({
    method: 'DELETE',
    path: '/api/deposit-keys/:id',
    permission: 'deposit.manage-keys',
    summary: ['停用存证密钥', 'Revoke a key'],
    input: z.object({ id: Id }),
    output: Done,
    refusals: [],
  }),
  receipt: endpoint({
    method: 'GET',
    path: '/api/log/receipts/:requestId',
    permission: 'public',
    summary: ['取回存证凭证', 'Fetch a receipt by its request id'],
    input: z.object({ requestId: RequestId }),
    output: Download,
    refusals: ['receipt-pending'],
    download: true,
  }),
  standing: endpoint({
    method: 'GET',
    path: '/api/log/standing/:requestId',
    permission: 'public',
    summary: ['查询存证是否仍有效', 'Whether a deposit was withdrawn or superseded'],
    input: z.object({ requestId: RequestId }),
    output: Standing,
    refusals: [],
  }),
  logState: endpoint({
    method: 'GET',
    path: '/api/log/state',
    permission: 'public',
    summary: ['日志的状态', 'The state of the log'],
    input: NoInput,
    output: z.object({
      state: z.enum(['open', 'halted']),
      origin: z.string().nullable(),
      size: z.number().int(),
      publishedSize: z.number().int(),
      reason: z.string().nullable(),
      witnesses: z.record(z.string(), z.enum(['cosigned', 'unreachable', 'refused'])),
    }),
    refusals: [],
  }),
}
