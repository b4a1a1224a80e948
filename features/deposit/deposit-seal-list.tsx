import { useMemo, useState } from 'react'
import { Button } from '../../platform/ui/controls.tsx'
import { formatBytes, formatNumber } from '../../platform/ui/format.ts'
import { Badge } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { collidingPaths, type Found, isNameReplaced } from '../../platform/ui/seal/found-files.ts'
import type { FileState, Problem } from '../../platform/ui/seal/seal-in-browser.ts'
import { sealWords } from './deposit-seal.words.ts'

/** Files that could not be sealed as they were. */
export function Problems({ problems }: { problems: readonly Problem[] }) {
  const w = useWords(sealWords)
  const [shown, setShown] = useState(50)
  if (problems.length === 0) return null
  const words = ({ kind, error }: Problem) =>
    kind === 'changed'
      ? w('problemChanged')
      : kind === 'changing'
        ? w('problemChanging')
        : error === 'NotReadableError'
          ? w('problemNotReadable')
          : error === 'NotFoundError'
            ? w('problemNotFound')
            : w('problemOther', { error })
  return (
    <section className="seal-step">
      <h3>{w('problems')}</h3>
      <ul className="list">
        {problems.slice(0, shown).map((problem) => (
          <li key={problem.path}>
            <strong>{problem.path}</strong>
            <p className="small">{words(problem)}</p>
          </li>
        ))}
      </ul>
      <More total={problems.length} shown={shown} onMore={setShown} />
    </section>
  )
}

function More({ total, shown, onMore }: { total: number; shown: number; onMore: (shown: number) => void }) {
  const w = useWords(sealWords)
  const locale = useLocale()
  const step = Math.min(200, total - shown)
  return step <= 0 ? null : (
    <Button kind="quiet" onPress={() => onMore(shown + step)}>
      {w('showMore', { n: formatNumber(step, locale) })}
    </Button>
  )
}

const toneOf: Record<FileState, 'plain' | 'good' | 'warn' | 'bad' | 'info'> = {
  waiting: 'plain',
  reading: 'info',
  done: 'good',
  changed: 'warn',
  unreadable: 'bad',
}

/** What will be sealed, or is being. */
export function FileList({ found, states }: { found: readonly Found[]; states: readonly FileState[] | null }) {
  const w = useWords(sealWords)
  const locale = useLocale()
  const [shown, setShown] = useState(50)
  const colliding = useMemo(() => collidingPaths(found), [found])
  const words: Record<FileState, string> = {
    waiting: w('stateWaiting'),
    reading: w('stateReading'),
    done: w('stateDone'),
    changed: w('stateChanged'),
    unreadable: w('stateUnreadable'),
  }
  return (
    <details className="seal-step" open={found.length <= 12}>
      <summary>
        {w('list')} <span className="small soft">{formatNumber(found.length, locale)}</span>
      </summary>
      <ul className="list">
        {found.slice(0, shown).map(({ path, kind, file }, index) => {
          const state = states?.[index] ?? (kind === 'unreadable' ? 'unreadable' : null)
          return (
            <li key={path}>
              <div className="row">
                <span>
                  {path} {colliding.has(path) && <Badge tone="warn">{w('sameNameMark')}</Badge>}{' '}
                  {isNameReplaced(path) && <Badge tone="warn">{w('nameReplacedMark')}</Badge>}
                </span>
                <span className="small soft">
                  {kind === 'empty-directory' ? w('emptyFolder') : file ? formatBytes(file.size, locale) : ''}{' '}
                  {state && kind !== 'empty-directory' && <Badge tone={toneOf[state]}>{words[state]}</Badge>}
                </span>
              </div>
            </li>
          )
        })}
      </ul>
      <More total={found.length} shown={shown} onMore={setShown} />
    </details>
  )
}

/** What a seal does not show. */
export function NotProven() {
  const w = useWords(sealWords)
  return (
    <details className="seal-not-proven">
      <summary>{w('notProvenTitle')}</summary>
      <ul className="small">
        <li>{w('notProvenContent')}</li>
        <li>{w('notProvenCounter')}</li>
        <li>{w('notProvenBrowser')}</li>
      </ul>
    </details>
  )
}
