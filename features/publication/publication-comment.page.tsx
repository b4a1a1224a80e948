import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { ActForm } from '../../platform/ui/act-form.tsx'
import { Button, TextArea } from '../../platform/ui/controls.tsx'
import { ReasonDialog } from '../../platform/ui/dialog.tsx'
import { EmptyState, ErrorNotice, Loading } from '../../platform/ui/feedback.tsx'
import { formatMoment } from '../../platform/ui/format.ts'
import { Badge, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { useAct, useDoor } from '../../platform/ui/query.ts'
import { useMay } from '../../platform/ui/session.tsx'
import { publicationContract } from './publication.contract.ts'
import type { PublicationComment } from './publication.schema.ts'
import { publicationEditorWords } from './publication-editor.words.ts'

const stateKeys = { waiting: 'commentWaiting', shown: 'commentShown', withheld: 'commentWithheld' } as const
const tones = { waiting: 'warn', shown: 'good', withheld: 'plain' } as const

export default function Comments() {
  const { id = '' } = useParams({ strict: false })
  const w = useWords(publicationEditorWords)
  const { data, error, refetch } = useDoor(publicationContract.comments, { id })
  if (error) return <ErrorNotice error={error} onRetry={() => refetch()} />
  if (!data) return <Loading />
  return (
    <>
      <PageHeader
        title={w('comments')}
        lead={w('commentsLead')}
        back={{ to: `/publications/${id}`, text: w('texts') }}
      />
      {data.comments.length === 0 && <EmptyState title={w('noComments')} text={w('noCommentsText')} />}
      {data.comments.map((comment) => (
        <Comment key={comment.id} comment={comment} />
      ))}
    </>
  )
}

function Comment({ comment }: { comment: PublicationComment }) {
  const w = useWords(publicationEditorWords)
  const locale = useLocale()
  const may = useMay()
  const { name, body, state, receivedAt, withheldReason, reply } = comment
  return (
    <Panel>
      <p className="small soft">
        {name || w('anonymous')} · {formatMoment(receivedAt, locale)}{' '}
        <Badge tone={tones[state]}>{w(stateKeys[state])}</Badge>
      </p>
      <p>{body}</p>
      {withheldReason && (
        <p className="small">
          {w('reasonGiven')}:{withheldReason}
        </p>
      )}
      {may('publication.answer-comments') && state === 'waiting' && <Decide id={comment.id} />}
      {may('publication.answer-comments') && state === 'shown' && <Reply key={reply} id={comment.id} before={reply} />}
      {!may('publication.answer-comments') && reply && (
        <p>
          <strong>{w('reply')}</strong> {reply}
        </p>
      )}
    </Panel>
  )
}

function Decide({ id }: { id: string }) {
  const w = useWords(publicationEditorWords)
  const [withholding, setWithholding] = useState(false)
  const decide = useAct(publicationContract.decideComment, { onDone: () => setWithholding(false) })
  return (
    <div className="actions">
      <Button kind="primary" onPress={() => decide.mutate({ id, decision: 'shown' })} isDisabled={decide.isPending}>
        {w('show')}
      </Button>
      <Button onPress={() => setWithholding(true)}>{w('withhold')}</Button>
      {!withholding && <ErrorNotice error={decide.error} />}
      <ReasonDialog
        title={w('withhold')}
        text={w('withholdText')}
        confirm={w('withhold')}
        open={withholding}
        onClose={() => setWithholding(false)}
        onConfirm={(reason) => decide.mutate({ id, decision: 'withheld', reason })}
        error={decide.error}
        pending={decide.isPending}
      />
    </div>
  )
}

function Reply({ id, before }: { id: string; before: string }) {
  const w = useWords(publicationEditorWords)
  const [reply, setReply] = useState(before)
  const send = useAct(publicationContract.replyToComment)
  return (
    <ActForm
      act={send}
      onSubmit={() => send.mutate({ id, reply })}
      submit={w('sendReply')}
      kind="plain"
      ready={reply.trim().length >= 2 && reply !== before}
    >
      <TextArea label={w('reply')} value={reply} onChange={setReply} required rows={3} maxLength={4000} />
    </ActForm>
  )
}
