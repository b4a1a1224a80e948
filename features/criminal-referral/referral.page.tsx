import { useParams } from '@tanstack/react-router'
import { ErrorNotice, Loading } from '../../platform/ui/feedback.tsx'
import { PageHeader } from '../../platform/ui/layout.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import { useDoor } from '../../platform/ui/query.ts'
import { useSession } from '../../platform/ui/session.tsx'
import { Documents } from '../document/document.part.tsx'
import { proceedingContract } from '../proceeding/proceeding.contract.ts'
import { ActPanel, Children, MatterHeader, People, Periods, Timeline } from '../proceeding/proceeding.part.tsx'
import type { MatterView } from '../proceeding/proceeding.schema.ts'
import { referralActContract } from './criminal-referral.contract.ts'
import { referralMachine } from './criminal-referral.rules.ts'
import { policeActs, procuratorateActs } from './referral-body.rules.ts'
import { Packets } from './referral-packets.tsx'
import { referralWords } from './referral-page.words.ts'
import { Papers } from './referral-papers.tsx'

/** One referral: what comes next, what was handed over, the papers exchanged, its clocks, its course. The office and the bodies share it. */
export default function Referral() {
  const { id = '' } = useParams({ strict: false })
  const w = useWords(referralWords)
  const { organisation } = useSession()
  const inOffice = organisation?.kind === 'office'
  const { data: view, error, refetch } = useDoor(proceedingContract.read, { id })
  const list = inOffice ? { to: '/matters', text: w('back') } : { to: '/received', text: w('backToReceived') }
  if (!view)
    return (
      <>
        <PageHeader back={list} title={w('referral')} />
        {error ? <ErrorNotice error={error} onRetry={() => refetch()} /> : <Loading />}
      </>
    )
  const { parentId } = view.matter
  const back = inOffice && parentId ? { to: `/cases/${parentId}`, text: w('backToCase') } : list
  return (
    <>
      <MatterHeader view={view} machine={referralMachine} back={back} />
      <div className="columns">
        <div>
          <Acts view={view} inOffice={inOffice} />
          <Packets id={id} />
          <Papers view={view} machine={referralMachine} />
        </div>
        <div>
          <Periods periods={view.periods} />
          <People view={view} />
          <Children view={view} />
        </div>
      </div>
      {inOffice && <Documents proceedingId={id} />}
      <Timeline view={view} machine={referralMachine} />
    </>
  )
}

/** Each side has its own acts before it. What the others answered on paper the special team records apart from its own. */
function Acts({ view, inOffice }: { view: MatterView; inOffice: boolean }) {
  const w = useWords(referralWords)
  const own = (act: string) => !inOffice || !byOthers.has(act)
  const onPaper = view.openActs.filter(({ act, yours }) => yours && !own(act))
  const named = { id: 'on-paper', title: w('onPaper'), lead: w('onPaperLead') }
  const shared = { machine: referralMachine, contract: referralActContract }
  return (
    <>
      <ActPanel {...shared} view={{ ...view, openActs: view.openActs.filter(({ act }) => own(act)) }} />
      {onPaper.length > 0 && <ActPanel {...shared} view={{ ...view, openActs: onPaper }} named={named} />}
    </>
  )
}
const byOthers: ReadonlySet<string> = new Set([...Object.keys(policeActs), ...Object.keys(procuratorateActs)])
