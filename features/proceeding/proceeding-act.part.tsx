import { useState } from 'react'
import type { Contract } from '../../core/contract.ts'
import type { ActSpec, Machine } from '../../core/proceeding.ts'
import { ActForm } from '../../platform/ui/act-form.tsx'
import { Button, DayField, TextField } from '../../platform/ui/controls.tsx'
import { Dialog } from '../../platform/ui/dialog.tsx'
import { keepForLater, useDraft } from '../../platform/ui/draft.ts'
import { DraftBar, useFieldError } from '../../platform/ui/feedback.tsx'
import { Badge, Panel } from '../../platform/ui/layout.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { momentOf, todayHere } from '../../platform/ui/moment.ts'
import { useAct } from '../../platform/ui/query.ts'
import type { MatterView, OpenAct } from './proceeding.schema.ts'
import { capacityWords, levelWords, proceedingWords } from './proceeding.words.ts'
import { ActField, type Entered, emptyEntry, valuesOf } from './proceeding-field.tsx'

type MatterProps = {
  view: MatterView
  machine: Machine
  /** Made by `actContract` from the same machine. */
  contract: Contract
}

/** What comes next: first what leads on, then what can be done at this stage, what stands in the way of the rest, and what is for others. */
export function ActPanel({
  view,
  machine,
  contract,
  named,
}: MatterProps & {
  /** Where a screen has a second one, of acts apart from the others. */
  named?: { readonly id: string; readonly title: string; readonly lead: string }
}) {
  const w = useWords(proceedingWords)
  const say = useSay()
  const [chosen, setChosen] = useState<string | null>(null)
  const known = view.openActs.filter(({ act }) => machine.acts[act] && contract[act])
  const ready = known.filter(({ yours, unmet, proposalId }) => yours && unmet.length === 0 && proposalId === null)
  const leadsOn = ({ act }: OpenAct) => machine.procedure[view.matter.state]?.[act] !== view.matter.state
  const onward = ready.filter(leadsOn)
  const here = ready.filter((act) => !leadsOn(act))
  const blocked = known.filter(({ yours, unmet, proposalId }) => yours && unmet.length > 0 && proposalId === null)
  const waiting = known.filter(({ proposalId }) => proposalId !== null)
  const others = known.filter(({ yours, proposalId }) => !yours && proposalId === null)
  const spec = chosen === null ? undefined : machine.acts[chosen]
  return (
    <Panel title={named?.title ?? w('next')} id={named?.id ?? 'next'}>
      {named && <p className="small soft">{named.lead}</p>}
      {known.length === 0 && <p className="soft">{w('nextNothing')}</p>}
      {known.length > 0 && ready.length === 0 && <p className="soft">{w('nextOthers')}</p>}
      <ActButtons
        acts={onward}
        machine={machine}
        onChoose={setChosen}
        title={here.length > 0 ? w('onward') : undefined}
        first
      />
      <ActButtons
        acts={here}
        machine={machine}
        onChoose={setChosen}
        title={onward.length > 0 ? w('here') : undefined}
        first={onward.length === 0}
      />
      {waiting.length > 0 && (
        <p>
          {waiting.map(({ act }) => (
            <Badge key={act} tone="info">
              {say(machine.acts[act]?.words ?? [act, act])} · {w('waiting')}
            </Badge>
          ))}
        </p>
      )}
      {blocked.length > 0 && <Blocked acts={blocked} machine={machine} />}
      {others.length > 0 && (
        <details>
          <summary>
            {w('others')}（{others.length}）
          </summary>
          <ul className="list">
            {others.map(({ act }) => (
              <li key={act}>
                {say(machine.acts[act]?.words ?? [act, act])}{' '}
                <span className="small soft">
                  {machine.acts[act]?.by.map((capacity) => say(capacityWords[capacity])).join('、')}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {chosen !== null && spec && (
        <ActDialog
          key={chosen}
          act={chosen}
          spec={spec}
          view={view}
          contract={contract}
          onClose={() => setChosen(null)}
        />
      )}
    </Panel>
  )
}

function ActButtons({
  acts,
  machine,
  title,
  first,
  onChoose,
}: {
  acts: readonly OpenAct[]
  machine: Machine
  title: string | undefined
  /** Whether the first of these is what usually comes next. */
  first: boolean
  onChoose: (act: string) => void
}) {
  const say = useSay()
  if (acts.length === 0) return null
  return (
    <>
      {title && <h3>{title}</h3>}
      <div className="acts">
        {acts.map(({ act }, index) => (
          <Button key={act} kind={first && index === 0 ? 'primary' : 'plain'} onPress={() => onChoose(act)}>
            {say(machine.acts[act]?.words ?? [act, act])}
          </Button>
        ))}
      </div>
    </>
  )
}

function Blocked({ acts, machine }: { acts: readonly OpenAct[]; machine: Machine }) {
  const w = useWords(proceedingWords)
  const say = useSay()
  return (
    <details open={acts.length <= 2}>
      <summary>
        {w('blocked')}（{acts.length}）
      </summary>
      <ul className="list">
        {acts.map(({ act, unmet }) => (
          <li key={act}>
            <strong>{say(machine.acts[act]?.words ?? [act, act])}</strong>
            <ul>
              {unmet.map(({ code, words, source }) => (
                <li key={code + source}>
                  {say(words)} <span className="source">{source}</span>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </details>
  )
}

const draftOf = (matterId: string, act: string) => `act.${matterId}.${act}`

/** Fills in the form of an act before it is opened: what was computed elsewhere on the screen need not be copied by hand. */
export const fillAct = (matterId: string, act: string, entered: Entered): void =>
  keepForLater(draftOf(matterId, act), entered)

/** The form of one act, drawn from its description; what was typed stays until it is sent. */
function ActDialog({
  act,
  spec,
  view,
  contract,
  onClose,
}: {
  act: string
  spec: ActSpec
  view: MatterView
  contract: Contract
  onClose: () => void
}) {
  const w = useWords(proceedingWords)
  const say = useSay()
  const { matter } = view
  const draft = useDraft(draftOf(matter.id, act), { ...emptyEntry(spec.fields), $on: todayHere(), $time: '' })
  const endpoint = contract[act]
  if (!endpoint) throw new TypeError(`no door for ${act}`)
  const perform = useAct(endpoint, {
    onDone: () => {
      draft.clear()
      onClose()
    },
  })
  const wrong = useFieldError(perform.error)
  const { $on, $time, ...typed } = draft.value
  const entered: Entered = typed
  const capacityOf = (key: string) =>
    spec.assigns?.field === key
      ? spec.assigns.capacity
      : spec.letsIn?.field === key
        ? spec.letsIn.capacity
        : spec.fields[key]?.among
  return (
    <Dialog title={say(spec.words)} open onClose={onClose} wide>
      <ActForm
        act={perform}
        onSubmit={() =>
          perform.mutate({
            id: matter.id,
            seq: view.timeline.length,
            on: $on,
            ...($time.trim() !== '' && { at: momentOf(`${$on} ${$time}`) }),
            fields: valuesOf(spec.fields, entered),
          })
        }
        submit={spec.approval ? w('propose') : w('act')}
        onCancel={onClose}
      >
        <p className="small soft">
          {spec.source}
          {spec.approval && ` · ${w('needsApproval', { level: say(levelWords[spec.approval]) })}`}
        </p>
        <DraftBar draft={draft} />
        {Object.entries(spec.fields).map(([key, field]) => (
          <ActField
            key={key}
            name={key}
            field={field}
            value={entered[key] ?? ''}
            onChange={(value) => draft.set({ [key]: value })}
            error={wrong(`fields.${key}`)}
            capacity={capacityOf(key)}
          />
        ))}
        <div className="field-row">
          <DayField
            label={w('on')}
            value={$on}
            onChange={(value) => draft.set({ $on: value })}
            required
            error={wrong('on')}
          />
          <TextField
            label={w('time')}
            hint={w('timeHint')}
            value={$time}
            onChange={(value) => draft.set({ $time: value })}
            error={wrong('at')}
            maxLength={5}
          />
        </div>
      </ActForm>
    </Dialog>
  )
}
