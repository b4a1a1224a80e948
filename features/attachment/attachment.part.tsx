import { useState } from 'react'
import { FileTrigger } from 'react-aria-components'
import { uploadTo, urlOf } from '../../platform/ui/client.ts'
import { commonWords } from '../../platform/ui/common.words.ts'
import { Button } from '../../platform/ui/controls.tsx'
import { ErrorNotice } from '../../platform/ui/feedback.tsx'
import { formatBytes } from '../../platform/ui/format.ts'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { attachmentContract } from './attachment.contract.ts'

export type ChosenAttachment = { id: string; name: string; sizeBytes: number }

/** Files are sent as they are chosen; what is chosen belongs to the organisation, and to the record once that is saved. */
export function AttachmentField({
  chosen,
  onChange,
}: {
  chosen: readonly ChosenAttachment[]
  onChange: (chosen: ChosenAttachment[]) => void
}) {
  const w = useWords(commonWords)
  const [percent, setPercent] = useState<number | null>(null)
  const [error, setError] = useState<unknown>(null)
  const send = async (files: FileList | null) => {
    setError(null)
    const sent = [...chosen]
    try {
      for (const file of files ?? []) {
        setPercent(0)
        const { id, name, sizeBytes } = await uploadTo(
          attachmentContract.upload,
          { name: file.name, mediaType: file.type || 'application/octet-stream' },
          file,
          setPercent,
        )
        sent.push({ id, name, sizeBytes })
        onChange([...sent])
      }
    } catch (problem) {
      setError(problem)
    } finally {
      setPercent(null)
    }
  }
  return (
    <div className="field">
      <span className="label">{w('attachments')}</span>
      <AttachmentList attachments={chosen} onRemove={(id) => onChange(chosen.filter((one) => one.id !== id))} />
      <FileTrigger allowsMultiple onSelect={send}>
        <Button isDisabled={percent !== null}>
          {percent === null ? w('chooseFiles') : w('uploading', { percent })}
        </Button>
      </FileTrigger>
      <ErrorNotice error={error} />
    </div>
  )
}

export function AttachmentList({
  attachments,
  onRemove,
}: {
  attachments: readonly ChosenAttachment[]
  onRemove?: (id: string) => void
}) {
  const w = useWords(commonWords)
  const locale = useLocale()
  return (
    <ul className="list">
      {attachments.map(({ id, name, sizeBytes }) => (
        <li key={id}>
          <div className="row">
            <a href={urlOf(attachmentContract.download, { id })}>{name}</a>
            <span className="small soft">
              {formatBytes(sizeBytes, locale)}{' '}
              {onRemove && (
                <Button kind="quiet" onPress={() => onRemove(id)} aria-label={`${w('remove')} ${name}`}>
                  {w('remove')}
                </Button>
              )}
            </span>
          </div>
        </li>
      ))}
    </ul>
  )
}
