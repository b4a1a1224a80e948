import { existsSync, statSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { verifyCourse } from '../../evidence/course.ts'
import { decodeOpening } from '../../evidence/manifest.ts'
import type { OpeningFile } from '../../evidence/opening-file.ts'
import { verifyPack } from '../../evidence/pack.ts'
import type { Receipt } from '../../evidence/receipt.ts'
import { trustInNobody } from '../../evidence/trust.ts'
import { type ContentFound, type Verification, verifyReceipt } from '../../evidence/verify.ts'
import { proves, provesNot, provesWithoutTime } from '../../evidence/verify-words.ts'
import { baseOfOpening, comparisonWords } from './check.ts'
import { CliError } from './cli-error.ts'
import { type Comparison, compareOriginals, countOf, stateOf } from './compare-originals.ts'
import { explainedIn } from './explained.ts'
import { packAt } from './given-path.ts'
import { noMoreThan } from './positionals.ts'
import { type EvidenceFile, readEvidence } from './read-evidence.ts'
import { nameText, printable } from './shown-name.ts'
import { knownTrust, readTrust } from './trust-store.ts'
import { checkLines, limitWords, timeWords, verdictWords } from './verification-words.ts'
import { courseReport } from './verify-course.ts'
import { packReport } from './verify-pack.ts'

const help = `shoumi verify FILE [PATH] [--policy FILE | --trust FILE] [--json]

  核验存证凭证（.tsreceipt.json）、原件清单（.tsopening）、单件披露包（.tsproof）、办理经过（.tscourse.json），
  或者打开后的举证包（.zip，或解压后的文件夹）。
  Verifies a receipt, an opening file, a disclosure package, the course of a matter, or a proof pack once it is
  opened (.zip, or the folder it was unpacked in).

  PATH            原件（文件夹，或其中一个文件），通过旁边的 .tsopening 比对
                  the originals, or one of them, compared through the opening beside the receipt
  --policy FILE   从可靠渠道取得的策略文件 / a policy file from a source you trust
  --trust FILE    信任文件（公钥与时间戳根证书） / keys and timestamp roots
  --json          机器可读 / machine-readable

  例 / examples
    npx shoumi verify 配方.tsreceipt.json ./配方
    npx shoumi verify 配方.tsreceipt.json --trust trust.json
    npx shoumi verify 出厂单.tsproof ./出厂单.pdf --json
    npx shoumi verify 举证包-S-001.zip --trust trust.json

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
  noMoreThan(2, positionals)
  const chosen = values.trust ?? values.policy
  const own = chosen === undefined ? null : readTrust(chosen)
  const pack = await packAt(file)
  if (pack) {
    noMoreThan(1, positionals)
    const result = await verifyPack({ ...pack, trustOf: own ? () => own : knownTrust, now: Date.now() })
    return told(file, result, packReport(result), values.json)
  }
  const given = readEvidence(file)
  if (given.kind === 'course') {
    noMoreThan(1, positionals)
    const { course } = given
    const last = course.acts.findLast(({ logged }) => logged !== null)?.logged?.receipt
    const result = verifyCourse(course, own ?? (last ? knownTrust(last) : trustInNobody), Date.now())
    return told(file, result, courseReport(course, result), values.json)
  }
  const opening = given.kind === 'opening' ? given.opening : openingBeside(file)
  const receipt = receiptOf(given, file)
  const trust = own ?? knownTrust(receipt)
  const compared = path === undefined ? null : compare(given, opening, file, path)
  const result = verifyReceipt({
    receipt,
    trust,
    now: Date.now(),
    ...(opening && given.kind !== 'package' && { opening }),
    ...(given.kind === 'package' && { disclosure: given.package }),
    ...(compared && { content: foundIn(compared) }),
  })
  return told(file, { ...result, ...compared }, report(result, compared), values.json)
}

/** What was verified comes from others, so that nothing in it may move the terminal. */
function told(file: string, result: { readonly verdict: string }, lines: readonly string[], asJson: boolean): number {
  if (asJson) console.log(JSON.stringify({ file, ...result }, null, 2))
  else for (const line of lines) console.log(printable(line))
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
  if (given.kind !== 'opening')
    throw new CliError(
      given.kind === 'promise'
        ? `这是存证承诺，还不是凭证。取回凭证：npx shoumi deposit 清单.tsopening --finish / this is a promise, not a receipt yet; fetch it with shoumi deposit --finish`
        : '这是信任文件，用 --trust 指定它来核验凭证。 / this is a trust file: name it with --trust when verifying a receipt.',
      2,
    )
  const beside = `${baseOfOpening(file)}.tsreceipt.json`
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

function compare(given: EvidenceFile, opening: OpeningFile | null, file: string, path: string): Comparison {
  if (given.kind === 'package') {
    const sealed = explainedIn(file, () => decodeOpening(given.package.opening))
    if (!existsSync(path)) throw new CliError(`没有这个文件：${path} / there is no such file: ${path}`, 2)
    if (sealed.kind === 'file' && !statSync(path).isFile())
      throw new CliError('披露包只涉及一个文件，请给出这个文件。 / a package is about one file; give that file.', 2)
    const state = stateOf(sealed, path, sealed.withSm3)
    return { compared: [{ path: nameText(sealed.path), state }], elsewhere: 0, withoutContent: 0 }
  }
  if (!opening)
    throw new CliError(
      '旁边没有原件清单（.tsopening），无法比对原件。请把清单放到凭证旁边，文件名相同。 / there is no opening file beside the receipt, so originals cannot be compared; put it there under the same name.',
    )
  return compareOriginals(opening, path, baseOfOpening(file).replace(/\.tsreceipt\.json$/, ''))
}

const foundIn = (comparison: Comparison): ContentFound => ({
  matching: countOf(comparison, 'matches'),
  differing: countOf(comparison, 'differs') + countOf(comparison, 'kind-changed'),
  missing: countOf(comparison, 'missing') + countOf(comparison, 'unreadable'),
  added: countOf(comparison, 'added'),
})

function report(result: Verification, compared: Comparison | null): string[] {
  const proven = result.verdict === 'proven'
  const { subject } = result
  const notes = compared ? comparisonWords(compared) : []
  return [
    verdictWords(result.verdict),
    ...(proven ? [`  ${timeWords(result)}`] : []),
    ...(subject ? [`  ${subject.origin} · ${subject.index} / ${subject.size} · ${subject.requestId}`] : []),
    '',
    ...result.checks.flatMap(checkLines),
    ...(notes.length > 0 ? ['', ...notes] : []),
    ...(proven ? limitWords(result.notLaterThanMs === null ? provesWithoutTime : proves, provesNot) : []),
  ]
}
