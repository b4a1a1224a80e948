import type { z } from 'zod'
import type { Endpoint } from '../../core/contract.ts'
import { ActForm } from '../../platform/ui/act-form.tsx'
import { commonWords } from '../../platform/ui/common.words.ts'
import { TextArea } from '../../platform/ui/controls.tsx'
import { useDraft } from '../../platform/ui/draft.ts'
import { DraftBar, useFieldError } from '../../platform/ui/feedback.tsx'
import { formatMoment } from '../../platform/ui/format.ts'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { useAct } from '../../platform/ui/query.ts'
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

type Message = z.ZodType<unknown, { id: string; body: string }>

/** Where either side writes to the other; what is not yet sent waits under `draft`. */
export function WriteMessage({
  id,
  door,
  draft: key,
  label,
  hint,
}: {
  id: string
  door: Endpoint<Message>
  draft: string
  label: string
  hint: string
}) {
  const common = useWords(commonWords)
  const draft = useDraft(key, { body: '' })
  const { body } = draft.value
  const write = useAct(door, { onDone: draft.clear })
  const wrong = useFieldError(write.error)
  return (
    <ActForm
      act={write}
      onSubmit={() => write.mutate({ id, body })}
      submit={common('send')}
      kind="plain"
      ready={body.trim() !== ''}
    >
      <DraftBar draft={draft} />
      <TextArea
        label={label}
        hint={hint}
        value={body}
        onChange={(text) => draft.set({ body: text })}
        required
        maxLength={5000}
        error={wrong('body')}
      />
    </ActForm>
  )
}
