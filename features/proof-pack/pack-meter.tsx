import { A, Badge, Panel } from '../../platform/ui/layout.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { todayHere } from '../../platform/ui/moment.ts'
import { kindName } from '../trade-secret/classification.rules.ts'
import { useClassification } from '../trade-secret/register.client.ts'
import type { TradeSecret } from '../trade-secret/trade-secret.schema.ts'
import { type Matter, meterOf } from './meter.rules.ts'
import { packWords } from './proof-pack.words.ts'

/** What the law asks for this secret, what is there, and where what is lacking is supplied. */
export function PackMeter({ secretId, secret, matter }: { secretId: string; secret: TradeSecret; matter: Matter }) {
  const w = useWords(packWords)
  const say = useSay()
  const classification = useClassification()
  const rows = meterOf(secret, matter, todayHere(), kindName(classification, secret.infoKind))
  const complete = rows.filter(({ lacks }) => lacks.length === 0).length
  return (
    <Panel title={w('meter')} id="meter">
      <p>
        <meter
          className="pack-meter"
          min={0}
          max={rows.length}
          value={complete}
          aria-label={w('meterOf', { n: complete, all: rows.length })}
        />{' '}
        {w('meterOf', { n: complete, all: rows.length })}
      </p>
      <ul className="lines">
        {rows.map(({ id, words, source, have, lacks, notes }) => (
          <li key={id}>
            <strong>{say(words)}</strong>{' '}
            <Badge tone={lacks.length === 0 ? 'good' : 'warn'}>
              {lacks.length === 0 ? w('complete') : w('lacks', { n: lacks.length })}
            </Badge>{' '}
            <span className="source">{source}</span>
            <p className="hint">
              {w('have')}
              {say(have)}
            </p>
            {lacks.map(({ words: lack, where }) => (
              <p key={say(lack)}>
                {say(lack)} ·{' '}
                {where === 'register' ? <A to={`/secrets/${secretId}`}>{w('inRegister')}</A> : w('inPack')}
              </p>
            ))}
            {notes.map((note) => (
              <p key={say(note)} className="hint">
                {say(note)}
              </p>
            ))}
          </li>
        ))}
      </ul>
    </Panel>
  )
}
