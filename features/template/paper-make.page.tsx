import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { pairOf } from '../../core/content.ts'
import { ErrorNotice, Loading, Notice } from '../../platform/ui/feedback.tsx'
import { PageHeader } from '../../platform/ui/layout.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { useVaultRoom } from '../vault/room.client.ts'
import { SealedRoom } from '../vault/sealed-room.part.tsx'
import { PaperDesk } from './paper-desk.part.tsx'
import { prefilled, takePrefill } from './prefill.client.ts'
import { newPaper } from './template.rules.ts'
import type { FirmPaper, Template, Templates } from './template.schema.ts'
import { papersWords, paperWords } from './template.words.ts'
import { carriedAnswers } from './template-set.rules.ts'
import { usePapers, useTemplates } from './use-papers.ts'

export default function MakePaperPage() {
  const w = useWords(paperWords)
  const papers = useWords(papersWords)
  const say = useSay()
  const { id } = useParams({ strict: false }) as { id: string }
  const content = useTemplates()
  const template = content?.templates.find((one) => one.id === id)
  return (
    <>
      <PageHeader
        back={{ to: '/papers', text: papers('back') }}
        title={template ? say(pairOf(template.title)) : w('makeTitle')}
        lead={template && say(pairOf(template.purpose))}
      />
      {content && !template && <Notice kind="warn">{w('noTemplate')}</Notice>}
      {content && template && (
        <SealedRoom>
          <Opened content={content} template={template} />
        </SealedRoom>
      )}
    </>
  )
}

function Opened({ content, template }: { content: Templates; template: Template }) {
  const papers = usePapers()
  const here = useVaultRoom()
  const [prefill] = useState(() => takePrefill(template.id))
  if (papers.error) return <ErrorNotice error={papers.error} onRetry={() => papers.refetch()} />
  if (!papers.isOpen || !here.data) return <Loading />
  const before = papers.list.toSorted((a, b) => (a.madeAt < b.madeAt ? 1 : -1)).map(({ value }) => value)
  const answers = prefilled(carriedAnswers(content.templates, template, before, here.data.organisation.name), prefill)
  const first = { ...newPaper(template, content.version, answers, prefill?.forWhom), ...prefill?.forIncident }
  return <Fresh content={content} template={template} first={first} />
}

/** Lasts from the first letter typed until it is kept: what comes in meanwhile does not change it. */
function Fresh({ content, template, first }: { content: Templates; template: Template; first: FirmPaper }) {
  const navigate = useNavigate()
  const { save } = usePapers()
  const [id] = useState(() => crypto.randomUUID())
  return (
    <PaperDesk
      id={id}
      seen={0}
      first={first}
      content={content}
      template={template}
      save={save}
      onFirstSaved={() => navigate({ to: `/papers/${id}`, replace: true })}
    />
  )
}
