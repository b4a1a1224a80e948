import { formatDay } from '../../platform/ui/format.ts'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { Pager } from '../../platform/ui/pager.tsx'
import { localised, PageTools } from '../../platform/ui/public-layout.tsx'
import { publishedDecisionWords } from './published-decision.words.ts'

export type PublishedHead = {
  readonly id: string
  readonly agency: string
  readonly number: string
  readonly party: string
  readonly decidedOn: string
  readonly publishedOn: string
}
export type PublishedDecision = PublishedHead & {
  readonly until: string
  readonly facts: string
  readonly content: string
  readonly withdrawnOn: string | null
  readonly withdrawnBecause: string | null
}

type ListProps = { readonly decisions: readonly PublishedHead[]; readonly page: number; readonly pages: number }

export function PublishedDecisionList({ decisions, page, pages }: ListProps) {
  const w = useWords(publishedDecisionWords)
  const locale = useLocale()
  return (
    <>
      <h1>{w('title')}</h1>
      <p className="lead">
        {w('lead')} {w('contentInChinese')}
      </p>
      {decisions.length === 0 && <p>{w('empty')}</p>}
      <ul className="list">
        {decisions.map(({ id, party, number, agency, publishedOn }) => (
          <li key={id}>
            <a href={localised(`/decisions/${id}`, locale)} lang="zh-CN">
              {party}
            </a>
            <p className="small soft">
              {number} · {agency} · {formatDay(publishedOn, locale)}
            </p>
          </li>
        ))}
      </ul>
      <Pager
        page={page}
        pages={pages}
        to={(number) => localised(`/decisions?page=${number}`, locale)}
        back={w('newer')}
        on={w('older')}
        counted
      />
    </>
  )
}

export function PublishedDecisionOne({ decision }: { decision: PublishedDecision }) {
  const w = useWords(publishedDecisionWords)
  const locale = useLocale()
  const { number, agency, party, decidedOn, publishedOn, until, withdrawnOn, withdrawnBecause } = decision
  const pairs: readonly (readonly [string, string])[] = [
    ...(withdrawnOn ? [] : [[w('party'), party] as const]),
    [w('number'), number],
    [w('agency'), agency],
    [w('decidedOn'), formatDay(decidedOn, locale)],
    [w('publishedOn'), formatDay(publishedOn, locale)],
    ...(withdrawnOn ? [] : [[w('until'), formatDay(until, locale)] as const]),
  ]
  return (
    <article>
      <p className="small">
        <a href={localised('/decisions', locale)}>‹ {w('title')}</a>
      </p>
      <h1 lang="zh-CN">{number}</h1>
      <dl className="key-values" lang="zh-CN">
        {pairs.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {withdrawnOn ? (
        <section className="notice warn">
          <p>{w('withdrawn', { day: formatDay(withdrawnOn, locale) })}</p>
          <h2>{w('because')}</h2>
          <p lang="zh-CN">{withdrawnBecause}</p>
        </section>
      ) : (
        <Text decision={decision} />
      )}
    </article>
  )
}

function Text({ decision: { facts, content } }: { decision: PublishedDecision }) {
  const w = useWords(publishedDecisionWords)
  return (
    <>
      <PageTools />
      <div data-readable="">
        <h2>{w('facts')}</h2>
        <p lang="zh-CN">{facts}</p>
        <h2>{w('content')}</h2>
        <p lang="zh-CN">{content}</p>
      </div>
    </>
  )
}
