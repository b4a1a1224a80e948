import { useState } from 'react'
import { Button } from '../../platform/ui/controls.tsx'
import { ErrorNotice, Notice } from '../../platform/ui/feedback.tsx'
import { formatDay } from '../../platform/ui/format.ts'
import { Badge, KeyValues, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { useDoor } from '../../platform/ui/query.ts'
import { fillAct } from '../proceeding/proceeding.part.tsx'
import type { MatterView } from '../proceeding/proceeding.schema.ts'
import { caseContract } from './case.contract.ts'
import { caseMachine } from './case.rules.ts'
import type { PublicationView } from './case.schema.ts'
import { casePageWords } from './case-page.words.ts'

/** From the decision on: the text as it may be read by everybody, and where it stands. */
export function Publication({ view }: { view: MatterView }) {
  const w = useWords(casePageWords)
  const { id } = view.matter
  const decided = view.timeline.some(({ act }) => act === 'decide')
  const { data, error, refetch } = useDoor(caseContract.publication, { id }, { enabled: decided })
  if (!decided) return null
  const mayPublish = view.openActs.some(({ act, yours }) => act === 'publish' && yours)
  return (
    <Panel title={w('publication')} id="publication">
      <p className="small soft">{w('publicationLead')}</p>
      <ErrorNotice error={error} onRetry={() => refetch()} />
      {data?.proposal && mayPublish && data.publications.length === 0 && (
        <Proposal caseId={id} proposal={data.proposal} />
      )}
      {data && <Publications publications={data.publications} />}
      {data && data.differences.length > 0 && <Differences differences={data.differences} />}
    </Panel>
  )
}

function Proposal({ caseId, proposal }: { caseId: string; proposal: NonNullable<PublicationView['proposal']> }) {
  const w = useWords(casePageWords)
  const say = useSay()
  const [filled, setFilled] = useState(false)
  return (
    <>
      <h3>{w('proposal')}</h3>
      <KeyValues pairs={(['party', 'facts', 'content'] as const).map((field) => [w(field), proposal[field]])} />
      <Button
        onPress={() => {
          fillAct(caseId, 'publish', proposal)
          setFilled(true)
        }}
      >
        {w('fillPublication')}
      </Button>
      {filled && <Notice kind="good">{w('filled', { act: say(caseMachine.acts.publish.words) })}</Notice>}
    </>
  )
}

function Publications({ publications }: Pick<PublicationView, 'publications'>) {
  const w = useWords(casePageWords)
  const locale = useLocale()
  return (
    <ul className="list">
      {publications.map(({ id, publishedOn, until, withdrawnOn, endedOn }) => (
        <li key={id}>
          {w('shownUntil', { from: formatDay(publishedOn, locale), until: formatDay(until, locale) })}{' '}
          {withdrawnOn && <Badge tone="warn">{w('withdrawnOn', { day: formatDay(withdrawnOn, locale) })}</Badge>}
          {endedOn && <Badge>{w('publicationEnded', { day: formatDay(endedOn, locale) })}</Badge>}
          {!endedOn && <a href={`/decisions/${id}`}>{w('publicPage')}</a>}
        </li>
      ))}
    </ul>
  )
}

function Differences({ differences }: Pick<PublicationView, 'differences'>) {
  const w = useWords(casePageWords)
  return (
    <details>
      <summary>{w('differences')}</summary>
      {differences.map(({ field, served, published, changed }) => (
        <section key={field}>
          <h3>
            {w(field)} <Badge tone={changed ? 'warn' : 'plain'}>{w(changed ? 'changed' : 'same')}</Badge>
          </h3>
          <KeyValues
            pairs={[
              [w('asDecided'), served],
              [w('asPublished'), published],
            ]}
          />
        </section>
      ))}
    </details>
  )
}
