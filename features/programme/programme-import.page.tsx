import { useState } from 'react'
import { FileTrigger } from 'react-aria-components'
import { uploadTo, urlOf } from '../../platform/ui/client.ts'
import { Button, SelectField } from '../../platform/ui/controls.tsx'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { ErrorNotice, Notice } from '../../platform/ui/feedback.tsx'
import { PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { useAct } from '../../platform/ui/query.ts'
import { attachmentContract } from '../attachment/attachment.contract.ts'
import { exchangeContract } from './programme.contract.ts'
import { programmePageWords } from './programme-page.words.ts'

export default function Import() {
  const w = useWords(programmePageWords)
  const locale = useLocale()
  const [kind, setKind] = useState<'tasks' | 'outcomes'>('outcomes')
  const [attachmentId, setAttachmentId] = useState<string | null>(null)
  const [uploadError, setUploadError] = useState<unknown>(null)
  const check = useAct(exchangeContract.importRows)
  const write = useAct(exchangeContract.importRows)
  const upload = async (files: FileList | null) => {
    const file = files?.[0]
    if (!file) return
    setUploadError(null)
    write.reset()
    try {
      const { id } = await uploadTo(
        attachmentContract.upload,
        { name: file.name, mediaType: file.type || 'application/octet-stream' },
        file,
        () => undefined,
      )
      setAttachmentId(id)
      check.mutate({ attachmentId: id, kind })
    } catch (error) {
      setUploadError(error)
    }
  }
  const found = check.data
  return (
    <>
      <PageHeader title={w('import')} lead={w('importLead')} />
      <Panel>
        <SelectField
          label={w('kind')}
          required
          value={kind}
          onChange={(value) => setKind(value === 'tasks' ? 'tasks' : 'outcomes')}
          options={[
            { id: 'outcomes', text: w('outcomes') },
            { id: 'tasks', text: w('tasks') },
          ]}
        />
        <div className="actions">
          <a className="button" href={urlOf(exchangeContract.importTemplate, { kind })}>
            {w('template')}
          </a>
          <FileTrigger acceptedFileTypes={['.xlsx']} onSelect={upload}>
            <Button kind="primary" isDisabled={check.isPending}>
              {w('upload')}
            </Button>
          </FileTrigger>
        </div>
        <ErrorNotice error={uploadError ?? check.error ?? write.error} />
      </Panel>
      {write.data?.written && <Notice kind="good">{w('written', { count: write.data.rows.length })}</Notice>}
      {found && !write.data && (
        <Panel
          title={
            found.issues.length > 0
              ? w('mistakes', { count: found.issues.length })
              : w('rowsFound', { count: found.rows.length })
          }
        >
          {found.issues.length > 0 && (
            <ul className="list">
              {found.issues.map((issue) => (
                <li key={`${issue.row}${issue.column}`}>
                  <strong>
                    {w('row', { row: issue.row })} · {issue.column}
                  </strong>{' '}
                  {issue.value !== '' && <code>{issue.value}</code>} — {issue.message[locale]}
                </li>
              ))}
            </ul>
          )}
          <DataTable
            caption={w('rowsFound', { count: found.rows.length })}
            rows={found.rows}
            keyOf={({ row }) => String(row)}
            columns={[
              { key: 'row', title: '#', cell: ({ row }) => row },
              { key: 'title', title: w('title'), kind: 'main', cell: ({ title }) => title },
              { key: 'summary', title: w('description'), cell: ({ summary }) => summary },
            ]}
          />
          {found.issues.length === 0 && found.rows.length > 0 && attachmentId && (
            <Button
              kind="primary"
              isDisabled={write.isPending}
              onPress={() => write.mutate({ attachmentId, kind, confirm: true })}
            >
              {w('write', { count: found.rows.length })}
            </Button>
          )}
        </Panel>
      )}
    </>
  )
}
