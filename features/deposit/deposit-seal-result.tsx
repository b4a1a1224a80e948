import { type ReactNode, useSyncExternalStore } from 'react'
import { Button } from '../../platform/ui/controls.tsx'
import { Notice } from '../../platform/ui/feedback.tsx'
import { formatBytes, formatNumber } from '../../platform/ui/format.ts'
import { KeyValues } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { saveBlob } from '../../platform/ui/save-file.ts'
import { type SealedFiles, traffic } from '../../platform/ui/seal/seal-in-browser.ts'
import { sendingOf } from '../../platform/ui/seal/sent-bytes.ts'
import '../../platform/ui/seal/seal.css'
import { sealWords } from './deposit-seal.words.ts'

const hexInGroups = (bytes: Uint8Array) =>
  (
    Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'))
      .join('')
      .match(/.{8}/g) ?? []
  ).join(' ')

/** What a finished seal is, and its opening file to be saved. */
export function SealedPanel({
  result: { seal, problems },
  downloaded,
  reopened,
  onDownload,
  children,
}: {
  result: SealedFiles
  downloaded: boolean
  /** From an opening file that was made earlier, so there is nothing to save. */
  reopened: boolean
  onDownload: () => void
  children: ReactNode
}) {
  const w = useWords(sealWords)
  const locale = useLocale()
  const missing = problems.filter(({ kind }) => kind !== 'changed').length
  return (
    <section className="seal-step">
      <h3>{w(reopened ? 'reopened' : 'sealed')}</h3>
      <p>
        {w(reopened ? 'reopenedText' : 'sealedText', {
          files: formatNumber(seal.fileCount, locale),
          size: formatBytes(seal.totalBytes, locale),
        })}
      </p>
      {missing > 0 && <Notice kind="warn">{w('notSealed', { n: formatNumber(missing, locale) })}</Notice>}
      <KeyValues
        pairs={[
          [w('commitmentSha256'), <code key="sha256">{hexInGroups(seal.commitments.sha256)}</code>],
          [w('commitmentSm3'), <code key="sm3">{hexInGroups(seal.commitments.sm3)}</code>],
          [w('requestId'), <code key="id">{seal.requestId}</code>],
          [w('entrySize'), w('bytes', { n: seal.entry.length })],
        ]}
      />
      <p>{w('keepIt')}</p>
      <div className="actions">
        {!reopened && (
          <Button
            kind="primary"
            onPress={() => {
              saveBlob(seal.openingFile, `seal-${seal.requestId.slice(0, 8)}.tsopening`)
              onDownload()
            }}
          >
            {w('download')}
          </Button>
        )}
        {children}
      </div>
      {downloaded && !reopened && (
        <p className="small soft" role="status">
          {w('downloaded')}
        </p>
      )}
    </section>
  )
}

/** What was read on this machine and what left it. It goes on counting as long as the application is open, also on other screens. */
export function ReadAndSent() {
  const w = useWords(sealWords)
  const locale = useLocale()
  const sending = sendingOf(globalThis)
  const readBytes = useSyncExternalStore(traffic.listen, traffic.readBytes)
  const workerBytes = useSyncExternalStore(traffic.listen, traffic.sentByWorkers)
  const ownBytes = useSyncExternalStore(sending.listen, sending.bytes)
  const unmeasured = useSyncExternalStore(sending.listen, sending.unmeasured)
  const sent = ownBytes + workerBytes
  const requests = sending.requests()
  return (
    <section className="seal-sent">
      <p className="seal-sent-line">
        <strong>{w('read', { read: formatBytes(readBytes, locale) })}</strong> ·{' '}
        <strong>{w('sent', { sent: w('bytes', { n: formatNumber(sent, locale) }) })}</strong>
        {unmeasured > 0 && <> · {w('sentUnmeasured', { n: unmeasured })}</>}
      </p>
      <p className="small">{w('checkYourself')}</p>
      <details>
        <summary>{w('whatWasSent')}</summary>
        <p className="small">{w('howCounted')}</p>
        {requests.length === 0 ? (
          <p className="small">{w('nothingSent')}</p>
        ) : (
          <ul className="list small">
            {requests.slice(-50).map(({ method, address, bytes }, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: requests are only ever added
              <li key={place}>
                <div className="row">
                  <code>
                    {method} {address}
                  </code>
                  <span>{bytes === null ? '?' : w('bytes', { n: formatNumber(bytes, locale) })}</span>
                </div>
              </li>
            ))}
          </ul>
        )}
      </details>
    </section>
  )
}
