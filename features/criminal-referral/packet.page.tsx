import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { z } from 'zod'
import { commonWords } from '../../platform/ui/common.words.ts'
import { Button } from '../../platform/ui/controls.tsx'
import { Dialog } from '../../platform/ui/dialog.tsx'
import { EmptyState, ErrorNotice, Loading } from '../../platform/ui/feedback.tsx'
import { PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { useAct, useDoor } from '../../platform/ui/query.ts'
import { LeaveGuard } from '../../platform/ui/unsaved.tsx'
import { referralContract } from './criminal-referral.contract.ts'
import { PacketItems } from './packet-items.tsx'
import { Materials, Supplement } from './packet-materials.tsx'
import { packetWords, referralWords } from './referral-page.words.ts'
import { type PacketDraftState, usePacketDraft } from './use-packet-draft.ts'

type Prepared = z.output<typeof referralContract.preparation.output>

/** Where the special team fills in and chooses what goes to the other side, and freezes it. */
export default function Packet() {
  const { id = '' } = useParams({ strict: false })
  const w = useWords(packetWords)
  const referral = useWords(referralWords)
  const { data, error, refetch } = useDoor(referralContract.preparation, { id })
  const header = (
    <PageHeader
      back={{ to: `/referrals/${id}`, text: referral('backToReferral') }}
      title={w(data?.part === 'supplement' ? 'titleSupplement' : 'title')}
      lead={data ? data.title : undefined}
    />
  )
  if (!data)
    return (
      <>
        {header}
        {error ? <ErrorNotice error={error} onRetry={() => refetch()} /> : <Loading />}
      </>
    )
  return (
    <>
      {header}
      {data.part === null ? <EmptyState title={w('title')} text={w('notOpen')} /> : <Editor id={id} prepared={data} />}
    </>
  )
}

function Editor({ id, prepared }: { id: string; prepared: Prepared }) {
  const w = useWords(packetWords)
  const draft = usePacketDraft(id, prepared)
  return (
    <form className="columns" onBlur={draft.save} onSubmit={(event) => event.preventDefault()}>
      <div>
        <p className="lead">{w('lead')}</p>
        {prepared.part === 'supplement' ? <Supplement draft={draft} /> : <Materials draft={draft} />}
        <PacketItems draft={draft} candidates={prepared.candidates} />
      </div>
      <div>
        <Completeness id={id} prepared={prepared} draft={draft} />
      </div>
      <LeaveGuard unsaved={draft.dirty} onItsWay={!draft.error} />
    </form>
  )
}

/** What is still missing, and the end of it: frozen. */
function Completeness({ id, prepared, draft }: { id: string; prepared: Prepared; draft: PacketDraftState }) {
  const w = useWords(packetWords)
  const say = useSay()
  const [sure, setSure] = useState(false)
  const { missing } = prepared
  return (
    <Panel title={w('missing')} id="missing">
      <p className="small soft" role="status">
        {draft.dirty ? w('unsaved') : w('saved')}
      </p>
      <ErrorNotice error={draft.error} />
      {draft.overtaken && <Button onPress={() => draft.takeOver(prepared)}>{w('takeOver')}</Button>}
      {missing.length === 0 && <p>{w('nothingMissing')}</p>}
      <ul className="list">
        {missing.map(({ field, words, source }) => (
          <li key={field + words[0]}>
            {say(words)} <span className="source">{source}</span>
          </li>
        ))}
      </ul>
      <div className="acts">
        <Button onPress={draft.save} isDisabled={!draft.dirty || draft.saving}>
          {w('save')}
        </Button>
        <Button
          kind="primary"
          isDisabled={missing.length > 0 || draft.dirty || draft.revision === 0}
          onPress={() => setSure(true)}
        >
          {w('freeze')}
        </Button>
      </div>
      {sure && <Freeze id={id} revision={draft.revision} seq={prepared.seq} onClose={() => setSure(false)} />}
    </Panel>
  )
}

function Freeze({ onClose, ...of }: { id: string; revision: number; seq: number; onClose: () => void }) {
  const w = useWords(packetWords)
  const common = useWords(commonWords)
  const navigate = useNavigate()
  const freeze = useAct(referralContract.freeze, { onDone: () => navigate({ to: `/referrals/${of.id}` }) })
  return (
    <Dialog title={w('freeze')} open onClose={onClose}>
      <p>{w('freezeSure')}</p>
      <ErrorNotice error={freeze.error} />
      <div className="actions">
        <Button kind="primary" isDisabled={freeze.isPending} onPress={() => freeze.mutate(of)}>
          {common('confirm')}
        </Button>
        <Button onPress={onClose}>{common('cancel')}</Button>
      </div>
    </Dialog>
  )
}
