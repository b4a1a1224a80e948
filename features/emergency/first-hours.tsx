import { pairOf } from '../../core/content.ts'
import { Panel } from '../../platform/ui/layout.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { useChecklists } from '../checklist/checklist.part.tsx'
import { clockWords } from './incident.words.ts'
import { incidentList } from './incident-start.tsx'

/** What cannot wait until a passphrase is remembered: the first two phases of the list and what never to do. None of it is sealed. */
export function FirstHours() {
  const w = useWords(clockWords)
  const say = useSay()
  const lists = useChecklists()
  const list = lists?.checklists.find(({ id }) => id === incidentList)
  if (!lists || !list) return null
  return (
    <Panel title={w('firstHours')} id="first-hours">
      <p className="hint">{w('firstHoursText')}</p>
      {list.phases.slice(0, 2).map((phase) => (
        <section key={phase.id}>
          <h3>{say(pairOf(phase.name))}</h3>
          <ol className="steps">
            {phase.steps.map(({ id, action }) => (
              <li key={id}>{say(pairOf(action))}</li>
            ))}
          </ol>
        </section>
      ))}
      <h3>{w('never')}</h3>
      <ul>
        {lists.redLines.map(({ id, text }) => (
          <li key={id}>{say(pairOf(text))}</li>
        ))}
      </ul>
    </Panel>
  )
}
