import { EmptyState, ErrorNotice, Loading } from '../../platform/ui/feedback.tsx'
import { A, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import { useDoor } from '../../platform/ui/query.ts'
import { useMay, useSession } from '../../platform/ui/session.tsx'
import { RoomStart } from '../vault/room-start.part.tsx'
import { boardContract } from './programme.contract.ts'
import { programmePageWords } from './programme-page.words.ts'
import { TaskList } from './programme-parts.tsx'

export default function Home() {
  const w = useWords(programmePageWords)
  const { person, organisation } = useSession()
  const may = useMay()
  const { data, error, refetch } = useDoor(boardContract.mine, {})
  const nothing = data?.tasks.length === 0 && data.unassigned.length === 0
  return (
    <>
      <PageHeader title={w('home')} lead={w('homeLead', { name: person.name })} />
      <ErrorNotice error={error} onRetry={() => refetch()} />
      <RoomStart />
      {!data && !error && <Loading />}
      {nothing && (
        <EmptyState title={w('nothing')} text={w('nothingText')}>
          {organisation && may('programme.record-outcome') && (
            <A to="/outcomes/new" className="button primary">
              {w('recordNow')}
            </A>
          )}
        </EmptyState>
      )}
      {data && data.tasks.length > 0 && (
        <Panel title={w('mine')}>
          <TaskList tasks={data.tasks} />
        </Panel>
      )}
      {data && data.unassigned.length > 0 && (
        <Panel title={w('unassigned')}>
          <TaskList tasks={data.unassigned} />
        </Panel>
      )}
    </>
  )
}
