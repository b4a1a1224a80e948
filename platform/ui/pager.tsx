import { useWords } from './locale.tsx'
import { publicWords } from './public.words.ts'

/** From page to page of a public list. */
export function Pager({
  page,
  pages,
  to,
  back,
  on,
  counted,
}: {
  page: number
  pages: number
  /** The address of a page. */
  to: (page: number) => string
  /** What the page before and the page after are called. */
  back: string
  on: string
  /** Says which page of how many this is. */
  counted?: boolean
}) {
  const w = useWords(publicWords)
  if (pages < 2) return null
  return (
    <nav className="pager" aria-label={w('pager')}>
      {page > 1 && (
        <a href={to(page - 1)} rel="prev">
          {back}
        </a>
      )}
      {counted && <span>{w('page', { page, pages })}</span>}
      {page < pages && (
        <a href={to(page + 1)} rel="next">
          {on}
        </a>
      )}
    </nav>
  )
}
