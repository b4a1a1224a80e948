import type { ReactNode } from 'react'
import { PhaseLine } from '../../platform/ui/figures.tsx'
import { formatDay } from '../../platform/ui/format.ts'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { SourceMark } from '../../platform/ui/mark.tsx'
import { PageTools } from '../../platform/ui/public-layout.tsx'
import { type Mark, marks, type Programme, type ReferenceSection, type Statement } from './programme.schema.ts'
import { markWords } from './programme-kind.words.ts'
import { phaseSteps } from './programme-phase.rules.ts'
import { programmePublicWords } from './programme-public.words.ts'
import type { TargetView } from './programme-target.schema.ts'
import { TargetFigure } from './programme-target-figure.tsx'

type Props = {
  readonly programme: Programme
  readonly version: number
  readonly targets: readonly TargetView[]
  readonly today: string
}

/** The whole programme as the public reads it, every text with how it is known and from where. */
export function ProgrammePage({ programme, version, targets, today }: Props) {
  const w = useWords(programmePublicWords)
  const locale = useLocale()
  const { instrument, measures, phases, incentives, corrections, sources } = programme
  return (
    <article data-readable="">
      <h1>{w('title')}</h1>
      <p className="lead">{w('lead')}</p>
      <p className="small soft">
        {w('version', { number: version })} · {w('checkedOn', { day: formatDay(sources.checkedOn, locale) })} ·{' '}
        <a href="/api/programme">{w('json')}</a>
      </p>
      <PageTools />
      <Legend />
      <Section title={w('instrument')}>
        <p>
          <Known of={instrument.title} programme={programme} />
        </p>
        <dl className="key-values">
          {(['number', 'issuedBy', 'approved', 'addressees', 'formula'] as const).map((key) => (
            <div key={key}>
              <dt>{w(key)}</dt>
              <dd>
                <Known of={instrument[key]} programme={programme} />
              </dd>
            </div>
          ))}
        </dl>
        <h3>{w('basis')}</h3>
        <ul>
          {instrument.basis.map((one) => (
            <li key={one.text}>
              <Known of={one} programme={programme} />
            </li>
          ))}
        </ul>
      </Section>
      <Section title={w('phases')}>
        <PhaseLine phases={phaseSteps(phases.phases, today, locale)} here={w('here')} />
        <ol>
          {phases.phases.map((phase) => (
            <li key={phase.id}>
              <span lang="zh-CN">{phase.content}</span>
              <Sign known={phase} programme={programme} />
              <Gloss text={phase.contentGloss} />
            </li>
          ))}
        </ol>
      </Section>
      <Section title={w('targets')}>
        <blockquote lang="zh-CN">
          <Known of={programme.targets.sentence} programme={programme} />
        </blockquote>
        <p className="small">
          {w('deadline', { day: formatDay(programme.targets.deadline.day, locale) })}
          <Sign known={programme.targets.deadline} programme={programme} />
        </p>
        <ul className="cards">
          {targets.map((view) => (
            <li key={view.target.id} className="card">
              <h3>
                {view.target.id} <span lang="zh-CN">{view.target.title}</span>{' '}
                {locale === 'en' && <span className="soft">{view.target.gloss}</span>}
              </h3>
              <TargetFigure view={view} />
            </li>
          ))}
        </ul>
      </Section>
      <Section title={w('measures')}>
        {measures.measures.map((measure) => (
          <section key={measure.id} id={`m${measure.id}`}>
            <h3 lang="zh-CN">
              {measure.ordinal} {measure.title}
              <Sign known={measure} programme={programme} />
            </h3>
            <p className="small soft">
              {locale === 'en' && `${measure.gloss} · `}
              {w('nationalTask')}:<span lang="zh-CN">{measure.nationalTask.text}</span>
            </p>
            <ul className="items">
              {measure.items.map((item) => (
                <li key={item.id} id={`i${item.id}`}>
                  <strong>{item.id}</strong>
                  <span>
                    <span lang="zh-CN">{item.title}</span>
                    <Sign known={item} programme={programme} />
                    {locale === 'en' && <span className="small soft"> {item.gloss}</span>}
                    <span className="small soft">
                      {' '}
                      {w('responsible')}:{item.responsibleUnits.units.join('、') || w('unobtained')}
                      <Sign known={item.responsibleUnits} programme={programme} />
                    </span>
                  </span>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </Section>
      <Section title={w('incentives')}>
        <ul>
          {incentives.incentives.map((one) => (
            <li key={one.id}>
              <span lang="zh-CN">
                <strong>{one.title}</strong>:{one.content}
              </span>
              <Sign known={one} programme={programme} />
              <Gloss text={`${one.gloss}: ${one.contentGloss}`} />
            </li>
          ))}
        </ul>
        <p className="small">
          <Known of={incentives.note} programme={programme} /> <Known of={incentives.precedent} programme={programme} />
        </p>
        <h3>{w('requirements')}</h3>
        <ul>
          {incentives.requirements.map((one) => (
            <li key={one.title}>
              <span lang="zh-CN">
                {one.ordinal} {one.title}
              </span>
              <Sign known={one} programme={programme} />
              <Gloss text={one.gloss} />
            </li>
          ))}
        </ul>
      </Section>
      <Questions programme={programme} />
      <References title={w('frame')} sections={programme.frame.sections} programme={programme} />
      <References
        title={w('demonstration')}
        sections={programme.demonstration.sections}
        programme={programme}
        lead={programme.demonstration.official}
      />
      <Cooperation programme={programme} />
      <Section title={w('corrections')}>
        <Rows
          columns={[w('page'), w('readAs')]}
          rows={corrections.corrections.map(({ page, readAs }) => [page, readAs])}
        />
        <h3>{w('missing')}</h3>
        <ul lang="zh-CN">
          {corrections.toBeFilled.map((one) => (
            <li key={one.subject}>
              {one.subject}
              <Sign known={one} programme={programme} />
            </li>
          ))}
        </ul>
      </Section>
      <Section title={w('sources')}>
        <ul lang="zh-CN">
          {sources.sources.map(({ id, title, url }) => (
            <li key={id}>{url ? <a href={url}>{title}</a> : title}</li>
          ))}
          {sources.others.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      </Section>
    </article>
  )
}

const Section = ({ title, children }: { title: string; children: ReactNode }) => (
  <section>
    <h2>{title}</h2>
    {children}
  </section>
)

type KnownDatum = { readonly status: Mark; readonly source: string; readonly note?: string | undefined }

function Sign({ known, programme }: { known: KnownDatum; programme: Programme }) {
  const source = programme.sources.sources.find(({ id }) => id === known.source)?.title
  return (
    <SourceMark
      sign={known.status}
      words={markWords[known.status]}
      source={[source, known.note].filter(Boolean).join(' · ')}
    />
  )
}

function Known({ of, programme }: { of: Statement; programme: Programme }) {
  const w = useWords(programmePublicWords)
  return (
    <>
      <span lang="zh-CN">{of.text || `(${w('unobtained')}${of.note ? `:${of.note}` : ''})`}</span>
      <Sign known={of} programme={programme} />
      <Gloss text={of.gloss} />
    </>
  )
}

/** Our English, for those who read the page in English; the Chinese beside it is what counts. */
function Gloss({ text }: { text: string | undefined }) {
  return useLocale() === 'en' && text ? <span className="small soft"> {text}</span> : null
}

function Legend() {
  const w = useWords(programmePublicWords)
  const say = useSay()
  return (
    <details>
      <summary>{w('marks')}</summary>
      <ul>
        {marks.map((sign) => (
          <li key={sign}>
            <span className="mark">{sign}</span> {say(markWords[sign])}
          </li>
        ))}
      </ul>
    </details>
  )
}

function Questions({ programme }: { programme: Programme }) {
  const w = useWords(programmePublicWords)
  return (
    <Section title={w('questions')}>
      <dl>
        {programme.questions.questions.map((one) => (
          <div key={one.id}>
            <dt>
              <strong lang="zh-CN">{one.question}</strong>
              <Sign known={one} programme={programme} />
              <Gloss text={one.gloss} />
            </dt>
            <dd>
              <span lang="zh-CN">{one.answer}</span>
              <Gloss text={one.answerGloss} /> {one.refersTo && w('see', { what: w(one.refersTo) })}
              {one.note && (
                <p className="small soft" lang="zh-CN">
                  {one.note}
                </p>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <h3>{w('lawSince')}</h3>
      <ul>
        {programme.questions.lawSince.map((one) => (
          <li key={one.text}>
            <Known of={one} programme={programme} />
            {one.note && <span className="small soft"> {one.note}</span>}
          </li>
        ))}
      </ul>
    </Section>
  )
}

function References({
  title,
  sections,
  programme,
  lead,
}: {
  title: string
  sections: readonly ReferenceSection[]
  programme: Programme
  lead?: Statement
}) {
  return (
    <Section title={title}>
      {lead && (
        <p>
          <Known of={lead} programme={programme} />
        </p>
      )}
      {sections.map((section) => (
        <details key={section.id}>
          <summary>
            <span lang="zh-CN">{section.title}</span>
            <Gloss text={section.gloss} />
          </summary>
          {section.paragraphs.map((one) => (
            <p key={one.text + one.subject}>
              {one.subject && <span lang="zh-CN">{one.subject}:</span>}
              <Known of={one} programme={programme} />
            </p>
          ))}
          {section.tables.map((table) => (
            <div key={table.columns.join()} lang="zh-CN">
              <Rows columns={table.columns} rows={table.rows} />
              <Sign known={table} programme={programme} />
            </div>
          ))}
        </details>
      ))}
    </Section>
  )
}

function Cooperation({ programme }: { programme: Programme }) {
  const w = useWords(programmePublicWords)
  const { official, agreement, above, rule, modules, legend, note } = programme.cooperation
  return (
    <Section title={w('cooperation')}>
      <p>
        <Known of={official} programme={programme} />
      </p>
      <p>
        {w('agreement')}:<Known of={agreement} programme={programme} />
      </p>
      <p>
        <Known of={above} programme={programme} />
      </p>
      <details>
        <summary>{w('modules')}</summary>
        <Rows
          columns={[w('module'), w('precedent'), w('state')]}
          rows={modules.map((one) => [one.title, one.precedent, one.enabled ? w('on') : w('off')])}
        />
        {[rule, legend, note].map((one) => (
          <p key={one.text}>
            <Known of={one} programme={programme} />
          </p>
        ))}
      </details>
    </Section>
  )
}

const Rows = ({ columns, rows }: { columns: readonly string[]; rows: readonly (readonly string[])[] }) => (
  <div className="table-wrap">
    <table className="data">
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.join()}>
            {row.map((cell, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a cell has no other name than its place
              <td key={index} data-title={columns[index]}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)
