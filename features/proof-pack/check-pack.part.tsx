import { useState } from 'react'
import { Button } from '../../platform/ui/controls.tsx'
import { Notice } from '../../platform/ui/feedback.tsx'
import { Panel } from '../../platform/ui/layout.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { saveBlob } from '../../platform/ui/save-file.ts'
import { room } from '../vault/room.client.ts'
import { checkPackFile } from './pack-file.client.ts'
import { faultWords } from './pack-verify.rules.ts'
import { packWords } from './proof-pack.words.ts'

/** Opens a pack with the vault or one's own key and compares every piece with the index. */
export function CheckPack() {
  const w = useWords(packWords)
  const say = useSay()
  const [found, setFound] = useState<ReturnType<typeof checkPackFile> | 'unreadable' | null>(null)
  const check = async (file: File | undefined) => {
    setFound(null)
    if (!file) return
    try {
      const sealed = new Uint8Array(await file.arrayBuffer())
      setFound(checkPackFile(await room().open(sealed)))
    } catch {
      setFound('unreadable')
    }
  }
  return (
    <Panel title={w('open')} id="check">
      <p>{w('openText')}</p>
      <label className="field">
        <span className="label">{w('file')}</span>
        <input type="file" className="input" accept=".age" onChange={({ target }) => check(target.files?.[0])} />
      </label>
      {found === 'unreadable' && <Notice kind="bad">{w('unreadable')}</Notice>}
      {found && found !== 'unreadable' && found.faults.length === 0 && (
        <>
          <Notice kind="good">{w('fits', { n: found.pieces })}</Notice>
          <ul className="lines">
            {found.files.map(({ name, bytes }) => (
              <li key={name}>
                {name}{' '}
                <Button
                  kind="quiet"
                  aria-label={`${w('keep')} ${name}`}
                  onPress={() => saveBlob(new Blob([new Uint8Array(bytes)]), name)}
                >
                  {w('keep')}
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
      {found && found !== 'unreadable' && found.faults.length > 0 && (
        <Notice kind="bad">
          <ul>
            {found.faults.map(({ code, name }) => (
              <li key={code + name}>
                <code>{name}</code> {say(faultWords[code])}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </Panel>
  )
}
