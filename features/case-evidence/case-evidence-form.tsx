import { FileTrigger } from 'react-aria-components'
import { ActForm } from '../../platform/ui/act-form.tsx'
import { commonWords } from '../../platform/ui/common.words.ts'
import { Button, CheckField, CheckGroup, SelectField, TextArea, TextField } from '../../platform/ui/controls.tsx'
import { Dialog } from '../../platform/ui/dialog.tsx'
import { useDraft } from '../../platform/ui/draft.ts'
import { DraftBar, ErrorNotice, useFieldError } from '../../platform/ui/feedback.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { momentOf } from '../../platform/ui/moment.ts'
import { useAct, useDoor } from '../../platform/ui/query.ts'
import { AttachmentField, type ChosenAttachment } from '../attachment/attachment.part.tsx'
import { proceedingContract } from '../proceeding/proceeding.contract.ts'
import { caseEvidenceContract } from './case-evidence.contract.ts'
import {
  custodyWords,
  type Evidence,
  methods,
  methodWords,
  recordedEvents,
  takenLines,
} from './case-evidence.schema.ts'
import { caseEvidenceWords } from './case-evidence.words.ts'

type Line = (typeof takenLines)[number]

const empty: Record<Line | 'name' | 'method' | 'startedAt' | 'endedAt' | 'place' | 'remark', string> & {
  takenBy: readonly string[]
  confidential: boolean
  files: readonly ChosenAttachment[]
} = {
  ...{ name: '', method: 'copy', startedAt: '', endedAt: '', place: '', remark: '' },
  ...{ provider: '', witnesses: '', device: '', serial: '', account: '', address: '', path: '' },
  ...{ timeSource: '', bagNo: '', photoNo: '', videoNo: '' },
  ...{ takenBy: [], confidential: false, files: [] },
}

export function AddEvidence({ caseId, onClose }: { caseId: string; onClose: () => void }) {
  const w = useWords(caseEvidenceWords)
  const common = useWords(commonWords)
  const say = useSay()
  const { data } = useDoor(proceedingContract.read, { id: caseId })
  const handlers = (data?.people ?? []).filter(({ capacity, until }) => capacity === 'handler' && until === null)
  const draft = useDraft(`evidence.${caseId}`, empty)
  const { value } = draft
  const add = useAct(caseEvidenceContract.add, {
    onDone: () => {
      draft.clear()
      onClose()
    },
  })
  const wrong = useFieldError(add.error)
  const line = (key: Line) => (
    <TextField
      key={key}
      label={w(key)}
      value={value[key]}
      onChange={(text) => draft.set({ [key]: text })}
      error={wrong(`taken.${key}`)}
    />
  )
  return (
    <Dialog title={w('add')} open onClose={onClose} wide>
      <ActForm
        act={add}
        onSubmit={() =>
          add.mutate({
            id: caseId,
            name: value.name,
            confidential: value.confidential,
            taken: {
              method: value.method as (typeof methods)[number],
              ...Object.fromEntries(takenLines.map((key) => [key, value[key]])),
              remark: value.remark,
            },
            takenBy: [...value.takenBy],
            startedAt: momentOf(value.startedAt),
            endedAt: value.endedAt.trim() === '' ? null : momentOf(value.endedAt),
            attachmentIds: value.files.map(({ id }) => id),
            place: value.place,
          })
        }
        submit={common('save')}
        onCancel={onClose}
      >
        <DraftBar draft={draft} />
        <TextField
          label={w('name')}
          hint={w('nameHint')}
          value={value.name}
          onChange={(name) => draft.set({ name })}
          required
          error={wrong('name')}
        />
        <SelectField
          label={w('method')}
          value={value.method}
          onChange={(method) => draft.set({ method })}
          required
          options={methods.map((id) => ({ id, text: say(methodWords[id]) }))}
        />
        <CheckGroup
          label={w('takenBy')}
          options={handlers.map(({ personId, name }) => ({ id: personId, text: name }))}
          value={value.takenBy}
          onChange={(takenBy) => draft.set({ takenBy })}
        />
        {wrong('takenBy') && <p className="error">{wrong('takenBy')}</p>}
        <div className="field-row">
          <TextField
            label={w('startedAt')}
            hint={w('momentHint')}
            value={value.startedAt}
            onChange={(startedAt) => draft.set({ startedAt })}
            required
            error={wrong('startedAt')}
          />
          <TextField
            label={w('endedAt')}
            hint={w('momentHint')}
            value={value.endedAt}
            onChange={(endedAt) => draft.set({ endedAt })}
            error={wrong('endedAt')}
          />
          <TextField label={w('place')} value={value.place} onChange={(place) => draft.set({ place })} />
        </div>
        <div className="field-row">{takenLines.map(line)}</div>
        <TextArea label={w('remark')} value={value.remark} onChange={(remark) => draft.set({ remark })} rows={2} />
        <CheckField
          label={`${w('confidential')}（${w('confidentialHint')}）`}
          value={value.confidential}
          onChange={(confidential) => draft.set({ confidential })}
        />
        <AttachmentField chosen={value.files} onChange={(files) => draft.set({ files })} />
      </ActForm>
    </Dialog>
  )
}

