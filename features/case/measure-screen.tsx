import { useParams } from '@tanstack/react-router'
import type { Contract } from '../../core/contract.ts'
import type { Machine } from '../../core/proceeding.ts'
import { ErrorNotice, Loading } from '../../platform/ui/feedback.tsx'
import { PageHeader } from '../../platform/ui/layout.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { useDoor } from '../../platform/ui/query.ts'
import { Documents } from '../document/document.part.tsx'
import { proceedingContract } from '../proceeding/proceeding.contract.ts'
import { ActPanel, MatterHeader, People, Periods, Timeline } from '../proceeding/proceeding.part.tsx'
import { casePageWords } from './case-page.words.ts'

/** The screen of a measure of its own: a preservation or a seizure. */
export function MeasureScreen({ machine, contract }: { machine: Machine; contract: Contract }) {
  const { id = '' } = useParams({ strict: false })
  const w = useWords(casePageWords)
  const say = useSay()
  const { data: view, error, refetch } = useDoor(proceedingContract.read, { id })
  if (!view)
    return (
      <>
        <PageHeader back={{ to: '/matters', text: w('back') }} title={say(machine.words)} />
        {error ? <ErrorNotice error={error} onRetry={() => refetch()} /> : <Loading />}
      </>
    )
  return (
    <>
      <MatterHeader
        view={view}
        machine={machine}
        back={{ to: `/cases/${view.matter.parentId ?? ''}`, text: w('backToCase') }}
      />
      <div className="columns">
        <div>
          <ActPanel view={view} machine={machine} contract={contract} />
        </div>
        <div>
          <Periods periods={view.periods} />
          <People view={view} />
        </div>
      </div>
      <Documents proceedingId={id} />
      <Timeline view={view} machine={machine} />
    </>
  )
}
