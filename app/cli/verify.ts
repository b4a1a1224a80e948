import { existsSync, statSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { decodeOpening } from '../../evidence/manifest.ts'
import type { OpeningFile } from '../../evidence/opening-file.ts'
import type { Receipt } from '../../evidence/receipt.ts'
import { timestampCheckWords, timestampReasonWords } from '../../evidence/timestamp-words.ts'
import {
  type Check,
  type ContentFound,
  contentMatches,
  type Verification,
  verifyReceipt,
} from '../../evidence/verify.ts'
import {
  checkWords,
  noOutsideTime,
  outcomeWords,
  proves,
  provesNot,
  provesWithoutTime,
  reasonWords,
  shownFacts,
} from '../../evidence/verify-words.ts'
import { CliError } from './cli-error.ts'
import { type Compared, compareOriginals, countOf, digestsOf } from './compare-originals.ts'
import { type EvidenceFile, readEvidence } from './read-evidence.ts'
import { knownTrust, readTrust } from './trust-store.ts'

const help = `shoumi verify FILE [PATH] [--policy FILE | --trust FILE] [--json]

  核验存证凭证（.tsreceipt.json）、原件清单（.tsopening）或单件披露包（.tsproof）。
  Verifies a receipt, an opening file or a disclosure package.

  PATH            原件（文件或文件夹），通过旁边的 .tsopening 比对 / the originals, compared through the opening beside the receipt
  --policy FILE   从可靠渠道取得的策略文件 / a policy file from a source you trust
  --trust FILE    信任文件（公钥与时间戳根证书） / keys and timestamp roots
  --json          机器可读 / machine-readable

  例 / examples
    npx shoumi verify 配方.tsreceipt.json ./配方
    npx shoumi verify 配方.tsreceipt.json --trust trust.json
    npx shoumi verify 出厂单.tsproof ./出厂单.pdf --json

  全程离线。退出码：0 成立，1 未能证明，2 用法。
  Entirely offline. Exit codes: 0 proven, 1 not proven, 2 usage.`

export async function verify(argv: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      policy: { type: 'string' },
      trust: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const [file, path] = positionals
  if (values.help || !file) {
    console.log(help)
    return values.help ? 0 : 2
  }
  if (path !== undefined && !existsSync(path))
    throw new CliError(`没有这个文件或文件夹：${path} / there is no ${path}`, 2)
  const given = readEvidence(file)
  const opening = given.kind === 'opening' ? given.opening : openingBeside(file)
  const receipt = receiptOf(given, file)
  const chosen = values.trust ?? values.policy
  const trust = chosen ? readTrust(chosen) : knownTrust(receipt)
  const compared = path === undefined ? null : compare(given, opening, path)
  const result = verifyReceipt({
    receipt,
    trust,
    now: Date.now(),
    ...(opening && given.kind !== 'package' && { opening }),
    ...(given.kind === 'package' && { disclosure: given.package }),
    ...(compared && { content: compared.found }),
  })
  if (values.json) console.log(JSON.stringify({ file, ...result, compared: compared?.compared ?? null }, null, 2))
  else for (const line of report(result, compared?.compared ?? [])) console.log(line)
  return result.verdict === 'proven' ? 0 : 1
}

function receiptOf(given: EvidenceFile, file: string): Receipt {
  if (given.kind === 'receipt') return given.receipt
  if (given.kind === 'package') {
    if (given.package.receipt) return given.package.receipt
    throw new CliError(
      '这个披露包里没有凭证，只能说明封存了什么，不能说明何时。请用 shoumi prove … --receipt 凭证 重新生成。 / this package has no receipt: it shows what was sealed, not when. Make it again with --receipt.',
    )
  }
  const beside = file.replace(/\.tsopening$/, '.tsreceipt.json')
  const found = beside !== file && existsSync(beside) ? readEvidence(beside) : null
  if (found?.kind === 'receipt') return found.receipt
  throw new CliError(
    '清单旁边没有凭证（.tsreceipt.json）：它还没有存证，或凭证在别处。核对原件请用 shoumi check。 / there is no receipt beside the opening; to compare the originals use shoumi check.',
  )
}

function openingBeside(file: string): OpeningFile | null {
  const beside = file.replace(/\.tsreceipt\.json$/, '.tsopening')
  if (beside === file || !existsSync(beside)) return null
  const found = readEvidence(beside)
  return found.kind === 'opening' ? found.opening : null
}

function compare(
  given: EvidenceFile,
  opening: OpeningFile | null,
  path: string,
): { found: ContentFound; compared: readonly Compared[] } {
  if (given.kind === 'package') {
    if (!statSync(path).isFile())
      throw new CliError('披露包只涉及一个文件，请给出这个文件。 / a package is about one file; give that file.', 2)
    const wanted = decodeOpening(given.package.opening)
    const matches = contentMatches(wanted, digestsOf(path, wanted.withSm3))
    return {
      found: { matching: matches ? 1 : 0, differing: matches ? 0 : 1, missing: 0, added: 0 },
      compared: [{ path, state: matches ? 'matches' : 'differs' }],
    }
  }
  if (!opening)
    throw new CliError(
      '旁边没有原件清单（.tsopening），无法比对原件。请把清单放到凭证旁边，文件名相同。 / there is no opening file beside the receipt, so originals cannot be compared; put it there under the same name.',
    )
  const comparison = compareOriginals(opening, path)
  return {
    found: {
      matching: countOf(comparison, 'matches'),
      differing: countOf(comparison, 'differs') + countOf(comparison, 'kind-changed'),
      missing: countOf(comparison, 'missing'),
      added: countOf(comparison, 'added'),
    },
    compared: comparison.compared,
  }
}

const marks = { passed: '✓', failed: '✗', unknown: '?', 'not-applicable': '–' } as const
const both = ([zh, en]: readonly [string, string]) => `${zh} / ${en}`

function report(result: Verification, compared: readonly Compared[]): string[] {
  const proven = result.verdict === 'proven'
  const { subject } = result
  const when =
    result.notLaterThanMs === null
      ? both(noOutsideTime)
      : `最迟 / no later than ${new Date(result.notLaterThanMs).toISOString()}（${both(result.saidBy === 'timestamp' ? checkWords.timestamp : checkWords.witnesses)}）`
  const problems = compared.filter(({ state }) => state !== 'matches')
  return [
    proven ? '✓ 核验通过 / proven' : '✗ 未能证明 / not proven',
    ...(proven ? [`  ${when}`] : []),
    ...(subject ? [`  ${subject.origin} · ${subject.index} / ${subject.size} · ${subject.requestId}`] : []),
    '',
    ...result.checks.flatMap(checkLines),
    ...(problems.length > 0
      ? ['', ...problems.slice(0, 50).map(({ path, state }) => `  ${both(stateWords[state])}：${path}`)]
      : []),
    ...(problems.length > 50 ? [`  … ${problems.length - 50}`] : []),
    ...(proven
      ? [
          '',
          '这证明 / this proves',
          ...(result.notLaterThanMs === null ? provesWithoutTime : proves).map((pair) => `  · ${both(pair)}`),
          '这不证明 / this does not prove',
          ...provesNot.map((pair) => `  · ${both(pair)}`),
        ]
      : []),
  ]
}

export const stateWords = {
  matches: ['一致', 'matches'],
  differs: ['内容已变', 'content changed'],
  missing: ['缺失', 'missing'],
  'kind-changed': ['类型已变', 'of another kind now'],
  added: ['不在清单中', 'not in the opening'],
} as const

function checkLines({ id, outcome, reason, facts, timestamp }: Check): string[] {
  const shown = shownFacts(facts, 0)
  return [
    `${marks[outcome]} ${both(checkWords[id])}：${outcomeWords[outcome][0]}${outcome === 'passed' ? '' : `，${both(reasonWords[reason])}`}${shown.length > 0 ? `  [${shown.join(', ')}]` : ''}`,
    ...(timestamp?.checks ?? []).map(
      (one) =>
        `    ${marks[one.outcome]} ${both(timestampCheckWords[one.id])}${one.outcome === 'passed' ? '' : `：${both(timestampReasonWords[one.reason])}`}`,
    ),
  ]
}
