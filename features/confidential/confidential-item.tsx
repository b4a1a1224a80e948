import { useState } from 'react'
import { ActForm } from '../../platform/ui/act-form.tsx'
import { urlOf } from '../../platform/ui/client.ts'
import { commonWords } from '../../platform/ui/common.words.ts'
import { CheckField, SelectField, TextArea, TextField } from '../../platform/ui/controls.tsx'
import { Dialog, ReasonDialog } from '../../platform/ui/dialog.tsx'
import { useFieldError } from '../../platform/ui/feedback.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { useAct } from '../../platform/ui/query.ts'
import { AttachmentField, type ChosenAttachment } from '../attachment/attachment.part.tsx'
import { confidentialContract } from './confidential.contract.ts'
import { type ConfidentialItem, type ItemKind, itemKinds, itemKindWords } from './confidential.schema.ts'
import { confidentialWords } from './confidential.words.ts'
import { Look } from './confidential-look.tsx'

/** What is typed here is kept nowhere but in this form: no draft of a secret stays on the device. */
export function AddItem({
  id,
  items,
  onClose,
}: {
  id: string
  items: readonly ConfidentialItem[]
  onClose: () => void
}) {
  const w = useWords(confidentialWords)
  const common = useWords(commonWords)
  const say = useSay()
  const [kind, setKind] = useState<ItemKind>('secret-point')
  const [label, setLabel] = useState('')
  const [content, setContent] = useState('')
  const [derivedFromPublic, setDerived] = useState(false)
  const [replaces, setReplaces] = useState('')
  const [files, setFiles] = useState<readonly ChosenAttachment[]>([])
  const add = useAct(confidentialContract.add, { onDone: onClose })
  const wrong = useFieldError(add.error)
  const older = items.filter((one) => one.kind === kind && !one.replaced && !one.lockedAt)
  return (
    <Dialog title={w('add')} open onClose={onClose} wide>
      <ActForm
        act={add}
        onSubmit={() =>
          add.mutate({
            ...{ id, kind, label, content, derivedFromPublic },
            replaces: replaces === '' ? null : replaces,
            attachmentIds: files.map((one) => one.id),
          })
        }
        submit={common('save')}
        onCancel={onClose}
      >
        <SelectField
          label={w('kind')}
          value={kind}
          onChange={(value) => setKind(value as ItemKind)}
          required
          options={itemKinds.map((one) => ({ id: one, text: say(itemKindWords[one]) }))}
        />
        <TextField
          label={w('label')}
          hint={w('labelHint')}
          value={label}
          onChange={setLabel}
          required
          error={wrong('label')}
        />
        {older.length > 0 && (
          <SelectField
            label={w('replaces')}
            value={replaces}
            onChange={setReplaces}
            options={[{ id: '', text: common('none') }, ...older.map((one) => ({ id: one.id, text: one.label }))]}
          />
        )}
        <TextArea
          label={w('content')}
          value={content}
          onChange={setContent}
          required
          rows={8}
          error={wrong('content')}
        />
        {kind === 'secret-point' && (
          <CheckField label={w('derivedFromPublic')} value={derivedFromPublic} onChange={setDerived} />
        )}
        <AttachmentField chosen={files} onChange={setFiles} />
      </ActForm>
    </Dialog>
  )
}

export function LookAt({ item, onClose }: { item: ConfidentialItem; onClose: () => void }) {
  const look = useAct(confidentialContract.look)
  return (
    <Look title={item.label} look={look} onLook={(reason) => look.mutate({ id: item.id, reason })} onClose={onClose}>
      {({ content, attachments }, reason) => (
        <>
          <p className="text">{content}</p>
          {attachments.length > 0 && (
            <ul>
              {attachments.map(({ id, name }) => (
                <li key={id}>
                  <a href={urlOf(confidentialContract.file, { id: item.id, attachmentId: id, reason })}>{name}</a>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </Look>
  )
}

export function LockItem({ item, onClose }: { item: ConfidentialItem; onClose: () => void }) {
  const w = useWords(confidentialWords)
  const lock = useAct(confidentialContract.lock, { onDone: onClose })
  return (
    <ReasonDialog
      title={`${w('lock')} · ${item.label}`}
      text={w('lockText')}
      open
      onClose={onClose}
      onConfirm={() => lock.mutate({ id: item.id })}
      confirm={w('lock')}
      needsReason={false}
      error={lock.error}
      pending={lock.isPending}
    />
  )
}
