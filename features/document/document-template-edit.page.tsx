import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { commonWords } from '../../platform/ui/common.words.ts'
import { Button, CheckField, TextArea, TextField } from '../../platform/ui/controls.tsx'
import { ErrorNotice, Loading, Notice } from '../../platform/ui/feedback.tsx'
import { formatMoment } from '../../platform/ui/format.ts'
import { Badge, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { useAct, useDoor } from '../../platform/ui/query.ts'
import { useMay } from '../../platform/ui/session.tsx'
import type { FieldSpec, Template, TemplateContent } from './document.schema.ts'
import { compose } from './document-compose.rules.ts'
import { BesidePaper, Paper } from './document-paper.part.tsx'
import { sampleValues } from './document-sample.rules.ts'
import { templateContract } from './document-template.contract.ts'
import { contentOf, type TemplateMistake, templateMistakes } from './document-template.rules.ts'
import { TemplateBlocks } from './document-template-block.tsx'
import { TemplateFields } from './document-template-field.tsx'
import { templateWords } from './document-template-page.words.ts'

/** One template: its text and fields, what would be wrong with it, and how it prints. */
export default function EditTemplate() {
  const { id = '' } = useParams({ strict: false })
  const w = useWords(templateWords)
  const { data, error, refetch } = useDoor(templateContract.read, { form: id })
  if (error)
    return (
      <>
        <PageHeader back={{ to: '/templates', text: w('back') }} title={w('templates')} />
        <ErrorNotice error={error} onRetry={() => refetch()} />
      </>
    )
  if (!data) return <Loading />
  return <TemplateEditor key={`${id}.${data.template.version}`} {...data} />
}

type Version = { version: number; content: TemplateContent; reason: string; by: string; madeAt: string }
type Props = {
  template: Template
  shipped: TemplateContent
  dictionary: readonly FieldSpec[]
  versions: readonly Version[]
}

function TemplateEditor({ template, shipped, dictionary, versions }: Props) {
  const w = useWords(templateWords)
  const say = useSay()
  const may = useMay()
  const [content, setContent] = useState<TemplateContent>(() => contentOf(template))
  const mayEdit = may('document.edit-templates')
  const change = (part: Partial<TemplateContent>) => setContent((before) => ({ ...before, ...part }))
  return (
    <>
      <PageHeader
        back={{ to: '/templates', text: w('back') }}
        title={`${template.form} ${say(template.title)}`}
        lead={
          <Badge tone={template.version === 0 ? 'plain' : 'good'}>
            {template.version === 0 ? w('shipped') : w('own', { version: template.version })}
          </Badge>
        }
      />
      {!mayEdit && <Notice>{w('readOnly')}</Notice>}
      <div className="beside">
        <div>
          <Mistakes mistakes={templateMistakes(content)} />
          {mayEdit && <SaveTemplate template={template} shipped={shipped} content={content} onRestore={setContent} />}
          {mayEdit && (
            <>
              <Panel title={w('heading')}>
                <TextField
                  label={w('heading')}
                  value={content.heading}
                  onChange={(heading) => change({ heading })}
                  required
                  maxLength={100}
                />
                <CheckField
                  label={w('agencyLine')}
                  value={content.agencyLine}
                  onChange={(agencyLine) => change({ agencyLine })}
                />
                <TextField
                  label={w('everyPage')}
                  value={content.everyPage?.text ?? ''}
                  onChange={(text) =>
                    change({
                      everyPage: text === '' && !content.everyPage?.place ? null : { ...content.everyPage, text },
                    })
                  }
                  maxLength={8000}
                />
              </Panel>
              <TemplateBlocks content={content} onChange={(blocks) => change({ blocks })} />
            </>
          )}
          <TemplateFields
            fields={content.fields}
            dictionary={dictionary}
            mayEdit={mayEdit}
            onChange={(fields) => change({ fields })}
          />
          <Versions versions={versions} mayEdit={mayEdit} onTake={setContent} />
        </div>
        <Preview template={template} content={content} />
      </div>
    </>
  )
}

/** Everything that would print wrongly, or would leave out what the law demands. */
function Mistakes({ mistakes }: { mistakes: readonly TemplateMistake[] }) {
  const w = useWords(templateWords)
  const say = useSay()
  if (mistakes.length === 0) return <Notice kind="good">{w('right')}</Notice>
  const where = (at: string): string => {
    const block = /^blocks\[(\d+)\]/.exec(at)?.[1]
    if (block) return w('atBlock', { n: Number(block) + 1 })
    return at === 'heading' ? w('atHeading') : at === 'everyPage' ? w('atEveryPage') : w('atFields')
  }
  return (
    <Notice kind="bad">
      <p>{w('wrong', { count: mistakes.length })}</p>
      <ul>
        {mistakes.map(({ at, words }) => (
          <li key={at + words[0]}>
            {where(at)}：{say(words)}
          </li>
        ))}
      </ul>
    </Notice>
  )
}

function SaveTemplate({
  template,
  shipped,
  content,
  onRestore,
}: Pick<Props, 'template' | 'shipped'> & { content: TemplateContent; onRestore: (content: TemplateContent) => void }) {
  const w = useWords(templateWords)
  const common = useWords(commonWords)
  const [reason, setReason] = useState('')
  const save = useAct(templateContract.save)
  const changed = JSON.stringify(content) !== JSON.stringify(contentOf(template))
  return (
    <Panel>
      <TextArea
        label={common('reason')}
        hint={w('reasonHint')}
        value={reason}
        onChange={setReason}
        rows={2}
        maxLength={500}
        required
      />
      <ErrorNotice error={save.error} />
      {!changed && <p className="soft">{w('unchanged')}</p>}
      <div className="actions">
        <Button
          kind="primary"
          isDisabled={!changed || reason.trim().length < 2 || save.isPending}
          onPress={() => save.mutate({ form: template.form, base: template.version, content, reason })}
        >
          {w('saveVersion')}
        </Button>
        <Button onPress={() => onRestore(shipped)}>{w('restore')}</Button>
      </div>
    </Panel>
  )
}

function Versions({
  versions,
  mayEdit,
  onTake,
}: {
  versions: readonly Version[]
  mayEdit: boolean
  onTake: (content: TemplateContent) => void
}) {
  const w = useWords(templateWords)
  const locale = useLocale()
  return (
    <Panel title={w('versions')}>
      {versions.length === 0 && <p className="soft">{w('versionsEmpty')}</p>}
      <ul className="list">
        {versions.map(({ version, content, reason, by, madeAt }) => (
          <li key={version}>
            <div className="row">
              <span>
                <strong>{w('own', { version })}</strong> {reason}
              </span>
              {mayEdit && (
                <Button onPress={() => onTake(content)} aria-label={`${w('take')}：${w('own', { version })}`}>
                  {w('take')}
                </Button>
              )}
            </div>
            <p className="small soft">{w('madeBy', { name: by, at: formatMoment(madeAt, locale) })}</p>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Preview({ template, content }: { template: Template; content: TemplateContent }) {
  const w = useWords(templateWords)
  const [filled, setFilled] = useState(true)
  const shown = { ...template, ...content }
  return (
    <BesidePaper title={w('preview')}>
      <h2>{w('preview')}</h2>
      <CheckField label={w('sample')} value={filled} onChange={setFilled} />
      <Paper paper={compose(shown, filled ? sampleValues(shown) : {}, { missing: 'named' })} label={w('preview')} />
    </BesidePaper>
  )
}
