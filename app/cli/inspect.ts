import { parseArgs } from 'node:util'
import { textOf, toHex } from '../../evidence/bytes.ts'
import { readCheckpointText } from '../../evidence/checkpoint.ts'
import type { Course } from '../../evidence/course.ts'
import { decodeEntry } from '../../evidence/entry.ts'
import { EvidenceError, evidenceWords } from '../../evidence/evidence-error.ts'
import { wholeOf } from '../../evidence/given-files.ts'
import { decodeOpening } from '../../evidence/manifest.ts'
import { readNote, type VerifierKey } from '../../evidence/note.ts'
import { encodedEntryOf, type OpeningFile, recordFlags } from '../../evidence/opening-file.ts'
import { decodePackIndex, packIndexName } from '../../evidence/pack.ts'
import type { ProofPackage } from '../../evidence/proof-package.ts'
import type { Receipt } from '../../evidence/receipt.ts'
import { readTlogProof } from '../../evidence/tlog-proof.ts'
import { fingerprint } from '../../evidence/verify.ts'
import { CliError } from './cli-error.ts'
import { explainedIn } from './explained.ts'
import { packAt } from './given-path.ts'
import { noMoreThan } from './positionals.ts'
import { type EvidenceFile, readEvidence } from './read-evidence.ts'
import { nameText, printable } from './shown-name.ts'

const help = `shoumi inspect FILE [--json]

  显示存证文件里有什么，不作判断：凭证、原件清单、披露包、办理经过、存证承诺、信任文件、打开后的举证包。
  Shows what is in a receipt, an opening file, a disclosure package, a course of a matter, a promise, a trust file or an opened proof pack, and judges nothing.

  例 / examples
    npx shoumi inspect 配方.tsreceipt.json
    npx shoumi inspect 配方.tsopening --json

  退出码：0 可读，1 已损坏，2 用法。
  Exit codes: 0 readable, 1 damaged, 2 usage.`

export async function inspect(argv: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
  })
  const [file] = positionals
  if (values.help || !file) {
    console.log(help)
    return values.help ? 0 : 2
  }
  noMoreThan(1, positionals)
  const facts = (await packFacts(file)) ?? explainedIn(file, () => describe(readEvidence(file)))
  if (values.json) console.log(JSON.stringify(facts, null, 2))
  else for (const line of linesOf(facts, '')) console.log(line)
  return 0
}

type Facts = { readonly [name: string]: Fact }
type Fact = string | number | null | readonly Fact[] | Facts

function describe(given: EvidenceFile): Facts {
  switch (given.kind) {
    case 'receipt':
      return { kind: 'receipt', ...receiptFacts(given.receipt) }
    case 'package':
      return { kind: 'package', ...packageFacts(given.package) }
    case 'opening':
      return { kind: 'opening', ...openingFacts(given.opening) }
    case 'course':
      return { kind: 'course', ...courseFacts(given.course) }
    case 'promise':
      return { kind: 'promise', ...given.promise }
    case 'trust': {
      const { policy, logKeys, timestampRoots } = given.trust
      return {
        ...{ kind: 'trust', policy: policy.trim().split('\n'), logKeys: logKeys.map(keyFacts) },
        timestampRoots: timestampRoots.map(({ name }) => name),
      }
    }
  }
}

/** Null for what is no pack. */
async function packFacts(file: string): Promise<Facts | null> {
  const pack = await packAt(file)
  if (!pack) return null
  if (pack.archive instanceof EvidenceError)
    throw new CliError(`${file}：${evidenceWords[pack.archive.code].join(' / ')}`)
  const bytes = await wholeOf(pack.files, packIndexName)
  const { madeAt, organisation, subject, pieces } = explainedIn(file, () =>
    decodePackIndex(textOf(bytes ?? new Uint8Array())),
  )
  return { kind: 'proof-pack', madeAt, organisation, subject, pieces }
}

const keyFacts = (key: VerifierKey): Facts => ({ type: key.type, origin: key.name, fingerprint: fingerprint(key) })

function packageFacts({ opening, index, leafCount, receipt }: ProofPackage): Facts {
  const { kind, path, sizeBytes, sha256, sm3, withSm3 } = decodeOpening(opening)
  return {
    ...{ path: nameText(path), type: kind, sizeBytes, sha256: toHex(sha256), sm3: withSm3 ? toHex(sm3) : null },
    ...{ index, leaves: leafCount, receipt: receipt && receiptFacts(receipt) },
  }
}

const courseFacts = ({ matterId, acts }: Course): Facts => ({
  matterId,
  acts: acts.map(({ seq, digest, shown, logged }) => ({
    ...{ seq, digest: toHex(digest), text: shown?.text ?? null },
    receipt: logged && receiptFacts(logged.receipt),
  })),
})

function openingFacts(opening: OpeningFile): Facts {
  const kinds: Record<string, number> = {}
  const flagged: Facts[] = []
  let totalBytes = 0
  for (const { kind, flags, sizeBytes, path } of opening.records()) {
    kinds[kind] = (kinds[kind] ?? 0) + 1
    if (kind === 'file') totalBytes += sizeBytes
    const found = Object.entries(recordFlags).flatMap(([name, bit]) => ((flags & bit) === 0 ? [] : [name]))
    if (found.length > 0) flagged.push({ path: nameText(path), flags: found })
  }
  const { commitment } = decodeEntry(encodedEntryOf(opening))
  return {
    ...{ records: kinds, totalBytes, flagged, leaves: opening.leafCount },
    ...{ rootSha256: toHex(opening.rootSha256), rootSm3: toHex(opening.rootSm3), requestId: toHex(opening.requestId) },
    ...{ commitmentSha256: toHex(commitment.sha256), commitmentSm3: toHex(commitment.sm3) },
  }
}

