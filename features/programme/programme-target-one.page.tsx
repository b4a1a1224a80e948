import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { ActForm } from '../../platform/ui/act-form.tsx'
import { commonWords } from '../../platform/ui/common.words.ts'
import { Button, SelectField, TextArea, TextField } from '../../platform/ui/controls.tsx'
import { Dialog } from '../../platform/ui/dialog.tsx'
import { ErrorNotice, Loading, useFieldError } from '../../platform/ui/feedback.tsx'
import { StepChart } from '../../platform/ui/figures.tsx'
import { formatDay, formatMoment } from '../../platform/ui/format.ts'
import { A, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { useAct, useDoor } from '../../platform/ui/query.ts'
import { useMay } from '../../platform/ui/session.tsx'
import { targetContract } from './programme.contract.ts'
import { programmePageWords } from './programme-page.words.ts'
import { isShare } from './programme-target.rules.ts'
import { denominators, type TargetView } from './programme-target.schema.ts'
import { TargetFigure } from './programme-target-figure.tsx'

export default function TargetScreen() {
  const { id = '' } = useParams({ strict: false })
  const w = useWords(programmePageWords)
  const locale = useLocale()
  const may = useMay()
  const { data, error, refetch } = useDoor(targetContract.read, { id })
  const [defining, setDefining] = useState(false)
  if (error) return <ErrorNotice error={error} onRetry={() => refetch()} />
  if (!data) return <Loading />
  const { view, records, definitions } = data
  const { target } = view
  return (
    <>
      <PageHeader
        back={{ to: '/targets', text: w('targets') }}
        title={`${target.id} ${target.title}`}
        lead={target.gloss}
      >
        {may('programme.define-target') && target.undefinedByOffice && (
          <Button kind="primary" onPress={() => setDefining(true)}>
            {w('define')}
          </Button>
        )}
      </PageHeader>
      <div className="columns">
        <Panel>
          <TargetFigure view={view} />
        </Panel>
        <Panel title={w('historyChart')}>
          <StepChart
            points={pointsOf(view)}
            goal={target.goal}
            locale={locale}
            label={`${target.title} ${w('historyChart')}`}
            unit={isShare(target) ? '%' : (target.unit ?? '')}
          />
        </Panel>
      </div>
      <Panel title={`${w('records')} (${records.length})`}>
        {records.length === 0 ? (
          <p className="soft">{w('noRecords')}</p>
        ) : (
          <ul className="list">
            {records.map((record) => (
              <li key={record.id}>
                <div className="row">
                  <A to={record.link.replace('/app', '')}>{record.title}</A>
                  <span className="small soft">
                    {record.organisation} · {formatDay(record.day, locale)}
                  </span>
                </div>
              </li>
            ))}
          </ul>
        )}
      </Panel>
      {definitions.length > 0 && (
        <Panel title={w('definition')}>
          <ul className="list">
            {definitions.map((definition) => (
              <li key={definition.madeAt}>
                {definition.definition}
                <br />
                <span className="small soft">
                  {definition.source} · {definition.reason} ·{' '}
                  {w('reportedBy', { by: definition.by ?? '—', at: formatMoment(definition.madeAt, locale) })}
                </span>
              </li>
            ))}
          </ul>
        </Panel>
      )}
      {defining && <Define view={view} onClose={() => setDefining(false)} />}
    </>
  )
}

/** The chart shows what the goal is measured in: percent for shares, a count for the rest. */
function pointsOf({ target, history, asOf, numerator, denominator }: TargetView) {
  const all = [...history.filter((reading) => reading.asOf !== asOf), { asOf, numerator, denominator }]
  if (!isShare(target)) return all.map((reading) => ({ day: reading.asOf, value: reading.numerator }))
  return all.flatMap((reading) =>
    reading.denominator
      ? [{ day: reading.asOf, value: Math.floor((reading.numerator * 1000) / reading.denominator) / 10 }]
      : [],
  )
}

function Define({ view: { target, definition }, onClose }: { view: TargetView; onClose: () => void }) {
  const w = useWords(programmePageWords)
  const common = useWords(commonWords)
  const [form, setForm] = useState({
    definition: definition?.definition ?? '',
    denominator: definition?.denominator ?? '',
    namedNumber: String(definition?.namedNumber ?? ''),
    source: '',
    reason: '',
  })
  const define = useAct(targetContract.define, { onDone: onClose })
  const wrong = useFieldError(define.error)
  return (
    <Dialog title={w('define')} open onClose={onClose}>
      <p className="soft">{w('needsDefinition', { what: target.undefinedByOffice })}</p>
      <ActForm
        act={define}
        onSubmit={() =>
          define.mutate({
            id: target.id,
            definition: form.definition,
            denominator: denominators.find((one) => one === form.denominator) ?? null,
            namedNumber: form.denominator === 'named-number' ? Number(form.namedNumber) : null,
            source: form.source,
            reason: form.reason,
          })
        }
        submit={common('save')}
      >
        <TextArea
          label={w('definitionText')}
          value={form.definition}
          onChange={(value) => setForm({ ...form, definition: value })}
          required
          error={wrong('definition')}
        />
        {isShare(target) && (
          <SelectField
            label={w('denominator')}
            value={form.denominator}
            onChange={(value) => setForm({ ...form, denominator: value })}
            options={[{ id: '', text: common('none') }, ...denominators.map((one) => ({ id: one, text: w(one) }))]}
          />
        )}
        {form.denominator === 'named-number' && (
          <TextField
            label={w('namedNumber')}
            value={form.namedNumber}
            onChange={(value) => setForm({ ...form, namedNumber: value })}
            required
            inputMode="numeric"
            error={wrong('namedNumber')}
          />
        )}
        <TextField
          label={w('definitionSource')}
          value={form.source}
          onChange={(value) => setForm({ ...form, source: value })}
          required
          error={wrong('source')}
        />
        <TextArea
          label={common('reason')}
          value={form.reason}
          onChange={(value) => setForm({ ...form, reason: value })}
          required
          rows={2}
          error={wrong('reason')}
        />
      </ActForm>
    </Dialog>
  )
}
