import { DataTable } from '../../platform/ui/data-table.tsx'
import { formatDay } from '../../platform/ui/format.ts'
import { A, Badge, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { answersOf, movedSince, type OpenRound, type Standing } from './assessment.rules.ts'
import { Sources, useSaid } from './diagnostic.part.tsx'
import type { SelfAssessment } from './diagnostic.schema.ts'
import { roundWords } from './diagnostic-page.words.ts'
import { resultWords } from './result.words.ts'
import { scoreText } from './result-maturity.tsx'

/** Each dimension with both scores, beside the last time. */
export function Dimensions({
  content,
  standing: { self, verified, items, answers },
  previous,
  round,
}: {
  content: SelfAssessment
  standing: Standing
  previous: OpenRound | null
  round: string
}) {
  const w = useWords(resultWords)
  const said = useSaid()
  const locale = useLocale()
  const before = previous?.round.result
  const finishedOn = previous?.round.finishedOn
  const moved = previous && movedSince(items, answers, answersOf(previous.sections))
  return (
    <Panel title={w('dimensions')} id="dimensions">
      <DataTable
        caption={w('dimensions')}
        rows={content.dimensions}
        keyOf={({ id }) => id}
        columns={[
          { key: 'name', title: w('dimension'), kind: 'main', cell: ({ name }) => said(name) },
          { key: 'weight', title: w('weight'), kind: 'number', cell: ({ weight }) => weight },
          { key: 'self', title: w('self'), kind: 'number', cell: ({ id }) => scoreText(self.figures.dimensions[id]) },
          {
            key: 'verified',
            title: w('verified'),
            kind: 'number',
            cell: ({ id }) => scoreText(verified.figures.dimensions[id]),
          },
          ...(before
            ? [
                {
                  key: 'before',
                  title: w('lastTime'),
                  kind: 'number' as const,
                  cell: ({ id }: { id: string }) => scoreText(before.dimensions[id]?.verified),
                },
                {
                  key: 'change',
                  title: w('change'),
                  kind: 'number' as const,
                  cell: ({ id }: { id: string }) => (
                    <Change now={verified.figures.dimensions[id]} before={before.dimensions[id]?.verified} />
                  ),
                },
              ]
            : []),
        ]}
      />
      <p className="hint">
        {finishedOn ? w('compared', { on: formatDay(finishedOn, locale) }) : w('notCompared')}{' '}
        {previous &&
          previous.round.contentVersion !== content.version &&
          w('otherVersion', { version: previous.round.contentVersion })}
      </p>
      {previous?.round.result?.level.verified && finishedOn && (
        <p>{w('lastLevel', { n: previous.round.result.level.verified, on: formatDay(finishedOn, locale) })}</p>
      )}
      {moved && (
        <>
          <Questions lead={w('better', { n: moved.better.length })} ids={moved.better} round={round} />
          <Questions lead={w('worse', { n: moved.worse.length })} ids={moved.worse} round={round} />
        </>
      )}
    </Panel>
  )
}

/** How a score moved since the last time, in tenths, signed. */
export function Change({ now, before }: { now: number | null | undefined; before: number | null | undefined }) {
  if (now === null || now === undefined || before === null || before === undefined) return '—'
  const tenths = Math.round(now * 10) - Math.round(before * 10)
  const text = (Math.abs(tenths) / 10).toFixed(1)
  if (tenths === 0) return text
  return <Badge tone={tenths > 0 ? 'good' : 'bad'}>{tenths > 0 ? `+${text}` : `−${text}`}</Badge>
}

function Questions({ lead, ids, round }: { lead: string; ids: readonly string[]; round: string }) {
  if (ids.length === 0) return null
  return (
    <p>
      {lead}
      {ids.map((id) => (
        <span key={id}>
          {' '}
          <A to={`/diagnostic/${round}?item=${id}`}>{id}</A>
        </span>
      ))}
    </p>
  )
}

/** What the questions show of the three elements of the law, each with its source. */
export function Elements({ content, standing: { self, verified } }: { content: SelfAssessment; standing: Standing }) {
  const w = useWords(resultWords)
  const rounds = useWords(roundWords)
  const said = useSaid()
  return (
    <Panel title={w('elements')} id="elements">
      <DataTable
        caption={w('elements')}
        rows={content.legalElements}
        keyOf={({ id }) => id}
        columns={[
          {
            key: 'name',
            title: w('element'),
            kind: 'main',
            cell: ({ name, meaning, sources }) => (
              <>
                <strong>{said(name)}</strong>
                <p>{said(meaning)}</p>
                <details className="small">
                  <summary>{rounds('sources')}</summary>
                  <Sources content={content} refs={sources} />
                </details>
              </>
            ),
          },
          { key: 'self', title: w('self'), kind: 'number', cell: ({ id }) => scoreText(self.figures.elements[id]) },
          {
            key: 'verified',
            title: w('verified'),
            kind: 'number',
            cell: ({ id }) => scoreText(verified.figures.elements[id]),
          },
        ]}
      />
      <p className="hint">{w('elementsNote')}</p>
    </Panel>
  )
}
