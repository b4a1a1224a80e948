import { EmptyState, ErrorNotice, Loading } from '../../platform/ui/feedback.tsx'
import { formatDay } from '../../platform/ui/format.ts'
import { A, Badge, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { useDoor } from '../../platform/ui/query.ts'
import { useMay } from '../../platform/ui/session.tsx'
import { appPath, DeadlineList } from '../proceeding/proceeding.part.tsx'
import { deskContract } from './desk.contract.ts'
import { deskWords } from './desk.words.ts'

export default function Desk() {
  const w = useWords(deskWords)
  const say = useSay()
  const locale = useLocale()
  const may = useMay()
  const { data, error, refetch } = useDoor(deskContract.today, {}, { refetchMs: 60_000 })
  if (error) return <ErrorNotice error={error} onRetry={() => refetch()} />
  if (!data) return <Loading />
  const { today, working, overdue, dueToday, dueSoon, approvals, open } = data
  const kindOfDay = working === null ? w('dayUnknown') : working ? w('workingDay') : w('dayOff')
  return (
    <>
      <PageHeader title={w('desk')} lead={w('deskLead', { day: formatDay(today, locale), working: kindOfDay })}>
        {may('case.approve') && approvals > 0 && (
          <A to="/approvals" className="button primary">
            {w('approvals', { count: approvals })}
          </A>
        )}
      </PageHeader>
      {(
        [
          ['overdue', overdue],
          ['dueToday', dueToday],
          ['dueSoon', dueSoon],
        ] as const
      ).map(([key, deadlines]) => (
        <Panel key={key} title={`${w(key)}（${deadlines.length}）`}>
          {deadlines.length === 0 ? <p className="soft">{w('nothingDue')}</p> : <DeadlineList deadlines={deadlines} />}
        </Panel>
      ))}
      <Panel title={`${w('openMatters')}（${open.length}）`}>
        {open.length === 0 ? (
          <EmptyState title={w('noOpen')} text={w('noOpenText')} />
        ) : (
          <ul className="list">
            {open.map(({ id, title, number, link, kindWords, stateWords }) => (
              <li key={id}>
                <div className="row">
                  <A to={appPath(link)}>{title}</A>
                  <Badge tone="info">{say(stateWords)}</Badge>
                </div>
                <span className="small soft">
                  {say(kindWords)} {number && `· ${number}`}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Panel>
    </>
  )
}
