import { useState } from 'react'
import { Button } from '../../platform/ui/controls.tsx'
import { Notice } from '../../platform/ui/feedback.tsx'
import { Badge, Panel } from '../../platform/ui/layout.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { todayHere } from '../../platform/ui/moment.ts'
import { type RowField, RowsEditor } from '../../platform/ui/rows-editor.tsx'
import type { Classification } from './classification.schema.ts'
import { type Advice, adviceFor, aiTooFree, kindAdvice, lasts, topicsOf } from './measure-advice.rules.ts'
import { measuresWords } from './secret-measures.words.ts'
import type { SaveSecret } from './secret-one.page.tsx'
import { aiPermissions, type Measure, measureWords, type TradeSecret } from './trade-secret.schema.ts'

/** What is done for this secret, and what its level and kind still ask for. */
export function Measures({
  secret,
  save,
  classification,
}: {
  secret: TradeSecret
  save: SaveSecret
  classification: Classification | undefined
}) {
  const w = useWords(measuresWords)
  const say = useSay()
  const today = todayHere()
  const [draft, setDraft] = useState<Measure | null>(null)
  const watchOut = classification && kindAdvice(classification, secret).watchOut
  return (
    <Panel title={w('title')} id="measures">
      <p className="hint">
        {w('lead')} {watchOut && w('kind', { what: say(watchOut) })}
      </p>
      <RowsEditor<Measure>
        title={w('title')}
        rows={secret.measures}
        fields={useFields(classification)}
        fresh={() => ({ ...blank(), code: 'M1' })}
        onChange={(measures) => save({ measures: [...measures] })}
        empty={w('empty')}
        extra={(one) => (lasts(one, today) ? null : <Badge>{w('ended')}</Badge>)}
        begun={draft}
        onLeft={() => setDraft(null)}
      />
      {aiTooFree(secret) && <Notice kind="warn">{w('ai', { now: say(aiPermissions[secret.aiUse]) })}</Notice>}
      {classification && (
        <AdviceList
          advice={adviceFor(classification, secret, today)}
          onDone={({ topic, code, what }) => setDraft({ ...blank(), code, topic, what: say(what).slice(0, 200) })}
        />
      )}
    </Panel>
  )
}

const blank = () => ({ id: crypto.randomUUID(), what: '', since: todayHere(), until: null, evidence: '' })

function AdviceList({ advice, onDone }: { advice: readonly Advice[]; onDone: (advice: Advice) => void }) {
  const w = useWords(measuresWords)
  const say = useSay()
  return (
    <>
      {advice.length === 0 ? (
        <p>
          <Badge tone="good">{w('all')}</Badge>
        </p>
      ) : (
        <details>
          <summary>{w('advice', { n: advice.length })}</summary>
          <p className="hint">{w('adviceLead')}</p>
          <ul className="lines">
            {advice.map((one) => (
              <li key={one.topic}>
                <strong>{say(one.name)}</strong>：{say(one.what)}{' '}
                <Button kind="quiet" onPress={() => onDone(one)} aria-label={`${w('done')} ${say(one.name)}`}>
                  {w('done')}
                </Button>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

function useFields(classification: Classification | undefined): RowField<Measure>[] {
  const w = useWords(measuresWords)
  const say = useSay()
  return [
    { key: 'what', label: w('what'), kind: 'line', required: true },
    {
      key: 'code',
      label: w('measure'),
      kind: 'choice',
      required: true,
      options: Object.entries(measureWords).map(([id, pair]) => ({ id, text: say(pair) })),
    },
    {
      key: 'topic',
      label: w('topic'),
      kind: 'choice',
      formOnly: true,
      options: [
        { id: '', text: w('noTopic') },
        ...(classification ? topicsOf(classification) : []).map(({ id, name }) => ({ id, text: say(name) })),
      ],
    },
    { key: 'since', label: w('since'), kind: 'day', required: true },
    { key: 'until', label: w('until'), kind: 'day', formOnly: true },
    { key: 'evidence', label: w('evidence'), kind: 'line' },
  ]
}
