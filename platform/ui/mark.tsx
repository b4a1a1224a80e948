import type { Pair } from '../../core/words.ts'
import { useSay } from './locale.tsx'

/** The sign of how far a text may be trusted, with its meaning for whoever cannot read the sign. */
export function SourceMark({ sign, words, source }: { sign: string; words: Pair; source?: string | undefined }) {
  const say = useSay()
  const kind = sign === '官' || sign === '校' ? 'official' : sign === '未得' ? 'missing' : ''
  const meaning = source ? `${say(words)} · ${source}` : say(words)
  return (
    <span className={`mark ${kind}`} title={meaning}>
      {sign}
      <span className="visually-hidden">({meaning})</span>
    </span>
  )
}
