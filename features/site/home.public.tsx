import type { Locale } from '../../core/words.ts'
import { GoalBar, PhaseLine } from '../../platform/ui/figures.tsx'
import { formatDay, formatNumber } from '../../platform/ui/format.ts'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { localised, PageTools } from '../../platform/ui/public-layout.tsx'
import type { Programme } from '../programme/programme.schema.ts'
import { phaseSteps } from '../programme/programme-phase.rules.ts'
import type { TargetView } from '../programme/programme-target.schema.ts'
import type { PublicationDraft, PublishedHead } from '../publication/publication.schema.ts'
import { kindWords } from '../publication/publication.words.ts'
import { siteWords } from './site.words.ts'

type Props = {
  readonly programme: Programme
  readonly targets: readonly TargetView[]
  readonly today: string
  readonly newest: readonly PublishedHead[]
  readonly inComment: readonly Pick<PublicationDraft, 'slug' | 'title' | 'commentClosesOn'>[]
}

/** The first page: what this is, where it stands today, what is new, and the ways on from here. */
export function Home({ programme, targets, today, newest, inComment }: Props) {
  const w = useWords(siteWords)
  const locale = useLocale()
  const { district, title, formula } = programme.instrument
  return (
    <>
      <div className="hero" data-readable="">
        <h1>{w('homeTitle', { district: locale === 'en' ? district.nameEn : district.fullName })}</h1>
        <p className="lead">{locale === 'en' ? (title.gloss ?? title.text) : title.text}</p>
        <p>{locale === 'en' ? (formula.gloss ?? formula.text) : formula.text}</p>
        <PageTools />
      </div>
      {inComment.length > 0 && <InComment drafts={inComment} />}
      <Entrances />
      <section>
        <h2>{w('phases')}</h2>
        <PhaseLine phases={phaseSteps(programme.phases.phases, today, locale)} here={w('here')} />
      </section>
      <section>
        <h2>{w('targets')}</h2>
        <p>{w('targetsSource')}</p>
        <ul className="cards">
          {targets.map((view) => (
            <TargetCard key={view.target.id} view={view} />
          ))}
        </ul>
      </section>
      <section>
        <h2>{w('newest')}</h2>
        <Newest publications={newest} />
        <p>
          <a href={localised('/publications', locale)}>{w('more')}</a>
        </p>
      </section>
    </>
  )
}

function InComment({ drafts }: { drafts: Props['inComment'] }) {
  const w = useWords(siteWords)
  const locale = useLocale()
  return (
    <section className="notice warn">
      <h2>{w('inComment')}</h2>
      <ul>
        {drafts.map(({ slug, title, commentClosesOn }) => (
          <li key={slug}>
            <a href={localised(`/publications/${slug}/comment`, locale)} lang="zh-CN">
              {title}
            </a>{' '}
            {commentClosesOn && w('until', { day: formatDay(commentClosesOn, locale) })}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Entrances() {
  const w = useWords(siteWords)
  const locale = useLocale()
  const ways = [
    ['forReaders', 'forReadersText', localised('/publications?kind=question', locale)],
    ['forEnterprises', 'forEnterprisesText', '/app/register'],
    ['forReporters', 'forReportersText', localised('/tip', locale)],
    ['forMembers', 'forMembersText', '/app/sign-in'],
  ] as const
  return (
    <section>
      <h2>{w('entrances')}</h2>
      <ul className="cards">
        {ways.map(([name, text, href]) => (
          <li key={name} className="card">
            <h3>
              <a href={href}>{w(name)}</a>
            </h3>
            <p>{w(text)}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** A share that nobody can compute yet is a dash, not nought. */
function standingOf({ target, numerator, percent }: TargetView, locale: Locale, evidence: (count: string) => string) {
  if (percent !== null) return `${formatNumber(percent, locale)}%`
  const count = formatNumber(numerator, locale)
  return target.kind === 'count' ? count : target.kind === 'qualitative' ? evidence(count) : '—'
}

function TargetCard({ view }: { view: TargetView }) {
  const w = useWords(siteWords)
  const locale = useLocale()
  const { target, numerator, percent, asOf, needsDefinition } = view
  const value = standingOf(view, locale, (count) => w('evidence', { count }))
  const measured = percent ?? (target.kind === 'count' ? numerator : null)
  return (
    <li className="card">
      <h3>
        {target.id} {locale === 'en' ? target.gloss : target.title}
      </h3>
      <p className="figure">
        {value} <small lang="zh-CN">/ {target.goalText}</small>
      </p>
      {measured !== null && <GoalBar value={measured} goal={target.goal} label={`${value} / ${target.goalText}`} />}
      <p className="small soft">
        {w('asOf', { day: formatDay(asOf, locale) })}
        {target.kind === 'qualitative' && ` · ${w('qualitative')}`}
      </p>
      {needsDefinition && <p className="small late">{w('needsDefinition', { what: target.undefinedByOffice })}</p>}
    </li>
  )
}

function Newest({ publications }: { publications: Props['newest'] }) {
  const say = useSay()
  const locale = useLocale()
  return (
    <ul className="list">
      {publications.map(({ slug, title, kind, issuedOn, publishedAt }) => (
        <li key={slug} className="row">
          <a href={localised(`/publications/${slug}`, locale)} lang="zh-CN">
            {title}
          </a>
          <span className="small soft">
            {say(kindWords[kind])} · {formatDay(issuedOn ?? publishedAt.slice(0, 10), locale)}
          </span>
        </li>
      ))}
    </ul>
  )
}
