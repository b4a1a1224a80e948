import { type DragEvent, type ReactNode, useCallback, useEffect, useId, useRef, useState } from 'react'
import { FileTrigger } from 'react-aria-components'
import type { Locale } from '../../core/words.ts'
import { Button } from '../../platform/ui/controls.tsx'
import { Notice } from '../../platform/ui/feedback.tsx'
import { formatBytes, formatNumber } from '../../platform/ui/format.ts'
import { KeyValues } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { addFound, collidingPaths, type Found, foundInDrop, foundInPicker } from '../../platform/ui/seal/found-files.ts'
import {
  openSealer,
  type Problem,
  type Progress,
  type Seal,
  type SealedFiles,
  type Sealer,
  SealFailure,
  type SealFailureCode,
} from '../../platform/ui/seal/seal-in-browser.ts'
import { sendingOf } from '../../platform/ui/seal/sent-bytes.ts'
import { useCloseWarning } from '../../platform/ui/unsaved.tsx'
import '../../platform/ui/seal/seal.css'
import { sealFailures, sealWords } from './deposit-seal.words.ts'
import { FileList, NotProven, Problems } from './deposit-seal-list.tsx'
import { ReadAndSent, SealedPanel } from './deposit-seal-result.tsx'

/** What a finished seal leaves, for the step that deposits it. */
export type Sealed = Seal

type Stage =
  | { at: 'choosing'; stopped: boolean; failure: SealFailureCode | null; problems: readonly Problem[] }
  | { at: 'sealing'; progress: Progress | null; stop: () => void }
  | { at: 'sealed'; result: SealedFiles; progress: Progress | null; downloaded: boolean; reopened: boolean }

const choosing: Stage & { at: 'choosing' } = { at: 'choosing', stopped: false, failure: null, problems: [] }
const nothing: readonly File[] = []
type TurnedAway = ReturnType<typeof addFound>['turnedAway']

/**
 * Seals files without sending them.
 *
 * @param onSealed - gets what may be deposited, once the opening file was saved: whoever deposits and then leaves
 *   without it can never prove anything. Null when the person turns to other files
 */
export function SealFiles({
  onSealed,
  first = nothing,
}: {
  onSealed: (seal: Sealed | null) => void
  /** Files that are chosen already. */
  first?: readonly File[]
}) {
  const w = useWords(sealWords)
  const sealer = useSealer()
  const [found, setFound] = useState<readonly Found[]>(() => foundInPicker(first))
  const [turnedAway, setTurnedAway] = useState<TurnedAway>([])
  const [stage, setStage] = useState<Stage>(choosing)
  const [heard, setHeard] = useState('')
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])
  useEffect(() => {
    if (first.length > 0) sendingOf(globalThis).filesChosen()
  }, [first])
  useCloseWarning(stage.at === 'sealing' || (stage.at === 'sealed' && !stage.downloaded))

  const add = useCallback((added: readonly Found[]) => {
    sendingOf(globalThis).filesChosen()
    setStage(choosing)
    setFound((present) => {
      const next = addFound(present, added)
      setTurnedAway(next.turnedAway)
      return next.found
    })
  }, [])
  const clear = () => {
    setFound([])
    setTurnedAway([])
    setStage(choosing)
    onSealed(null)
  }
  const seal = async () => {
    const abort = new AbortController()
    running.current = abort
    let last: Progress | undefined
    const milestones = milestoneWords((percent) => setHeard(w('heardShare', { percent })))
    setStage({ at: 'sealing', progress: null, stop: () => abort.abort() })
    setHeard(w('heardStart', { files: found.length }))
    const release = await keepScreenOn()
    try {
      const result = await sealer.get().seal(found, {
        signal: abort.signal,
        onProgress: (progress) => {
          last = progress
          milestones(progress)
          setStage((now) => (now.at === 'sealing' ? { ...now, progress } : now))
        },
      })
      setStage({ at: 'sealed', result, progress: last ?? null, downloaded: false, reopened: false })
      setHeard(w('heardDone'))
    } catch (error) {
      const stopped = abort.signal.aborted
      if (!stopped) sealer.renew()
      setHeard(stopped ? w('heardStopped') : '')
      const failure = stopped ? null : error instanceof SealFailure ? error.code : 'defect'
      setStage({ at: 'choosing', stopped, failure, problems: stopped ? [] : (last?.problems ?? []) })
    } finally {
      release()
    }
  }

  const reopen = async (file: File) => {
    try {
      const seal = await sealer.get().reopen(file)
      setStage({ at: 'sealed', result: { seal, problems: [] }, progress: null, downloaded: true, reopened: true })
      onSealed(seal)
    } catch (error) {
      sealer.renew()
      setStage({ ...choosing, failure: error instanceof SealFailure ? error.code : 'defect' })
    }
  }

  const progress = stage.at === 'choosing' ? null : stage.progress
  return (
    <div className="seal">
      <p className="visually-hidden" role="status">
        {heard}
      </p>
      {stage.at === 'choosing' && <Chooser onFound={add} onReopen={found.length === 0 ? reopen : null} />}
      {stage.at === 'choosing' && <Outcome stage={stage} />}
      {stage.at === 'choosing' && <TurnedAwayNotice turnedAway={turnedAway} />}
      {stage.at === 'choosing' && found.length > 0 && (
        <Chosen found={found}>
          <Button kind="primary" onPress={seal}>
            {w('start')}
          </Button>
          <Button onPress={clear}>{w('clear')}</Button>
        </Chosen>
      )}
      {stage.at === 'sealing' && (
        <ProgressPanel progress={stage.progress} onStop={stage.stop} hasHuge={hasHuge(found)} />
      )}
      {stage.at === 'sealed' && (
        <SealedPanel
          result={stage.result}
          onDownload={() => {
            setStage({ ...stage, downloaded: true })
            onSealed(stage.result.seal)
          }}
          downloaded={stage.downloaded}
          reopened={stage.reopened}
        >
          <Button onPress={clear}>{w('again')}</Button>
        </SealedPanel>
      )}
      <ReadAndSent />
      <Problems
        problems={stage.at === 'sealed' ? stage.result.problems : stage.at === 'choosing' ? stage.problems : []}
      />
      {found.length > 0 && <FileList found={found} states={progress?.states ?? null} />}
      <NotProven />
    </div>
  )
}

