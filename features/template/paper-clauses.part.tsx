import { useState } from 'react'
import { pairOf } from '../../core/content.ts'
import { Button, CheckField, TextArea } from '../../platform/ui/controls.tsx'
import { Badge, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { clausesOf, draftOf, headingOf, strayHoles } from './template.rules.ts'
import type { Clause, FirmPaper, Template, Templates } from './template.schema.ts'
import { paperWords } from './template.words.ts'
import { TemplateSources } from './template-sources.part.tsx'

type Props = {
  content: Templates
  template: Template
  paper: FirmPaper
  onChange: (change: Partial<FirmPaper>) => void
}

/** Clause by clause: whether it stands in the paper, in which wording, and what it rests on. */
export function PaperClauses({ content, template, paper, onChange }: Props) {
  const w = useWords(paperWords)
  const say = useSay()
  const standing = clausesOf(template, paper)
  return (
    <Panel title={w('clauses')}>
      <ul className="lines">
        {template.clauses.map((clause) => {
          const place = standing.indexOf(clause) + 1
          const heading = say(pairOf(clause.heading))
          return (
            <li key={clause.id}>
              <strong>{place > 0 ? headingOf(template.kind, place, heading) : heading}</strong>{' '}
              {!clause.required && (
                <>
                  <Badge>{w('optionalClause')}</Badge>
                  <CheckField
                    label={`${w('include')}：${heading}`}
                    value={place > 0}
                    onChange={(on) => onChange({ choices: { ...paper.choices, [clause.id]: on } })}
                  />
                </>
              )}
              {place > 0 && <Wording clause={clause} template={template} paper={paper} onChange={onChange} />}
              <TemplateSources content={content} refs={clause.sources} />
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}

function Wording({ clause, template, paper, onChange }: Omit<Props, 'content'> & { clause: Clause }) {
  const w = useWords(paperWords)
  const say = useSay()
  const locale = useLocale()
  const [open, setOpen] = useState(clause.id in paper.edits)
  const heading = say(pairOf(clause.heading))
  const draft = draftOf(clause, paper)
  const stray = strayHoles(template, draft)
  if (!open)
    return (
      <>
        {locale === 'en' && <p className="small">{clause.gist.en}</p>}
        <Button kind="quiet" onPress={() => setOpen(true)} aria-label={`${w('own')}：${heading}`}>
          {w('own')}
        </Button>
      </>
    )
  return (
    <>
      <TextArea
        label={heading}
        hint={w('ownHint')}
        value={draft}
        required
        maxLength={5000}
        error={stray.length > 0 ? w('stray', { keys: stray.join('、') }) : undefined}
        onChange={(text) => onChange({ edits: { ...paper.edits, [clause.id]: text } })}
      />
      <Button
        kind="quiet"
        aria-label={`${w('restore')}：${heading}`}
        onPress={() => {
          const { [clause.id]: _, ...edits } = paper.edits
          onChange({ edits })
          setOpen(false)
        }}
      >
        {w('restore')}
      </Button>
    </>
  )
}
