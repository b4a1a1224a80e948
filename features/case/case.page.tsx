import { useParams } from '@tanstack/react-router'
import { ErrorNotice, Loading } from '../../platform/ui/feedback.tsx'
import { A, PageHeader } from '../../platform/ui/layout.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import { useDoor } from '../../platform/ui/query.ts'
import { EvidenceLink } from '../case-evidence/case-evidence.part.tsx'
import { ConfidentialLink } from '../confidential/confidential.part.tsx'
import { Documents } from '../document/document.part.tsx'
import { proceedingContract } from '../proceeding/proceeding.contract.ts'
import { ActPanel, MatterHeader, People, Periods, Timeline } from '../proceeding/proceeding.part.tsx'
import { caseActs } from './case.contract.ts'
import { caseMachine } from './case.rules.ts'
import { Measures } from './case-measures.tsx'
import { casePageWords } from './case-page.words.ts'
import { Publication } from './case-publication.tsx'
import { PenaltyHelpPanel } from './penalty-help.tsx'

/** One case: what comes next, what the law says about it, its papers, its measures, its course. */
export default function Case() {
  const { id = '' } = useParams({ strict: false })
  const w = useWords(casePageWords)
  const { data: view, error, refetch } = useDoor(proceedingContract.read, { id })
  const back = { to: '/matters', text: w('back') }
  if (!view)
    return (
      <>
        <PageHeader back={back} title={w('case')} />
        {error ? <ErrorNotice error={error} onRetry={() => refetch()} /> : <Loading />}
      </>
    )
  const clueId = view.matter.parentId
  return (
    <>
      <MatterHeader view={view} machine={caseMachine} back={back}>
        <EvidenceLink caseId={id} />
        <ConfidentialLink caseId={id} />
        {clueId && (
          <A to={`/clues/${clueId}`} className="button">
            {w('clue')}
          </A>
        )}
      </MatterHeader>
      <div className="columns">
        <div>
          <ActPanel view={view} machine={caseMachine} contract={caseActs} />
          <PenaltyHelpPanel view={view} />
          <Publication view={view} />
        </div>
        <div>
          <Periods periods={view.periods} />
          <Measures view={view} />
          <People view={view} />
        </div>
      </div>
      <Documents proceedingId={id} />
      <Timeline view={view} machine={caseMachine} />
    </>
  )
}
