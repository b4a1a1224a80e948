import { isBy, readNote } from '../../evidence/note.ts'
import type { Policy } from '../../evidence/policy.ts'
import { treeOver } from '../../evidence/tile.ts'
import { tilesIn } from './log-publication.ts'
import type { LogStore, PublishedCheckpoint } from './log-store.ts'
import { askWitness, type WitnessAnswer } from './witness-client.ts'

const usualTimeoutMs = 2000

/** The witnesses of a log, what each said last, and how far each has seen it grow. */
export function witnessesOf({ witnesses }: Policy, store: LogStore, timeoutMs: number = usualTimeoutMs) {
  const sizes = new Map<string, number>()
  const outcomes: Record<string, WitnessAnswer['outcome']> = {}
  return {
    outcomes,

    /** Asks all whose line the note does not carry yet. @returns the lines to put below it */
    async cosign({ origin, size, note }: PublishedCheckpoint): Promise<string> {
      const tree = treeOver(tilesIn(store, origin), size)
      const { signatures } = readNote(note)
      const answers = await Promise.all(
        witnesses.map(async ({ name, key, url }) => {
          if (!url || signatures.some((line) => isBy(key, line))) return ''
          const known = Math.min(sizes.get(name) ?? 0, size)
          const answer = await askWitness({ name, key, url }, note, tree.consistencyPath, known, timeoutMs)
          outcomes[name] = answer.outcome
          if (answer.outcome !== 'cosigned') return ''
          sizes.set(name, size)
          return answer.lines
        }),
      )
      return answers.join('')
    },
  }
}
