import { fromBase64 } from './bytes.ts'
import { readCheckpointText, verifyCheckpoint } from './checkpoint.ts'
import { EvidenceError } from './evidence-error.ts'
import { hashLength, verifyConsistency } from './merkle.ts'
import { encodeSignatureLine, malformedAs, readNote, type SignerKey, signLine, type VerifierKey } from './note.ts'

/** What a witness remembers of a log: the last tree head it cosigned. */
export type Witnessed = { readonly size: number; readonly root: Uint8Array }

/** An answer as the protocol has it; only `cosign` changes what is remembered. */
export type WitnessDecision =
  | { readonly status: 200; readonly origin: string; readonly remember: Witnessed; readonly text: string }
  | { readonly status: 400 | 403 | 404 | 422; readonly reason: string }
  /** `size` is what the witness has; `split` when another tree of the same size is claimed. */
  | { readonly status: 409; readonly size: number; readonly split: boolean }

export type WitnessRequest = { readonly older: number; readonly proof: readonly Uint8Array[]; readonly note: string }

/** @throws EvidenceError `note-malformed` */
export function readWitnessRequest(body: string): WitnessRequest {
  const split = body.indexOf('\n\n')
  const lines = split < 0 ? [] : body.slice(0, split).split('\n')
  const older = /^old (0|[1-9]\d{0,15})$/.exec(lines.shift() ?? '')?.[1]
  if (older === undefined || lines.length > 63) throw new EvidenceError('note-malformed')
  const proof = lines.map((line) => malformedAs('note-malformed', () => fromBase64(line)))
  if (proof.some((hash) => hash.length !== hashLength)) throw new EvidenceError('note-malformed')
  return { older: Number(older), proof, note: body.slice(split + 2) }
}

/**
 * Whether a witness may say that it saw this tree head: it must be signed by the log, and must continue, by proof, what
 * the witness saw last. The caller remembers the new head durably before it signs, and lets nobody in between.
 *
 * @param logs - the keys of known logs
 * @param last - by origin; null for one never seen
 * @source c2sp.org/tlog-witness
 */
export function decideCheckpoint(
  body: string,
  logs: readonly VerifierKey[],
  last: (origin: string) => Witnessed | null,
): WitnessDecision {
  let request: WitnessRequest
  let origin: string
  try {
    request = readWitnessRequest(body)
    origin = readCheckpointText(readNote(request.note).text).origin
  } catch (error) {
    if (error instanceof EvidenceError) return { status: 400, reason: error.code }
    throw error
  }
  const keys = logs.filter(({ name }) => name === origin)
  if (keys.length === 0) return { status: 404, reason: 'unknown log' }
  try {
    const checkpoint = verifyCheckpoint(request.note, keys)
    const known = last(origin)
    if (request.older > checkpoint.size) return { status: 400, reason: 'old size above new size' }
    if (request.older !== (known?.size ?? 0)) return { status: 409, size: known?.size ?? 0, split: false }
    const remember = { size: checkpoint.size, root: checkpoint.root }
    if (known && known.size > 0) {
      const same = known.size === checkpoint.size
      try {
        verifyConsistency('sha256', { older: known, newer: remember, path: request.proof })
      } catch (error) {
        if (!(error instanceof EvidenceError)) throw error
        if (same && error.code === 'root-mismatch') return { status: 409, size: known.size, split: true }
        return { status: 422, reason: error.code }
      }
    } else if (request.proof.length > 0) return { status: 422, reason: 'proof-malformed' }
    return { status: 200, origin, remember, text: checkpoint.note.text }
  } catch (error) {
    if (error instanceof EvidenceError) return { status: 403, reason: error.code }
    throw error
  }
}

/** The lines that answer a decision to cosign. @param moment - seconds since 1970 */
export const cosign = (signers: readonly SignerKey[], text: string, moment: number): string =>
  signers
    .map((signer) => encodeSignatureLine(signLine(signer, text, { moment, nonce: () => new Uint8Array() })))
    .join('')
