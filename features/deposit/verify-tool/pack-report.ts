import type { PackVerification } from '../../../evidence/pack.ts'
import {
  packArchiveWords,
  packProves,
  packProvesNot,
  packVerdictOutcome,
  packVerdictWords,
  packWords,
  pieceStateOutcome,
  pieceStateWords,
} from '../../../evidence/pack-words.ts'
import { type Outcome, outcomeOf, type Verification } from '../../../evidence/verify.ts'
import { type Child, el } from '../../../platform/one-file-page/elements.ts'
import {
  grouped,
  momentText,
  outcomeMarks,
  type PageLanguage,
  receiptCheckLine,
} from '../../../platform/one-file-page/receipt-checks.ts'
import { toolWords } from './verify-tool.words.ts'

type Pair = readonly [string, string]

/** A proof pack: its index and when that was entered, every piece, every receipt. */
export function packReport(found: PackVerification, language: PageLanguage): Child[] {
  const say = (pair: Pair, values: Readonly<Record<string, string | number>> = {}) =>
    pair[language].replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ''))
  const { verdict, index, indexSha256, archive, files, proof, receipts } = found
  const titles = new Map(index?.pieces.map(({ name, title }) => [name, title]))
  const mark = (outcome: Outcome) => el('span', { class: `outcome ${outcome}` }, `${outcomeMarks[outcome]} `)
  const line = (outcome: Outcome, name: string, words: string, ...more: Child[]) =>
    el('li', { 'data-outcome': outcome }, mark(outcome), `${name} — ${words}`, ...more)

  const held = (verification: Verification): string => {
    if (verification.verdict !== 'proven') return say(packWords.notHeld)
    const { notLaterThanMs: ms, saidBy } = verification
    const by = say(toolWords[saidBy === 'timestamp' ? 'byTimestamp' : 'byWitness'])
    return ms === null ? say(toolWords.noTime) : say(toolWords.provenBy, { time: momentText(ms, language), by })
  }
  const receiptLine = (name: string, verification: Verification) =>
    line(
      outcomeOf(verification),
      name,
      held(verification),
      el(
        'details',
        {},
        el('summary', {}, say(toolWords.checks)),
        el('ol', { class: 'checks' }, ...verification.checks.map((check) => receiptCheckLine(check, language))),
      ),
    )
  const proofLine =
    proof === 'missing'
      ? line('unknown', say(packWords.indexProof), say(packWords.proofMissing))
      : proof === 'other'
        ? line('failed', say(packWords.indexProof), say(packWords.proofOther))
        : receiptLine(say(packWords.indexProof), proof)
  const outcome = packVerdictOutcome[verdict]

  return [
    el(
      'div',
      { class: `verdict ${outcome}`, role: 'status', id: 'pack-verdict' },
      el('strong', {}, `${outcomeMarks[outcome]} ${say(packVerdictWords[verdict])}`),
      index &&
        el(
          'span',
          {},
          say(packWords.made, {
            organisation: index.organisation,
            subject: index.subject,
            at: momentText(Date.parse(index.madeAt), language),
          }),
        ),
    ),
    ...(verdict === 'proven'
      ? [
          el('h2', {}, say(toolWords.proves)),
          el('ul', {}, ...packProves.map((pair) => el('li', {}, say(pair)))),
          el('h2', {}, say(toolWords.provesNot)),
          el('ul', {}, ...packProvesNot.map((pair) => el('li', {}, say(pair)))),
        ]
      : []),
    el('h2', {}, say(packWords.index)),
    el(
      'ol',
      { class: 'checks' },
      line(packArchiveWords[archive].outcome, say(packWords.archive), say(packArchiveWords[archive].words)),
      index ? null : line('failed', say(packWords.index), say(packWords.indexMissing)),
      proofLine,
    ),
    indexSha256 && el('p', { class: 'soft' }, `${say(packWords.indexSha256)} `, el('code', {}, grouped(indexSha256))),
    el('h2', {}, say(packWords.pieces, { n: files.length })),
    el(
      'ol',
      { class: 'checks' },
      ...files.map(({ name, state }) =>
        el(
          'li',
          { 'data-file': state },
          mark(pieceStateOutcome[state]),
          `${titles.get(name) ?? ''} `,
          el('code', {}, name),
          ` — ${say(pieceStateWords[state])}`,
        ),
      ),
    ),
    ...(receipts.length > 0
      ? [
          el('h2', {}, say(packWords.receipts, { n: receipts.length })),
          el(
            'ol',
            { class: 'checks' },
            ...receipts.map(({ name, verification }) =>
              verification ? receiptLine(name, verification) : line('failed', name, say(packWords.unreadable)),
            ),
          ),
        ]
      : []),
  ]
}
