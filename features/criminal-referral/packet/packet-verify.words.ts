import type { FileState } from '../../../evidence/given-files.ts'
import type { PacketCheckId, PacketReason } from './packet.schema.ts'

type Pair = readonly [zh: string, en: string]

/** Words of the report, for the page and the command line; they stand alone, without the house's way of choosing a language. */
export const packetCheckWords: Readonly<Record<PacketCheckId, Pair>> = {
  archive: ['压缩包的结构', 'Structure of the ZIP'],
  manifest: ['移送清单', 'List of what is handed over'],
  files: ['逐件比对（大小、SHA-256、SM3）', 'Every item (size, SHA-256, SM3)'],
  'signature-ed25519': ['移送机关签名（Ed25519）', 'Signature of the referring authority (Ed25519)'],
  'signature-sm2': ['移送机关签名（SM2）', 'Signature of the referring authority (SM2)'],
  bound: ['凭证所指的正是这份清单', 'The receipt is of this list'],
  receipt: ['公开日志凭证', 'Receipt of the public log'],
  'platform-act': ['由平台登记，不是他人存证', 'Entered by the platform itself, not by an account'],
}

export const packetReasonWords: Readonly<Record<PacketReason, Pair>> = {
  ok: ['无异常', 'in order'],
  malformed: ['格式有误，可能被改动', 'malformed; it may have been changed'],
  missing: ['缺少', 'missing'],
  'loose-files': ['未选入压缩包，只核对其中的文件', 'no ZIP was given; only the files in it are verified'],
  'moment-differs': ['压缩包里的时间与清单不一致', 'the times in the ZIP are not the one of the list'],
  'order-differs': ['文件次序与清单不一致', 'the files are not in the order of the list'],
  'checksum-differs': ['压缩包的校验值与内容不一致', 'a checksum of the ZIP does not fit its content'],
  'files-differ': ['有文件不一致、缺少或多出，见下', 'a file differs, is missing or additional: see below'],
  'no-signature': ['没有这种签名', 'there is no such signature'],
  'signature-invalid': ['签名不成立', 'the signature does not hold'],
  'other-content': ['所指的内容与包内的不一致', 'it is about another content than the one in the packet'],
  'receipt-failed': ['凭证未通过，见下', 'the receipt does not hold: see below'],
  'log-key-unknown': [
    '内容相互吻合，但日志公钥不在信任清单中，尚不能确认出自移送机关',
    'everything fits together, but the key of the log is in no trust file here, so the origin is not confirmed',
  ],
  'not-by-platform': ['日志条目不是平台自己登记的', 'the entry was not made by the platform itself'],
}

export const fileStateWords: Readonly<Record<FileState, Pair>> = {
  matches: ['一致', 'matches'],
  differs: ['不一致', 'differs'],
  missing: ['缺少', 'missing'],
  added: ['不在清单中', 'not in the list'],
}

export const packetProves: readonly Pair[] = [
  ['包内各件与移送时封存的完全一致，没有缺少或多出', 'every item is as it was frozen, with none missing or added'],
  [
    '清单由移送机关的平台签名，并已登记在公开日志',
    'the list was signed by the referring authority’s platform and is in its public log',
  ],
]
export const packetProvesNot: readonly Pair[] = [
  ['各件所载内容是否真实、充分', 'whether what the items say is true or sufficient'],
  [
    '收取、签收和办理的情况（以平台记录和书面回执为准）',
    'receipt and handling, for which the platform’s record and the written receipt stand',
  ],
]
