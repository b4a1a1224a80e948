import { pairOf } from '../../core/content.ts'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import type { Templates } from './template.schema.ts'
import { paperWords } from './template.words.ts'
import { articleOf } from './template-source.rules.ts'

/** What a clause or limit rests on, each with where it is read and how far it was checked. */
export function TemplateSources({
  content,
  refs,
}: {
  content: Pick<Templates, 'sourceList' | 'sourceCheckLegend'>
  refs: readonly string[]
}) {
  const w = useWords(paperWords)
  const say = useSay()
  return (
    <p className="source">
      {w('basis')}：
      {refs.map((ref, index) => {
        const { key, article } = articleOf(ref, content.sourceList)
        const source = content.sourceList[key]
        if (!source) return null
        const [url] = source.urls ?? []
        const title = `${say(pairOf(source.title))}${say(article)}`
        const checked = content.sourceCheckLegend[source.checked]
        return (
          <span key={ref}>
            {index > 0 && '；'}
            {url ? (
              <a href={url} target="_blank" rel="noreferrer">
                {title}
              </a>
            ) : (
              title
            )}
            {checked && `（${say(pairOf(checked))}）`}
          </span>
        )
      })}
    </p>
  )
}
