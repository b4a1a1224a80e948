import { useState } from 'react'
import { urlOf } from '../../platform/ui/client.ts'
import { commonWords } from '../../platform/ui/common.words.ts'
import { Button, CheckField, SelectField, TextArea, TextField } from '../../platform/ui/controls.tsx'
import { Dialog, ReasonDialog } from '../../platform/ui/dialog.tsx'
import { ErrorNotice, useFieldError } from '../../platform/ui/feedback.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { useAct } from '../../platform/ui/query.ts'
import { Watermarked } from '../../platform/ui/watermark.tsx'
import { AttachmentField, type ChosenAttachment } from '../attachment/attachment.part.tsx'
import { confidentialContract } from './confidential.contract.ts'
import { type ConfidentialItem, type ItemKind, itemKinds, itemKindWords } from './confidential.schema.ts'
import { confidentialWords } from './confidential.words.ts'

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
      <form
        onSubmit={(event) => {
          event.preventDefault()
          add.mutate({
            ...{ id, kind, label, content, derivedFromPublic },
            replaces: replaces === '' ? null : replaces,
            attachmentIds: files.map((one) => one.id),
          })
        }}
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
        <ErrorNotice error={add.error} />
        <div className="actions">
          <Button kind="primary" type="submit" isDisabled={add.isPending}>
            {common('save')}
          </Button>
          <Button onPress={onClose}>{common('cancel')}</Button>
        </div>
      </form>
    </Dialog>
  )
}

/** Asks for the reason first; the look is recorded before the content comes. */
export function LookAt({ item, onClose }: { item: ConfidentialItem; onClose: () => void }) {
  const w = useWords(confidentialWords)
  const [reason, setReason] = useState('')
  const look = useAct(confidentialContract.look)
  return (
    <Dialog title={item.label} open onClose={onClose} wide>
      {look.data ? (
        <Watermarked text={look.data.watermark}>
          <p className="text">{look.data.content}</p>
          {look.data.attachments.length > 0 && (
            <ul>
              {look.data.attachments.map(({ id, name }) => (
                <li key={id}>
                  <a href={urlOf(confidentialContract.file, { id: item.id, attachmentId: id, reason })}>{name}</a>
                </li>
              ))}
            </ul>
          )}
        </Watermarked>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            look.mutate({ id: item.id, reason })
          }}
        >
          <TextField label={w('lookReason')} value={reason} onChange={setReason} required />
          <ErrorNotice error={look.error} />
          <div className="actions">
            <Button kind="primary" type="submit" isDisabled={reason.trim().length < 2 || look.isPending}>
              {w('look')}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
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
