import { useParams } from '@tanstack/react-router'
import { ErrorNotice, Loading } from '../../platform/ui/feedback.tsx'
import { PageHeader } from '../../platform/ui/layout.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import { useDoor } from '../../platform/ui/query.ts'
import { useSession } from '../../platform/ui/session.tsx'
import { proceedingContract } from '../proceeding/proceeding.contract.ts'
import { ActPanel, Children, MatterHeader, Periods, Timeline } from '../proceeding/proceeding.part.tsx'
import { reverseActContract } from './criminal-referral.contract.ts'
import { referralWords } from './referral-page.words.ts'
import { Papers } from './referral-papers.tsx'
import { reverseMachine } from './reverse-transfer.rules.ts'

/** One transfer to the office: what the sender established, the clue it became, the answer. */
export default function ReverseTransfer() {
  const { id = '' } = useParams({ strict: false })
  const w = useWords(referralWords)
  const { organisation } = useSession()
  const { data: view, error, refetch } = useDoor(proceedingContract.read, { id })
  const back =
    organisation?.kind === 'office'
      ? { to: '/matters', text: w('back') }
      : { to: '/received', text: w('backToReceived') }
  if (!view)
    return (
      <>
        <PageHeader back={back} title={w('reverseOne')} />
        {error ? <ErrorNotice error={error} onRetry={() => refetch()} /> : <Loading />}
      </>
    )
  return (
    <>
      <MatterHeader view={view} machine={reverseMachine} back={back} />
      <div className="columns">
        <div>
          <ActPanel view={view} machine={reverseMachine} contract={reverseActContract} />
          <Papers view={view} machine={reverseMachine} />
        </div>
        <div>
          <Periods periods={view.periods} />
          <Children view={view} />
        </div>
      </div>
      <Timeline view={view} machine={reverseMachine} />
    </>
  )
}
