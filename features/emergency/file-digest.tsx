import { FileTrigger } from 'react-aria-components'
import { Button } from '../../platform/ui/controls.tsx'
import { inEvidenceWorker } from '../../platform/ui/evidence/evidence-client.ts'
import { Notice } from '../../platform/ui/feedback.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import { logWords } from './incident.words.ts'

/** By two algorithms, as a record of evidence has them. @source domain law.md §8.2 */
export async function digestsOf(file: Blob): Promise<string> {
  const { sha256, sm3 } = await inEvidenceWorker('digest-file', { file })
  return `SHA-256 ${sha256} SM3 ${sm3}`
}

export type DigestState = 'idle' | 'working' | 'unreadable'
type Props = {
  /** Its form keeps the state, and is not sent while a digest is under way. */
  state: DigestState
  onState: (state: DigestState) => void
  onDigest: (what: string) => void
}

/** The digests of a file of this machine, which is not sent anywhere. */
export function FileDigest({ state, onState, onDigest }: Props) {
  const w = useWords(logWords)
  const digest = async (files: FileList | null) => {
    const [file] = files ?? []
    if (!file) return
    onState('working')
    try {
      onDigest(`${file.name.slice(0, 100)} ${await digestsOf(file)}`)
      onState('idle')
    } catch {
      // Moved, removed or locked by another program while it was read.
      onState('unreadable')
    }
  }
  return (
    <>
      <FileTrigger onSelect={digest}>
        <Button isDisabled={state === 'working'}>{w('digestFile')}</Button>
      </FileTrigger>
      {state === 'working' && <span role="status">{w('digesting')}</span>}
      {state === 'unreadable' && <Notice kind="bad">{w('unreadable')}</Notice>}
    </>
  )
}
