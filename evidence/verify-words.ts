import type { TimestampLevel } from './timestamp.ts'
import type { CheckId, Outcome, Reason } from './verify.ts'

type Pair = readonly [zh: string, en: string]

export const checkWords: Readonly<Record<CheckId, Pair>> = {
  entry: ['日志条目格式正确', 'The log entry is well formed'],
  inclusion: ['条目确在日志的这个位置', 'The entry is in the log at this place'],
  'log-ed25519': ['日志的 Ed25519 签名', 'The log’s Ed25519 signature'],
  'log-sm2': ['日志的 SM2 签名', 'The log’s SM2 signature'],
  'log-ml-dsa': ['日志的 ML-DSA-44 签名', 'The log’s ML-DSA-44 signature'],
  witnesses: ['独立见证', 'Independent witnesses'],
  timestamp: ['可信时间戳', 'Trusted timestamp'],
  'time-order': ['各方时间先后相符', 'The times agree with each other'],
  policy: ['凭证所依策略与核验所用策略一致', 'The receipt was made under the policy used here'],
  opening: ['原件清单完整且自洽', 'The opening file is whole and consistent'],
  'commitment-sha256': ['清单与登记的 SHA-256 承诺值一致', 'The opening gives the SHA-256 commitment that was entered'],
  'commitment-sm3': ['清单与登记的 SM3 承诺值一致', 'The opening gives the SM3 commitment that was entered'],
  disclosure: ['单件披露可回到登记的承诺值', 'The disclosed file leads to a commitment'],
  content: ['原件内容与清单一致', 'The originals are those of the opening'],
}

export const outcomeWords: Readonly<Record<Outcome, Pair>> = {
  passed: ['通过', 'passed'],
  failed: ['不成立', 'failed'],
  unknown: ['无法判断', 'unknown'],
  'not-applicable': ['不适用', 'not applicable'],
}

export const reasonWords: Readonly<Record<Reason, Pair>> = {
  ok: ['核对无误', 'It holds'],
  malformed: ['格式有误，无法读取', 'It cannot be read'],
  'no-timestamp': [
    '凭证中没有时间戳，时间只有日志自己的说法',
    'The receipt has no timestamp; only the log itself says when',
  ],
  'no-witness-wanted': ['策略不要求见证，也没有见证签名', 'The policy asks for no witness, and none signed'],
  'no-witness-signed': ['没有见证签名', 'No witness signed'],
  'quorum-not-met': ['签名的见证人少于策略要求', 'Fewer witnesses signed than the policy asks for'],
  'key-not-known': [
    '公钥只见于凭证本身，未经另行确认；请用 --policy 或 --trust 给出从可靠渠道取得的公钥',
    'The key is known only from the receipt itself; give one from a source you trust with --policy or --trust',
  ],
  'no-signature-of-this-kind': ['没有这种签名', 'There is no signature of this kind'],
  'signature-invalid': ['签名不成立，内容或签名被改动', 'The signature does not hold: something was changed'],
  'root-mismatch': ['算出的树根不一致，内容被改动', 'The computed root differs: something was changed'],
  'timestamp-invalid': ['时间戳不成立', 'The timestamp does not hold'],
  'timestamp-chain-unknown': [
    '时间戳本身成立，但核验所用的信任清单中没有它的根证书',
    'The token holds, but its root is not among those trusted here',
  ],
  'timestamp-revocation-unknown': [
    '证书链可信；没有附吊销信息',
    'The chain is trusted; no revocation information is enclosed',
  ],
  'times-in-order': ['先后相符', 'They agree'],
  'times-out-of-order': ['时间戳早于见证时间一天以上', 'The timestamp is more than a day before a witness’s time'],
  'other-policy': ['凭证作出后策略有变，或核验用了另一份策略', 'The policy changed since, or another one is used here'],
  'sm3-not-chosen': ['封存时未选 SM3', 'SM3 was not chosen when sealing'],
  'commitment-mismatch': [
    '与登记的承诺值不一致，清单不属于这份凭证',
    'It is not what was entered: the opening is of another receipt',
  ],
  'all-match': ['全部一致', 'All match'],
  'some-differ': ['有文件不一致或缺失', 'Some differ or are missing'],
  'content-not-given': ['没有给出原件，未比对内容', 'No originals were given, so no content was compared'],
}

/** Said with every result that holds. */
export const proves: readonly Pair[] = [
  [
    '这些承诺值对应的内容，在上述时间之前已经存在，并登记在日志的这个位置。',
    'What these commitments stand for existed before the time above, and was entered at this place of the log.',
  ],
  ['登记之后，内容、顺序和条目都没有被改动。', 'Since then neither content, nor order, nor entry was changed.'],
]
/** Said instead when no outside party says when. */
export const provesWithoutTime: readonly Pair[] = [
  [
    '这些承诺值登记在这本日志的这个位置；何时登记，只有日志自己的说法。',
    'These commitments stand at this place of this log; when they were entered, only the log itself says.',
  ],
  [
    '相对于检查点，内容、顺序和条目都没有被改动。',
    'Measured against the checkpoint, neither content, nor order, nor entry was changed.',
  ],
]
export const provesNot: readonly Pair[] = [
  ['不证明谁是作者或权利人。', 'It does not prove who the author or right holder is.'],
  [
    '不证明内容一直保密，也不证明内容真实。',
    'It does not prove that the content was kept secret, nor that it is true.',
  ],
  ['不代替法院、仲裁机构或行政机关的认定。', 'It does not replace the finding of a court, tribunal or authority.'],
]
export const noOutsideTime: Pair = [
  '没有外部时间来源：凭证没有可信时间戳，也没有独立见证，时间只有日志自己的说法。',
  'No outside time: the receipt has no trusted timestamp and no independent witness; only the log itself says when.',
]

/** What the numbers and names beside a check are. */
export const factWords: Readonly<Record<string, Pair>> = {
  type: ['类型', 'type'],
  bytes: ['字节', 'bytes'],
  index: ['位置', 'place'],
  size: ['条目数', 'entries'],
  origin: ['日志', 'log'],
  fingerprint: ['公钥指纹', 'fingerprint'],
  signed: ['签名数', 'signed'],
  names: ['名称', 'names'],
  at: ['时间', 'time'],
  authority: ['机构', 'authority'],
  level: ['等级', 'level'],
  records: ['记录数', 'records'],
  matching: ['一致', 'matching'],
  differing: ['不一致', 'differing'],
  missing: ['缺失', 'missing'],
  added: ['不在清单中', 'not in the opening'],
}

export const levelWords: Readonly<Record<TimestampLevel, Pair>> = {
  invalid: ['不成立', 'does not hold'],
  valid: ['令牌成立，根证书未知', 'holds; root not known'],
  'chain-trusted': ['证书链可信', 'chain trusted'],
  'revocation-known': ['证书链可信，未被吊销', 'chain trusted, not revoked'],
  'long-term': ['证书链可信，各级均未被吊销', 'chain trusted, no certificate of it revoked'],
}

/** Facts of a check as a reader sees them; empty ones are left out. */
export const shownFacts = (facts: Readonly<Record<string, string | number>>, language: 0 | 1): string[] =>
  Object.entries(facts)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => {
      const level = name === 'level' ? Object.entries(levelWords).find(([key]) => key === value)?.[1] : undefined
      return `${factWords[name]?.[language] ?? name}: ${level?.[language] ?? value}`
    })