/** The workers are started with the page, while there still is a network; they are let go with it. */
function useSealer() {
  const held = useRef<Sealer | null>(null)
  const [tools] = useState(() => ({
    get: () => {
      held.current ??= openSealer()
      return held.current
    },
    /** After a failure nothing of the old workers is trusted. */
    renew: () => {
      held.current?.close()
      held.current = openSealer()
    },
  }))
  useEffect(() => {
    tools.get()
    return () => {
      held.current?.close()
      held.current = null
    }
  }, [tools])
  return tools
}

/** A phone that switches its screen off stops computing. @returns to let it sleep again */
async function keepScreenOn(): Promise<() => void> {
  try {
    const lock = await (navigator.wakeLock as WakeLock | undefined)?.request('screen')
    return () => void lock?.release().catch(() => undefined)
  } catch {
    return () => undefined
  }
}

/** A screen reader hears of every quarter, and of nothing in between. */
function milestoneWords(say: (percent: number) => void) {
  let told = 0
  return ({ readBytes, totalBytes }: Progress) => {
    const quarter = totalBytes === 0 ? 0 : Math.floor((Math.min(readBytes, totalBytes) * 4) / totalBytes)
    if (quarter <= told || quarter === 4) return
    told = quarter
    say(quarter * 25)
  }
}

const hugeBytes = 1024 ** 3
const hasHuge = (found: readonly Found[]) => found.some(({ file }) => file !== null && file.size > hugeBytes)
const canChooseFolders = () => 'webkitdirectory' in HTMLInputElement.prototype

function Chooser({
  onFound,
  onReopen,
}: {
  onFound: (found: readonly Found[]) => void
  onReopen: ((file: File) => void) | null
}) {
  const w = useWords(sealWords)
  const locale = useLocale()
  const [over, setOver] = useState(false)
  const [count, setCount] = useState<number | null>(null)
  const walking = useRef<AbortController | null>(null)
  useEffect(() => () => walking.current?.abort(), [])
  const drop = async (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    walking.current?.abort()
    const abort = new AbortController()
    walking.current = abort
    setCount(0)
    try {
      onFound(await foundInDrop(event.dataTransfer, abort.signal, setCount))
    } catch (error) {
      if (!abort.signal.aborted) throw error
    } finally {
      if (walking.current === abort) setCount(null)
    }
  }
  const pick = (files: FileList | null) => files && onFound(foundInPicker(files))
  return (
    <section
      className={over ? 'empty seal-drop over' : 'empty seal-drop'}
      aria-label={w('drop')}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <p className="seal-drop-title">{w('drop')}</p>
      <p className="small">{w('dropHint')}</p>
      <div className="actions">
        <FileTrigger allowsMultiple onSelect={pick}>
          <Button kind="primary">{w('chooseFiles')}</Button>
        </FileTrigger>
        {canChooseFolders() && (
          <FileTrigger acceptDirectory onSelect={pick}>
            <Button>{w('chooseFolder')}</Button>
          </FileTrigger>
        )}
      </div>
      {onReopen && (
        <FileTrigger acceptedFileTypes={['.tsopening']} onSelect={(files) => files?.[0] && onReopen(files[0])}>
          <Button kind="quiet">{w('reopen')}</Button>
        </FileTrigger>
      )}
      {!canChooseFolders() && <p className="small">{w('folderNotHere')}</p>}
      {count !== null && <p>{w('listing', { count: formatNumber(count, locale) })}</p>}
    </section>
  )
}

