import { useState } from 'react'
import { ActForm } from '../../platform/ui/act-form.tsx'
import { commonWords } from '../../platform/ui/common.words.ts'
import { Button, CheckGroup, SelectField, TextArea } from '../../platform/ui/controls.tsx'
import { Dialog } from '../../platform/ui/dialog.tsx'
import { useFieldError } from '../../platform/ui/feedback.tsx'
import { Panel } from '../../platform/ui/layout.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { useAct } from '../../platform/ui/query.ts'
import { confidentialContract } from './confidential.contract.ts'
import { type Cell, type ConfidentialItem, type Outcome, outcomes, outcomeWords } from './confidential.schema.ts'
import { confidentialWords } from './confidential.words.ts'
import { Look } from './confidential-look.tsx'

type Place = { readonly point: ConfidentialItem; readonly accused: ConfidentialItem }

/** Secret points × accused information. */
export function Matrix({
  id,
  items,
  cells,
}: {
  id: string
  items: readonly ConfidentialItem[]
  cells: readonly Cell[]
}) {
  const w = useWords(confidentialWords)
  const say = useSay()
  const [place, setPlace] = useState<Place | null>(null)
  const [looking, setLooking] = useState(false)
  const current = items.filter(({ replaced }) => !replaced)
  const points = current.filter(({ kind }) => kind === 'secret-point')
  const accused = current.filter(({ kind }) => kind === 'accused-information')
  const cellAt = ({ point, accused: other }: Place) =>
    cells.find(({ pointId, accusedId }) => pointId === point.id && accusedId === other.id)
  return (
    <Panel
      title={w('matrix')}
      actions={cells.length > 0 && <Button onPress={() => setLooking(true)}>{w('seeReasons')}</Button>}
    >
      {points.length === 0 || accused.length === 0 ? (
        <p className="soft">{w('noMatrix')}</p>
      ) : (
        <>
          <p className="small soft">{w('matrixLead')}</p>
          <div className="table-wrap">
            <table className="data">
              <caption className="visually-hidden">{w('matrix')}</caption>
              <thead>
                <tr>
                  <td />
                  {accused.map(({ id: accusedId, label }) => (
                    <th key={accusedId} scope="col">
                      {label}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {points.map((point) => (
                  <tr key={point.id}>
                    <th scope="row">{point.label}</th>
                    {accused.map((other) => {
                      const here = { point, accused: other }
                      const cell = cellAt(here)
                      return (
                        <td key={other.id} data-title={other.label}>
                          {say(outcomeWords[cell?.outcome ?? 'undecided'])}{' '}
                          <Button
                            kind="quiet"
                            onPress={() => setPlace(here)}
                            aria-label={`${w('fill')} ${point.label} × ${other.label}`}
                          >
                            {w('fill')}
                          </Button>
                        </td>
                      )
                    })}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
      {place && (
        <FillCell
          id={id}
          place={place}
          before={cellAt(place)}
          appraisals={current.filter(({ kind }) => kind === 'appraisal')}
          onClose={() => setPlace(null)}
        />
      )}
      {looking && <Reasons id={id} items={items} onClose={() => setLooking(false)} />}
    </Panel>
  )
}

function FillCell({
  id,
  place: { point, accused },
  before,
  appraisals,
  onClose,
}: {
  id: string
  place: Place
  before: Cell | undefined
  appraisals: readonly ConfidentialItem[]
  onClose: () => void
}) {
  const w = useWords(confidentialWords)
  const common = useWords(commonWords)
  const say = useSay()
  const [outcome, setOutcome] = useState<Outcome>(before?.outcome ?? 'undecided')
  const [reasons, setReasons] = useState('')
  const [appraisalIds, setAppraisals] = useState<readonly string[]>(before?.appraisalIds ?? [])
  const compare = useAct(confidentialContract.compare, { onDone: onClose })
  const wrong = useFieldError(compare.error)
  return (
    <Dialog title={`${point.label} × ${accused.label}`} open onClose={onClose} wide>
      <ActForm
        act={compare}
        onSubmit={() =>
          compare.mutate({
            ...{ id, outcome, reasons },
            ...{ pointId: point.id, accusedId: accused.id, appraisalIds: [...appraisalIds] },
            evidenceIds: before?.evidenceIds ?? [],
          })
        }
        submit={common('save')}
        onCancel={onClose}
      >
        <SelectField
          label={w('outcome')}
          value={outcome}
          onChange={(value) => setOutcome(value as Outcome)}
          required
          options={outcomes.map((one) => ({ id: one, text: say(outcomeWords[one]) }))}
        />
        <TextArea
          label={w('reasons')}
          value={reasons}
          onChange={setReasons}
          required
          rows={6}
          error={wrong('reasons')}
        />
        {appraisals.length > 0 && (
          <CheckGroup
            label={w('appraisals')}
            options={appraisals.map((one) => ({ id: one.id, text: one.label }))}
            value={appraisalIds}
            onChange={setAppraisals}
          />
        )}
      </ActForm>
    </Dialog>
  )
}

function Reasons({ id, items, onClose }: { id: string; items: readonly ConfidentialItem[]; onClose: () => void }) {
  const w = useWords(confidentialWords)
  const look = useAct(confidentialContract.lookAtComparison)
  const named = (itemId: string) => items.find((one) => one.id === itemId)?.label ?? ''
  return (
    <Look title={w('seeReasons')} look={look} onLook={(reason) => look.mutate({ id, reason })} onClose={onClose}>
      {({ reasons }) =>
        reasons.map(({ pointId, accusedId, text }) => (
          <section key={pointId + accusedId}>
            <h3>
              {named(pointId)} × {named(accusedId)}
            </h3>
            <p className="text">{text}</p>
          </section>
        ))
      }
    </Look>
  )
}
