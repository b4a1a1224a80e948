import { parseArgs } from 'node:util'
import { toHex } from '../../evidence/bytes.ts'
import { readCheckpointText } from '../../evidence/checkpoint.ts'
import { decodeEntry } from '../../evidence/entry.ts'
import { decodeOpening } from '../../evidence/manifest.ts'
import { encodeVerifierKey, readNote } from '../../evidence/note.ts'
import { encodedEntryOf, shownPath } from '../../evidence/opening-file.ts'
import type { Receipt } from '../../evidence/receipt.ts'
import { readTlogProof } from '../../evidence/tlog-proof.ts'
import { fingerprint } from '../../evidence/verify.ts'
import { type EvidenceFile, readEvidence } from './read-evidence.ts'

const help = `shoumi inspect FILE [--json]

  显示凭证、原件清单或披露包里有什么，不作判断。
  Shows what is in a receipt, an opening file or a disclosure package, and judges nothing.

  例 / examples
    npx shoumi inspect 配方.tsreceipt.json
    npx shoumi inspect 配方.tsopening --json`

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
  const shown = describe(readEvidence(file))
  if (values.json) console.log(JSON.stringify(shown, null, 2))
  else print(shown, '')
  return 0
}

function describe(given: EvidenceFile): Record<string, unknown> {
  if (given.kind === 'receipt') return { kind: 'receipt', ...describeReceipt(given.receipt) }
  if (given.kind === 'package') {
    const opening = decodeOpening(given.package.opening)
    return {
      kind: 'disclosure package',
      file: shownPath(opening.path),
      sizeBytes: opening.sizeBytes,
      sha256: toHex(opening.sha256),
      sm3: opening.withSm3 ? toHex(opening.sm3) : null,
      place: `${given.package.index} / ${given.package.leafCount}`,
      receipt: given.package.receipt && describeReceipt(given.package.receipt),
    }
  }
  const { opening } = given
  const kinds: Record<string, number> = {}
  let totalBytes = 0
  const flagged: string[] = []
  for (const record of opening.records()) {
    kinds[record.kind] = (kinds[record.kind] ?? 0) + 1
    if (record.kind === 'file') totalBytes += record.sizeBytes
    if (record.flags !== 0 && flagged.length < 20) flagged.push(shownPath(record.path))
  }
  const entry = decodeEntry(encodedEntryOf(opening))
  return {
    kind: 'opening file (private)',
    ...kinds,
    totalBytes,
    flagged,
    leaves: opening.leafCount,
    rootSha256: toHex(opening.rootSha256),
    rootSm3: toHex(opening.rootSm3),
    requestId: toHex(opening.requestId),
    commitmentSha256: toHex(entry.commitment.sha256),
    commitmentSm3: toHex(entry.commitment.sm3),
  }
}

function describeReceipt(receipt: Receipt): Record<string, unknown> {
  const entry = decodeEntry(receipt.entry)
  const proof = readTlogProof(receipt.tlogProof)
  const note = readNote(proof.checkpoint)
  const head = readCheckpointText(note.text)
  return {
    requestId: toHex(entry.requestId),
    type: entry.type,
    commitmentSha256: toHex(entry.commitment.sha256),
    commitmentSm3: toHex(entry.commitment.sm3),
    origin: head.origin,
    index: proof.index,
    size: head.size,
    root: toHex(head.root),
    signatures: note.signatures.map(({ name, id }) => `${name} ${toHex(id)}`),
    timestamps: receipt.timestamps.length,
    policy: receipt.policy,
    logKeys: receipt.logKeys.map((key) => ({
      key: encodeVerifierKey(key).slice(0, 90),
      fingerprint: fingerprint(key),
    })),
  }
}

function print(value: unknown, indent: string): void {
  for (const [name, one] of Object.entries(value as object)) {
    if (typeof one === 'object' && one !== null) {
      console.log(`${indent}${name}:`)
      print(one, `${indent}  `)
    } else console.log(`${indent}${name}: ${one}`)
  }
}
