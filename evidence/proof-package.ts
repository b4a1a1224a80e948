import { toBase64 } from './bytes.ts'
import { EvidenceError } from './evidence-error.ts'
import type { Disclosure } from './manifest.ts'
import { hashLength } from './merkle.ts'
import { malformedAs } from './note.ts'
import { bytesIn, contentOf, encodeReceipt, listIn, parseJson, type Receipt, receiptFrom } from './receipt.ts'

/**
 * `*.tsproof`: shows one file of a seal and nothing of the others. With the receipt in it, it can be verified by itself;
 * without one it says what was sealed, and not yet when.
 */
export type ProofPackage = Disclosure & { readonly receipt: Receipt | null }

export const proofFormat = 'shoumi-proof'
const largestPackage = 8 * 1024 * 1024

export const encodeProofPackage = (proof: ProofPackage): string =>
  `${JSON.stringify(
    {
      format: proofFormat,
      v: 1,
      receipt: proof.receipt && JSON.parse(encodeReceipt(proof.receipt)),
      opening: toBase64(proof.opening),
      index: proof.index,
      leafCount: proof.leafCount,
      blind: toBase64(proof.blind),
      pathSha256: proof.pathSha256.map(toBase64),
      pathSm3: proof.pathSm3.map(toBase64),
    },
    null,
    2,
  )}\n`

/** @throws EvidenceError `not-json`, `kind-unknown`, `version-unknown`, `package-malformed`, or what is wrong with the receipt */
export function decodeProofPackage(source: string): ProofPackage {
  if (source.length > largestPackage) throw new EvidenceError('too-large')
  const fields = ['receipt', 'opening', 'index', 'leafCount', 'blind', 'pathSha256', 'pathSm3']
  const given = contentOf(parseJson(source), proofFormat, fields, 'package-malformed')
  const count = (field: 'index' | 'leafCount'): number => {
    const found = given[field]
    if (typeof found !== 'number' || !Number.isSafeInteger(found) || found < 0)
      throw new EvidenceError('package-malformed', { field })
    return found
  }
  return {
    receipt: given['receipt'] === null ? null : receiptFrom(given['receipt']),
    ...malformedAs('package-malformed', () => ({
      opening: bytesIn(given['opening']),
      index: count('index'),
      leafCount: count('leafCount'),
      blind: bytesIn(given['blind']),
      pathSha256: hashesIn(given['pathSha256']),
      pathSm3: hashesIn(given['pathSm3']),
    })),
  }
}

function hashesIn(value: unknown): Uint8Array[] {
  const hashes = listIn(value).map(bytesIn)
  if (hashes.some((hash) => hash.length !== hashLength)) throw new EvidenceError('package-malformed')
  return hashes
}
