import { useState } from 'react'
import { FileTrigger } from 'react-aria-components'
import { toHex } from '../../evidence/bytes.ts'
import { Button } from '../../platform/ui/controls.tsx'
import { Notice } from '../../platform/ui/feedback.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import { logWords } from './incident.words.ts'

/** The browser digests a file in one piece, so it is held in memory; larger ones are for a deposit, which reads them in parts. */
const mostBytes = 200 * 2 ** 20

/** @returns hexadecimal */
export const sha256Of = async (bytes: ArrayBuffer): Promise<string> =>
  toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))

/** The digest of a file of this machine, which is not sent anywhere. */
export function FileDigest({ onDigest }: { onDigest: (what: string) => void }) {
  const w = useWords(logWords)
  const [state, setState] = useState<'idle' | 'working' | 'tooLarge' | 'unreadable'>('idle')
  const digest = async (files: FileList | null) => {
    const [file] = files ?? []
    if (!file) return
    if (file.size > mostBytes) return setState('tooLarge')
    setState('working')
    try {
      onDigest(`${file.name.slice(0, 100)} SHA-256 ${await sha256Of(await file.arrayBuffer())}`)
      setState('idle')
    } catch {
      // Moved, removed or locked by another program while it was read.
      setState('unreadable')
    }
  }
  return (
    <>
      <FileTrigger onSelect={digest}>
        <Button isDisabled={state === 'working'}>{w('digestFile')}</Button>
      </FileTrigger>
      {state === 'working' && <span role="status">{w('digesting')}</span>}
      {state === 'tooLarge' && <Notice kind="bad">{w('tooLarge', { n: mostBytes / 2 ** 20 })}</Notice>}
      {state === 'unreadable' && <Notice kind="bad">{w('unreadable')}</Notice>}
    </>
  )
}
