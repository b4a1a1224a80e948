import { pairOf } from '../../core/content.ts'
import { Notice } from '../../platform/ui/feedback.tsx'
import { Badge, Panel } from '../../platform/ui/layout.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { missingFields } from './template.rules.ts'
import type { FirmPaper, Template, Templates } from './template.schema.ts'
import { paperWords } from './template.words.ts'
import { warningsOf } from './template-limits.rules.ts'
import { TemplateSources } from './template-sources.part.tsx'

type Props = { content: Templates; template: Template; paper: FirmPaper }

/** What is missing, each leading to its field, and what runs against a limit. */
export function PaperGaps({ content, template, paper }: Props) {
  const w = useWords(paperWords)
  const say = useSay()
  const missing = missingFields(template, paper)
  return (
    <>
      {warningsOf(template, paper.answers).map(({ field, weight, words, sources }) => (
        <div key={field} className={`notice ${weight === 'law' ? 'bad' : 'warn'}`} role="status">
          <strong>{w(weight === 'law' ? 'warnLaw' : 'warnAdvice')}</strong>
          <p>
            <a href={`#field-${field}`}>{say(words)}</a>
          </p>
          <TemplateSources content={content} refs={sources} />
        </div>
      ))}
      {missing.length === 0 ? (
        <Notice kind="good">{w('complete')}</Notice>
      ) : (
        <details className="notice warn">
          <summary>{w('missingTitle', { n: missing.length })}</summary>
          <ul>
            {missing.map(({ key, label }) => (
              <li key={key}>
                <a href={`#field-${key}`}>{say(pairOf(label))}</a>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

/** The limits of the law that the file names for this paper, and those for all. */
export function PaperLimits({ content, template }: Omit<Props, 'paper'>) {
  const w = useWords(paperWords)
  const say = useSay()
  return (
    <Panel title={w('limits')}>
      <ul className="lines">
        {template.legalLimits.map((limit) => (
          <li key={limit.zh}>
            {say(pairOf(limit))}
            <TemplateSources content={content} refs={limit.sources} />
          </li>
        ))}
        {content.generalLimits.map(({ id, text, sources }) => (
          <li key={id}>
            <Badge>{w('generalLimits')}</Badge> {say(pairOf(text))}
            <TemplateSources content={content} refs={sources} />
          </li>
        ))}
      </ul>
      <p className="hint">{say(pairOf(content.languageNote))}</p>
    </Panel>
  )
}
