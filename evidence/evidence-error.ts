/** Everything that can be wrong with a piece of evidence, and what a person reads about it: Chinese first, then English. */
export const evidenceWords = {
  'not-utf8': ['文字不是有效的 UTF-8 编码。', 'The text is not valid UTF-8.'],
  'not-hex': ['十六进制文字有误。', 'The hexadecimal text is malformed.'],
  'not-base64': ['Base64 文字有误。', 'The Base64 text is malformed.'],
  'not-json': [
    '文件不是有效的 JSON，可能已损坏或被截断。',
    'The file is not valid JSON; it may be damaged or cut off.',
  ],
  'kind-unknown': [
    '认不出这是哪一种凭证文件。可核验的有：存证凭证（.tsreceipt.json）、原件清单（.tsopening）、单件披露包（.tsproof）、办理经过（.tscourse.json）、举证包（.zip）。',
    'This is none of the files that can be verified: a receipt (.tsreceipt.json), an opening (.tsopening), a disclosure package (.tsproof), a course (.tscourse.json), a proof pack (.zip).',
  ],
  'version-unknown': ['文件版本较新，请用更新的核验程序。', 'The file is of a newer version; use a newer verifier.'],
  'too-large': ['内容超出本格式允许的大小。', 'The content is larger than the format allows.'],
  'opening-malformed': ['单件开封记录有误。', 'The opening of a file is malformed.'],
  'opening-file-malformed': [
    '原件清单（.tsopening）已损坏或被截断。',
    'The opening file (.tsopening) is damaged or cut off.',
  ],
  'path-not-allowed': [
    '文件路径不符合要求（不能为空，不能有 .、.. 或空字符）。',
    'The path is not allowed: no empty, “.” or “..” part and no zero byte.',
  ],
  'entry-malformed': ['日志条目有误。', 'The log entry is malformed.'],
  'entry-signature-invalid': ['条目上的存证人签名不成立。', 'The depositor’s signature on the entry does not hold.'],
  'commitment-mismatch': [
    '由清单重新算出的承诺值与登记的不一致。',
    'The commitment computed from the opening is not the one entered.',
  ],
  'digest-mismatch': ['文件内容与登记的摘要不一致。', 'The content does not have the digest that was entered.'],
  'root-mismatch': ['算出的树根与检查点不一致。', 'The root computed from the proof is not the one in the checkpoint.'],
  'proof-malformed': ['证明路径的长度或个数不对。', 'The proof has the wrong length or the wrong number of hashes.'],
  'note-malformed': ['签名文本格式有误。', 'The signed note is malformed.'],
  'note-unsigned': ['签名文本上没有已知公钥的有效签名。', 'The note carries no valid signature of a known key.'],
  'signature-invalid': ['已知公钥的签名不成立。', 'A signature of a known key does not hold.'],
  'key-malformed': ['公钥格式有误，或不是允许的公钥。', 'The public key is malformed or not an allowed one.'],
  'signature-malformed': ['签名编码有误。', 'The signature is malformed.'],
  'checkpoint-malformed': ['检查点格式有误。', 'The checkpoint is malformed.'],
  'checkpoint-origin': ['检查点不属于这本日志。', 'The checkpoint is of another log.'],
  'checkpoint-rolled-back': [
    '检查点比已知的更小，日志发生了回退。',
    'The checkpoint is smaller than a known one: the log went back.',
  ],
  'checkpoint-split': [
    '同样大小的检查点有两个不同的树根，日志对不同的人说了不同的话。',
    'Two checkpoints of one size have different roots: the log told different people different things.',
  ],
  'tile-malformed': ['日志分片格式有误。', 'The log tile is malformed.'],
  'policy-malformed': ['见证策略文件有误。', 'The policy file is malformed.'],
  'quorum-not-met': ['独立见证人数未达到策略要求。', 'Fewer witnesses signed than the policy asks for.'],
  'tlog-proof-malformed': ['日志证明格式有误。', 'The log proof is malformed.'],
  'course-malformed': ['办理经过文件（.tscourse.json）格式有误。', 'The course file (.tscourse.json) is malformed.'],
  'receipt-malformed': ['存证凭证格式有误。', 'The receipt is malformed.'],
  'package-malformed': ['单件披露包格式有误。', 'The disclosure package is malformed.'],
  'archive-malformed': [
    '压缩包的结构与制作时不同：可能被改动，也可能被解压后重新打包。重新打包的，请解压后把全部文件一起核验。',
    'The structure of the ZIP is not the one it was made with: it was changed, or unpacked and packed again. If it was repacked, unpack it and verify all files together.',
  ],
  'pack-malformed': ['举证包的目录（index.json）格式有误。', 'The index of the proof pack (index.json) is malformed.'],
  'der-malformed': ['DER 编码有误。', 'The DER encoding is malformed.'],
  'certificate-malformed': ['证书格式有误。', 'The certificate is malformed.'],
  'timestamp-malformed': ['时间戳格式有误。', 'The timestamp is malformed.'],
  'timestamp-refused': ['时间戳机构拒绝了请求。', 'The timestamp authority refused the request.'],
  'revocation-malformed': ['吊销信息格式有误。', 'The revocation information is malformed.'],
} as const satisfies Record<string, readonly [zh: string, en: string]>

export type EvidenceCode = keyof typeof evidenceWords

/** A piece of evidence is not what it should be; the code is one of a closed list. */
export class EvidenceError extends Error {
  override readonly name = 'EvidenceError'
  readonly code: EvidenceCode
  /** Facts for the reader of a report; never content of a sealed file. */
  readonly detail: Readonly<Record<string, unknown>>
  constructor(code: EvidenceCode, detail: Readonly<Record<string, unknown>> = {}) {
    super(`${code}: ${evidenceWords[code][1]}${'reason' in detail ? ` (${detail['reason']})` : ''}`)
    this.code = code
    this.detail = detail
  }
}

/** @returns null for what cannot be read: the report says so where it is needed; anything but an EvidenceError is a defect and thrown */
export function readOrNull<T>(read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    if (error instanceof EvidenceError) return null
    throw error
  }
}
