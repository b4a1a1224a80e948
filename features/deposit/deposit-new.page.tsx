import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { toBase64 } from '../../evidence/bytes.ts'
import { Button, CheckField, TextField } from '../../platform/ui/controls.tsx'
import { ErrorNotice, Notice } from '../../platform/ui/feedback.tsx'
import { PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import { useAct } from '../../platform/ui/query.ts'
import { depositContract } from './deposit.contract.ts'
import { takeOffered } from './deposit-files.client.ts'
import { depositPageWords } from './deposit-page.words.ts'
import { type Sealed, SealFiles } from './deposit-seal.part.tsx'

/** Two steps on one page: sealing needs no network at all, entering sends one entry of 91 bytes. */
export default function NewDeposit() {
  const w = useWords(depositPageWords)
  const navigate = useNavigate()
  const [first] = useState(takeOffered)
  const [sealed, setSealed] = useState<Sealed | null>(null)
  const [label, setLabel] = useState('')
  const [showCount, setShowCount] = useState(false)
  const make = useAct(depositContract.make, {
    onDone: ({ deposits }) => navigate({ to: `/deposits/${deposits[0]?.id ?? ''}` }),
  })
  return (
    <>
      <PageHeader back={{ to: '/deposits', text: w('title') }} title={w('newTitle')} lead={w('newLead')} />
      <Panel title={w('stepSeal')}>
        <SealFiles onSealed={setSealed} first={first} />
      </Panel>
      {sealed && (
        <Panel title={w('stepDeposit')}>
          <Notice kind="warn">{w('saveFirst')}</Notice>
          <TextField label={w('label')} hint={w('labelHint')} value={label} onChange={setLabel} maxLength={200} />
          <CheckField label={w('showCount')} value={showCount} onChange={setShowCount} />
          <ErrorNotice error={make.error} />
          <Button
            kind="primary"
            isDisabled={make.isPending}
            onPress={() =>
              make.mutate({
                entries: [toBase64(sealed.entry)],
                label,
                source: 'browser',
                fileCount: showCount ? sealed.fileCount : null,
                totalBytes: showCount ? sealed.totalBytes : null,
              })
            }
          >
            {w('deposit')}
          </Button>
        </Panel>
      )}
    </>
  )
}
