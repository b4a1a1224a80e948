import { existsSync, readFileSync, statSync } from 'node:fs'
import { textOf } from '../../evidence/bytes.ts'
import { EvidenceError, evidenceWords } from '../../evidence/evidence-error.ts'
import { type OpeningFile, readOpeningFile } from '../../evidence/opening-file.ts'
import { decodeProofPackage, type ProofPackage } from '../../evidence/proof-package.ts'
import { decodeReceipt, parseJson, type Receipt } from '../../evidence/receipt.ts'
import { CliError } from './cli-error.ts'

/** The three kinds of files that a seal and its log leave behind. */
export type EvidenceFile =
  | { readonly kind: 'receipt'; readonly receipt: Receipt }
  | { readonly kind: 'opening'; readonly opening: OpeningFile }
  | { readonly kind: 'package'; readonly package: ProofPackage }

/** What it is follows from what is in it, not from its name. @throws CliError naming the file and what is wrong */
export function readEvidence(file: string): EvidenceFile {
  if (!existsSync(file) || !statSync(file).isFile())
    throw new CliError(`没有这个文件：${file} / there is no such file: ${file}`, 2)
  const bytes = new Uint8Array(readFileSync(file))
  try {
    if (bytes[0] === 0x54 && bytes[1] === 0x53) return { kind: 'opening', opening: readOpeningFile(bytes) }
    const text = textOf(bytes)
    const value = parseJson(text)
    const isPackage = typeof value === 'object' && value !== null && 'opening' in value
    return isPackage
      ? { kind: 'package', package: decodeProofPackage(text) }
      : { kind: 'receipt', receipt: decodeReceipt(text) }
  } catch (error) {
    if (!(error instanceof EvidenceError)) throw error
    const [zh, en] = evidenceWords[error.code]
    throw new CliError(`${file}：${zh} / ${en}`)
  }
}
