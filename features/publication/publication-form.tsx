import { lazy, Suspense } from 'react'
import type { RichText } from '../../core/rich-text.ts'
import { DayField, SelectField, TextArea, TextField } from '../../platform/ui/controls.tsx'
import type { Draft } from '../../platform/ui/draft.ts'
import { DraftBar, Loading, useFieldError } from '../../platform/ui/feedback.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { AttachmentField, type ChosenAttachment } from '../attachment/attachment.part.tsx'
import { type PublicationMark, publicationMarks } from './publication.schema.ts'
import { markWords } from './publication.words.ts'
import { publicationEditorWords } from './publication-editor.words.ts'

const RichTextEditor = lazy(() => import('./rich-text-editor.tsx'))

export type TextForm = {
  title: string
  summary: string
  body: RichText
  documentNumber: string
  issuingBody: string
  issuedOn: string
  mark: PublicationMark
  source: string
  inForceFrom: string
  inForceTo: string
  attachments: ChosenAttachment[]
}

export const blankForm: TextForm = {
  title: '',
  summary: '',
  body: { type: 'doc', content: [{ type: 'paragraph' }] },
  documentNumber: '',
  issuingBody: '',
  issuedOn: '',
  mark: '拟',
  source: '',
  inForceFrom: '',
  inForceTo: '',
  attachments: [],
}

/** The form as the door wants it: an empty day is no day. */
export const textOf = ({ attachments, issuedOn, inForceFrom, inForceTo, ...form }: TextForm) => ({
  ...form,
  issuedOn: issuedOn || null,
  inForceFrom: inForceFrom || null,
  inForceTo: inForceTo || null,
  attachmentIds: attachments.map(({ id }) => id),
})

/** What every text has, whether it is new or being changed. */
export function TextFields({ draft, error }: { draft: Draft<TextForm>; error: unknown }) {
  const w = useWords(publicationEditorWords)
  const say = useSay()
  const wrong = useFieldError(error)
  const { value, set } = draft
  return (
    <>
      <DraftBar draft={draft} />
      <TextField
        label={w('title')}
        value={value.title}
        onChange={(title) => set({ title })}
        required
        maxLength={300}
        error={wrong('title')}
      />
      <TextArea
        label={w('summary')}
        hint={w('summaryHint')}
        rows={2}
        value={value.summary}
        onChange={(summary) => set({ summary })}
        maxLength={1000}
        error={wrong('summary')}
      />
      <Suspense fallback={<Loading />}>
        <RichTextEditor
          key={draft.restored ? 'kept' : 'stored'}
          label={w('body')}
          value={value.body}
          onChange={(body) => set({ body })}
        />
      </Suspense>
      <AttachmentField chosen={value.attachments} onChange={(attachments) => set({ attachments })} />
      <SelectField
        label={w('mark')}
        required
        value={value.mark}
        onChange={(mark) => set({ mark: publicationMarks.find((one) => one === mark) ?? '拟' })}
        options={publicationMarks.map((id) => ({ id, text: `【${id}】${say(markWords[id])}` }))}
      />
      <TextField
        label={w('source')}
        hint={w('sourceHint')}
        value={value.source}
        onChange={(source) => set({ source })}
        maxLength={500}
        error={wrong('source')}
      />
      <TextField
        label={w('documentNumber')}
        value={value.documentNumber}
        onChange={(documentNumber) => set({ documentNumber })}
        maxLength={100}
      />
      <TextField
        label={w('issuingBody')}
        value={value.issuingBody}
        onChange={(issuingBody) => set({ issuingBody })}
        maxLength={200}
      />
      {(['issuedOn', 'inForceFrom', 'inForceTo'] as const).map((name) => (
        <DayField
          key={name}
          label={w(name)}
          value={value[name]}
          onChange={(day) => set({ [name]: day })}
          error={wrong(name)}
        />
      ))}
    </>
  )
}
