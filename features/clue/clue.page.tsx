import { useParams } from '@tanstack/react-router'
import { ErrorNotice, Loading } from '../../platform/ui/feedback.tsx'
import { PageHeader } from '../../platform/ui/layout.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import { useDoor } from '../../platform/ui/query.ts'
import { Documents } from '../document/document.part.tsx'
import { proceedingContract } from '../proceeding/proceeding.contract.ts'
import { ActPanel, Children, MatterHeader, People, Periods, Timeline } from '../proceeding/proceeding.part.tsx'
import type { MatterView } from '../proceeding/proceeding.schema.ts'
import { clueActContract, clueContract } from './clue.contract.ts'
import { clueMachine } from './clue.rules.ts'
import { Channel } from './clue-channel.tsx'
import { Intake } from './clue-intake.tsx'
import { Jurisdiction } from './clue-jurisdiction.tsx'
import { Links } from './clue-link.tsx'
import { cluePageWords } from './clue-page.words.ts'

/** One clue: what comes next, what came in and from whom, who is told what, its periods, its course. */
export default function Clue() {
  const { id = '' } = useParams({ strict: false })
  const w = useWords(cluePageWords)
  const matter = useDoor(proceedingContract.read, { id })
  const intake = useDoor(clueContract.intake, { id })
  const view = matter.data
  const came = intake.data
  const back = { to: '/clues', text: w('clues') }
  if (!view || !came) {
    const error = matter.error ?? intake.error
    return (
      <>
        <PageHeader back={back} title={w('clue')} />
        {error ? <ErrorNotice error={error} onRetry={() => matter.refetch()} /> : <Loading />}
      </>
    )
  }
  return (
    <>
      <MatterHeader view={view} machine={clueMachine} back={back} />
      <div className="columns">
        <div>
          <ActPanel view={fitting(view)} machine={clueMachine} contract={clueActContract} />
          <Intake id={id} came={came} />
          {came.channel && <Channel id={id} channel={came.channel} />}
        </div>
        <div>
          <Periods periods={view.periods} />
          <Jurisdiction view={view} />
          <People view={view} />
          <Children view={view} />
          <Links id={id} came={came} />
        </div>
      </div>
      <Documents proceedingId={id} />
      <Timeline view={view} machine={clueMachine} />
    </>
  )
}

/** Without the acts that a clue of this source never has: where nobody reported nobody is told, where no body sent it none is answered. */
const fitting = (view: MatterView): MatterView => ({
  ...view,
  openActs: view.openActs.filter(({ unmet }) => !unmet.some(({ code }) => neverHere.has(code))),
})
const neverHere: ReadonlySet<string> = new Set(['no-sender', 'no-reporter'])
