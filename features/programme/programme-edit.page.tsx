import { useState } from 'react'
import { commonWords } from '../../platform/ui/common.words.ts'
import { Button, SelectField, TextArea, TextField } from '../../platform/ui/controls.tsx'
import { EmptyState, ErrorNotice, Loading, Notice } from '../../platform/ui/feedback.tsx'
import { useFilters } from '../../platform/ui/filters.ts'
import { PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { useAct } from '../../platform/ui/query.ts'
import { versionContract } from './programme.contract.ts'
import { type Mark, marks, type Programme } from './programme.schema.ts'
import { markWords } from './programme-kind.words.ts'
import { programmePageWords } from './programme-page.words.ts'
import { Changes, useProgramme } from './programme-parts.tsx'
import { type EditableText, editableTexts, withText } from './programme-text.rules.ts'
import { changesBetween } from './programme-version.rules.ts'

const shown = 40

/** Any text of the programme — phases, targets, incentives, questions, basis, frame — changed as a new version. */
export default function EditProgramme() {
  const w = useWords(programmePageWords)
  const programme = useProgramme()
  const [saved, setSaved] = useState<number | null>(null)
  if (programme.error) return <ErrorNotice error={programme.error} onRetry={() => programme.refetch()} />
  if (!programme.data) return <Loading />
  const { document, version } = programme.data
  return (
    <>
      <PageHeader title={w('editAny')} lead={w('editAnyLead')} back={{ to: '/versions', text: w('versions') }} />
      {saved !== null && <Notice kind="good">{w('version', { number: saved })}</Notice>}
      <Editor key={version} document={document} base={version} onSaved={setSaved} />
    </>
  )
}

function Editor({ document, base, onSaved }: { document: Programme; base: number; onSaved: (number: number) => void }) {
  const w = useWords(programmePageWords)
  const common = useWords(commonWords)
  const [{ text = '' }, setFilter] = useFilters(['text'])
  const [edited, setEdited] = useState(document)
  const [reason, setReason] = useState('')
  const save = useAct(versionContract.edit, { onDone: ({ number }) => onSaved(number) })
  const changes = changesBetween(document, edited)
  const found = editableTexts(edited).filter(
    ({ value, path }) => text !== '' && (value.includes(text) || path.join('.').includes(text)),
  )
  return (
    <>
      <Panel>
        <TextField
          label={common('search')}
          type="search"
          value={text}
          onChange={(value) => setFilter({ text: value })}
          hint={w('editAnyHint')}
          required
        />
      </Panel>
      {text === '' && <EmptyState title={w('editAnyEmpty')} text={w('editAnyHint')} />}
      {found.slice(0, shown).map((one) => (
        <OneText
          key={one.path.join('.')}
          text={one}
          onChange={(change) => setEdited((before) => withText(before, one.path, change))}
        />
      ))}
      {changes.length > 0 && (
        <Panel title={w('preview')}>
          <Changes changes={changes} />
          <TextArea label={w('editReason')} value={reason} onChange={setReason} required rows={2} />
          <ErrorNotice error={save.error} />
          <Button
            kind="primary"
            isDisabled={reason.trim().length < 2 || save.isPending}
            onPress={() => save.mutate({ base, reason, document: edited })}
          >
            {w('saveVersion')}
          </Button>
        </Panel>
      )}
    </>
  )
}

function OneText({
  text,
  onChange,
}: {
  text: EditableText
  onChange: (change: Readonly<Record<string, string>>) => void
}) {
  const w = useWords(programmePageWords)
  const say = useSay()
  const asMark = (value: string): Mark => marks.find((mark) => mark === value) ?? text.status
  return (
    <Panel>
      <p className="small soft">
        <code>{text.path.join(' / ')}</code>
      </p>
      <TextArea
        label={w('title')}
        value={text.value}
        onChange={(value) => onChange({ [text.field]: value })}
        required
        rows={2}
      />
      <div className="filters">
        <SelectField
          label={w('statusField')}
          required
          value={text.status}
          onChange={(value) => onChange({ status: asMark(value) })}
          options={marks.map((sign) => ({ id: sign, text: `【${sign}】${say(markWords[sign])}` }))}
        />
        <TextField label={w('sourceField')} value={text.source} onChange={(source) => onChange({ source })} required />
        <TextField label={w('editorialNote')} value={text.note} onChange={(note) => onChange({ note })} />
      </div>
    </Panel>
  )
}
