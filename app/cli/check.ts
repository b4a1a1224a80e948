import { parseArgs } from 'node:util'
import { type OpeningFile, rebuild } from '../../evidence/opening-file.ts'
import { CliError } from './cli-error.ts'
import { type Compared, type Comparison, comparedStates, compareOriginals, countOf } from './compare-originals.ts'
import { explainedIn } from './explained.ts'
import { noMoreThan } from './positionals.ts'
import { readEvidence } from './read-evidence.ts'
import { printable } from './shown-name.ts'

const help = `shoumi check FILE.tsopening PATH [--json]

  原件是否仍与清单一致：每个文件都重新读一遍。PATH 可以是整个文件夹，也可以是其中一个文件。
  Which originals still match the opening: every file is read again. PATH is the whole folder, or anything in it.

  例 / examples
    npx shoumi check 图纸.tsopening ./图纸
    npx shoumi check 图纸.tsopening ./图纸/泵/轴.dwg
    npx shoumi check 图纸.tsopening ./图纸 --json

  新增的文件会列出，但不影响结果。退出码：0 全部一致，1 有变化、缺失或读不到，2 用法。
  Added files are listed and change nothing. Exit codes: 0 all match, 1 changed, missing or unreadable, 2 usage.`

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
  noMoreThan(2, positionals)
  const comparison = compareOriginals(soundOpening(file), path, baseOfOpening(file))
  const { compared, elsewhere, withoutContent } = comparison
  const all = compared.length - countOf(comparison, 'added')
  const broken = all - countOf(comparison, 'matches')
  const other = compared.filter(({ state }) => state !== 'matches')
  if (values.json) {
    const counts = Object.fromEntries(comparedStates.map((state) => [state, countOf(comparison, state)]))
    console.log(JSON.stringify({ file, path, counts, withoutContent, elsewhere, other }, null, 2))
  } else
    for (const line of [
      broken === 0 ? `✓ 全部一致 / all match：${all}` : `✗ 不再一致 / no longer match：${broken} / ${all}`,
      ...comparisonWords(comparison),
    ])
      console.log(line)
  return broken === 0 ? 0 : 1
}

export const baseOfOpening = (file: string): string => file.replace(/\.tsopening$/, '')

/** @throws CliError when it is no opening, or not whole */
export function openingIn(file: string): OpeningFile {
  const given = readEvidence(file)
  if (given.kind !== 'opening') throw new CliError(`${file} 不是清单（.tsopening）。 / ${file} is no opening file.`, 2)
  return given.opening
}

/** @throws CliError also when its roots do not follow from its records */
export function soundOpening(file: string): OpeningFile {
  const opening = openingIn(file)
  explainedIn(file, () => rebuild(opening))
  return opening
}

export const stateWords = {
  matches: ['一致', 'matches'],
  differs: ['内容已变', 'content changed'],
  'kind-changed': ['类型已变', 'of another kind now'],
  missing: ['缺失', 'missing'],
  unreadable: ['读不到', 'cannot be read'],
  added: ['不在清单中', 'not in the opening'],
} as const satisfies Record<Compared['state'], readonly [zh: string, en: string]>
const shown = 100

/** What does not match, what is new, and what was not looked at. */
export function comparisonWords({ compared, elsewhere, withoutContent }: Comparison): string[] {
  const other = compared.filter(({ state }) => state !== 'matches')
  return [
    ...other.slice(0, shown).map(({ path, state }) => `  ${stateWords[state].join(' / ')}：${printable(path)}`),
    ...(other.length > shown ? [`  … ${other.length - shown}`] : []),
    ...(withoutContent > 0
      ? [`  另有 ${withoutContent} 项封存时只记了名称 / ${withoutContent} more were sealed by name only`]
      : []),
    ...(elsewhere > 0
      ? [`  清单中的其余 ${elsewhere} 项没有比对 / ${elsewhere} others of the opening were not compared`]
      : []),
  ]
}
