import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { todayAt } from '../../core/calendar.ts'
import type { OfficialDocument } from '../../core/document-layout.ts'
import { Button } from '../../platform/ui/controls.tsx'
import { ErrorNotice, Notice } from '../../platform/ui/feedback.tsx'
import { formatMoment } from '../../platform/ui/format.ts'
import { Badge, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { saveBlob, saveDocx } from '../../platform/ui/save-file.ts'
import { useMay, useSession } from '../../platform/ui/session.tsx'
import type { PlannedStep } from '../checklist/checklist.rules.ts'
import { offerForDeposit } from '../deposit/deposit-files.client.ts'
import { plainText } from '../template/template.rules.ts'
import { useRegister } from '../trade-secret/register.client.ts'
import { useKeyWork } from '../vault/room.client.ts'
import { digestsOf } from './file-digest.tsx'
import { timelineOf } from './incident.rules.ts'
import type { Incident, LogEntry } from './incident.schema.ts'
import { incidentWords, logWords, recordWords } from './incident.words.ts'
import type { Written } from './incident-letters.tsx'
import { recordOf } from './incident-record.rules.ts'

async function saveText(paper: OfficialDocument, name: string): Promise<Blob> {
  const blob = new Blob([`${plainText(paper)}\n`], { type: 'text/plain;charset=utf-8' })
  saveBlob(blob, name)
  return blob
}

/** What happened, in its order, on the page and as a file whose digest is known. */
export function TheRecord({
  incident,
  plan,
  letters,
  onExported,
}: {
  incident: Incident
  plan: readonly PlannedStep[]
  letters: Written
  onExported: (line: LogEntry) => void
}) {
  const w = useWords(recordWords)
  const logs = useWords(logWords)
  const incidents = useWords(incidentWords)
  const locale = useLocale()
  const { person, organisation } = useSession()
  const may = useMay()
  const navigate = useNavigate()
  const register = useRegister()
  const [file, setFile] = useState<{ file: File; digests: string } | null>(null)
  const lines = timelineOf(incident, plan)
  const paper = () =>
    recordOf({
      ...{ incident, plan, organisation: organisation?.name ?? '', now: Temporal.Now.instant() },
      secrets: register.list.filter(({ id }) => incident.secretIds.includes(id)).map(({ value }) => value),
      letters: letters.map(({ value }) => ({
        title: value.title,
        state: value.state === 'approved' ? `第 ${value.version} 版，已批准` : '草稿',
      })),
    })
  const make = useKeyWork(async (kind: 'docx' | 'txt') => {
    const now = Temporal.Now.instant()
    const name = `${incident.drill ? '演练记录' : '处置记录'}-${incident.number}-${todayAt(now)}导出.${kind}`
    const blob = await (kind === 'docx' ? saveDocx : saveText)(paper(), name)
    const digests = await digestsOf(blob)
    const at = now.toString({ smallestUnit: 'millisecond' })
    setFile({ file: new File([blob], name, { type: blob.type }), digests })
    onExported({
      ...{ id: crypto.randomUUID(), at, writtenAt: at, by: person.name, kind: 'evidence' },
      ...{ text: w('exportLine', { name }), evidence: digests },
    })
  })
  return (
    <Panel title={w('record')} id="timeline">
      <p className="hint">{w(incident.drill ? 'drillText' : 'recordText')}</p>
      {lines.length === 0 ? (
        <p>{w('empty')}</p>
      ) : (
        <>
          {incident.drill && <Badge tone="warn">{incidents('drill')}</Badge>}
          <ol className="timeline paper">
            {lines.map(({ at, by, text, evidence, writtenAt, late }) => (
              <li key={`${at}${writtenAt}${text}`}>
                <span className="break">{text}</span>
                <p className="hint break">
                  {formatMoment(at, locale)} · {by} {evidence && `· ${evidence}`}{' '}
                  {late && <Badge tone="warn">{logs('late')}</Badge>}
                </p>
              </li>
            ))}
          </ol>
          <div className="actions">
            <Button isDisabled={make.isPending} onPress={() => make.mutate('docx')}>
              {w('docx')}
            </Button>
            <Button isDisabled={make.isPending} onPress={() => make.mutate('txt')}>
              {w('txt')}
            </Button>
            <Button onPress={() => window.print()}>{w('print')}</Button>
          </div>
          <ErrorNotice error={make.error} />
          {file && (
            <Notice kind="good">
              <p>{w('exported')}</p>
              <p>
                {file.file.name} <code className="break">{file.digests}</code>
              </p>
              {may('deposit.make') && (
                <Button
                  onPress={() => {
                    offerForDeposit([file.file])
                    navigate({ to: '/deposits/new' })
                  }}
                >
                  {logs('deposit')}
                </Button>
              )}
            </Notice>
          )}
        </>
      )}
    </Panel>
  )
}
