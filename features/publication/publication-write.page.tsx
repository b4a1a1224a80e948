import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { ActForm } from '../../platform/ui/act-form.tsx'
import { SelectField, TextField } from '../../platform/ui/controls.tsx'
import { useDraft } from '../../platform/ui/draft.ts'
import { useFieldError } from '../../platform/ui/feedback.tsx'
import { PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { useAct } from '../../platform/ui/query.ts'
import { publicationContract } from './publication.contract.ts'
import { type PublicationKind, publicationKinds } from './publication.schema.ts'
import { kindWords } from './publication.words.ts'
import { publicationEditorWords } from './publication-editor.words.ts'
import { blankForm, TextFields, textOf } from './publication-form.tsx'

export default function WritePublication() {
  const w = useWords(publicationEditorWords)
  const say = useSay()
  const navigate = useNavigate()
  const draft = useDraft('publication.new', blankForm)
  const [kind, setKind] = useState<PublicationKind>('article')
  const [slug, setSlug] = useState('')
  const write = useAct(publicationContract.write, {
    onDone: ({ id }) => {
      draft.clear()
      navigate({ to: `/publications/${id}` })
    },
  })
  const wrong = useFieldError(write.error)
  return (
    <>
      <PageHeader title={w('begin')} back={{ to: '/publications', text: w('texts') }} />
      <Panel>
        <ActForm
          act={write}
          onSubmit={() => write.mutate({ kind, ...(slug && { slug }), ...textOf(draft.value) })}
          submit={w('save')}
        >
          <SelectField
            label={w('kind')}
            required
            value={kind}
            onChange={(id) => setKind(publicationKinds.find((one) => one === id) ?? 'article')}
            options={publicationKinds.map((id) => ({ id, text: say(kindWords[id]) }))}
          />
          <TextFields draft={draft} error={write.error} />
          <TextField
            label={w('slug')}
            hint={w('slugHint')}
            value={slug}
            onChange={setSlug}
            maxLength={80}
            error={wrong('slug')}
          />
        </ActForm>
      </Panel>
    </>
  )
}
