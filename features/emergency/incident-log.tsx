import { useRef, useState } from 'react'
import { z } from 'zod'
import { Button, SelectField, TextArea, TextField } from '../../platform/ui/controls.tsx'
import { Dialog } from '../../platform/ui/dialog.tsx'
import { ErrorNotice } from '../../platform/ui/feedback.tsx'
import { formatMoment } from '../../platform/ui/format.ts'
import { A, Badge, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { useDoor } from '../../platform/ui/query.ts'
import { useMay, useSession } from '../../platform/ui/session.tsx'
import { depositContract } from '../deposit/deposit.contract.ts'
import { useKeptForm } from '../vault/unsent.client.ts'
import { KeepsItself, UnsentForms } from '../vault/unsent.part.tsx'
import { type DigestState, FileDigest } from './file-digest.tsx'
import { momentText, readPast, writtenLate } from './incident.rules.ts'
import { type EntryKind, entryKinds, type Incident, LogEntry, mostEvidence } from './incident.schema.ts'
import { incidentWords, logWords } from './incident.words.ts'
import { MomentField } from './moment-field.tsx'

const form = 'line'
/** A line that is being written; its moment as it was typed. */
const LineDraft = LogEntry.pick({ kind: true }).extend({ at: z.string(), text: z.string(), evidence: z.string() })
type LineDraft = z.infer<typeof LineDraft>
type Open = { readonly id: string; readonly draft: LineDraft }

const kinds = Object.keys(entryKinds) as EntryKind[]

/** What happened, who said so and when it was written down, the newest first. */
export function Log({ incident, onAdd }: { incident: Incident; onAdd: (line: LogEntry) => void }) {
  const w = useWords(logWords)
  const say = useSay()
  const locale = useLocale()
  const may = useMay()
  const incidents = useWords(incidentWords)
  const [open, setOpen] = useState<Open | null>(null)
  return (
    <Panel title={w('log')} id="log">
      <p className="hint">{w('logLead')}</p>
      <UnsentForms
        form={form}
        schema={LineDraft}
        tell={({ text, evidence }) => incidents('lineBegun', { text: text || evidence })}
        onTake={(id, draft) => setOpen({ id, draft })}
      />
      {incident.log.length === 0 && <p>{w('logEmpty')}</p>}
      <ol className="timeline">
        {incident.log.toReversed().map((line) => (
          <li key={line.id}>
            <Badge>{say(entryKinds[line.kind])}</Badge> <span className="break">{line.text}</span>
            <p className="hint break">
              {formatMoment(line.at, locale)} · {line.by} {line.evidence && `· ${line.evidence}`}{' '}
              {writtenLate(line) && <Badge tone="warn">{w('late')}</Badge>}
            </p>
          </li>
        ))}
      </ol>
      <div className="actions">
        <Button
          kind="primary"
          onPress={() =>
            setOpen({
              id: crypto.randomUUID(),
              draft: { kind: 'fact', at: momentText(Temporal.Now.instant()), text: '', evidence: '' },
            })
          }
        >
          {w('addLine')}
        </Button>
        {may('deposit.make') && (
          <A to="/deposits/new" className="button plain">
            {w('deposit')}
          </A>
        )}
      </div>
      {may('deposit.make') && <p className="hint">{w('depositText')}</p>}
      {open && (
        <LineDialog
          key={open.id}
          open={open}
          onClose={() => setOpen(null)}
          onDone={(line) => {
            onAdd(line)
            setOpen(null)
          }}
        />
      )}
    </Panel>
  )
}

function LineDialog({
  open: { id, draft },
  onClose,
  onDone,
}: {
  open: Open
  onClose: () => void
  onDone: (line: LogEntry) => void
}) {
  const w = useWords(logWords)
  const say = useSay()
  const { person } = useSession()
  const may = useMay()
  const [kind, setKind] = useState(draft.kind)
  const [at, setAt] = useState(draft.at)
  const [text, setText] = useState(draft.text)
  const [evidence, setEvidence] = useState(draft.evidence)
  const [isFull, setFull] = useState(false)
  const [digesting, setDigesting] = useState<DigestState>('idle')
  // A digest is done after some time, and one may have written on meanwhile.
  const latest = useRef(evidence)
  latest.current = evidence
  const unsaved = text !== '' || evidence !== ''
  const forget = useKeptForm(form, id, { kind, at, text, evidence } satisfies LineDraft, unsaved)
  const close = () => {
    forget()
    onClose()
  }
  const moment = readPast(at, Temporal.Now.instant())
  const attach = (what: string) => {
    const before = latest.current
    const joined = before === '' ? what : `${before}；${what}`
    // Half a digest proves nothing: what has no room goes into a line of its own.
    setFull(joined.length > mostEvidence)
    if (joined.length <= mostEvidence) setEvidence(joined)
    setKind('evidence')
  }
  return (
    <Dialog title={w('addLine')} open onClose={close} wide>
      <KeepsItself>
        <SelectField
          label={w('kind')}
          value={kind}
          onChange={(chosen) => setKind(kinds.find((one) => one === chosen) ?? 'fact')}
          required
          options={kinds.map((id) => ({ id, text: say(entryKinds[id]) }))}
        />
        <MomentField label={w('at')} value={at} onChange={setAt} />
        <TextArea label={w('text')} value={text} onChange={setText} rows={4} maxLength={5000} required />
        <TextField
          label={w('evidence')}
          hint={w('evidenceHint')}
          value={evidence}
          onChange={setEvidence}
          error={isFull ? w('evidenceFull') : undefined}
          maxLength={mostEvidence}
        />
        <FileDigest state={digesting} onState={setDigesting} onDigest={attach} />
        {may('deposit.make') && <Deposits onChoose={attach} />}
        <div className="actions">
          <Button
            kind="primary"
            isDisabled={digesting === 'working' || moment === null || text.trim() === ''}
            onPress={() => {
              if (!moment) return
              onDone({
                ...{ id: crypto.randomUUID(), at: moment, writtenAt: new Date().toISOString(), by: person.name },
                ...{ kind, text, evidence },
              })
              forget()
            }}
          >
            {w('addLine')}
          </Button>
        </div>
      </KeepsItself>
    </Dialog>
  )
}

/** The latest deposits of the firm, so that nobody copies thirty-two digits by hand. */
function Deposits({ onChoose }: { onChoose: (what: string) => void }) {
  const w = useWords(logWords)
  const locale = useLocale()
  const { data, error } = useDoor(depositContract.list, {})
  const deposits = data?.deposits ?? []
  if (deposits.length === 0) return <ErrorNotice error={error} />
  return (
    <SelectField
      label={w('chooseDeposit')}
      value=""
      onChange={(id) => {
        const deposit = deposits.find((one) => one.id === id)
        if (deposit)
          onChoose(w('depositLine', { id: deposit.requestId, on: momentText(Temporal.Instant.from(deposit.madeAt)) }))
      }}
      filter
      options={[
        { id: '', text: w('noDeposit') },
        ...deposits.map(({ id, label, requestId, madeAt }) => ({
          id,
          text: `${label || requestId.slice(0, 8)} · ${formatMoment(madeAt, locale)}`,
        })),
      ]}
    />
  )
}
