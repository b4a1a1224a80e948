import type { PackVerification } from '../../evidence/pack.ts'
import {
  packArchiveWords,
  packProves,
  packProvesNot,
  packVerdictOutcome,
  packVerdictWords,
  packWords,
  pieceStateOutcome,
  pieceStateWords,
} from '../../evidence/pack-words.ts'
import { type Outcome, outcomeOf, type Verification } from '../../evidence/verify.ts'
import { both, checkLines, limitWords, marks, timeWords } from './verification-words.ts'

const filled = (pair: readonly [string, string], values: Readonly<Record<string, string | number>>) =>
  both(pair).replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ''))

/** The report of `shoumi verify X.zip`. */
export function packReport(found: PackVerification): string[] {
  const { verdict, index, indexSha256, archive, files, proof, receipts } = found
  return [
    `${marks[packVerdictOutcome[verdict]]} ${both(packVerdictWords[verdict])}`,
    ...(index
      ? [`  ${filled(packWords.made, { at: index.madeAt, organisation: index.organisation, subject: index.subject })}`]
      : []),
    ...(indexSha256 ? [`  ${both(packWords.indexSha256)}：${indexSha256}`] : []),
    '',
    part(packArchiveWords[archive].outcome, packWords.archive, both(packArchiveWords[archive].words)),
    ...(index ? [] : [part('failed', packWords.index, both(packWords.indexMissing))]),
    ...proofLines(proof),
    '',
    filled(packWords.pieces, { n: files.length }),
    ...files.map(({ name, state }) => `  ${marks[pieceStateOutcome[state]]} ${name}：${both(pieceStateWords[state])}`),
    ...(receipts.length > 0 ? ['', filled(packWords.receipts, { n: receipts.length })] : []),
    ...receipts.flatMap(({ name, verification }) =>
      verification ? receiptLines(name, verification) : [`  ${marks.failed} ${name}：${both(packWords.unreadable)}`],
    ),
    ...(verdict === 'proven' ? limitWords(packProves, packProvesNot) : []),
  ]
}

const part = (outcome: Outcome, name: readonly [string, string], words: string) =>
  `${marks[outcome]} ${both(name)}：${words}`

function proofLines(proof: PackVerification['proof']): string[] {
  if (proof === 'missing') return [part('unknown', packWords.indexProof, both(packWords.proofMissing))]
  if (proof === 'other') return [part('failed', packWords.indexProof, both(packWords.proofOther))]
  return [
    part(
      outcomeOf(proof),
      packWords.indexProof,
      proof.verdict === 'proven' ? timeWords(proof) : both(packWords.notHeld),
    ),
    ...objections(proof),
  ]
}

const receiptLines = (name: string, verification: Verification): string[] => [
  `  ${marks[outcomeOf(verification)]} ${name}：${verification.verdict === 'proven' ? timeWords(verification) : both(packWords.notHeld)}`,
  ...objections(verification),
]

const objections = ({ verdict, checks }: Verification): string[] =>
  verdict === 'proven'
    ? []
    : checks
        .filter(({ outcome }) => outcome === 'failed' || outcome === 'unknown')
        .flatMap(checkLines)
        .map((line) => `    ${line}`)
