import { useState } from 'react'
import { pairOf } from '../../core/content.ts'
import { utf8 } from '../../evidence/bytes.ts'
import { Button, DayField, SelectField } from '../../platform/ui/controls.tsx'
import { ErrorNotice } from '../../platform/ui/feedback.tsx'
import { formatDay } from '../../platform/ui/format.ts'
import { Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { todayHere } from '../../platform/ui/moment.ts'
import { useDoor } from '../../platform/ui/query.ts'
import { useSession } from '../../platform/ui/session.tsx'
import { ChecklistPanel, useChecklists } from '../checklist/checklist.part.tsx'
import { planOf } from '../checklist/checklist.rules.ts'
import type { ChecklistRun } from '../checklist/checklist.schema.ts'
import { templateContract } from '../template/template.contract.ts'
import { dayOf } from '../template/template-field.rules.ts'
import { useRegister } from '../trade-secret/register.client.ts'
import type { Sent } from '../vault/answers.client.ts'
import { sha256Of } from '../vault/handout.client.ts'
import type { Entry } from '../vault/records.client.ts'
import { useKeyWork } from '../vault/room.client.ts'
import { CloseOutRecord } from './close-out.part.tsx'
import { closeOutText } from './close-out.rules.ts'
import { handedBackBy } from './hand-back.rules.ts'
import { isPersonTemplate } from './paper-prefill.rules.ts'
import { useDraft } from './use-draft-paper.ts'
import { knownUntil, secretsKnownBy, withoutKnower } from './workforce.rules.ts'
import type { ClearedPerson } from './workforce.schema.ts'
import { runWords } from './workforce.words.ts'

const leaving = 'CL-EX'
type Change = Partial<ClearedPerson>
type Save = (change: Change) => Promise<void>

/** The lists of joining, changing and leaving for one person. */
export function Runs({
  entry,
  sent,
  change,
  save,
}: {
  entry: Entry<ClearedPerson>
  sent: readonly Sent[]
  change: (change: Change) => void
  /** As `change`, to be waited for. */
  save: Save
}) {
  const w = useWords(runWords)
  const say = useSay()
  const locale = useLocale()
  const lists = useChecklists()
  const close = useClosing(entry, sent, save)
  const draft = useDraft(entry, sent)
  const templates = useDoor(templateContract.templates, {}).data?.templates
  const { name, runs, closeOuts } = entry.value
  const known = secretsKnownBy(entry.value, useRegister().list)
  const recordOf = (id: string) => {
    const template = templates?.find((one) => one.id === id)
    return isPersonTemplate(id) && template ? (
      <Button kind="quiet" isDisabled={!draft.isReady} onPress={() => draft.open(id)}>
        {w('draft', { title: say(pairOf(template.title)) })}
      </Button>
    ) : null
  }
  const put = (at: number, run: ChecklistRun) => {
    if (run.checklistId === leaving && run.closedAt !== null) close.mutate({ at, run })
    else change({ runs: runs.map((one, index) => (index === at ? run : one)) })
  }
  return (
    <Panel title={w('title')} id="checklists">
      <p>{w('text')}</p>
      {runs.map((run, at) => {
        const list = lists?.checklists.find(({ id }) => id === run.checklistId)
        const closeOut = closeOuts.find(({ startedAt }) => startedAt === run.startedAt)
        return (
          <details key={run.startedAt} open={run.closedAt === null || at === runs.length - 1}>
            <summary>
              {w('since', {
                title: list ? say(pairOf(list.title)) : run.checklistId,
                day: formatDay(run.anchorAt.slice(0, 10), locale),
              })}
            </summary>
            {run.checklistId === leaving && run.closedAt === null && known.length > 0 && (
              <p className="hint">{w('knownAtClose', { n: known.length })}</p>
            )}
            {closeOut && <CloseOutRecord closeOut={closeOut} name={name} />}
            {run.closedAt === null ? (
              <ChecklistPanel run={run} onChange={(changed) => put(at, changed)} recordOf={recordOf} />
            ) : (
              <details>
                <summary>{w('steps')}</summary>
                <ChecklistPanel run={run} onChange={(changed) => put(at, changed)} />
              </details>
            )}
          </details>
        )
      })}
      <ErrorNotice error={close.error} />
      <Begin
        onBegin={(checklistId, day) =>
          change({
            runs: [
              ...runs,
              {
                ...{ checklistId, anchorAt: `${day}T00:00:00+08:00`, startedAt: new Date().toISOString() },
                ...{ steps: {}, closedAt: null },
              },
            ],
          })
        }
      />
    </Panel>
  )
}

/** Closing a leaver's list: whatever they still know ends in the register, and the record is made of what then stands. */
function useClosing(entry: Entry<ClearedPerson>, sent: readonly Sent[], save: Save) {
  const { person, organisation } = useSession()
  const lists = useChecklists()
  const register = useRegister()
  return useKeyWork(async ({ at, run }: { at: number; run: ChecklistRun }) => {
    const { value } = entry
    const list = lists?.checklists.find(({ id }) => id === run.checklistId)
    if (!list || !register.isOpen || run.closedAt === null) return
    const lastDay = run.anchorAt.slice(0, 10)
    const begun = run.startedAt.slice(0, 10)
    const known = knownUntil(value, register.list, begun < lastDay ? begun : lastDay)
    const ending = secretsKnownBy(value, register.list).flatMap(({ id }) => register.entries.get(id) ?? [])
    if (ending.length > 0)
      await register.save.mutateAsync(
        ending.map(({ id, revision, value: secret }) => ({
          ...{ id, revision, value: withoutKnower(secret, value, todayHere()) },
        })),
      )
    const text = closeOutText({
      ...{ organisation: organisation?.name ?? '', person: value, lastDay, known },
      plan: planOf(list, run, Temporal.Now.instant()),
      handedBack: handedBackBy(value.personId, sent),
      ...{ closedAt: run.closedAt, closedBy: person.name },
    })
    const { startedAt, closedAt } = run
    await save({
      clearedUntil: value.clearedUntil ?? lastDay,
      runs: value.runs.map((one, index) => (index === at ? run : one)),
      closeOuts: [...value.closeOuts, { startedAt, closedAt, text, sha256: await sha256Of(utf8(text)) }],
    })
  })
}

function Begin({ onBegin }: { onBegin: (checklistId: string, day: string) => void }) {
  const w = useWords(runWords)
  const [which, setWhich] = useState('CL-ON')
  const [anchor, setAnchor] = useState(todayHere)
  const isDay = dayOf(anchor) !== null
  return (
    <>
      <h3>{w('begin')}</h3>
      <div className="field-row">
        <SelectField
          label={w('which')}
          value={which}
          onChange={setWhich}
          filter
          options={[
            { id: 'CL-ON', text: w('startOn') },
            { id: 'CL-CH', text: w('startChange') },
            { id: leaving, text: w('startExit') },
          ]}
        />
        <DayField
          label={w('anchor')}
          value={anchor}
          onChange={setAnchor}
          required
          error={isDay ? undefined : w('notDay')}
        />
      </div>
      <Button isDisabled={!isDay} onPress={() => onBegin(which, anchor)}>
        {w('start')}
      </Button>
    </>
  )
}
