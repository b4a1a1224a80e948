import { ErrorNotice, Loading } from '../../platform/ui/feedback.tsx'
import { A, PageHeader } from '../../platform/ui/layout.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import { useDoor } from '../../platform/ui/query.ts'
import { targetContract } from './programme.contract.ts'
import { programmePageWords } from './programme-page.words.ts'
import { TargetFigure } from './programme-target-figure.tsx'

export default function Targets() {
  const w = useWords(programmePageWords)
  const { data, error, refetch } = useDoor(targetContract.scoreboard, {})
  return (
    <>
      <PageHeader title={w('targets')} lead={w('targetsLead')} />
      <ErrorNotice error={error} onRetry={() => refetch()} />
      {!data && !error && <Loading />}
      <div className="grid">
        {data?.targets.map((view) => (
          <article key={view.target.id} className="card">
            <h3>
              <A to={`/targets/${view.target.id}`}>
                {view.target.id} {view.target.title}
              </A>
            </h3>
            <TargetFigure view={view} />
          </article>
        ))}
      </div>
    </>
  )
}
