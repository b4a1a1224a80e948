import type { PackVerification } from '../../evidence/pack.ts'
import {
  packWords as evidenceWords,
  packArchiveWords,
  packProves,
  packProvesNot,
  packVerdictOutcome,
  packVerdictWords,
  pieceStateOutcome,
  pieceStateWords,
} from '../../evidence/pack-words.ts'
import { type Outcome, outcomeOf, type Verification } from '../../evidence/verify.ts'
import { checkWords, outcomeWords, reasonWords } from '../../evidence/verify-words.ts'
import { Notice } from '../../platform/ui/feedback.tsx'
import { formatMoment } from '../../platform/ui/format.ts'
import { Badge } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'

const tones = { passed: 'good', failed: 'bad', unknown: 'warn', 'not-applicable': 'plain' } as const
const kinds = { passed: 'good', failed: 'bad', unknown: 'warn', 'not-applicable': 'info' } as const satisfies Record<
  Outcome,
  string
>

/** What the verification of a pack found: in the words of the saved page and the command line. */
export function PackReport({ report }: { report: PackVerification }) {
  const w = useWords(evidenceWords)
  const say = useSay()
  const locale = useLocale()
  const { verdict, index, indexSha256, archive, files, proof, receipts } = report
  const titles = new Map(index?.pieces.map(({ name, title }) => [name, title]))
  const matching = files.filter(({ state }) => state === 'matches').length
  return (
    <section aria-label={w('title')}>
      <Notice kind={kinds[packVerdictOutcome[verdict]]}>
        <p>
          <strong>{say(packVerdictWords[verdict])}</strong>
        </p>
        {index && (
          <p>
            {w('made', {
              ...{ organisation: index.organisation, subject: index.subject },
              at: formatMoment(index.madeAt, locale),
            })}
          </p>
        )}
      </Notice>
      <ul className="lines">
        <Line
          name={w('archive')}
          outcome={packArchiveWords[archive].outcome}
          words={say(packArchiveWords[archive].words)}
        />
        {!index && <Line name={w('index')} outcome="failed" words={w('indexMissing')} />}
        {typeof proof === 'string' ? (
          <Line
            name={w('indexProof')}
            outcome={proof === 'missing' ? 'unknown' : 'failed'}
            words={w(proof === 'missing' ? 'proofMissing' : 'proofOther')}
          />
        ) : (
          <Receipt name={w('indexProof')} found={proof} />
        )}
        {receipts.map(({ name, verification }) =>
          verification ? (
            <Receipt key={name} name={titles.get(name) ?? name} found={verification} />
          ) : (
            <Line key={name} name={name} outcome="failed" words={w('unreadable')} />
          ),
        )}
      </ul>
      {indexSha256 && (
        <p className="hint">
          {w('indexSha256')} <code className="break">{indexSha256}</code>
        </p>
      )}
      <details open={matching !== files.length}>
        <summary>
          {w('pieces', { n: files.length })}：{matching}/{files.length} {say(pieceStateWords.matches)}
        </summary>
        <ol className="lines">
          {files.map(({ name, state }) => (
            <li key={name}>
              <Badge tone={tones[pieceStateOutcome[state]]}>{say(pieceStateWords[state])}</Badge>{' '}
              {titles.get(name) ?? ''} <code className="break">{name}</code>
            </li>
          ))}
        </ol>
      </details>
      {verdict === 'proven' && (
        <details>
          <summary>{w('limits')}</summary>
          <ul>
            {[...packProves, ...packProvesNot].map((pair) => (
              <li key={pair[0]}>{say(pair)}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

function Line({ name, outcome, words }: { name: string; outcome: Outcome; words: string }) {
  const say = useSay()
  return (
    <li>
      <Badge tone={tones[outcome]}>{say(outcomeWords[outcome])}</Badge> {name}：{words}
    </li>
  )
}

function Receipt({ name, found }: { name: string; found: Verification }) {
  const w = useWords(evidenceWords)
  const say = useSay()
  const locale = useLocale()
  const { verdict, notLaterThanMs, checks } = found
  const objections = checks.filter(({ outcome }) => outcome === 'failed' || outcome === 'unknown')
  const words =
    verdict !== 'proven'
      ? `${w('notHeld')}（${objections.map(({ id, reason }) => `${say(checkWords[id])}：${say(reasonWords[reason])}`).join('；')}）`
      : notLaterThanMs === null
        ? w('held')
        : w('noLaterThan', { at: formatMoment(new Date(notLaterThanMs).toISOString(), locale) })
  return <Line name={name} outcome={outcomeOf(found)} words={words} />
}
