import { useState } from 'react'
import { urlOf } from '../../platform/ui/client.ts'
import { Button } from '../../platform/ui/controls.tsx'
import { formatBytes, formatMoment } from '../../platform/ui/format.ts'
import { Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { useMay } from '../../platform/ui/session.tsx'
import { clueContract } from './clue.contract.ts'
import type { ChannelFile } from './clue.schema.ts'
import type { Came } from './clue-intake.tsx'
import { MessageList, WriteMessage } from './clue-message.tsx'
import { cluePageWords } from './clue-page.words.ts'
import { AskDialog, Releases } from './clue-release.tsx'
import { apartWords, fileFormats, findingWords } from './file-metadata/finding.rules.ts'

export type OpenChannel = NonNullable<Came['channel']>

/** Between the office and one reporter or complainant: files, messages, and what was asked to be seen. */
export function Channel({ id, channel }: { id: string; channel: OpenChannel }) {
  const w = useWords(cluePageWords)
  const may = useMay()
  return (
    <>
      {channel.files.length > 0 && (
        <Panel title={w('files')} id="files">
          <ul className="list">
            {channel.files.map((file) => (
              <li key={file.id}>
                <FileRow id={id} file={file} channel={channel} />
              </li>
            ))}
          </ul>
        </Panel>
      )}
      {channel.kind === 'tip' && <Releases id={id} channel={channel} />}
      <Panel title={w('messages')} id="messages">
        <MessageList messages={channel.messages} />
        {may('case.register') && (
          <WriteMessage
            id={id}
            door={clueContract.writeToReporter}
            draft={`clue.${id}.message`}
            label={w('write')}
            hint={w('writeHint')}
          />
        )}
      </Panel>
    </>
  )
}

function FileRow({ id, file, channel }: { id: string; file: ChannelFile; channel: OpenChannel }) {
  const w = useWords(cluePageWords)
  const say = useSay()
  const locale = useLocale()
  const may = useMay()
  const [asking, setAsking] = useState(false)
  const { id: fileId, number, format, sizeBytes, found, apart, readable, sentAt } = file
  const name = w('fileName', { number, format: say(fileFormats[format].words) })
  const mine = channel.releases.filter((release) => release.mine && release.fileId === fileId)
  const released = mine.some(({ state }) => state === 'open')
  const asked = mine.some(({ state }) => state === 'waiting')
  const foundWords = found.map((kind) => say(findingWords[kind as keyof typeof findingWords] ?? [kind, kind]))
  return (
    <>
      <div className="row">
        <span>
          <strong>{name}</strong>{' '}
          <span className="small soft">
            {formatBytes(sizeBytes, locale)} · {formatMoment(sentAt, locale)}
          </span>
        </span>
        <span className="actions">
          {readable !== 'no' && (
            <a
              className="button"
              href={urlOf(clueContract.readFile, { id, fileId })}
              aria-label={`${w('readCopy')} ${name}`}
            >
              {w(readable === 'copy' ? 'readCopy' : 'readOriginal')}
            </a>
          )}
          {released && (
            <a
              className="button"
              href={urlOf(clueContract.lookAtOriginal, { id, fileId })}
              aria-label={`${w('lookOriginal')} ${name}`}
            >
              {w('lookOriginal')}
            </a>
          )}
          {may('case.register') && !released && !asked && readable !== 'original' && (
            <Button kind="quiet" onPress={() => setAsking(true)} aria-label={`${w('askOriginal')} ${name}`}>
              {w('askOriginal')}
            </Button>
          )}
        </span>
      </div>
      <p className="small soft">
        {apart
          ? say(apartWords[apart])
          : foundWords.length > 0
            ? w('stripped', { found: foundWords.join('、') })
            : w('nothingFound')}
      </p>
      {asking && (
        <AskDialog id={id} fileId={fileId} title={`${w('askOriginal')} · ${name}`} onClose={() => setAsking(false)} />
      )}
    </>
  )
}
