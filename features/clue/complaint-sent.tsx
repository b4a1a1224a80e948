import { formatDay, formatMoment } from '../../platform/ui/format.ts'
import { Badge, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { MessageList, WriteMessage } from './clue-message.tsx'
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
        <WriteMessage
          id={id}
          door={complaintContract.write}
          draft={`complaint.${id}.message`}
          label={w('write')}
          hint={w('writeHint')}
        />
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
