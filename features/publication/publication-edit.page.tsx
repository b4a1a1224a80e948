import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { ActForm } from '../../platform/ui/act-form.tsx'
import { useDraft } from '../../platform/ui/draft.ts'
import { ErrorNotice, Loading, Notice } from '../../platform/ui/feedback.tsx'
import { PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import { useAct, useDoor } from '../../platform/ui/query.ts'
import { publicationContract } from './publication.contract.ts'
import type { PublicationDraft } from './publication.schema.ts'
import { publicationEditorWords } from './publication-editor.words.ts'
import { TextFields, type TextForm, textOf } from './publication-form.tsx'

export default function EditPublication() {
  const { id = '' } = useParams({ strict: false })
  const { data, error } = useDoor(publicationContract.read, { id })
  if (error) return <ErrorNotice error={error} />
  if (!data) return <Loading />
  return <Fields key={id} text={data.text} attachments={data.attachments} />
}

type Kept = TextForm & { base: number }

function Fields({ text, attachments }: { text: PublicationDraft; attachments: TextForm['attachments'] }) {
  const w = useWords(publicationEditorWords)
  const navigate = useNavigate()
  const id = text.publicationId
  const [initial] = useState<Kept>(() => ({
    title: text.title,
    summary: text.summary,
    body: text.body,
    documentNumber: text.documentNumber,
    issuingBody: text.issuingBody,
    issuedOn: text.issuedOn ?? '',
    mark: text.mark,
    source: text.source,
    inForceFrom: text.inForceFrom ?? '',
    inForceTo: text.inForceTo ?? '',
    attachments,
    base: text.revision,
  }))
  const draft = useDraft(`publication.${id}`, initial)
  const edit = useAct(publicationContract.edit, {
    onDone: () => {
      draft.clear()
      navigate({ to: `/publications/${id}` })
    },
  })
  const { base, ...form } = draft.value
  return (
    <>
      <PageHeader title={w('editTitle')} back={{ to: `/publications/${id}`, text: text.title }} />
      <Panel>
        {base !== text.revision && !edit.isSuccess && <Notice kind="warn">{w('changedElsewhere')}</Notice>}
        <ActForm act={edit} onSubmit={() => edit.mutate({ id, base, ...textOf(form) })} submit={w('save')}>
          <TextFields draft={draft} error={edit.error} />
        </ActForm>
      </Panel>
    </>
  )
}
