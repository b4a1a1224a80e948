import { useState } from 'react'
import readSheet from 'read-excel-file/browser'
import { readCsv } from '../../core/csv.ts'
import { commonWords } from '../../platform/ui/common.words.ts'
import { Button } from '../../platform/ui/controls.tsx'
import { ErrorNotice, Loading, Notice } from '../../platform/ui/feedback.tsx'
import { A, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { todayHere } from '../../platform/ui/moment.ts'
import { useSession } from '../../platform/ui/session.tsx'
import { useKeyWork } from '../vault/room.client.ts'
import { SealedRoom } from '../vault/sealed-room.part.tsx'
import { type Imported, importColumns, importRows } from './import.rules.ts'
import { importWords } from './import.words.ts'
import { useClassification, useRegister } from './register.client.ts'

const mostBytes = 20 * 1024 * 1024

export default function ImportPage() {
  const w = useWords(importWords)
  return (
    <>
      <PageHeader back={{ to: '/secrets', text: w('back') }} title={w('title')} lead={w('lead')} />
      <SealedRoom>
        <Import />
      </SealedRoom>
    </>
  )
}

function Import() {
  const w = useWords(importWords)
  const common = useWords(commonWords)
  const say = useSay()
  const { person } = useSession()
  const classification = useClassification()
  const register = useRegister()
  const [unreadable, setUnreadable] = useState(false)
  const [found, setFound] = useState<Imported | null>(null)
  const save = useKeyWork(
    (imported: Imported) =>
      register.save.mutateAsync(imported.secrets.map((value) => ({ id: crypto.randomUUID(), revision: 0, value }))),
    { onDone: () => setFound(null) },
  )
  if (register.error) return <ErrorNotice error={register.error} onRetry={() => register.refetch()} />
  if (!classification || !register.isOpen) return <Loading />
  const read = async (file: File | undefined) => {
    setFound(null)
    setUnreadable(false)
    if (!file) return
    const rows = file.size > mostBytes ? null : await rowsOf(file)
    if (!rows) return setUnreadable(true)
    const given = register.list.map(({ value }) => value.number)
    setFound(importRows(rows, { classification, given, today: todayHere(), person: person.name }))
  }
  return (
    <Panel>
      <p>
        {w('columns', {
          columns: Object.values(importColumns)
            .map(([first]) => first)
            .join('、'),
        })}
      </p>
      <p className="hint">{w('scan')}</p>
      <pre>npx shoumi scan ./资料 &gt; 待登记.csv</pre>
      <label className="field">
        <span className="label">{w('file')}</span>
        <input type="file" className="input" accept=".xlsx,.csv" onChange={({ target }) => read(target.files?.[0])} />
      </label>
      {unreadable && <Notice kind="bad">{w('unreadable')}</Notice>}
      {found && (
        <>
          <p role="status">{w('found', { ready: found.secrets.length, wrong: found.mistakes.length })}</p>
          {found.mistakes.length > 0 && (
            <ul>
              {found.mistakes.slice(0, 100).map(({ row, words }) => (
                <li key={`${row}${words[0]}`}>
                  {w('row', { row })}：{say(words)}
                </li>
              ))}
            </ul>
          )}
          {found.secrets.length > 0 && (
            <Button kind="primary" isDisabled={save.isPending} onPress={() => save.mutate(found)}>
              {w('save', { n: found.secrets.length })}
            </Button>
          )}
        </>
      )}
      {save.isSuccess && (
        <Notice kind="good">
          {common('saved')} <A to="/secrets">{w('back')}</A>
        </Notice>
      )}
      <ErrorNotice error={save.error} />
    </Panel>
  )
}

/** The first sheet of a workbook, or a CSV in UTF-8 or, as Excel in China writes it, GB 18030. @returns null when it is neither */
async function rowsOf(file: File): Promise<string[][] | null> {
  try {
    if (!file.name.toLowerCase().endsWith('.csv')) {
      const [sheet] = await readSheet(file)
      return (sheet?.data ?? []).map((row) =>
        row.map((cell) => (cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell ?? ''))),
      )
    }
    const bytes = await file.arrayBuffer()
    try {
      return readCsv(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    } catch {
      return readCsv(new TextDecoder('gb18030', { fatal: true }).decode(bytes))
    }
  } catch {
    return null
  }
}
