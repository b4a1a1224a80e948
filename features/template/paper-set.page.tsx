import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { pairOf } from '../../core/content.ts'
import { Button, CheckGroup, SelectField } from '../../platform/ui/controls.tsx'
import { ErrorNotice, Loading } from '../../platform/ui/feedback.tsx'
import { PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { useVaultRoom } from '../vault/room.client.ts'
import { SealedRoom } from '../vault/sealed-room.part.tsx'
import { PaperFields } from './paper-fields.part.tsx'
import { newPaper } from './template.rules.ts'
import type { Answers, Templates } from './template.schema.ts'
import { papersWords, setWords } from './template.words.ts'
import { emptyAnswers, faultOf } from './template-field.rules.ts'
import { isPaperSet, paperSets, sharedAnswers, sharedFields } from './template-set.rules.ts'
import { usePapers, useTemplates } from './use-papers.ts'

export default function PaperSetPage() {
  const w = useWords(setWords)
  const papers = useWords(papersWords)
  return (
    <>
      <PageHeader back={{ to: '/papers', text: papers('back') }} title={w('title')} lead={w('lead')} />
      <SealedRoom>
        <Loaded />
      </SealedRoom>
    </>
  )
}

function Loaded() {
  const papers = usePapers()
  const content = useTemplates()
  const here = useVaultRoom()
  if (papers.error) return <ErrorNotice error={papers.error} onRetry={() => papers.refetch()} />
  if (!papers.isOpen || !content || !here.data) return <Loading />
  return <MakeSet content={content} papers={papers} company={here.data.organisation.name} />
}

function MakeSet({
  content,
  papers,
  company,
}: {
  content: Templates
  papers: ReturnType<typeof usePapers>
  company: string
}) {
  const w = useWords(setWords)
  const say = useSay()
  const navigate = useNavigate()
  const [size, setSize] = useState('')
  const [chosen, setChosen] = useState<string[]>([])
  const [answers, setAnswers] = useState<Answers>({ ...emptyAnswers, text: { company } })
  const have = new Set(papers.list.map(({ value }) => value.templateId))
  const templates = content.templates.filter(({ id }) => chosen.includes(id))
  const fields = sharedFields(templates)
  const faulty = fields.some((field) => faultOf(field, answers) !== null)
  const make = () =>
    papers.save.mutate(
      templates.map((template) => ({
        id: crypto.randomUUID(),
        revision: 0,
        value: newPaper(template, content.version, sharedAnswers(templates, template, answers)),
      })),
      { onSuccess: () => navigate({ to: '/papers' }) },
    )
  return (
    <>
      <Panel>
        <SelectField
          label={w('size')}
          value={size}
          onChange={(next) => {
            setSize(next)
            // What the firm has already is not made a second time unless it is ticked.
            if (isPaperSet(next)) setChosen(paperSets[next].templates.filter((id) => !have.has(id)))
          }}
          options={Object.entries(paperSets).map(([id, { name }]) => ({ id, text: say(name) }))}
          required
        />
        <p className="hint">{w('setNote')}</p>
        {size !== '' && (
          <CheckGroup
            label={w('papers')}
            options={content.templates.map(({ id, title }) => ({
              id,
              text: have.has(id) ? w('have', { title: say(pairOf(title)) }) : say(pairOf(title)),
            }))}
            value={chosen}
            onChange={setChosen}
          />
        )}
      </Panel>
      {fields.length > 0 && (
        <Panel title={w('shared')}>
          <PaperFields
            fields={fields.map((field) => ({ ...field, required: false }))}
            answers={answers}
            onChange={setAnswers}
          />
        </Panel>
      )}
      <ErrorNotice error={papers.save.error} />
      <div className="actions">
        <Button kind="primary" isDisabled={templates.length === 0 || faulty || papers.save.isPending} onPress={make}>
          {w('make', { n: templates.length })}
        </Button>
      </div>
    </>
  )
}
