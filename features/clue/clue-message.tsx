import type { z } from 'zod'
import { formatMoment } from '../../platform/ui/format.ts'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import type { ChannelMessage } from './clue.schema.ts'
import { cluePageWords } from './clue-page.words.ts'

/** What was said, the oldest first. Who wrote for the office is named to the office only. */
export function MessageList({ messages }: { messages: readonly z.infer<typeof ChannelMessage>[] }) {
  const w = useWords(cluePageWords)
  const locale = useLocale()
  if (messages.length === 0) return <p className="soft">{w('noMessages')}</p>
  return (
    <ol className="list">
      {messages.map(({ id, sender, person, body, sentAt }) => (
        <li key={id}>
          <p className="small soft">
            <strong>{w(sender)}</strong>
            {person && ` · ${person}`} · {formatMoment(sentAt, locale)}
          </p>
          <p className="text">{body}</p>
        </li>
      ))}
    </ol>
  )
}
