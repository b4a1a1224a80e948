import { useNavigate } from '@tanstack/react-router'
import { Button } from '../../platform/ui/controls.tsx'
import { ErrorNotice } from '../../platform/ui/feedback.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import { saveBlob, saveDocx } from '../../platform/ui/save-file.ts'
import { useSession } from '../../platform/ui/session.tsx'
import { offerForDeposit } from '../deposit/deposit-files.client.ts'
import { useKeyWork } from '../vault/room.client.ts'
import { closeOutPaper } from './close-out.rules.ts'
import type { CloseOut } from './workforce.schema.ts'
import { runWords } from './workforce.words.ts'

/** The dated record of a close-out: its text with its digest, to be deposited, printed and signed. */
export function CloseOutRecord({ closeOut, name }: { closeOut: CloseOut; name: string }) {
  const w = useWords(runWords)
  const navigate = useNavigate()
  const { organisation } = useSession()
  const { text, sha256, closedAt } = closeOut
  const fileName = `离职交接记录-${name}-${closedAt.slice(0, 10)}`.replace(/[\\/:*?"<>|]/g, '')
  const textFile = () => new File([text], `${fileName}.txt`, { type: 'text/plain;charset=utf-8' })
  const docx = useKeyWork(() => saveDocx(closeOutPaper(text, sha256, organisation?.name ?? ''), `${fileName}.docx`))
  return (
    <section className="card">
      <h3>{w('record')}</h3>
      <p className="hint">{w('recordText')}</p>
      <p>
        {w('digest')} <code className="break">{sha256}</code>
      </p>
      <details>
        <summary>{w('whole')}</summary>
        <p className="text" lang="zh-CN">
          {text}
        </p>
      </details>
      <ErrorNotice error={docx.error} />
      <div className="actions">
        <Button kind="primary" onPress={() => saveBlob(textFile(), `${fileName}.txt`)}>
          {w('saveText')}
        </Button>
        <Button isDisabled={docx.isPending} onPress={() => docx.mutate(undefined)}>
          {w('saveDocx')}
        </Button>
        <Button
          onPress={() => {
            offerForDeposit([textFile()])
            navigate({ to: '/deposits/new' })
          }}
        >
          {w('deposit')}
        </Button>
      </div>
      <p className="hint">{w('depositHint')}</p>
    </section>
  )
}
