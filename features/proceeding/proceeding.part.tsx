import type { ReactNode } from 'react'
import type { Machine } from '../../core/proceeding.ts'
import { formatDay, formatMoment } from '../../platform/ui/format.ts'
import { A, Badge, KeyValues, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import type { MatterSummary, MatterView, PeriodView, TimelineAct } from './proceeding.schema.ts'
import { capacityWords, proceedingWords } from './proceeding.words.ts'
import { readValue } from './proceeding-value.rules.ts'

export { ActPanel, fillAct } from './proceeding-act.part.tsx'
export { fenOf } from './proceeding-field.tsx'

/** An address of the server as the router wants it: below `/app`. */
export const appPath = (link: string): string => link.replace(/^\/app/, '')

export function MatterHeader({
  view,
  machine,
  back,
  children,
}: {
  view: MatterView
  machine: Machine
  back: { to: string; text: string }
  children?: ReactNode
}) {
  const say = useSay()
  const { matter } = view
  const closed = machine.final.includes(matter.state)
  return (
    <PageHeader
      back={back}
      title={matter.title}
      lead={
        <>
          {matter.number && <span>{matter.number} · </span>}
          {say(machine.words)}{' '}
          <Badge tone={closed ? 'plain' : 'info'}>
            {say(machine.states[matter.state] ?? [matter.state, matter.state])}
          </Badge>
        </>
      }
    >
      {children}
    </PageHeader>
  )
}

export const periodTones = {
  running: 'info',
  paused: 'plain',
  ended: 'good',
  overdue: 'bad',
  elapsed: 'warn',
  lapsed: 'warn',
} as const

/** Every period that began in this matter: its last day, why, and what happens then. What is over is folded away. */
export function Periods({ periods }: { periods: readonly PeriodView[] }) {
  const w = useWords(proceedingWords)
  const order = [...periods].sort((a, b) => rank(a) - rank(b) || (a.due ?? '9').localeCompare(b.due ?? '9'))
  const isOver = ({ state, endedOn }: PeriodView) => endedOn !== null && state !== 'lapsed'
  const over = order.filter(isOver)
  return (
    <Panel title={w('periods')} id="periods">
      {periods.length === 0 && <p className="soft">{w('periodsEmpty')}</p>}
      <PeriodList periods={order.filter((one) => !isOver(one))} />
      {over.length > 0 && (
        <details>
          <summary>
            {w('ended')}（{over.length}）
          </summary>
          <PeriodList periods={over} />
        </details>
      )}
    </Panel>
  )
}

function PeriodList({ periods }: { periods: readonly PeriodView[] }) {
  const w = useWords(proceedingWords)
  const say = useSay()
  return (
    <ul className="list">
      {periods.map((period) => (
        <li key={period.period}>
          <div className="row">
            <strong>{say(period.matter)}</strong>
            <Badge tone={periodTones[period.state]}>{w(period.state)}</Badge>
          </div>
          <DueText period={period} />
          <details>
            <summary>{w('explain')}</summary>
            <ol className="steps">
              {period.steps.map(({ day, words, basis }) => (
                <li key={`${day}${words[0]}`}>
                  {say(words)} {basis && <span className="source">{basis}</span>}
                </li>
              ))}
            </ol>
          </details>
        </li>
      ))}
    </ul>
  )
}

const rank = ({ state }: PeriodView) => ['overdue', 'running', 'elapsed', 'paused', 'lapsed', 'ended'].indexOf(state)

export function DueText({ period }: { period: PeriodView }) {
  const w = useWords(proceedingWords)
  const locale = useLocale()
  const { due, notBefore, verified, basis, period: id } = period
  const day = (text: string) => (text.length > 10 ? formatMoment(text, locale) : formatDay(text, locale))
  return (
    <p className="due">
      {due ? day(due) : notBefore ? w('notBefore', { day: formatDay(notBefore, locale) }) : w('noNumber')}
      {due && period.state === 'running' && <DaysLeft due={due} />}{' '}
      <span className="source">
        {id} · {basis} {verified}
        {verified === '○' && ` ${w('unverified')}`}
      </span>
    </p>
  )
}

function DaysLeft({ due }: { due: string }) {
  const w = useWords(proceedingWords)
  const today = Temporal.Now.plainDateISO('Asia/Shanghai')
  const last =
    due.length > 10
      ? Temporal.Instant.from(due).toZonedDateTimeISO('Asia/Shanghai').toPlainDate()
      : Temporal.PlainDate.from(due)
  const { days } = today.until(last, { largestUnit: 'days' })
  return days >= 0 ? <span className={days <= 3 ? 'soon' : 'soft'}> · {w('daysLeft', { days })}</span> : null
}

/** What was done, by whom, when, with what: the newest on top. */
export function Timeline({ view, machine }: { view: MatterView; machine: Machine }) {
  const w = useWords(proceedingWords)
  return (
    <Panel title={w('timeline')} id="timeline">
      {view.timeline.length === 0 && <p className="soft">{w('timelineEmpty')}</p>}
      <ol className="timeline">
        {view.timeline.toReversed().map((act) => (
          <li key={act.seq} value={act.seq}>
            <TimelineEntry act={act} machine={machine} names={view.names} />
          </li>
        ))}
      </ol>
    </Panel>
  )
}

function TimelineEntry({ act, machine, names }: { act: TimelineAct; machine: Machine; names: MatterView['names'] }) {
  const w = useWords(proceedingWords)
  const say = useSay()
  const locale = useLocale()
  const spec = machine.acts[act.act]
  const to = machine.states[act.to]
  const pairs = Object.entries(act.fields).map(
    ([key, value]) =>
      [say(spec?.fields[key]?.label ?? [key, key]), readValue(spec?.fields[key], value, names, locale)] as const,
  )
  return (
    <>
      <div className="row">
        <strong>{say(spec?.words ?? [act.act, act.act])}</strong>
        {act.to !== act.from && to && <Badge>{say(to)}</Badge>}
      </div>
      <p className="small soft">
        {formatDay(act.on, locale)} · {act.person ?? ''} {say(capacityWords[act.capacity])}
        {act.approvedBy &&
          act.approvedOn &&
          ` · ${w('approvedBy', { name: act.approvedBy, day: formatDay(act.approvedOn, locale) })}`}
        {act.recordedAt.slice(0, 10) !== act.at.slice(0, 10) &&
          ` ${w('recordedLater', { at: formatMoment(act.recordedAt, locale) })}`}
      </p>
      {pairs.length > 0 && (
        <details>
          <summary>
            {spec?.source ?? ''} · {w('digest')} {act.digest.slice(0, 12)}
          </summary>
          <KeyValues pairs={pairs} />
        </details>
      )}
    </>
  )
}

export function People({ view }: { view: MatterView }) {
  const w = useWords(proceedingWords)
  const say = useSay()
  const locale = useLocale()
  if (view.people.length === 0) return null
  return (
    <Panel title={w('people')} id="people">
      <ul className="list">
        {view.people.map(({ personId, name, capacity, since, until }) => (
          <li key={personId + capacity + since}>
            {name} <span className="small soft">{say(capacityWords[capacity])}</span>
            {until && <span className="small soft"> · {w('until', { at: formatMoment(until, locale) })}</span>}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

/** Matters that belong to this one. */
export function Children({ view }: { view: MatterView }) {
  const w = useWords(proceedingWords)
  const say = useSay()
  if (view.children.length === 0) return null
  return (
    <Panel title={w('children')} id="children">
      <ul className="list">
        {view.children.map((child) => (
          <li key={child.id}>
            <A to={appPath(child.link)}>{child.title}</A>{' '}
            <span className="small soft">
              {say(child.kindWords)} · {say(child.stateWords)}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

/** Periods with the matters they run in. */
export function DeadlineList({ deadlines }: { deadlines: readonly (PeriodView & { matterSummary: MatterSummary })[] }) {
  const w = useWords(proceedingWords)
  const say = useSay()
  return (
    <ul className="list">
      {deadlines.map((period) => (
        <li key={period.matterSummary.id + period.period}>
          <div className="row">
            <span>
              <strong>{say(period.matter)}</strong> ·{' '}
              <A to={appPath(period.matterSummary.link)}>{period.matterSummary.title}</A>
            </span>
            <Badge tone={periodTones[period.state]}>{w(period.state)}</Badge>
          </div>
          <DueText period={period} />
        </li>
      ))}
    </ul>
  )
}
