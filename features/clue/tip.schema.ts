import { z } from 'zod'
import { apartWords, fileFormats, findingWords } from './file-metadata/finding.rules.ts'

const line = (most: number) => z.string().trim().max(most)
const needed = (zh: string, en: string) => `${zh} | ${en}`

/** What a reporter is asked. Only who is accused and what happened must be there; the rest helps. */
export const TipBody = z.object({
  accused: line(200).min(
    2,
    needed('请写明被举报的单位或者个人，至少两个字。', 'Say which organisation or person, in two signs or more.'),
  ),
  happened: line(8000).min(10, needed('请写明发生了什么，至少十个字。', 'Say what happened, in ten signs or more.')),
  when: line(200).default(''),
  where: line(200).default(''),
  how: line(2000).default(''),
  rightHolder: line(200).default(''),
})
export type TipBody = z.infer<typeof TipBody>

export const TipIdentity = z.object({
  name: line(60).min(2, needed('请填写姓名。', 'Give your name.')),
  phone: line(40).regex(
    /^[+\d][\d\s-]{5,}$/,
    needed('请填写能联系到您的电话号码。', 'Give a telephone number at which you can be reached.'),
  ),
  contact: line(200).default(''),
})
export type TipIdentity = z.infer<typeof TipIdentity>

export const FileFormat = z.enum(Object.keys(fileFormats) as [keyof typeof fileFormats])
export type FileFormat = z.infer<typeof FileFormat>
const FindingKind = z.enum(Object.keys(findingWords) as [keyof typeof findingWords])
export const Apart = z.enum(Object.keys(apartWords) as [keyof typeof apartWords])
export type Apart = z.infer<typeof Apart>

/** What the reporter is shown of a file before it is sent; sealed where it is kept. */
export const FileFacts = z.object({
  name: z.string(),
  findings: z.array(z.object({ kind: FindingKind, value: z.string() })),
})
export type FileFacts = z.infer<typeof FileFacts>

/** What stands sealed beside a tip whose reporter wanted a receipt. Bytes are base64. */
export const SealedReceipt = z.object({
  number: z.string(),
  reportedAt: z.iso.datetime(),
  statement: z.string(),
  /** Not given out: with it and the tip the digest in the statement can be computed again. */
  salt: z.string(),
  requestId: z.string(),
  blind: z.string(),
  opening: z.string(),
})
export type SealedReceipt = z.infer<typeof SealedReceipt>

/** Five files at a time, ten in all; held in memory while they are looked at. */
export const tipLimits = {
  fileBytes: 20 * 1024 * 1024,
  files: 5,
  totalBytes: 40 * 1024 * 1024,
  filesInAll: 10,
  /** A form without files: the longest report, each sign of it written as nine. */
  textBytes: 160 * 1024,
} as const

/** An unsent report is kept so long, so that a broken connection loses nothing. Ours (拟). */
export const daysToSend = 7
