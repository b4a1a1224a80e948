import { useState } from 'react'
import { ActForm } from '../../platform/ui/act-form.tsx'
import { commonWords } from '../../platform/ui/common.words.ts'
import { Button, SelectField, TextArea } from '../../platform/ui/controls.tsx'
import { Dialog } from '../../platform/ui/dialog.tsx'
import { useFieldError } from '../../platform/ui/feedback.tsx'
import { formatMoment } from '../../platform/ui/format.ts'
import { Badge } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { useAct } from '../../platform/ui/query.ts'
import { useMay } from '../../platform/ui/session.tsx'
import { clueContract } from './clue.contract.ts'
import type { Came } from './clue-intake.tsx'
import { cluePageWords } from './clue-page.words.ts'
import { Told } from './clue-told.tsx'
import { type ComplaintPart, partStates, partStateWords, partWords } from './complaint.schema.ts'
import { PartContent } from './complaint-part.tsx'
import { partTones } from './complaint-state.ts'

type Complaint = NonNullable<NonNullable<Came['channel']>['complaint']>

/** The eleven parts as the complainant gave them, each checked with a remark that the complainant reads. */
export function ComplaintPackage({ id, complaint, sentAt }: { id: string; complaint: Complaint; sentAt: string }) {
  const w = useWords(cluePageWords)
  const locale = useLocale()
  return (
    <>
      <Told
        pairs={[
          [w('complainant'), complaint.organisation],
          [w('sentAt'), formatMoment(sentAt, locale)],
        ]}
      />
      <h3>{w('parts')}</h3>
      <p className="small soft">{w('partsNote')}</p>
      <ol className="list">
        {complaint.parts.map((part) => (
          <li key={part.part}>
            <PartRow id={id} part={part} complaint={complaint} />
          </li>
        ))}
      </ol>
    </>
  )
}

function PartRow({ id, part, complaint }: { id: string; part: ComplaintPart; complaint: Complaint }) {
  const w = useWords(cluePageWords)
  const say = useSay()
  const locale = useLocale()
  const may = useMay()
  const [checking, setChecking] = useState(false)
  const name = say(partWords[part.part as keyof typeof partWords])
  return (
    <>
      <div className="row">
        <strong>
          {part.part} {name}
        </strong>
        <span>
          <Badge tone={partTones[part.state]}>{say(partStateWords[part.state])}</Badge>{' '}
          {may('case.register') && (
            <Button kind="quiet" onPress={() => setChecking(true)} aria-label={`${w('checkPart')} ${name}`}>
              {w('checkPart')}
            </Button>
          )}
        </span>
      </div>
      <PartContent part={part.part} body={complaint.body} attachments={complaint.attachments} />
      {(part.remark !== '' || part.decidedBy) && (
        <p className="small soft">
          {part.remark}{' '}
          {part.decidedBy &&
            part.decidedAt &&
            w('checkedBy', { name: part.decidedBy, at: formatMoment(part.decidedAt, locale) })}
        </p>
      )}
      {checking && <CheckDialog id={id} part={part} name={name} onClose={() => setChecking(false)} />}
    </>
  )
}

function CheckDialog({
  id,
  part,
  name,
  onClose,
}: {
  id: string
  part: ComplaintPart
  name: string
  onClose: () => void
}) {
  const w = useWords(cluePageWords)
  const common = useWords(commonWords)
  const say = useSay()
  const [state, setState] = useState<ComplaintPart['state']>(part.state === 'given' ? 'checked' : part.state)
  const [remark, setRemark] = useState(part.remark)
  const decide = useAct(clueContract.decidePart, { onDone: onClose })
  const wrong = useFieldError(decide.error)
  return (
    <Dialog title={`${w('checkPart')} · ${name}`} open onClose={onClose}>
      <ActForm
        act={decide}
        onSubmit={() => decide.mutate({ id, part: part.part, state, remark })}
        submit={common('save')}
        onCancel={onClose}
      >
        <SelectField
          label={w('partState')}
          value={state}
          onChange={(chosen) => setState(chosen as ComplaintPart['state'])}
          required
          options={partStates.map((one) => ({ id: one, text: say(partStateWords[one]) }))}
          error={wrong('state')}
        />
        <TextArea label={w('remark')} value={remark} onChange={setRemark} maxLength={500} error={wrong('remark')} />
      </ActForm>
    </Dialog>
  )
}
