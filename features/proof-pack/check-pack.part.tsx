import { useState } from 'react'
import { FileTrigger } from 'react-aria-components'
import { bytesSource, readArchive } from '../../evidence/archive.ts'
import type { GivenFile } from '../../evidence/given-files.ts'
import type { PackVerification } from '../../evidence/pack.ts'
import { Button } from '../../platform/ui/controls.tsx'
import { inEvidenceWorker } from '../../platform/ui/evidence/evidence-client.ts'
import { Loading, Notice } from '../../platform/ui/feedback.tsx'
import { Panel } from '../../platform/ui/layout.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import { saveBlob } from '../../platform/ui/save-file.ts'
import { fetchTrust } from '../deposit/deposits.client.ts'
import { room } from '../vault/room.client.ts'
import { PackReport } from './pack-report.tsx'
import { packWords } from './proof-pack.words.ts'

type Opened = {
  readonly name: string
  readonly zip: Uint8Array<ArrayBuffer>
  readonly files: readonly GivenFile[]
  readonly report: PackVerification
}

/** Opens a pack with the vault or one's own key and verifies every piece, the index and the receipts, here. */
export function CheckPack() {
  const w = useWords(packWords)
  const [found, setFound] = useState<Opened | 'unreadable' | 'working' | null>(null)
  const check = async (file: File | undefined) => {
    if (!file) return setFound(null)
    setFound('working')
    const opened = await room()
      .open(new Uint8Array(await file.arrayBuffer()))
      .catch(() => null)
    if (!opened) return setFound('unreadable')
    const zip = new Uint8Array(opened)
    setFound({ name: file.name.replace(/\.age$/, ''), zip, ...(await verified(zip)) })
  }
  return (
    <Panel title={w('open')} id="check">
      <p>{w('openText')}</p>
      <FileTrigger acceptedFileTypes={['.age']} onSelect={(files) => check(files?.[0])}>
        <Button isDisabled={found === 'working'}>{w('file')}</Button>
      </FileTrigger>
      {found === 'working' && <Loading />}
      {found === 'unreadable' && <Notice kind="bad">{w('unreadable')}</Notice>}
      {found !== null && typeof found === 'object' && (
        <>
          <PackReport report={found.report} />
          <div className="actions">
            <Button onPress={() => saveBlob(new Blob([found.zip], { type: 'application/zip' }), found.name)}>
              {w('saveOpened')}
            </Button>
          </div>
          <p className="hint">{w('saveOpenedHint')}</p>
          <ul className="lines">
            {found.files.map(({ name, content }) => (
              <li key={name}>
                {name}{' '}
                <Button
                  kind="quiet"
                  aria-label={`${w('keep')} ${name}`}
                  onPress={async () =>
                    saveBlob(new Blob([new Uint8Array(await content.read(0, content.sizeBytes))]), name)
                  }
                >
                  {w('keep')}
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  )
}

/** Under the keys that this installation publishes. */
async function verified(zip: Uint8Array): Promise<Pick<Opened, 'files' | 'report'>> {
  const report = await inEvidenceWorker('verify-pack', { zip, trust: await fetchTrust() })
  // What cannot be taken apart has no files to offer; the report says why.
  const files = report.archive === 'malformed' ? [] : (await readArchive(bytesSource(zip))).entries
  return { report, files }
}
