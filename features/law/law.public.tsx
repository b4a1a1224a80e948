import { citationOf } from '../../core/citation.ts'
import type { Law } from '../../core/law.ts'
import type { DuePeriod } from '../../core/period.ts'
import { type PeriodRule, pauseKinds, pauseKindWords } from '../../core/period-rule.ts'
import type { Pair } from '../../core/words.ts'
import { formatMoment } from '../../platform/ui/format.ts'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { PlainField } from '../../platform/ui/plain-field.tsx'
import { localised, PageTools } from '../../platform/ui/public-layout.tsx'
import type { SetValue } from './law.schema.ts'
import { LawAnswer } from './law-answer.tsx'
import { lawPageWords } from './law-page.words.ts'
import { useLength } from './law-parts.tsx'
import { lawPublicWords } from './law-public.words.ts'
import { type LawQuery, pauseRows } from './law-query.ts'

export type LawPageProps = {
  readonly law: Law
  readonly query: LawQuery
  readonly rule: PeriodRule | null
  readonly answer: DuePeriod | null
  /** Why there is no answer, in words. */
  readonly refused: Pair | null
  readonly command: string | null
  readonly set: readonly SetValue[]
  readonly calendars: readonly { readonly year: number; readonly source: string }[]
}

/** The calculator of periods as a plain form and its answer: nothing on it needs a script. */
export function LawPage({ law, query, rule, answer, refused, command, set, calendars }: LawPageProps) {
  const w = useWords(lawPublicWords)
  const say = useSay()
  return (
    <>
      <h1>{w('title')}</h1>
      <p className="lead">{w('lead')}</p>
      <QuestionForm law={law} query={query} />
      {refused && (
        <p className="notice bad" role="alert">
          {say(refused)}
        </p>
      )}
      {answer && rule && (
        <section>
          <h2>
            {w('result')}：{rule.id} {say(rule.matter)} {rule.verified}
          </h2>
          <LawAnswer answer={answer} law={law.data} />
          <PageTools />
        </section>
      )}
      {command && (
        <section>
          <h2>{w('check')}</h2>
          <p>{w('checkText')}</p>
          <p>
            <code>{command}</code>
          </p>
        </section>
      )}
      <Settings law={law} set={set} />
      <Periods law={law} />
      <Rules law={law} calendars={calendars} />
    </>
  )
}

function QuestionForm({ law, query }: Pick<LawPageProps, 'law' | 'query'>) {
  const w = useWords(lawPublicWords)
  const say = useSay()
  const locale = useLocale()
  const field = (name: string) => ({ name, maxLength: 80, defaultValue: query[name] })
  const opened =
    query.extended !== undefined || ['length', 'approvedOn', 'pause1From', 'pause2From'].some((name) => query[name])
  return (
    <form action={localised('/law', locale)} aria-labelledby="count">
      <h2 id="count">{w('form')}</h2>
      <div className="field">
        <label htmlFor="period">{w('period')}</label>
        <select className="input" id="period" name="period" defaultValue={query.period ?? 'T-02'}>
          {law.periods.map(({ id, matter }) => (
            <option key={id} value={id}>
              {id} {say(matter)}
            </option>
          ))}
        </select>
      </div>
      <PlainField {...field('from')} label={w('from')} hint={w('fromHint')} required inputMode="numeric" />
      <PlainField {...field('time')} label={w('time')} hint={w('timeHint')} inputMode="numeric" />
      <details open={opened}>
        <summary>{w('more')}</summary>
        <div className="field">
          <label htmlFor="extended">
            <input
              id="extended"
              name="extended"
              type="checkbox"
              value="1"
              defaultChecked={query.extended !== undefined}
            />{' '}
            {w('extended')}
          </label>
        </div>
        <PlainField {...field('length')} label={w('extension')} inputMode="numeric" />
        <PlainField {...field('approvedOn')} label={w('approvedOn')} inputMode="numeric" />
        {pauseRows.map((row) => (
          <fieldset key={row}>
            <legend>{w('pause', { number: row })}</legend>
            <div className="field">
              <label htmlFor={`pause${row}Kind`}>{w('kind')}</label>
              <select
                className="input"
                id={`pause${row}Kind`}
                name={`pause${row}Kind`}
                defaultValue={query[`pause${row}Kind`] ?? ''}
              >
                <option value="">{w('notSaid')}</option>
                {pauseKinds.map((kind) => (
                  <option key={kind} value={kind}>
                    {say(pauseKindWords[kind])}
                  </option>
                ))}
              </select>
            </div>
            <PlainField {...field(`pause${row}From`)} label={w('pauseFrom')} inputMode="numeric" />
            <PlainField {...field(`pause${row}To`)} label={w('pauseTo')} inputMode="numeric" />
            <PlainField {...field(`pause${row}Document`)} label={w('documentNo')} />
          </fieldset>
        ))}
      </details>
      <p>
        <button type="submit" className="button primary">
          {w('count')}
        </button>
      </p>
    </form>
  )
}

/** Whoever checks the office must know how it counts where the law leaves it open. */
function Settings({ law, set }: Pick<LawPageProps, 'law' | 'set'>) {
  const w = useWords(lawPublicWords)
  const p = useWords(lawPageWords)
  const locale = useLocale()
  const matterOf = (path: string) => {
    const parameter = law.data.parameters.find(({ id }) => id === path)
    if (parameter) return locale === 'en' ? parameter.matterEn : parameter.matter
    return path
  }
  return (
    <section>
      <h2>{w('settings')}</h2>
      {set.length === 0 && <p>{w('settingsNone')}</p>}
      <ul className="list">
        {set.map(({ id, path, value, reason, setAt }) => (
          <li key={id}>
            {matterOf(path)}：<strong>{value === null ? p('restored') : String(value)}</strong>
            <br />
            <span className="small soft">
              {reason} · {formatMoment(setAt, locale)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Periods({ law }: Pick<LawPageProps, 'law'>) {
  const w = useWords(lawPublicWords)
  const say = useSay()
  const locale = useLocale()
  const lengthOf = useLength()
  return (
    <section>
      <h2>{w('list')}</h2>
      <p className="small soft">{w('mark')}</p>
      <ul className="list">
        {law.periods.map((rule) => (
          <li key={rule.id}>
            <a href={localised(`/law?period=${rule.id}`, locale)}>
              {rule.id} {say(rule.matter)}
            </a>
            <br />
            <span className="small soft">
              {lengthOf(rule)} · {citationOf(rule.basis, law.data)} · {rule.verified}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Rules({ law, calendars }: Pick<LawPageProps, 'law' | 'calendars'>) {
  const w = useWords(lawPageWords)
  const english = useLocale() === 'en'
  return (
    <section>
      <h2>{w('countingRules')}</h2>
      <ul className="list">
        {law.data.countingRules.map((rule) => (
          <li key={rule.id}>
            <strong>{`${rule.id} ${english ? rule.ruleEn : rule.rule}`}</strong>
            <br />
            {english ? rule.contentEn : rule.content}{' '}
            <span className="small soft">{citationOf(rule.basis, law.data)}</span>
          </li>
        ))}
      </ul>
      <h2>{w('calendars')}</h2>
      <p>{w('calendarsText', { from: calendars[0]?.year, to: calendars.at(-1)?.year })}</p>
      <ul lang="zh-CN">
        {calendars.map(({ year, source }) => (
          <li key={year}>{source}</li>
        ))}
      </ul>
    </section>
  )
}
