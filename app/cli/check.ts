import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { EvidenceError, evidenceWords } from '../../evidence/evidence-error.ts'
import { type OpeningFile, rebuild } from '../../evidence/opening-file.ts'
import { CliError } from './cli-error.ts'
import { type ComparedState, compareOriginals, countOf } from './compare-originals.ts'
import { readEvidence } from './read-evidence.ts'
import { stateWords } from './verify.ts'

const help = `shoumi check FILE.tsopening PATH [--json]

  原件是否仍与清单一致：每个文件都重新读一遍。
  Which originals still match the opening: every file is read again.

  例 / examples
    npx shoumi check 图纸.tsopening ./图纸
    npx shoumi check 图纸.tsopening ./图纸 --json

  新增的文件会列出，但不影响结果。退出码：0 全部一致，1 有变化或缺失，2 用法。
  Added files are listed and change nothing. Exit codes: 0 all match, 1 changed or missing, 2 usage.`

const shown = 100
const states: readonly ComparedState[] = ['matches', 'differs', 'kind-changed', 'missing', 'added']

export async function check(argv: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
  })
  const [file, path] = positionals
  if (values.help || !file || !path) {
    console.log(help)
    return values.help ? 0 : 2
  }
  if (!existsSync(path)) throw new CliError(`没有这个文件或文件夹：${path} / there is no ${path}`, 2)
  const opening = soundOpening(file)
  const comparison = compareOriginals(opening, path)
  const counts = Object.fromEntries(states.map((state) => [state, countOf(comparison, state)]))
  const notRead = opening.recordCount - comparison.compared.filter(({ state }) => state !== 'added').length
  const other = comparison.compared.filter(({ state }) => state !== 'matches')
  const broken = other.filter(({ state }) => state !== 'added').length
  if (values.json) console.log(JSON.stringify({ file, path, counts, notSealed: notRead, other }, null, 2))
  else {
    const all = comparison.compared.length - (counts['added'] ?? 0)
    console.log(
      broken === 0
        ? `✓ ${all} 个原件全部一致 / all ${all} originals match`
        : `✗ ${all} 个原件中有 ${broken} 个不再一致 / ${broken} of ${all} no longer match`,
    )
    for (const { path: name, state } of other.slice(0, shown))
      console.log(`  ${stateWords[state].join(' / ')}：${name}`)
    if (other.length > shown) console.log(`  …（${other.length - shown}）`)
    if (notRead > 0) console.log(`  另有 ${notRead} 项当时没有封存内容 / ${notRead} more were listed without content`)
  }
  return broken === 0 ? 0 : 1
}

/** @throws CliError when it is no opening, or its roots do not follow from its records */
export function soundOpening(file: string): OpeningFile {
  const given = readEvidence(file)
  if (given.kind !== 'opening') throw new CliError(`${file} 不是清单（.tsopening）。 / ${file} is no opening file.`, 2)
  try {
    rebuild(given.opening)
  } catch (error) {
    if (!(error instanceof EvidenceError)) throw error
    throw new CliError(`${file}：${evidenceWords[error.code].join(' / ')}`)
  }
  return given.opening
}