function Outcome({ stage }: { stage: Stage & { at: 'choosing' } }) {
  const w = useWords(sealWords)
  const failed = useWords(sealFailures)
  if (stage.failure)
    return (
      <div className="notice bad" role="alert">
        <p>{failed(stage.failure)}</p>
      </div>
    )
  return stage.stopped ? <Notice>{w('stopped')}</Notice> : null
}

function TurnedAwayNotice({ turnedAway }: { turnedAway: TurnedAway }) {
  const w = useWords(sealWords)
  const locale = useLocale()
  const of = (reason: TurnedAway[number]['reason']) => turnedAway.filter((one) => one.reason === reason)
  const same = of('same-path')
  const wrong = of('path-not-allowed')
  if (turnedAway.length === 0) return null
  return (
    <Notice kind="warn">
      {same.length > 0 && <p>{w('turnedAway', { n: formatNumber(same.length, locale) })}</p>}
      {wrong.length > 0 && <p>{w('turnedAwayPath', { n: formatNumber(wrong.length, locale) })}</p>}
      <ul>
        {same.slice(0, 20).map(({ path }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: one path may be turned away several times
          <li key={place}>{path}</li>
        ))}
        {same.length > 20 && <li>……</li>}
      </ul>
    </Notice>
  )
}

function Chosen({ found, children }: { found: readonly Found[]; children: ReactNode }) {
  const w = useWords(sealWords)
  const locale = useLocale()
  const files = found.filter(({ kind }) => kind === 'file')
  const folders = found.filter(({ kind }) => kind === 'empty-directory').length
  const colliding = collidingPaths(found).size
  const size = formatBytes(
    files.reduce((sum, { file }) => sum + (file?.size ?? 0), 0),
    locale,
  )
  const counts = { files: formatNumber(files.length, locale), size, folders: formatNumber(folders, locale) }
  return (
    <section className="seal-step">
      <p>{folders === 0 ? w('chosen', counts) : w('chosenWithFolders', counts)}</p>
      {colliding > 0 && <Notice kind="warn">{w('lookAlike', { n: formatNumber(colliding, locale) })}</Notice>}
      {hasHuge(found) && <p className="small soft">{w('hugeFile')}</p>}
      <div className="actions">{children}</div>
    </section>
  )
}

function ProgressPanel({
  progress,
  onStop,
  hasHuge: huge,
}: {
  progress: Progress | null
  onStop: () => void
  hasHuge: boolean
}) {
  const w = useWords(sealWords)
  const locale = useLocale()
  const bar = useId()
  const composing = progress?.phase === 'composing'
  const share = !progress
    ? 0
    : composing
      ? progress.composed
      : progress.totalBytes === 0
        ? 0
        : Math.min(1, progress.readBytes / progress.totalBytes)
  const number = (value: number) => formatNumber(value, locale)
  const size = (value: number) => formatBytes(value, locale)
  return (
    <section className="seal-step" aria-labelledby={bar}>
      <p id={bar} className="label">
        {composing ? w('composing') : w('progress')}
      </p>
      <progress className="seal-progress" value={share} max={1} aria-labelledby={bar} />
      {progress && (
        <KeyValues
          pairs={[
            [w('filesDone'), w('of', { done: number(progress.filesDone), total: number(progress.filesTotal) })],
            [
              w('bytesDone'),
              w('of', {
                done: size(Math.min(progress.readBytes, progress.totalBytes)),
                total: size(progress.totalBytes),
              }),
            ],
            [w('rate'), progress.bytesPerSecond > 0 ? w('perSecond', { size: size(progress.bytesPerSecond) }) : '—'],
            [w('timeLeft'), timeLeft(progress.secondsLeft, w, locale)],
          ]}
        />
      )}
      {huge && <p className="small soft">{w('hugeFile')}</p>}
      <div className="actions">
        <Button onPress={onStop}>{w('stop')}</Button>
      </div>
    </section>
  )
}

type Say = (key: keyof typeof sealWords & string, params?: Readonly<Record<string, unknown>>) => string

function timeLeft(seconds: number | null, w: Say, locale: Locale): string {
  if (seconds === null) return w('unknownYet')
  if (seconds < 60) return w('seconds', { n: formatNumber(Math.ceil(seconds), locale) })
  const minutes = Math.ceil(seconds / 60)
  return minutes < 60
    ? w('minutes', { n: minutes })
    : w('hours', { h: formatNumber(Math.floor(minutes / 60), locale), n: minutes % 60 })
}
