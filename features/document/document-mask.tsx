import { useState } from 'react'
import type { OfficialDocument } from '../../core/document-layout.ts'
import { Button, CheckField, SelectField, TextArea } from '../../platform/ui/controls.tsx'
import { Dialog } from '../../platform/ui/dialog.tsx'
import { ErrorNotice } from '../../platform/ui/feedback.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { useAct } from '../../platform/ui/query.ts'
import { copyPurposes } from './document.schema.ts'
import { purposeWords } from './document.words.ts'
import { documentCopyContract } from './document-copy.contract.ts'
import { maskPaper } from './document-mask.rules.ts'
import { documentWords } from './document-page.words.ts'
import { Paper } from './document-paper.part.tsx'

/** The software proposes what to mask; a person reads the result and answers for it. */
export function MaskDialog({ id, paper, onClose }: { id: string; paper: OfficialDocument; onClose: () => void }) {
  const w = useWords(documentWords)
  const say = useSay()
  const [text, setText] = useState('')
  const [purpose, setPurpose] = useState<(typeof copyPurposes)[number]>('file')
  const [read, setRead] = useState(false)
  const mask = useAct(documentCopyContract.mask, { onDone: onClose })
  const terms = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
  const proposed = maskPaper(paper, terms)
  return (
    <Dialog title={w('mask')} open onClose={onClose} wide>
      <p className="soft">{w('maskLead')}</p>
      <SelectField
        label={w('purpose')}
        value={purpose}
        onChange={(chosen) => setPurpose(copyPurposes.find((one) => one === chosen) ?? 'file')}
        options={copyPurposes.map((one) => ({ id: one, text: say(purposeWords[one]) }))}
        required
      />
      <TextArea
        label={w('terms')}
        value={text}
        onChange={(now) => {
          setText(now)
          setRead(false)
        }}
        rows={4}
      />
      <p aria-live="polite">{w('maskedCount', { count: proposed.masked })}</p>
      <Paper paper={proposed.paper} label={w('copies')} />
      <CheckField label={w('readIt')} value={read} onChange={setRead} />
      <ErrorNotice error={mask.error} />
      <div className="actions">
        <Button
          kind="primary"
          isDisabled={!read || mask.isPending}
          onPress={() => mask.mutate({ id, purpose, terms, read: true })}
        >
          {w('mask')}
        </Button>
      </div>
    </Dialog>
  )
}
