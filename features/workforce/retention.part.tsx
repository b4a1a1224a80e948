import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { callDoor } from '../../platform/ui/client.ts'
import { Button, DayField, SelectField, TextField } from '../../platform/ui/controls.tsx'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { Dialog } from '../../platform/ui/dialog.tsx'
import { ErrorNotice, Notice } from '../../platform/ui/feedback.tsx'
import { formatDay } from '../../platform/ui/format.ts'
import { Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { todayHere } from '../../platform/ui/moment.ts'
import { FirmPaper } from '../template/template.schema.ts'
import { dayOf } from '../template/template-field.rules.ts'
import { useRegister } from '../trade-secret/register.client.ts'
import type { Sent } from '../vault/answers.client.ts'
import { type Entry, useRecords } from '../vault/records.client.ts'
import { useKeyWork } from '../vault/room.client.ts'
import { sealedContract } from '../vault/sealed.contract.ts'
import { isDue, remainsOf, suggestedRetention } from './retention.rules.ts'
import type { ClearedPerson } from './workforce.schema.ts'
import { retentionWords } from './workforce.words.ts'

/** What is kept about a person, until when and why; and its end. */
export function Retention({
  entry,
  sent,
  onChange,
}: {
  entry: Entry<ClearedPerson>
  sent: readonly Sent[]
  onChange: (retention: ClearedPerson['retention']) => void
}) {
  const w = useWords(retentionWords)
  const locale = useLocale()
  const { value } = entry
  const { retention } = value
  const [until, setUntil] = useState(retention?.until ?? '')
  const [why, setWhy] = useState(retention?.why ?? '')
  const [erasing, setErasing] = useState(false)
  const over = isDue(value, todayHere())
  const isDay = dayOf(until) !== null
  const suggest = () => {
    const suggested = suggestedRetention(value, todayHere())
    setUntil(suggested.until)
    setWhy(suggested.why)
  }
  return (
    <Panel title={w('title')} id="retention">
      <p>
        {w('text')} <span className="source">{w('source')}</span>
      </p>
      <Kept value={value} />
      {over && retention && <Notice kind="warn">{w('over', { on: formatDay(retention.until, locale) })}</Notice>}
      {!over && (
        <p>
          {retention ? w('keptUntil', { on: formatDay(retention.until, locale), why: retention.why }) : w('notSet')}
        </p>
      )}
      <div className="field-row">
        <DayField
          label={w('keepUntil')}
          value={until}
          onChange={setUntil}
          required
          error={until === '' || isDay ? undefined : w('notDay')}
        />
        <TextField label={w('keepWhy')} value={why} onChange={setWhy} maxLength={200} required />
      </div>
      <div className="actions">
        <Button isDisabled={!isDay || why.trim() === ''} onPress={() => onChange({ until, why: why.trim() })}>
          {w('set')}
        </Button>
        <Button kind="quiet" onPress={suggest}>
          {w('suggest')}
        </Button>
        <Button kind="danger" onPress={() => setErasing(true)}>
          {w(over ? 'eraseOver' : 'eraseEarly')}
        </Button>
      </div>
      {erasing && <EraseDialog entry={entry} sent={sent} over={over} onClose={() => setErasing(false)} />}
    </Panel>
  )
}

/** What of a person is kept, how much of it, and for what. */
function Kept({ value }: { value: ClearedPerson }) {
  const w = useWords(retentionWords)
  const rows = [
    { what: 'basics', count: 1, why: 'basicsWhy' },
    { what: 'agreements', count: value.agreements.length, why: 'agreementsWhy' },
    { what: 'nonCompete', count: value.nonCompete ? 1 : 0, why: 'nonCompeteWhy' },
    { what: 'training', count: value.training.length, why: 'trainingWhy' },
    { what: 'runs', count: value.runs.length + value.closeOuts.length, why: 'runsWhy' },
  ] as const
  return (
    <DataTable
      caption={w('what')}
      rows={rows.filter(({ count }) => count > 0)}
      keyOf={({ what }) => what}
      columns={[
        { key: 'what', title: w('what'), kind: 'main', cell: ({ what }) => w(what) },
        { key: 'count', title: w('howMuch'), kind: 'number', cell: ({ count }) => count },
        { key: 'why', title: w('why'), cell: ({ why }) => w(why) },
      ]}
    />
  )
}

const reasons = ['reasonAsked', 'reasonWrong', 'reasonNoNeed'] as const
/** Says what goes and what stays. The reason is one of a list: it stands unsealed in the journal, where no name belongs. */
function EraseDialog({
  entry,
  sent,
  over,
  onClose,
}: {
  entry: Entry<ClearedPerson>
  sent: readonly Sent[]
  over: boolean
  onClose: () => void
}) {
  const w = useWords(retentionWords)
  const navigate = useNavigate()
  const register = useRegister()
  const papers = useRecords('document', FirmPaper)
  const [why, setWhy] = useState<string>(over ? 'reasonOver' : reasons[0])
  const remains = remainsOf(entry.id, entry.value, register.list, papers.list, sent)
  const word = [...reasons, 'reasonOver' as const].find((one) => one === why) ?? 'reasonNoNeed'
  const erase = useKeyWork(
    () => callDoor(sealedContract.erase, { collection: 'person', id: entry.id, reason: retentionWords[word][0] }),
    { onDone: () => navigate({ to: '/people' }) },
  )
  return (
    <Dialog title={w(over ? 'eraseOver' : 'eraseEarly')} open onClose={onClose}>
      <p>{w('eraseText')}</p>
      <p>{w('remains')}：</p>
      <ul>
        {remains.secrets > 0 && <li>{w('remainsSecrets', { n: remains.secrets })}</li>}
        {remains.papers > 0 && <li>{w('remainsPapers', { n: remains.papers })}</li>}
        {remains.sent > 0 && <li>{w('remainsSent', { n: remains.sent })}</li>}
        <li>{w('remainsFiles')}</li>
      </ul>
      {!over && (
        <SelectField
          label={w('reason')}
          value={why}
          onChange={setWhy}
          required
          options={reasons.map((id) => ({ id, text: w(id) }))}
        />
      )}
      <ErrorNotice error={erase.error} />
      <div className="actions">
        <Button
          kind="danger"
          isDisabled={erase.isPending || !register.isOpen || !papers.isOpen}
          onPress={() => erase.mutate(undefined)}
        >
          {w('eraseOver')}
        </Button>
      </div>
    </Dialog>
  )
}
