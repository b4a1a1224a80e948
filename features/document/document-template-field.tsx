import { useState } from 'react'
import { Button, SelectField, TextField } from '../../platform/ui/controls.tsx'
import { Panel } from '../../platform/ui/layout.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import type { FieldSpec } from './document.schema.ts'
import { templateWords } from './document-template-page.words.ts'

/** What a template asks for: statutory content stays, suggested content is the office's to choose. */
export function TemplateFields({
  fields,
  dictionary,
  mayEdit,
  onChange,
}: {
  fields: readonly FieldSpec[]
  dictionary: readonly FieldSpec[]
  mayEdit: boolean
  onChange: (fields: FieldSpec[]) => void
}) {
  const w = useWords(templateWords)
  const say = useSay()
  const [ownLabel, setOwnLabel] = useState('')
  const groups = [
    ['statutory', fields.filter(({ statutory }) => statutory !== null)],
    ['suggested', fields.filter(({ statutory }) => statutory === null)],
  ] as const
  const unused = dictionary.filter(({ key }) => !fields.some((one) => one.key === key))
  return (
    <Panel title={w('fields')}>
      {groups.map(([name, group]) => (
        <section key={name}>
          <h3>{w(name)}</h3>
          <ul className="list">
            {group.map(({ key, label, statutory, kind }) => (
              <li key={key}>
                <div className="row">
                  <span>
                    {say(label)} {kind !== 'place' && <code>{`{{${key}}}`}</code>}{' '}
                    {statutory && <span className="source">{statutory}</span>}
                  </span>
                  {mayEdit && statutory === null && (
                    <Button
                      kind="quiet"
                      onPress={() => onChange(fields.filter((one) => one.key !== key))}
                      aria-label={`${w('remove')}：${say(label)}`}
                    >
                      {w('remove')}
                    </Button>
                  )}
                </div>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {mayEdit && (
        <>
          <SelectField
            label={w('addField')}
            value=""
            filter
            onChange={(key) => {
              const found = dictionary.find((one) => one.key === key)
              if (found) onChange([...fields, found])
            }}
            options={unused.map(({ key, label }) => ({ id: key, text: say(label) }))}
          />
          <TextField label={w('ownLabel')} value={ownLabel} onChange={setOwnLabel} maxLength={60} />
          <Button
            isDisabled={ownLabel.trim() === ''}
            onPress={() => {
              onChange([...fields, ownField(ownLabel.trim(), fields)])
              setOwnLabel('')
            }}
          >
            {w('addField')}
          </Button>
        </>
      )}
    </Panel>
  )
}

/** A field of the office's own, with a key that no other has. */
function ownField(label: string, fields: readonly FieldSpec[]): FieldSpec {
  const taken = fields.flatMap(({ key }) => Number(/^own\.(\d+)$/.exec(key)?.[1] ?? 0))
  return {
    key: `own.${Math.max(0, ...taken) + 1}`,
    label: [label, label],
    kind: 'line',
    columns: [],
    from: [],
    statutory: null,
  }
}