export function AddLink({ evidence, onClose }: { evidence: Evidence; onClose: () => void }) {
  const w = useWords(caseEvidenceWords)
  const common = useWords(commonWords)
  const say = useSay()
  const draft = useDraft(`custody.${evidence.id}`, {
    ...{ event: 'seal', happenedAt: '', fromWhom: '', toWhom: '', place: '', purpose: '', result: '' },
  })
  const { value } = draft
  const record = useAct(caseEvidenceContract.record, {
    onDone: () => {
      draft.clear()
      onClose()
    },
  })
  const wrong = useFieldError(record.error)
  const texts = ['fromWhom', 'toWhom', 'place', 'purpose', 'result'] as const
  return (
    <Dialog title={`${w('addLink')} · ${evidence.number}. ${evidence.name}`} open onClose={onClose}>
      <ActForm
        act={record}
        onSubmit={() => {
          const { event: kind, happenedAt, ...rest } = value
          record.mutate({
            id: evidence.id,
            seq: evidence.custody.length,
            event: kind as (typeof recordedEvents)[number],
            happenedAt: momentOf(happenedAt),
            ...rest,
          })
        }}
        submit={common('save')}
        onCancel={onClose}
      >
        <DraftBar draft={draft} />
        <SelectField
          label={w('event')}
          value={value.event}
          onChange={(kind) => draft.set({ event: kind })}
          required
          options={recordedEvents.map((id) => ({ id, text: say(custodyWords[id]) }))}
        />
        <TextField
          label={w('happenedAt')}
          hint={w('momentHint')}
          value={value.happenedAt}
          onChange={(happenedAt) => draft.set({ happenedAt })}
          required
          error={wrong('happenedAt')}
        />
        {texts.map((key) => (
          <TextField
            key={key}
            label={w(key)}
            value={value[key]}
            onChange={(text) => draft.set({ [key]: text })}
            error={wrong(key)}
          />
        ))}
      </ActForm>
    </Dialog>
  )
}

export function AttachReceipt({ evidence, onClose }: { evidence: Evidence; onClose: () => void }) {
  const w = useWords(caseEvidenceWords)
  const common = useWords(commonWords)
  const attach = useAct(caseEvidenceContract.attachDeposit, { onDone: onClose })
  const send = async (files: FileList | null) => {
    const texts = await Promise.all(
      [...(files ?? [])].map(async (file) => ({ name: file.name, text: await file.text() })),
    )
    const proof = texts.find(({ name }) => name.endsWith('.tsproof'))?.text ?? null
    const receipt = texts.find(({ name }) => !name.endsWith('.tsproof'))?.text
    if (receipt !== undefined) attach.mutate({ id: evidence.id, receipt, proof })
  }
  return (
    <Dialog title={w('attachReceipt')} open onClose={onClose}>
      <p>{w('attachHint')}</p>
      <FileTrigger allowsMultiple onSelect={send}>
        <Button kind="primary" isDisabled={attach.isPending}>
          {common('chooseFiles')}
        </Button>
      </FileTrigger>
      <ErrorNotice error={attach.error} />
    </Dialog>
  )
}
