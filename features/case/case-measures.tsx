import { useNavigate } from '@tanstack/react-router'
import { Button } from '../../platform/ui/controls.tsx'
import { ErrorNotice } from '../../platform/ui/feedback.tsx'
import { Panel } from '../../platform/ui/layout.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import { useAct } from '../../platform/ui/query.ts'
import { useMay } from '../../platform/ui/session.tsx'
import { Children } from '../proceeding/proceeding.part.tsx'
import type { MatterView } from '../proceeding/proceeding.schema.ts'
import { caseContract } from './case.contract.ts'
import { casePageWords } from './case-page.words.ts'

/** What was done against evidence and property in this case, and the way to a new measure; the referral stands here too. */
export function Measures({ view }: { view: MatterView }) {
  const may = useMay()
  return (
    <>
      {view.matter.state === 'investigating' && may('case.handle') && <NewMeasure caseId={view.matter.id} />}
      <Children view={view} />
    </>
  )
}

function NewMeasure({ caseId }: { caseId: string }) {
  const w = useWords(casePageWords)
  const navigate = useNavigate()
  const preservation = useAct(caseContract.openPreservation, {
    onDone: ({ id }) => navigate({ to: `/preservations/${id}` }),
  })
  const seizure = useAct(caseContract.openSeizure, { onDone: ({ id }) => navigate({ to: `/seizures/${id}` }) })
  const busy = preservation.isPending || seizure.isPending
  return (
    <Panel title={w('measures')} id="measures">
      <p className="small soft">{w('measuresLead')}</p>
      <ErrorNotice error={preservation.error ?? seizure.error} />
      <div className="acts">
        <Button isDisabled={busy} onPress={() => preservation.mutate({ id: caseId })}>
          {w('openPreservation')}
        </Button>
        <Button isDisabled={busy} onPress={() => seizure.mutate({ id: caseId })}>
          {w('openSeizure')}
        </Button>
      </div>
    </Panel>
  )
}
