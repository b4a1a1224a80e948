import { existsSync, readFileSync, statSync } from 'node:fs'
import { textOf } from '../../evidence/bytes.ts'
import { type Course, courseFormat, decodeCourse } from '../../evidence/course.ts'
import { EvidenceError } from '../../evidence/evidence-error.ts'
import { type OpeningFile, readOpeningFile } from '../../evidence/opening-file.ts'
import { decodeProofPackage, type ProofPackage, proofFormat } from '../../evidence/proof-package.ts'
import { decodeReceipt, parseJson, type Receipt, receiptFormat } from '../../evidence/receipt.ts'
import { type Trust, trustFormat, trustFrom } from '../../evidence/trust.ts'
import { CliError } from './cli-error.ts'
import { explainedIn } from './explained.ts'
import { type Promised, PromiseFile } from './promise-file.ts'

/** What a seal and its log leave behind. */
export type EvidenceFile =
  | { readonly kind: 'receipt'; readonly receipt: Receipt }
  | { readonly kind: 'opening'; readonly opening: OpeningFile }
  | { readonly kind: 'package'; readonly package: ProofPackage }
  | { readonly kind: 'course'; readonly course: Course }
  | { readonly kind: 'promise'; readonly promise: Promised }
  | { readonly kind: 'trust'; readonly trust: Trust }

/** What it is follows from what is in it, not from its name. @throws CliError naming the file and what is wrong */
export function readEvidence(file: string): EvidenceFile {
  if (!existsSync(file) || !statSync(file).isFile())
    throw new CliError(`没有这个文件：${file} / there is no such file: ${file}`, 2)
  const bytes = new Uint8Array(readFileSync(file))
  return explainedIn(file, () =>
    bytes[0] === 0x54 && bytes[1] === 0x53
      ? { kind: 'opening', opening: readOpeningFile(bytes) }
      : evidenceIn(textOf(bytes)),
  )
}

function evidenceIn(text: string): EvidenceFile {
  const value = parseJson(text)
  const format = typeof value === 'object' && value !== null && 'format' in value ? value.format : null
  if (format === receiptFormat) return { kind: 'receipt', receipt: decodeReceipt(text) }
  if (format === proofFormat) return { kind: 'package', package: decodeProofPackage(text) }
  if (format === courseFormat) return { kind: 'course', course: decodeCourse(text) }
  if (format === trustFormat) return { kind: 'trust', trust: trustFrom(value) }
  const promise = PromiseFile.safeParse(value)
  if (!promise.success) throw new EvidenceError('kind-unknown')
  return { kind: 'promise', promise: promise.data }
}
