import { useState } from 'react'
import type { Pair } from '../../core/words.ts'
import { Button } from '../../platform/ui/controls.tsx'
import { Notice } from '../../platform/ui/feedback.tsx'
import { formatMoment } from '../../platform/ui/format.ts'
import { Badge, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { takeRecheck, withRecheck } from './recheck.rules.ts'
import type { SaveSecret } from './secret-one.page.tsx'
import { recheckWords } from './secret-recheck.words.ts'
import type { Recheck, TradeSecret } from './trade-secret.schema.ts'

const mostBytes = 5 * 1024 * 1024

/** Whether the originals still are what was deposited, as the command line found on the firm's own machine. */
export function Rechecks({ secret, save }: { secret: TradeSecret; save: SaveSecret }) {
  const w = useWords(recheckWords)
  const say = useSay()
  const [found, setFound] = useState<Recheck | null>(null)
  const [refused, setRefused] = useState<Pair | null>(null)
  const newest = secret.rechecks.at(-1)
  const earlier = secret.rechecks.slice(0, -1).toReversed()
  const read = async (file: File | undefined) => {
    setFound(null)
    setRefused(null)
    if (!file) return
    if (file.size > mostBytes) return setRefused(recheckWords.tooLarge)
    const taken = takeRecheck(await file.text(), secret, Date.now())
    if ('refused' in taken) setRefused(taken.refused)
    else setFound(taken.recheck)
  }
  return (
    <Panel title={w('title')} id="rechecks">
      {newest ? <Result recheck={newest} words="newest" /> : <p>{w('none')}</p>}
      {earlier.length > 0 && (
        <details>
          <summary>{w('earlier')}</summary>
          <ul className="lines">
            {earlier.map((one) => (
              <li key={one.at}>
                <Result recheck={one} words="found" />
              </li>
            ))}
          </ul>
        </details>
      )}
      <p className="hint">{w('lead')}</p>
      <pre>npx shoumi recheck ./存证 ./图纸 --out 复核结果.json</pre>
      <p className="hint">{w('schedule')}</p>
      <label className="field">
        <span className="label">{w('file')}</span>
        <span className="hint">{w('fileHint')}</span>
        <input
          type="file"
          className="input"
          accept=".json,application/json"
          onChange={({ target }) => read(target.files?.[0])}
        />
      </label>
      {refused && <Notice kind="bad">{say(refused)}</Notice>}
      {found && (
        <div role="status">
          <Result recheck={found} words="found" />
          <p className="hint">{w('trust')}</p>
          <Button
            kind="primary"
            onPress={() => {
              save({ rechecks: withRecheck(secret.rechecks, found) })
              setFound(null)
            }}
          >
            {w('take')}
          </Button>
        </div>
      )}
    </Panel>
  )
}

function Result({
  recheck: { at, checked, different, names, scope },
  words,
}: {
  recheck: Recheck
  words: 'newest' | 'found'
}) {
  const w = useWords(recheckWords)
  const locale = useLocale()
  return (
    <>
      <p>
        <Badge tone={different === 0 ? 'good' : 'bad'}>{w(different === 0 ? 'matches' : 'differs')}</Badge>{' '}
        {w(words, { at: formatMoment(at, locale), checked, different })}
      </p>
      {scope === 'whole' && <p className="hint">{w('whole')}</p>}
      {names.length > 0 && (
        <details>
          <summary>{w('names')}</summary>
          <ul>
            {names.map((name) => (
              <li key={name}>{name}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}
