import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { localised } from '../../platform/ui/public-layout.tsx'
import { siteWords } from './site.words.ts'

export function NotFound() {
  const w = useWords(siteWords)
  const locale = useLocale()
  return (
    <>
      <h1>{w('notFoundTitle')}</h1>
      <p>{w('notFoundText')}</p>
      <ul>
        <li>
          <a href={localised('/', locale)}>{w('toHome')}</a>
        </li>
        <li>
          <a href={localised('/search', locale)}>{w('toSearch')}</a>
        </li>
      </ul>
    </>
  )
}
