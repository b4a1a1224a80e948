import { fromBase64, toBase64 } from './bytes.ts'
import { EvidenceError } from './evidence-error.ts'
import { hashLength } from './merkle.ts'
import { malformedAs } from './note.ts'

/** An entry's place in a log, with everything needed to check it offline. @source c2sp.org/tlog-proof@v1 */
export type TlogProof = {
  /** From zero. */
  readonly index: number
  /** From the leaf's sibling upward. */
  readonly path: readonly Uint8Array[]
  /** The signed note, word for word. */
  readonly checkpoint: string
}

const firstLine = 'c2sp.org/tlog-proof@v1'

export const encodeTlogProof = ({ index, path, checkpoint }: TlogProof): string =>
  `${firstLine}\nindex ${index}\n${path.map((hash) => `${toBase64(hash)}\n`).join('')}\n${checkpoint}`

/** The optional extra line is read over: it is not authenticated. @throws EvidenceError `tlog-proof-malformed` */
export function readTlogProof(text: string): TlogProof {
  const wrong = () => new EvidenceError('tlog-proof-malformed')
  const split = text.indexOf('\n\n')
  if (split < 0) throw wrong()
  const lines = text.slice(0, split).split('\n')
  if (lines.shift() !== firstLine) throw wrong()
  if (lines[0]?.startsWith('extra '))
    malformedAs('tlog-proof-malformed', () => fromBase64((lines.shift() ?? '').slice(6)))
  const index = /^index (0|[1-9]\d{0,15})$/.exec(lines.shift() ?? '')?.[1]
  if (index === undefined || !Number.isSafeInteger(Number(index)) || lines.length > 63) throw wrong()
  const path = lines.map((line) => malformedAs('tlog-proof-malformed', () => fromBase64(line)))
  if (path.some((hash) => hash.length !== hashLength)) throw wrong()
  return { index: Number(index), path, checkpoint: text.slice(split + 2) }
}
