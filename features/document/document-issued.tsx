import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { urlOf } from '../../platform/ui/client.ts'
import { commonWords } from '../../platform/ui/common.words.ts'
import { Button, DayField, SelectField, TextArea, TextField } from '../../platform/ui/controls.tsx'
import { Dialog, ReasonDialog } from '../../platform/ui/dialog.tsx'
import { ErrorNotice, useFieldError } from '../../platform/ui/feedback.tsx'
import { formatDay, formatMoment } from '../../platform/ui/format.ts'
import { KeyValues, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { useAct } from '../../platform/ui/query.ts'
import { useMay } from '../../platform/ui/session.tsx'
import { documentContract } from './document.contract.ts'
import { Downloads } from './document.part.tsx'
import { type DocumentView, serviceManners } from './document.schema.ts'
import { mannerWords, purposeWords, stateWords } from './document.words.ts'
import { documentCopyContract } from './document-copy.contract.ts'
import { MaskDialog } from './document-mask.tsx'
import { documentWords } from './document-page.words.ts'
import { BesidePaper, Paper } from './document-paper.part.tsx'

/** What was issued: as it was laid out, its digest, how it was served, and its masked copies. */
export function DocumentIssued({ view }: { view: DocumentView }) {
  const { document, paper } = view
  const w = useWords(documentWords)
  return (
    <div className="beside">
      <div>
        <Particulars view={view} />
        {document.state === 'issued' && <IssuedActs view={view} />}
        {view.copies.length > 0 && <Copies copies={view.copies} />}
      </div>
      {paper && (
        <BesidePaper title={w('preview')}>
          <Paper paper={paper} label={w('preview')} />
        </BesidePaper>
      )}
    </div>
  )
}

function Particulars({ view: { document } }: { view: DocumentView }) {
  const w = useWords(documentWords)
  const say = useSay()
  const locale = useLocale()
  const { state, number, issuedOn, issuedBy, digest, service, templateVersion, voidReason, title, id } = document
  return (
    <Panel title={title} actions={digest && <Downloads id={id} title={title} />}>
      <KeyValues
        pairs={[
          [w('state'), say(stateWords[state])],
          ...(number ? [[w('number'), number] as const] : []),
          ...(issuedOn ? [[w('issuedBy'), `${issuedBy ?? '—'} · ${formatDay(issuedOn, locale)}`] as const] : []),
          ...(digest ? [[w('digest'), <code key="digest">{digest}</code>] as const] : []),
          [w('template'), templateVersion ? w('templateOwn', { version: templateVersion }) : w('templateShipped')],
          [
            w('service'),
            service
              ? [formatDay(service.servedOn, locale), say(mannerWords[service.manner]), service.servedTo, service.note]
                  .filter(Boolean)
                  .join(' · ')
              : w('notServed'),
          ],
          ...(voidReason ? [[say(stateWords.voided), voidReason] as const] : []),
        ]}
      />
    </Panel>
  )
}

function IssuedActs({ view: { document, paper } }: { view: DocumentView }) {
  const w = useWords(documentWords)
  const may = useMay()
  const navigate = useNavigate()
  const [open, setOpen] = useState<'serve' | 'mask' | 'void' | null>(null)
  const draft = useAct(documentContract.draft, { onDone: ({ id }) => navigate({ to: `/documents/${id}` }) })
  const voiding = useAct(documentContract.void, { onDone: () => setOpen(null) })
  const { id, proceedingId, form, confidential } = document
  if (!may('document.issue')) return null
  return (
    <Panel>
      <div className="actions">
        <Button onPress={() => setOpen('serve')}>{w('serve')}</Button>
        {form !== 50 && (
          <Button
            onPress={() => draft.mutate({ proceedingId, form: 50, aboutId: id, confidential })}
            isDisabled={draft.isPending}
          >
            {w('proof')}
          </Button>
        )}
        <Button onPress={() => setOpen('mask')}>{w('mask')}</Button>
        <Button
          onPress={() => draft.mutate({ proceedingId, form, replacesId: id, confidential })}
          isDisabled={draft.isPending}
        >
          {w('replace')}
        </Button>
        {may('case.approve') && (
          <Button kind="danger" onPress={() => setOpen('void')}>
            {w('void')}
          </Button>
        )}
      </div>
      <ErrorNotice error={draft.error} />
      {open === 'serve' && <ServeDialog id={id} onClose={() => setOpen(null)} />}
      {open === 'mask' && paper && <MaskDialog id={id} paper={paper} onClose={() => setOpen(null)} />}
      <ReasonDialog
        title={w('void')}
        text={w('voidText')}
        open={open === 'void'}
        onClose={() => setOpen(null)}
        danger
        confirm={w('void')}
        error={voiding.error}
        pending={voiding.isPending}
        onConfirm={(reason) => voiding.mutate({ id, reason })}
      />
    </Panel>
  )
}

function ServeDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const w = useWords(documentWords)
  const common = useWords(commonWords)
  const say = useSay()
  const [servedOn, setServedOn] = useState('')
  const [manner, setManner] = useState<(typeof serviceManners)[number]>('direct')
  const [servedTo, setServedTo] = useState('')
  const [note, setNote] = useState('')
  const serve = useAct(documentContract.serve, { onDone: onClose })
  const wrong = useFieldError(serve.error)
  return (
    <Dialog title={w('serve')} open onClose={onClose}>
      <DayField label={w('servedOn')} value={servedOn} onChange={setServedOn} required error={wrong('servedOn')} />
      <SelectField
        label={w('manner')}
        value={manner}
        onChange={(chosen) => setManner(serviceManners.find((one) => one === chosen) ?? 'direct')}
        options={serviceManners.map((one) => ({ id: one, text: say(mannerWords[one]) }))}
        required
      />
      <TextField
        label={w('servedTo')}
        value={servedTo}
        onChange={setServedTo}
        required
        maxLength={200}
        error={wrong('servedTo')}
      />
      <TextArea label={w('note')} value={note} onChange={setNote} rows={2} maxLength={1000} />
      <ErrorNotice error={serve.error} />
      <div className="actions">
        <Button
          kind="primary"
          isDisabled={serve.isPending}
          onPress={() => serve.mutate({ id, servedOn, manner, servedTo, note })}
        >
          {common('save')}
        </Button>
      </div>
    </Dialog>
  )
}

function Copies({ copies }: { copies: DocumentView['copies'] }) {
  const w = useWords(documentWords)
  const say = useSay()
  const locale = useLocale()
  return (
    <Panel title={w('copies')}>
      <ul className="list">
        {copies.map(({ id, purpose, masked, digest, madeBy, madeAt, title }) => (
          <li key={id}>
            <div className="row">
              <span>
                {say(purposeWords[purpose])} · {w('maskedCount', { count: masked })}
              </span>
              <span className="actions">
                <a href={urlOf(documentCopyContract.file, { id })} aria-label={w('downloadDocx', { title })}>
                  {w('docx')}
                </a>
                <a href={urlOf(documentCopyContract.printCopy, { id })} aria-label={w('downloadPdf', { title })}>
                  {w('pdf')}
                </a>
              </span>
            </div>
            <p className="small soft">{w('madeBy', { name: madeBy ?? '—', at: formatMoment(madeAt, locale) })}</p>
            <p className="small digest">
              SHA-256 <code>{digest}</code>
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
