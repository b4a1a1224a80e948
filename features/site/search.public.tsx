import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { Pager } from '../../platform/ui/pager.tsx'
import { PlainField } from '../../platform/ui/plain-field.tsx'
import { localised } from '../../platform/ui/public-layout.tsx'
import { hitsPerPage, type SearchKind, searchKinds } from '../publication/search.schema.ts'
import { siteWords } from './site.words.ts'

type Hit = {
  readonly kind: SearchKind
  readonly url: string
  readonly title: string
  readonly snippet: readonly { readonly text: string; readonly hit: boolean }[]
}
type Props = {
  readonly q: string
  readonly kind: SearchKind | undefined
  readonly page: number
  readonly hits: readonly Hit[]
  readonly total: number
  readonly more: boolean
}

/** The search as a plain form and a list; the words that were found are marked. */
export function Search({ q, kind, page, hits, total, more }: Props) {
  const w = useWords(siteWords)
  const locale = useLocale()
  const to = (change: { kind?: SearchKind | undefined; page?: number }) => {
    const query = new URLSearchParams({ q })
    if (change.kind) query.set('kind', change.kind)
    if (change.page && change.page > 1) query.set('page', String(change.page))
    return localised(`/search?${query}`, locale)
  }
  return (
    <>
      <h1>{w('searchTitle')}</h1>
      <search>
        <form action={localised('/search', locale)}>
          <PlainField
            name="q"
            id="words"
            type="search"
            label={w('searchFor')}
            hint={w('searchHint')}
            maxLength={100}
            defaultValue={q}
          />
          <button type="submit" className="button primary">
            {w('searchButton')}
          </button>
        </form>
      </search>
      {q !== '' && (
        <>
          <nav aria-label={w('kindFilter')}>
            <ul className="tags">
              {[undefined, ...searchKinds].map((one) => (
                <li key={one ?? 'all'}>
                  <a href={to({ kind: one })} aria-current={one === kind ? 'true' : undefined}>
                    {w(one ?? 'everywhere')}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          <p role="status">
            {more ? w('foundMany', { count: total }) : total === 0 ? w('nothing') : w('found', { count: total })}
          </p>
          <Hits hits={hits} />
          <Pager
            page={page}
            pages={Math.ceil(total / hitsPerPage)}
            to={(number) => to({ kind, page: number })}
            back={w('previous')}
            on={w('next')}
          />
        </>
      )}
    </>
  )
}

function Hits({ hits }: { hits: readonly Hit[] }) {
  const w = useWords(siteWords)
  const locale = useLocale()
  return (
    <ol className="list">
      {hits.map(({ kind, url, title, snippet }) => (
        <li key={url}>
          <a href={localised(url, locale)} lang="zh-CN">
            {title}
          </a>{' '}
          <span className="small soft">{w(kind)}</span>
          <p className="small" lang="zh-CN">
            {snippet.map(({ text, hit }, index) =>
              // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one line never move
              hit ? <mark key={index}>{text}</mark> : <span key={index}>{text}</span>,
            )}
          </p>
        </li>
      ))}
    </ol>
  )
}
