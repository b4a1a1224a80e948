import { formatDay } from '../../platform/ui/format.ts'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { Pager } from '../../platform/ui/pager.tsx'
import { localised } from '../../platform/ui/public-layout.tsx'
import {
  type PublicationDraft,
  type PublicationKind,
  type PublishedHead,
  publicationKinds,
} from './publication.schema.ts'
import { kindWords, markWords, versionStateWords } from './publication.words.ts'
import { publicationPageWords } from './publication-page.words.ts'

type Props = {
  readonly kind: PublicationKind | undefined
  readonly publications: readonly PublishedHead[]
  readonly inComment: readonly Pick<PublicationDraft, 'slug' | 'title' | 'commentClosesOn'>[]
  readonly page: number
  readonly pages: number
}

export function PublicationList({ kind, publications, inComment, page, pages }: Props) {
  const w = useWords(publicationPageWords)
  const say = useSay()
  const locale = useLocale()
  const to = (number: number) =>
    localised(`/publications?${new URLSearchParams({ ...(kind && { kind }), page: String(number) })}`, locale)
  return (
    <>
      <h1>{kind ? say(kindWords[kind]) : w('title')}</h1>
      <p className="lead">
        {w('lead')} {w('contentInChinese')}
      </p>
      <nav aria-label={w('kinds')}>
        <ul className="tags">
          {[undefined, ...publicationKinds].map((one) => (
            <li key={one ?? 'all'}>
              <a
                href={localised(one ? `/publications?kind=${one}` : '/publications', locale)}
                aria-current={one === kind ? 'true' : undefined}
              >
                {one ? say(kindWords[one]) : w('all')}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {inComment.length > 0 && <InComment drafts={inComment} />}
      {publications.length === 0 && <p>{w('empty')}</p>}
      <Heads publications={publications} />
      <Pager page={page} pages={pages} to={to} back={w('newer')} on={w('older')} counted />
    </>
  )
}

function InComment({ drafts }: { drafts: Props['inComment'] }) {
  const w = useWords(publicationPageWords)
  const locale = useLocale()
  return (
    <section className="notice warn">
      <h2>{w('inComment')}</h2>
      <ul className="list">
        {drafts.map(({ slug, title, commentClosesOn }) => (
          <li key={slug}>
            <a href={localised(`/publications/${slug}/comment`, locale)} lang="zh-CN">
              {title}
            </a>{' '}
            <span className="small">{commentClosesOn && w('until', { day: formatDay(commentClosesOn, locale) })}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** A line for each publication. */
function Heads({ publications }: { publications: readonly PublishedHead[] }) {
  const say = useSay()
  const locale = useLocale()
  return (
    <ul className="list">
      {publications.map((one) => (
        <li key={one.slug}>
          <a href={localised(`/publications/${one.slug}`, locale)} lang="zh-CN">
            {one.title}
          </a>
          <p className="small soft">
            {[
              say(kindWords[one.kind]),
              one.documentNumber,
              formatDay(one.issuedOn ?? one.publishedAt.slice(0, 10), locale),
              say(markWords[one.mark]),
              one.state === 'repealed' ? say(versionStateWords.repealed) : '',
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
          {one.summary && (
            <p className="small" lang="zh-CN">
              {one.summary}
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}
