import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '../../platform/ui/controls.tsx'
import { ReasonDialog } from '../../platform/ui/dialog.tsx'
import { ErrorNotice, Notice } from '../../platform/ui/feedback.tsx'
import { Badge, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { useAct } from '../../platform/ui/query.ts'
import { complaintContract } from './complaint.contract.ts'
import { lacking, partsOf } from './complaint.rules.ts'
import { lackingWords, partNumbers, partStateWords, partWords } from './complaint.schema.ts'
import { complaintPageWords } from './complaint-page.words.ts'
import { ComplaintSection } from './complaint-section.tsx'
import { partTones } from './complaint-state.ts'
import { type ComplaintDraft, type ReadComplaint, useComplaintDraft } from './use-complaint-draft.ts'

/** The package of a right holder in its eleven parts, saved as it is written. */
export function ComplaintForm({
  id,
  read,
  back,
}: {
  id: string
  read: ReadComplaint
  back: { to: string; text: string }
}) {
  const w = useWords(complaintPageWords)
  const draft = useComplaintDraft(id, read)
  return (
    <>
      <PageHeader back={back} title={draft.body.accused || w('complaint')} lead={w('formLead')} />
      <Notice kind="warn">{w('noSecrets')}</Notice>
      <SavingState draft={draft} />
      <div className="columns">
        <div>
          {partNumbers.map((part) => (
            <ComplaintSection key={part} part={part} draft={draft} />
          ))}
        </div>
        <div>
          <Progress id={id} draft={draft} />
        </div>
      </div>
    </>
  )
}

function SavingState({ draft }: { draft: ComplaintDraft }) {
  const w = useWords(complaintPageWords)
  const { saving, error } = draft
  if (saving === 'conflict')
    return (
      <div className="notice bad" role="alert">
        <p>{w('conflict')}</p>
        <div className="actions">
          <Button onPress={draft.takeTheirs}>{w('takeTheirs')}</Button>
          <Button kind="danger" onPress={draft.keepMine}>
            {w('keepMine')}
          </Button>
        </div>
      </div>
    )
  return (
    <>
      <ErrorNotice error={error} />
      <p className="small soft" role="status">
        {w(saving)}{' '}
        {(saving === 'failed' || saving === 'pending') && (
          <Button kind="quiet" onPress={() => draft.save()}>
            {w('saveNow')}
          </Button>
        )}
      </p>
    </>
  )
}

function Progress({ id, draft }: { id: string; draft: ComplaintDraft }) {
  const w = useWords(complaintPageWords)
  const say = useSay()
  const locale = useLocale()
  const navigate = useNavigate()
  const [asking, setAsking] = useState<'send' | 'discard' | null>(null)
  const close = () => setAsking(null)
  const send = useAct(complaintContract.send, { onDone: close })
  const discard = useAct(complaintContract.discard, { onDone: () => navigate({ to: '/complaints' }) })
  const { body, attachments } = draft
  const parts = partsOf(body, new Set([...attachments, ...body.deposits].map(({ part }) => part)))
  const missing = lacking(body)
  return (
    <Panel title={w('progress')} id="progress">
      <ol className="list">
        {parts.map(({ part, state }) => (
          <li key={part}>
            <div className="row">
              <a href={`#part-${part}`}>
                {part} {say(partWords[part])}
              </a>
              <Badge tone={partTones[state]}>{say(partStateWords[state])}</Badge>
            </div>
          </li>
        ))}
      </ol>
      <p className={missing.length > 0 ? 'soft' : ''}>
        {missing.length > 0
          ? w('needed', { what: missing.map((one) => say(lackingWords[one])).join(locale === 'en' ? ', ' : '、') })
          : w('ready')}
      </p>
      <div className="actions">
        <Button
          kind="primary"
          onPress={() => setAsking('send')}
          isDisabled={missing.length > 0 || draft.saving === 'conflict'}
        >
          {w('send')}
        </Button>
        <Button kind="quiet" onPress={() => setAsking('discard')}>
          {w('discard')}
        </Button>
      </div>
      <ReasonDialog
        title={w('send')}
        text={w('sendText')}
        open={asking === 'send'}
        onClose={close}
        onConfirm={async () => {
          const revision = await draft.save()
          if (revision === null) close()
          else send.mutate({ id, revision })
        }}
        confirm={w('send')}
        needsReason={false}
        error={send.error}
        pending={send.isPending}
      />
      <ReasonDialog
        title={w('discard')}
        text={w('discardText')}
        open={asking === 'discard'}
        onClose={close}
        onConfirm={() => discard.mutate({ id })}
        confirm={w('discard')}
        needsReason={false}
        danger
        error={discard.error}
        pending={discard.isPending}
      />
    </Panel>
  )
}
