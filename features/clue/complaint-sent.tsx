import { commonWords } from '../../platform/ui/common.words.ts'
import { Button, TextArea } from '../../platform/ui/controls.tsx'
import { useDraft } from '../../platform/ui/draft.ts'
import { DraftBar, ErrorNotice, useFieldError } from '../../platform/ui/feedback.tsx'
import { formatDay, formatMoment } from '../../platform/ui/format.ts'
import { Badge, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { useAct } from '../../platform/ui/query.ts'
import { MessageList } from './clue-message.tsx'
import { complaintContract } from './complaint.contract.ts'
import { partStateWords, partWords } from './complaint.schema.ts'
import { complaintPageWords } from './complaint-page.words.ts'
import { PartContent } from './complaint-part.tsx'
import { partTones, toldPair } from './complaint-state.ts'
import type { ReadComplaint } from './use-complaint-draft.ts'

const undecided: ReadonlySet<string> = new Set(['received', 'under-inquiry', 'inquiry-extended'])

/** A complaint that was sent: how far the office has come, what it says, and what it made of each part. */
export function SentComplaint({
  id,
  read,
  back,
}: {
  id: string
  read: ReadComplaint
  back: { to: string; text: string }
}) {
  const w = useWords(complaintPageWords)
  const say = useSay()
  const locale = useLocale()
  const { complaint, body, parts, attachments, looks, messages } = read
  const { accused, sentAt, toldState, toldDueOn } = complaint
  const due = toldDueOn !== null && toldState !== null && undecided.has(toldState)
  return (
    <>
      <PageHeader back={back} title={accused || w('complaint')} lead={w('sentLead')} />
      <Panel title={w('state')} id="state">
        <p>
          <Badge tone="info">{say(toldPair(toldState))}</Badge>{' '}
          {due && w('dueOn', { day: formatDay(toldDueOn, locale) })}
        </p>
        <p className="small soft">
          {w('sentAt')}：{sentAt && formatMoment(sentAt, locale)}
        </p>
      </Panel>
      <Panel title={w('messages')} id="messages">
        <MessageList messages={messages} />
        <Write id={id} />
      </Panel>
      <Panel title={w('contents')} id="contents">
        <ol className="list">
          {parts.map(({ part, state, remark }) => (
            <li key={part}>
              <div className="row">
                <strong>
                  {part} {say(partWords[part as keyof typeof partWords])}
                </strong>
                <Badge tone={partTones[state]}>{say(partStateWords[state])}</Badge>
              </div>
              {remark && <p>{w('officeRemark', { remark })}</p>}
              <PartContent part={part} body={body} attachments={attachments} looks={looks} />
            </li>
          ))}
        </ol>
      </Panel>
    </>
  )
}

function Write({ id }: { id: string }) {
  const w = useWords(complaintPageWords)
  const common = useWords(commonWords)
  const draft = useDraft(`complaint.${id}.message`, { body: '' })
  const write = useAct(complaintContract.write, { onDone: draft.clear })
  const wrong = useFieldError(write.error)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        write.mutate({ id, body: draft.value.body })
      }}
    >
      <DraftBar draft={draft} />
      <TextArea
        label={w('write')}
        hint={w('writeHint')}
        value={draft.value.body}
        onChange={(text) => draft.set({ body: text })}
        required
        maxLength={5000}
        error={wrong('body')}
      />
      <ErrorNotice error={write.error} />
      <Button type="submit" isDisabled={write.isPending || draft.value.body.trim() === ''}>
        {common('send')}
      </Button>
    </form>
  )
}
