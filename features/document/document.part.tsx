import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { urlOf } from '../../platform/ui/client.ts'
import { Button, CheckField, SelectField } from '../../platform/ui/controls.tsx'
import { Dialog } from '../../platform/ui/dialog.tsx'
import { ErrorNotice, Loading } from '../../platform/ui/feedback.tsx'
import { formatDay } from '../../platform/ui/format.ts'
import { A, Badge, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { useAct, useDoor } from '../../platform/ui/query.ts'
import { useMay } from '../../platform/ui/session.tsx'
import { documentContract } from './document.contract.ts'
import { type DocumentSummary, type Volume, volumes } from './document.schema.ts'
import { stateWords, volumeWords } from './document.words.ts'
import { DocumentArchive } from './document-archive.tsx'
import { documentCopyContract } from './document-copy.contract.ts'
import { documentWords } from './document-page.words.ts'
import { templateContract } from './document-template.contract.ts'

export const stateTones = { draft: 'warn', issued: 'good', voided: 'plain' } as const

/** The forms of a matter: drafts, what was issued with number and digest, and how they lie in the file. */
export function Documents({ proceedingId }: { proceedingId: string }) {
  const w = useWords(documentWords)
  const may = useMay()
  const [drafting, setDrafting] = useState(false)
  const { data, error, refetch } = useDoor(documentContract.list, { proceedingId }, { enabled: may('document.read') })
  if (!may('document.read')) return null
  if (error) return <ErrorNotice error={error} onRetry={() => refetch()} />
  if (!data) return <Loading />
  const newest = data.documents.toReversed()
  return (
    <>
      <Panel
        title={w('documents')}
        id="documents"
        actions={may('document.draft') && <Button onPress={() => setDrafting(true)}>{w('draft')}</Button>}
      >
        {newest.length === 0 && <p className="soft">{w('documentsEmpty')}</p>}
        <ul className="list">
          {newest.map((document) => (
            <li key={document.id}>
              <OneDocument document={document} />
            </li>
          ))}
        </ul>
      </Panel>
      {data.archive.length > 0 && (
        <DocumentArchive proceedingId={proceedingId} {...data} documents={[...data.documents, ...data.filedWith]} />
      )}
      {drafting && (
        <DraftDialog
          proceedingId={proceedingId}
          matterKind={data.matterKind}
          issued={data.documents.filter(({ state }) => state === 'issued')}
          onClose={() => setDrafting(false)}
        />
      )}
    </>
  )
}

function OneDocument({ document }: { document: DocumentSummary }) {
  const w = useWords(documentWords)
  const say = useSay()
  const locale = useLocale()
  const { id, title, number, state, digest, service, issuedOn, draftedBy, confidential, voidReason } = document
  return (
    <>
      <div className="row">
        <span>
          <A to={`/documents/${id}`}>{title}</A> {number && <span className="soft">{number}</span>}{' '}
          <Badge tone={stateTones[state]}>{say(stateWords[state])}</Badge>{' '}
          {confidential && <Badge tone="warn">{say(volumeWords.confidential)}</Badge>}
        </span>
        {digest && <Downloads id={id} title={title} />}
      </div>
      <p className="small soft">
        {[
          issuedOn
            ? w('issuedOn', { day: formatDay(issuedOn, locale) })
            : draftedBy && w('draftedBy', { name: draftedBy }),
          state === 'issued' && (service ? w('served', { day: formatDay(service.servedOn, locale) }) : ''),
          voidReason && w('voidedBecause', { reason: voidReason }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {digest && (
        <p className="small digest">
          {w('digest')} <code>{digest}</code>
        </p>
      )}
    </>
  )
}

export function Downloads({ id, title }: { id: string; title: string }) {
  const w = useWords(documentWords)
  return (
    <span className="actions">
      <a href={urlOf(documentContract.file, { id })} aria-label={w('downloadDocx', { title })}>
        {w('docx')}
      </a>
      <a href={urlOf(documentCopyContract.print, { id })} aria-label={w('downloadPdf', { title })}>
        {w('pdf')}
      </a>
    </span>
  )
}

/** Which form, about what; everything else comes from the record. */
function DraftDialog({
  proceedingId,
  matterKind,
  issued,
  onClose,
}: {
  proceedingId: string
  matterKind: string
  issued: readonly DocumentSummary[]
  onClose: () => void
}) {
  const w = useWords(documentWords)
  const say = useSay()
  const navigate = useNavigate()
  const templates = useDoor(templateContract.list, { matter: matterKind })
  const draft = useAct(documentContract.draft, { onDone: ({ id }) => navigate({ to: `/documents/${id}` }) })
  const [form, setForm] = useState('')
  const [aboutId, setAbout] = useState('')
  const [volume, setVolume] = useState<Volume>('main')
  const [confidential, setConfidential] = useState(false)
  const ofVolume = Number(form) >= 54
  return (
    <Dialog title={w('draft')} open onClose={onClose}>
      <p className="soft">{w('draftLead')}</p>
      <SelectField
        label={w('form')}
        value={form}
        onChange={setForm}
        options={(templates.data?.templates ?? []).map((one) => ({
          id: String(one.form),
          text: `${one.form} ${say(one.title)}`,
        }))}
        required
      />
      {ofVolume ? (
        <SelectField
          label={w('volume')}
          value={volume}
          onChange={(id) => setVolume(volumes.find((one) => one === id) ?? 'main')}
          options={volumes.map((one) => ({ id: one, text: say(volumeWords[one]) }))}
          required
        />
      ) : (
        issued.length > 0 && (
          <SelectField
            label={w('about')}
            hint={w('aboutHint')}
            value={aboutId}
            onChange={setAbout}
            options={[
              { id: '', text: '—' },
              ...issued.map(({ id, title, number }) => ({ id, text: [title, number].filter(Boolean).join(' ') })),
            ]}
          />
        )
      )}
      <CheckField label={w('confidential')} value={confidential} onChange={setConfidential} />
      <ErrorNotice error={templates.error ?? draft.error} />
      <div className="actions">
        <Button
          kind="primary"
          isDisabled={form === '' || draft.isPending}
          onPress={() =>
            draft.mutate({
              proceedingId,
              form: Number(form),
              confidential,
              ...(ofVolume ? { volume } : aboutId && { aboutId }),
            })
          }
        >
          {w('start')}
        </Button>
      </div>
    </Dialog>
  )
}
