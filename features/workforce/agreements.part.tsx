import { useState } from 'react'
import { pairOf } from '../../core/content.ts'
import { Button, SelectField } from '../../platform/ui/controls.tsx'
import { A, Badge, Panel } from '../../platform/ui/layout.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { todayHere } from '../../platform/ui/moment.ts'
import { useDoor } from '../../platform/ui/query.ts'
import { RowsEditor } from '../../platform/ui/rows-editor.tsx'
import { templateContract } from '../template/template.contract.ts'
import { FirmPaper } from '../template/template.schema.ts'
import type { Sent } from '../vault/answers.client.ts'
import { type Entry, useRecords } from '../vault/records.client.ts'
import { isPersonTemplate, personTemplates } from './paper-prefill.rules.ts'
import { useDraft } from './use-draft-paper.ts'
import { type Agreement, agreementKinds, type ClearedPerson } from './workforce.schema.ts'
import { agreementWords } from './workforce.words.ts'

/** What was agreed with a person: drafted from a template, acknowledged here, or signed on paper. */
export function Agreements({
  entry,
  sent,
  onChange,
}: {
  entry: Entry<ClearedPerson>
  sent: readonly Sent[]
  onChange: (agreements: readonly Agreement[]) => void
}) {
  const w = useWords(agreementWords)
  const say = useSay()
  const { agreements } = entry.value
  return (
    <Panel title={w('title')} id="agreements">
      <RowsEditor<Agreement>
        title={w('title')}
        rows={agreements}
        fields={[
          {
            key: 'kind',
            label: w('kind'),
            kind: 'choice',
            required: true,
            options: Object.entries(agreementKinds).map(([id, pair]) => ({ id, text: say(pair) })),
          },
          { key: 'signedOn', label: w('signedOn'), kind: 'day' },
          { key: 'expiresOn', label: w('expiresOn'), kind: 'day' },
          { key: 'paperAt', label: w('paperAt'), kind: 'line' },
        ]}
        fresh={() => ({
          ...{ id: crypto.randomUUID(), kind: 'confidentiality' as const, signedOn: todayHere() },
          ...{ expiresOn: null, paperAt: '', paper: null },
        })}
        onChange={onChange}
        empty={w('empty')}
        locked={({ paper }) => paper !== null}
        extra={({ paper, signedOn }) =>
          paper && (
            <div>
              <Badge tone={signedOn ? 'good' : 'warn'}>{w(signedOn ? 'confirmed' : 'waiting')}</Badge>{' '}
              <A to={`/papers/${paper.documentId}`}>{paper.title}</A>
              <p className="small break">{w('digest', { digest: paper.digest })}</p>
            </div>
          )
        }
      />
      {agreements.some(({ paper }) => paper) && <p className="hint">{w('notSignature')}</p>}
      <Drafts clearedId={entry.id} />
      <Draft entry={entry} sent={sent} />
    </Panel>
  )
}

/** Papers for this person that nobody was handed yet. */
function Drafts({ clearedId }: { clearedId: string }) {
  const w = useWords(agreementWords)
  const papers = useRecords('document', FirmPaper)
  const open = papers.list.filter(
    ({ value }) => value.forWhom?.clearedId === clearedId && !value.handed.some((one) => one.version === value.version),
  )
  if (open.length === 0) return null
  return (
    <>
      <h3>{w('drafts')}</h3>
      <ul className="lines">
        {open.map(({ id, value }) => (
          <li key={id}>
            <A to={`/papers/${id}`}>{value.title}</A>{' '}
            <Badge tone={value.state === 'draft' ? 'plain' : 'info'}>
              {w(value.state === 'draft' ? 'stateDraft' : 'stateApproved')}
            </Badge>
          </li>
        ))}
      </ul>
    </>
  )
}

function Draft({ entry, sent }: { entry: Entry<ClearedPerson>; sent: readonly Sent[] }) {
  const w = useWords(agreementWords)
  const say = useSay()
  const draft = useDraft(entry, sent)
  const templates = useDoor(templateContract.templates, {}).data?.templates ?? []
  const [chosen, setChosen] = useState<string>(personTemplates[0])
  return (
    <>
      <h3>{w('draftTitle')}</h3>
      <SelectField
        label={w('draftWhich')}
        hint={w('draftHint')}
        value={chosen}
        onChange={setChosen}
        filter
        options={personTemplates.flatMap((id) => {
          const template = templates.find((one) => one.id === id)
          return template ? [{ id, text: say(pairOf(template.title)) }] : []
        })}
      />
      <Button
        isDisabled={!draft.isReady}
        onPress={() => {
          if (isPersonTemplate(chosen)) draft.open(chosen)
        }}
      >
        {w('draft')}
      </Button>
    </>
  )
}
