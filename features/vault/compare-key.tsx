import { useState } from 'react'
import { commonWords } from '../../platform/ui/common.words.ts'
import { Button, CheckField } from '../../platform/ui/controls.tsx'
import { Dialog } from '../../platform/ui/dialog.tsx'
import { ErrorNotice, Notice } from '../../platform/ui/feedback.tsx'
import { Badge } from '../../platform/ui/layout.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import { codeOf } from '../../platform/ui/vault/comparison.ts'
import type { Standing } from './comparison.rules.ts'
import { compareWords } from './comparison.words.ts'

/** The code of a public key, in groups as one reads them out. */
export function KeyCode({ of, recipient }: { of: 'member' | 'vault'; recipient: string }) {
  const w = useWords(compareWords)
  const code = codeOf(of, recipient)
  if (code === null) return <Notice kind="bad">{w('noCode')}</Notice>
  return (
    <p className="key-code">
      <span>{code.slice(0, 17)}</span> <span>{code.slice(18)}</span>
    </p>
  )
}

const tones = { own: 'plain', compared: 'good', 'not-compared': 'warn', changed: 'bad' } as const
export function StandingBadge({ standing }: { standing: Standing }) {
  const w = useWords(compareWords)
  return <Badge tone={tones[standing]}>{w(standing)}</Badge>
}

/** Whose public key is to be compared, as it stood when the dialog was opened: what the server says later does not change it. */
export type ToCompare = {
  readonly personId: string
  readonly name: string
  readonly recipient: string
  readonly standing: Standing
}

/** Both read the code to each other; only then is something given. */
export function CompareDialog({
  whose,
  confirm,
  onConfirm,
  onClose,
  pending,
  error,
}: {
  whose: ToCompare
  confirm: string
  onConfirm: () => void
  onClose: () => void
  pending: boolean
  error: unknown
}) {
  const w = useWords(compareWords)
  const common = useWords(commonWords)
  const [isSame, setIsSame] = useState(false)
  const { name } = whose
  const compared = whose.standing === 'compared'
  return (
    <Dialog title={w('dialogTitle', { name })} open onClose={onClose}>
      {whose.standing === 'changed' && <Notice kind="bad">{w('changedText', { name })}</Notice>}
      {compared && <p>{w('comparedText')}</p>}
      <p>{w('theirCode', { name })}</p>
      <KeyCode of="member" recipient={whose.recipient} />
      <ol>
        <li>{w('stepCall', { name })}</li>
        <li>{w('stepRead', { name })}</li>
        <li>{w('stepSame')}</li>
      </ol>
      <p className="hint">{w('why')}</p>
      {codeOf('member', whose.recipient) !== null && (
        <CheckField label={w('confirmed')} value={isSame} onChange={setIsSame} />
      )}
      <ErrorNotice error={error} />
      <div className="actions">
        <Button kind="primary" isDisabled={!isSame || pending} onPress={onConfirm}>
          {confirm}
        </Button>
        <Button onPress={onClose}>{common('cancel')}</Button>
      </div>
    </Dialog>
  )
}
