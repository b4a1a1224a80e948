import { useState } from 'react'
import { commonWords } from '../../platform/ui/common.words.ts'
import { Button, DayField } from '../../platform/ui/controls.tsx'
import { Dialog, ReasonDialog } from '../../platform/ui/dialog.tsx'
import { ErrorNotice } from '../../platform/ui/feedback.tsx'
import { Panel } from '../../platform/ui/layout.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { useAct } from '../../platform/ui/query.ts'
import { useMay, useSession } from '../../platform/ui/session.tsx'
import { publicationContract } from './publication.contract.ts'
import {
  type PublicationAct,
  type PublicationDraft,
  type ReviewAct,
  reviewActs,
  type WritingAct,
} from './publication.schema.ts'
import { actWords } from './publication.words.ts'
import { publicationEditorWords } from './publication-editor.words.ts'

const needReason: readonly PublicationAct[] = ['return', 'repeal', 'revise']
const dangerous: readonly PublicationAct[] = ['repeal', 'discard']
const isReview = (act: PublicationAct): act is ReviewAct => reviewActs.some((one) => one === act)

/** What this person may do with the text now; the same table decides it that the server asks. */
export function PublicationActs({ text, openActs }: { text: PublicationDraft; openActs: readonly PublicationAct[] }) {
  const w = useWords(publicationEditorWords)
  const say = useSay()
  const may = useMay()
  const { person } = useSession()
  const [asked, setAsked] = useState<PublicationAct | null>(null)
  const onDone = () => setAsked(null)
  const act = useAct(publicationContract.act, { onDone })
  const review = useAct(publicationContract.review, { onDone })
  const id = text.publicationId
  const go = (chosen: WritingAct | ReviewAct, note: string) =>
    isReview(chosen) ? review.mutate({ id, act: chosen, note }) : act.mutate({ id, act: chosen, note })
  const kept = may('publication.review') && text.state === 'under-review' && text.authors.includes(person.id)
  const error = act.error ?? review.error
  return (
    <Panel title={w('next')}>
      {kept && <p>{w('ownText')}</p>}
      {openActs.length === 0 && !kept && <p className="soft">{w('nothingNext')}</p>}
      <div className="actions">
        {openActs.map((one, index) => (
          <Button
            key={one}
            kind={dangerous.includes(one) ? 'danger' : index === 0 ? 'primary' : 'plain'}
            onPress={() => {
              act.reset()
              review.reset()
              setAsked(one)
            }}
          >
            {say(actWords[one])}
          </Button>
        ))}
      </div>
      {asked !== null && asked !== 'open-comment' && (
        <ReasonDialog
          key={asked}
          title={say(actWords[asked])}
          text={w('confirmAct', { act: say(actWords[asked]) })}
          confirm={say(actWords[asked])}
          needsReason={needReason.includes(asked)}
          danger={dangerous.includes(asked)}
          open
          onClose={() => setAsked(null)}
          onConfirm={(note) => go(asked, note)}
          error={error}
          pending={act.isPending || review.isPending}
        />
      )}
      {asked === 'open-comment' && (
        <OpenComment
          error={review.error}
          onClose={() => setAsked(null)}
          onConfirm={(closesOn) => review.mutate({ id, act: 'open-comment', closesOn })}
        />
      )}
    </Panel>
  )
}

function OpenComment({
  error,
  onClose,
  onConfirm,
}: {
  error: unknown
  onClose: () => void
  onConfirm: (closesOn: string) => void
}) {
  const w = useWords(publicationEditorWords)
  const common = useWords(commonWords)
  const say = useSay()
  const [closesOn, setClosesOn] = useState('')
  return (
    <Dialog title={say(actWords['open-comment'])} open onClose={onClose}>
      <p>{w('openText')}</p>
      <DayField label={w('closesOn')} value={closesOn} onChange={setClosesOn} required />
      <ErrorNotice error={error} />
      <div className="actions">
        <Button kind="primary" isDisabled={!/^\d{4}-\d{2}-\d{2}$/.test(closesOn)} onPress={() => onConfirm(closesOn)}>
          {say(actWords['open-comment'])}
        </Button>
        <Button onPress={onClose}>{common('cancel')}</Button>
      </div>
    </Dialog>
  )
}
