import { useState } from 'react'
import { fromBase64, textOf } from '../../evidence/bytes.ts'
import { callDoor } from '../../platform/ui/client.ts'
import { Button } from '../../platform/ui/controls.tsx'
import { ErrorNotice } from '../../platform/ui/feedback.tsx'
import { formatMoment } from '../../platform/ui/format.ts'
import { Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { useDoor } from '../../platform/ui/query.ts'
import { useSession } from '../../platform/ui/session.tsx'
import { room, useKeyRead, useKeyWork } from '../vault/room.client.ts'
import { sealedContract } from '../vault/sealed.contract.ts'
import { withLine } from './incident.rules.ts'
import { LeakReport, type LogEntry } from './incident.schema.ts'
import { reportWords } from './incident.words.ts'
import { StartDialog, type Starting, startFrom } from './incident-start.tsx'
import type { IncidentEntry, Incidents } from './incidents.client.ts'

export type Reported = {
  readonly id: string
  readonly madeById: string
  readonly madeBy: string
  readonly madeAt: string
  readonly decision: 'admitted' | 'amended' | 'declined' | null
  /** Null where it cannot be opened or is no report. */
  readonly value: LeakReport | null
}

/** Reports of leaks, opened: a keeper sees all that wait, others their own. */
export function useReports(waiting: boolean) {
  const { data, error } = useDoor(sealedContract.proposals, {
    collection: 'incident',
    ...(waiting && { waiting: 'true' as const }),
  })
  const proposals = data?.proposals ?? []
  const opened = useKeyRead(
    ['leak-reports', proposals.map(({ id, decision }) => `${id}${decision}`).join()],
    (): Promise<Reported[]> =>
      Promise.all(
        proposals.map(async ({ id, sealed, madeById, madeBy, madeAt, decision }) => ({
          ...{ id, madeById, madeBy, madeAt, decision },
          value: await readReport(sealed),
        })),
      ),
    proposals.length > 0,
  )
  return { error: error ?? opened.error, reports: proposals.length === 0 ? [] : (opened.data ?? []) }
}

/** It was made in somebody else's browser: one that is no report must not keep the others from opening. */
const readReport = (sealed: string): Promise<LeakReport | null> =>
  room()
    .open(fromBase64(sealed))
    .then(
      (bytes) => LeakReport.safeParse(JSON.parse(textOf(bytes))).data ?? null,
      () => null,
    )

/** What colleagues reported and nobody has taken up: it becomes an incident, a line of one that runs, or nothing. */
export function Reports({ incidents }: { incidents: Incidents }) {
  const w = useWords(reportWords)
  const { error, reports } = useReports(true)
  if (reports.length === 0) return <ErrorNotice error={error} />
  return (
    <Panel title={w('reports')} id="reports">
      {reports.map((report) => (
        <Report key={report.id} report={report} incidents={incidents} />
      ))}
    </Panel>
  )
}

function Report({ report, incidents }: { report: Reported; incidents: Incidents }) {
  const w = useWords(reportWords)
  const locale = useLocale()
  const { person } = useSession()
  const [starting, setStarting] = useState<Starting | null>(null)
  const { id, madeBy, madeAt, value } = report
  const decide = (decision: 'admitted' | 'declined') =>
    callDoor(sealedContract.decide, { id, decision, answer: null }).then(() => undefined)
  const decline = useKeyWork(() => decide('declined'))
  const add = useKeyWork(async ({ id: into, revision, value: incident }: IncidentEntry) => {
    if (!value) return
    const line: LogEntry = {
      ...{ id: crypto.randomUUID(), at: value.discoveredAt, writtenAt: new Date().toISOString(), by: person.name },
      ...{ kind: 'fact', text: lineOf(report, w('reportLine', { what: value.what })), evidence: '' },
    }
    await incidents.records.save.mutateAsync([{ id: into, revision, value: withLine(incident, line) }])
    await decide('admitted')
  })
  return (
    <div className="card">
      <strong>{value?.what ?? w('damaged')}</strong>
      <p className="hint">
        {w('reportedBy', { name: madeBy, at: formatMoment(madeAt, locale) })}
        {value &&
          ` · ${[formatMoment(value.discoveredAt, locale), value.channel, value.reach].filter(Boolean).join(' · ')}`}
      </p>
      <ErrorNotice error={decline.error ?? add.error} />
      <div className="actions">
        {value && (
          <Button kind="danger" onPress={() => setStarting(startFrom(id, value, madeBy))}>
            {w('takeUp')}
          </Button>
        )}
        {value &&
          incidents.incidents
            .filter((one) => one.value.state === 'running' && !one.value.drill)
            .map((one) => (
              <Button key={one.id} isDisabled={add.isPending} onPress={() => add.mutate(one)}>
                {w('addTo', { title: one.value.title })}
              </Button>
            ))}
        <Button kind="quiet" isDisabled={decline.isPending} onPress={() => decline.mutate(undefined)}>
          {w('decline')}
        </Button>
      </div>
      {starting && <StartDialog starting={starting} incidents={incidents} onClose={() => setStarting(null)} />}
    </div>
  )
}

const lineOf = ({ madeBy, value }: Reported, text: string): string =>
  [text, madeBy, value?.channel ?? ''].filter((part) => part !== '').join('；')
