import { fromBase64, toBase64 } from './bytes.ts'
import { EvidenceError } from './evidence-error.ts'
import { isKeyName, malformedAs, type Note, readNote, type Signing, signingsOf, type VerifierKey } from './note.ts'

/** A tree head: whose log, how many entries, and the root over them. @source c2sp.org/tlog-checkpoint@v1.0.0 */
export type Checkpoint = { readonly origin: string; readonly size: number; readonly root: Uint8Array }

/** The text that is signed, with its last newline. */
export const checkpointText = ({ origin, size, root }: Checkpoint): string => `${origin}\n${size}\n${toBase64(root)}\n`

/** Further lines are allowed and mean nothing here. @throws EvidenceError `checkpoint-malformed` */
export function readCheckpointText(text: string): Checkpoint {
  const [origin = '', size = '', root = '', ...rest] = text.split('\n')
  const bytes = malformedAs('checkpoint-malformed', () => fromBase64(root))
  const complete = text.endsWith('\n') && rest.at(-1) === '' && rest.slice(0, -1).every((line) => line !== '')
  if (!complete || !isKeyName(origin) || !/^(0|[1-9]\d{0,15})$/.test(size) || bytes.length !== 32)
    throw new EvidenceError('checkpoint-malformed')
  if (Number(size) > Number.MAX_SAFE_INTEGER) throw new EvidenceError('checkpoint-malformed')
  return { origin, size: Number(size), root: bytes }
}

declare const verified: unique symbol
/** A checkpoint whose signature by the log held. Only `verifyCheckpoint` makes one. */
export type VerifiedCheckpoint = Checkpoint & {
  readonly [verified]: true
  readonly note: Note
  readonly signings: readonly Signing[]
}

/**
 * @param logKeys - the keys of this log, all known beforehand; a valid line of one of them is needed
 * @param witnessKeys - known witnesses; their lines are reported, and whether they suffice is for the policy to say
 * @throws EvidenceError `note-malformed`, `checkpoint-malformed`, `checkpoint-origin`, `signature-invalid` or `note-unsigned`
 */
export function verifyCheckpoint(
  source: string,
  logKeys: readonly VerifierKey[],
  witnessKeys: readonly VerifierKey[] = [],
): VerifiedCheckpoint {
  const note = readNote(source)
  const checkpoint = readCheckpointText(note.text)
  const ownKeys = logKeys.filter(({ name }) => name === checkpoint.origin)
  if (ownKeys.length === 0) throw new EvidenceError('checkpoint-origin', { origin: checkpoint.origin })
  const signings = signingsOf(note, [...ownKeys, ...witnessKeys])
  if (!signings.some(({ key }) => ownKeys.includes(key))) throw new EvidenceError('note-unsigned')
  return { ...checkpoint, note, signings } as unknown as VerifiedCheckpoint
}
