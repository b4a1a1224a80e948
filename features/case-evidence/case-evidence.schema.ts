import { z } from 'zod'
import { Id } from '../../core/contract.ts'
import { defineWords } from '../../core/words.ts'

/** @source domain law.md §8.2 `method` */
export const methodWords = defineWords({
  original: ['收取原件、原物或原始载体', 'original taken'],
  copy: ['拷贝', 'copied'],
  screenshot: ['截屏', 'screenshot'],
  recording: ['录像', 'recorded'],
  export: ['接口导出', 'exported'],
  image: ['镜像', 'disk image'],
  other: ['其他', 'other'],
})
export const methods = Object.keys(methodWords) as [keyof typeof methodWords]

/** Links of the chain of custody. `check` and `take` are written by the platform, the others by whoever does them. */
export const custodyWords = defineWords({
  take: ['取得', 'taken'],
  seal: ['封存', 'sealed'],
  unseal: ['启封', 'unsealed'],
  move: ['转移存放', 'moved'],
  'hand-over': ['移交', 'handed over'],
  copy: ['复制', 'copied'],
  examine: ['查阅、检验', 'examined'],
  'send-to-appraisal': ['送检验、鉴定', 'sent to appraisal'],
  'back-from-appraisal': ['检验、鉴定后返还', 'back from appraisal'],
  return: ['退还', 'returned'],
  destroy: ['销毁', 'destroyed'],
  check: ['核对校验值', 'digests checked'],
})
export type CustodyEvent = keyof typeof custodyWords
export const recordedEvents = Object.keys(custodyWords).filter((one) => one !== 'take' && one !== 'check') as [
  Exclude<CustodyEvent, 'take' | 'check'>,
]

const line = z.string().trim().max(300)

/** Where it comes from and how it was taken. @source domain law.md §8.2 */
export const Taken = z.strictObject({
  method: z.enum(methods),
  device: line.default(''),
  serial: line.default(''),
  account: line.default(''),
  address: line.default(''),
  path: line.default(''),
  provider: line.default(''),
  witnesses: line.default(''),
  timeSource: line.default(''),
  bagNo: line.default(''),
  photoNo: line.default(''),
  videoNo: line.default(''),
  remark: z.string().trim().max(2000).default(''),
})
export type Taken = z.infer<typeof Taken>

/** Its particulars of one line each, in the order in which they are asked for and shown. */
export const takenLines = [
  'provider',
  'witnesses',
  'device',
  'serial',
  'account',
  'address',
  'path',
  'timeSource',
  'bagNo',
  'photoNo',
  'videoNo',
] as const satisfies readonly (keyof Taken)[]

export const EvidenceFile = z.object({
  id: Id,
  name: z.string(),
  sizeBytes: z.number(),
  sha256: z.string(),
  sm3: z.string(),
})

export const CustodyLink = z.object({
  seq: z.int(),
  event: z.string(),
  happenedAt: z.iso.datetime(),
  fromWhom: z.string(),
  toWhom: z.string(),
  place: z.string(),
  purpose: z.string(),
  result: z.string(),
  person: z.string().nullable(),
  recordedAt: z.iso.datetime(),
  digest: z.string(),
})

export const EvidenceDeposit = z.object({
  id: Id,
  requestId: z.string(),
  verdict: z.enum(['proven', 'not-proven']),
  notLaterThan: z.iso.datetime().nullable(),
  matchingFiles: z.int(),
  verifiedBy: z.string(),
  verifiedAt: z.iso.datetime(),
})

export const Evidence = z.object({
  id: Id,
  number: z.int(),
  name: z.string(),
  confidential: z.boolean(),
  taken: Taken,
  takenBy: z.array(z.string()),
  startedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  madeBy: z.string(),
  madeAt: z.iso.datetime(),
  files: z.array(EvidenceFile),
  custody: z.array(CustodyLink),
  deposits: z.array(EvidenceDeposit),
})
export type Evidence = z.infer<typeof Evidence>
