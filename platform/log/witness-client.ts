import { toBase64, utf8 } from '../../evidence/bytes.ts'
import { EvidenceError } from '../../evidence/evidence-error.ts'
import {
  encodeSignatureLine,
  isBy,
  readNote,
  readSignatureLine,
  signingsOf,
  type VerifierKey,
} from '../../evidence/note.ts'

export type WitnessAddress = { readonly name: string; readonly key: VerifierKey; readonly url: string }

/** What a witness did with a checkpoint; only `cosigned` carries lines. */
export type WitnessAnswer =
  | { readonly outcome: 'cosigned'; readonly lines: string }
  | { readonly outcome: 'unreachable' | 'refused'; readonly reason: string }

/**
 * Asks one witness for its cosignature, with the proof that the log only grew since the witness last looked.
 *
 * @param known - the size the witness cosigned last as far as we know; a wrong guess is corrected once by its answer
 * @source c2sp.org/tlog-witness
 */
export async function askWitness(
  witness: WitnessAddress,
  note: string,
  consistency: (older: number) => Promise<readonly Uint8Array[]>,
  known: number,
  timeoutMs: number,
): Promise<WitnessAnswer> {
  const { text } = readNote(note)
  const size = Number(text.split('\n')[1])
  let older = known
  for (let tries = 0; tries < 2; tries++) {
    const proof = older === 0 || older === size ? [] : await consistency(older)
    const body = `old ${older}\n${proof.map((hash) => `${toBase64(hash)}\n`).join('')}\n${note}`
    let reply: Response
    try {
      reply = await fetch(new URL('add-checkpoint', withSlash(witness.url)), {
        method: 'POST',
        body: utf8(body) as BodyInit,
        signal: AbortSignal.timeout(timeoutMs),
        redirect: 'error',
      })
    } catch (error) {
      return { outcome: 'unreachable', reason: error instanceof Error ? error.message : 'no answer' }
    }
    const answer = (await reply.text().catch(() => '')).slice(0, 100_000)
    if (reply.status === 409 && reply.headers.get('content-type')?.startsWith('text/x.tlog.size')) {
      const told = Number(answer.trim())
      // A witness that remembers more than we have saw a log that was rolled back: nothing we could send would help.
      if (!Number.isSafeInteger(told) || told > size)
        return { outcome: 'refused', reason: `it has seen ${answer.trim()}` }
      older = told
      continue
    }
    if (!reply.ok) return { outcome: 'refused', reason: `${reply.status} ${answer.slice(0, 200)}` }
    return readAnswer(witness, text, answer)
  }
  return { outcome: 'refused', reason: 'it changed its mind about the size' }
}

const withSlash = (url: string) => (url.endsWith('/') ? url : `${url}/`)

function readAnswer({ key }: WitnessAddress, text: string, answer: string): WitnessAnswer {
  try {
    const lines = answer
      .trimEnd()
      .split('\n')
      .map(readSignatureLine)
      .filter((line) => isBy(key, line))
    if (signingsOf({ text, signatures: lines }, [key]).length === 0)
      return { outcome: 'refused', reason: 'no line of its key' }
    return { outcome: 'cosigned', lines: lines.map(encodeSignatureLine).join('') }
  } catch (error) {
    if (error instanceof EvidenceError) return { outcome: 'refused', reason: error.code }
    throw error
  }
}
