import { useState } from 'react'
import { Button } from '../../platform/ui/controls.tsx'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { Dialog } from '../../platform/ui/dialog.tsx'
import { ErrorNotice, Loading, Notice } from '../../platform/ui/feedback.tsx'
import { formatMoment } from '../../platform/ui/format.ts'
import { Badge, KeyValues, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { useDoor } from '../../platform/ui/query.ts'
import { useMay } from '../../platform/ui/session.tsx'
import type { AgencyParticulars, NumberSeries } from './document.schema.ts'
import { numberContract } from './document-number.contract.ts'
import { ChangeSeries, DescribeAgency, SkipNumbers } from './document-number-edit.tsx'
import { numberWords } from './document-number-page.words.ts'

/** How the office numbers its cases and documents, whether numbers are missing, and what it says of itself. */
export default function Numbering() {
  const w = useWords(numberWords)
  const say = useSay()
  const locale = useLocale()
  const may = useMay()
  const { data, error, refetch } = useDoor(numberContract.list, {})
  const nameOf = (key: string) => say(data?.series.find((one) => one.key === key)?.label ?? [key, key])
  return (
    <>
      <PageHeader title={w('numbering')} lead={w('lead')} />
      {!may('document.edit-templates') && <Notice>{w('readOnly')}</Notice>}
      <ErrorNotice error={error} onRetry={() => refetch()} />
      {!data && !error && <Loading />}
      {data && (
        <>
          <Agency particulars={data.particulars} />
          <Panel title={w('rules')}>
            <p className="small soft">{data.note}</p>
            <SeriesTable series={data.series} agency={data.agency} />
          </Panel>
          <Panel title={w('history')}>
            {data.history.length === 0 && <p className="soft">{w('historyEmpty')}</p>}
            <ul className="list">
              {data.history.map(({ key, kind, pattern, reason, by, madeAt }) => (
                <li key={madeAt + key}>
                  <strong>{nameOf(key)}</strong> {kind} <code>{pattern}</code> — {reason}{' '}
                  <span className="small soft">{w('changedBy', { name: by, at: formatMoment(madeAt, locale) })}</span>
                </li>
              ))}
            </ul>
          </Panel>
        </>
      )}
    </>
  )
}

const particularKeys = ['shortName', 'reviewBody', 'court', 'address', 'contactName', 'contactPhone'] as const

function Agency({ particulars }: { particulars: AgencyParticulars & { known: boolean } }) {
  const w = useWords(numberWords)
  const may = useMay()
  const [editing, setEditing] = useState(false)
  return (
    <Panel
      title={w('particulars')}
      actions={may('document.edit-templates') && <Button onPress={() => setEditing(true)}>{w('edit')}</Button>}
    >
      {!particulars.known && <Notice kind="warn">{w('unknown')}</Notice>}
      <KeyValues pairs={particularKeys.map((key) => [w(key), particulars[key] || '—'])} />
      {editing && <DescribeAgency particulars={particulars} onClose={() => setEditing(false)} />}
    </Panel>
  )
}

function SeriesTable({ series, agency }: { series: readonly NumberSeries[]; agency: string }) {
  const w = useWords(numberWords)
  const say = useSay()
  const may = useMay()
  const [open, setOpen] = useState<{ what: 'change' | 'skip' | 'check'; one: NumberSeries } | null>(null)
  const close = () => setOpen(null)
  return (
    <>
      <DataTable
        caption={w('rules')}
        rows={series}
        keyOf={({ key }) => key}
        columns={[
          { key: 'series', title: w('series'), kind: 'main', cell: ({ label }) => say(label) },
          { key: 'kind', title: w('kind'), cell: ({ kind }) => kind },
          {
            key: 'pattern',
            title: w('pattern'),
            cell: ({ pattern, shipped }) => (
              <>
                <code>{pattern}</code> <Badge tone={shipped ? 'plain' : 'good'}>{w(shipped ? 'shipped' : 'own')}</Badge>
              </>
            ),
          },
          { key: 'sample', title: w('sample'), cell: ({ sample }) => sample },
          {
            key: 'acts',
            title: w('acts'),
            cell: (one) => (
              <span className="actions">
                <Button
                  kind="quiet"
                  onPress={() => setOpen({ what: 'check', one })}
                  aria-label={w('checkOf', { name: say(one.label) })}
                >
                  {w('check')}
                </Button>
                {may('document.edit-templates') && (
                  <>
                    <Button
                      kind="quiet"
                      onPress={() => setOpen({ what: 'change', one })}
                      aria-label={w('changeTitle', { name: say(one.label) })}
                    >
                      {w('change')}
                    </Button>
                    <Button
                      kind="quiet"
                      onPress={() => setOpen({ what: 'skip', one })}
                      aria-label={w('skipTitle', { name: say(one.label) })}
                    >
                      {w('skip')}
                    </Button>
                  </>
                )}
              </span>
            ),
          },
        ]}
      />
      {open?.what === 'change' && <ChangeSeries one={open.one} series={series} agency={agency} onClose={close} />}
      {open?.what === 'check' && (
        <Dialog title={w('checkOf', { name: say(open.one.label) })} open onClose={close}>
          <Gaps one={open.one} />
        </Dialog>
      )}
      {open?.what === 'skip' && <SkipNumbers one={open.one} onClose={close} />}
    </>
  )
}

function Gaps({ one }: { one: NumberSeries }) {
  const w = useWords(numberWords)
  const { data, error } = useDoor(numberContract.check, { key: one.key })
  if (error) return <ErrorNotice error={error} />
  if (!data) return <Loading />
  const { last, used, voided, gaps } = data
  return (
    <Notice kind={gaps.length === 0 ? 'good' : 'warn'}>
      {gaps.length === 0
        ? w('whole', { last, used, voided })
        : w('gaps', {
            ...{ last, used, voided },
            gaps: gaps.map(({ from, to }) => (from === to ? String(from) : `${from}–${to}`)).join('、'),
          })}
    </Notice>
  )
}
