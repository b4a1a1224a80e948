import { EvidenceError, evidenceWords } from '../../evidence/evidence-error.ts'
import { CliError } from './cli-error.ts'

/** @throws CliError in place of an EvidenceError, with the name of the file or server it came from */
export function explainedIn<T>(source: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof EvidenceError)) throw error
    const [zh, en] = evidenceWords[error.code]
    throw new CliError(`${source}：${zh} / ${en}`)
  }
}
