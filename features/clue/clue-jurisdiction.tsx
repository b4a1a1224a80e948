import { formatDay } from '../../platform/ui/format.ts'
import { KeyValues, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import type { MatterView } from '../proceeding/proceeding.schema.ts'
import { readValue } from '../proceeding/proceeding-value.rules.ts'
import { clueActs } from './clue-acts.rules.ts'
import { cluePageWords } from './clue-page.words.ts'

/** On what the authority rests its jurisdiction: the judgement that counts is the latest. */
export function Jurisdiction({ view }: { view: MatterView }) {
  const w = useWords(cluePageWords)
  const say = useSay()
  const locale = useLocale()
  const judged = view.timeline.findLast(({ act }) => act === 'judge-jurisdiction')
  return (
    <Panel title={w('jurisdiction')} id="jurisdiction">
      {judged ? (
        <>
          <KeyValues
            pairs={Object.entries(clueActs['judge-jurisdiction'].fields)
              .filter(([key]) => judged.fields[key] !== undefined)
              .map(([key, field]) => [say(field.label), readValue(field, judged.fields[key], view.names, locale)])}
          />
          <p className="small soft">
            {w('jurisdictionBy', { name: judged.person ?? '', day: formatDay(judged.on, locale) })}
          </p>
        </>
      ) : (
        <p className="soft">{w('jurisdictionMissing')}</p>
      )}
    </Panel>
  )
}