function receiptFacts(receipt: Receipt): Facts {
  const { requestId, type, commitment } = decodeEntry(receipt.entry)
  const proof = readTlogProof(receipt.tlogProof)
  const note = readNote(proof.checkpoint)
  const { origin, size, root } = readCheckpointText(note.text)
  return {
    ...{ requestId: toHex(requestId), type },
    ...{ commitmentSha256: toHex(commitment.sha256), commitmentSm3: toHex(commitment.sm3) },
    ...{ origin, index: proof.index, size, root: toHex(root) },
    signatures: note.signatures.map(({ name, id }) => `${name} ${toHex(id)}`),
    ...{ timestamps: receipt.timestamps.length, policy: receipt.policy, logKeys: receipt.logKeys.map(keyFacts) },
  }
}

const nameWords: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  kind: ['文件', 'file'],
  type: ['类型', 'type'],
  path: ['名称', 'name'],
  sizeBytes: ['字节', 'bytes'],
  totalBytes: ['内容合计字节', 'bytes in all'],
  records: ['记录', 'records'],
  flagged: ['有标记的', 'flagged'],
  flags: ['标记', 'flags'],
  leaves: ['叶子（含填充）', 'leaves, padding included'],
  rootSha256: ['SHA-256 树根', 'SHA-256 root'],
  rootSm3: ['SM3 树根', 'SM3 root'],
  sha256: ['SHA-256', 'SHA-256'],
  sm3: ['SM3', 'SM3'],
  requestId: ['请求编号', 'request id'],
  commitmentSha256: ['SHA-256 承诺值', 'SHA-256 commitment'],
  commitmentSm3: ['SM3 承诺值', 'SM3 commitment'],
  receipt: ['凭证', 'receipt'],
  origin: ['日志', 'log'],
  index: ['位置（从 0 起）', 'place, from 0'],
  size: ['检查点条目数', 'entries in the checkpoint'],
  root: ['检查点树根', 'root in the checkpoint'],
  signatures: ['签名行', 'signature lines'],
  timestamps: ['时间戳数', 'timestamps'],
  policy: ['策略', 'policy'],
  logKeys: ['日志公钥', 'log keys'],
  fingerprint: ['指纹', 'fingerprint'],
  server: ['服务器', 'server'],
  checkpoint: ['检查点', 'checkpoint'],
  timestampRoots: ['时间戳根证书', 'timestamp roots'],
  matterId: ['事项', 'matter'],
  acts: ['各步', 'acts'],
  seq: ['第几步', 'act'],
  digest: ['摘要', 'digest'],
  text: ['内容', 'text'],
  file: ['文件', 'files'],
  symlink: ['链接', 'symbolic links'],
  'empty-directory': ['空文件夹', 'empty folders'],
  special: ['管道、套接字、设备', 'pipes, sockets, devices'],
  unreadable: ['读不到', 'unreadable'],
}

/** Values of `kind`, `type` and `flags`. */
const valueWords: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  receipt: ['存证凭证（可以给人）', 'receipt, may be shared'],
  package: ['单件披露包', 'disclosure package'],
  opening: ['原件清单（私密）', 'opening file, private'],
  course: ['办理经过', 'course of a matter'],
  promise: ['存证承诺', 'promise'],
  trust: ['信任文件', 'trust file'],
  manifest: ['多件封存', 'manifest'],
  'single-file': ['单件封存', 'single file'],
  file: ['文件', 'file'],
  symlink: ['链接', 'symbolic link'],
  'empty-directory': ['空文件夹', 'empty folder'],
  event: ['平台办理记录', 'act of the platform'],
  key: ['密钥事项', 'key event'],
  renewal: ['续期', 'renewal'],
  freeze: ['日志冻结', 'freeze'],
  changedWhileSealing: ['封存时被改动', 'changed while sealed'],
  nameNotUtf8: ['名称不是 UTF-8', 'name is no UTF-8'],
  nameCollides: ['名称与另一个冲突', 'name collides'],
}
const isWord = new Set(['kind', 'type', 'flags'])

function linesOf(facts: Facts, indent: string): string[] {
  return Object.entries(facts).flatMap(([name, fact]) => {
    const label = `${indent}${nameWords[name]?.join(' / ') ?? name}`
    if (fact === null) return [`${label}：—`]
    if (typeof fact !== 'object') return [`${label}：${valueText(name, fact)}`]
    if (!isList(fact)) return [`${label}：`, ...linesOf(fact, `${indent}  `)]
    if (fact.length === 0) return [`${label}：—`]
    return [
      `${label}：`,
      ...fact.flatMap((one) =>
        typeof one === 'object' && one !== null && !isList(one)
          ? linesOf(one, `${indent}    `).map((line, at) => (at === 0 ? `${indent}  - ${line.trimStart()}` : line))
          : [`${indent}  - ${valueText(name, one)}`],
      ),
    ]
  })
}

const isList = (fact: readonly Fact[] | Facts): fact is readonly Fact[] => Array.isArray(fact)

function valueText(name: string, value: Fact): string {
  const text = printable(String(value))
  return isWord.has(name) ? (valueWords[text]?.join(' / ') ?? text) : text
}
