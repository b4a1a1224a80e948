import { type Compared, comparisonCode } from '../../../vault/comparison.ts'

/** The code of a public key, as two people compare it; null when a server gave what is no public key. */
export function codeOf(of: Compared, recipient: string): string | null {
  try {
    return comparisonCode(of, recipient)
  } catch {
    return null
  }
}
