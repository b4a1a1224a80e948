import { existsSync, readdirSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { toHex } from '../../evidence/bytes.ts'
import type { OpeningFile } from '../../evidence/opening-file.ts'
import { trustInNobody } from '../../evidence/trust.ts'
import { verifyReceipt } from '../../evidence/verify.ts'
import { sumOf } from '../../features/trade-secret/recheck.rules.ts'
import type { ListCompared, RecheckResult } from '../../features/trade-secret/recheck.schema.ts'
import { baseOfOpening, soundOpening } from './check.ts'
import { CliError } from './cli-error.ts'
import { bestPlace, type Compared, type comparedStates, compareOriginals, countOf } from './compare-originals.ts'
import { durationMs } from './duration.ts'
import { noMoreThan } from './positionals.ts'
import { readEvidence } from './read-evidence.ts'
import { type Rechecked, recheckLines } from './recheck-words.ts'
import { systemError } from './system-error.ts'
import { writeWhole } from './write-whole.ts'

const help = `shoumi recheck LIST ORIGINALS [--out FILE] [--names] [--all] [--every 7d] [--json]

  定期复核：原件是否仍与封存时的清单一致。全部在本机进行，什么都不上传；每个文件都重新读一遍，
  SHA-256 与 SM3（封存时选了的）都要相符。
  Compares originals with what was sealed, again and again. All of it happens on this machine and nothing is sent;
  every file is read again, and both digests, SHA-256 and SM3 where it was chosen, have to match.

  LIST        一份清单（.tsopening），或存放清单和凭证的文件夹（含下级）；
              同一系列（图纸、图纸-2、图纸-3……）只看最新一份
              an opening file, or the folder of openings and receipts; of a series only the newest is taken
  ORIGINALS   原件所在的文件夹 / the folder in which the originals lie

  --out FILE  另存结果：只有数量，不含内容和摘要，可在“商业秘密登记”的条目里选取
              keep the result: counts only; an entry of the register takes it in
  --names     结果里写上不一致的文件名 / with the names of those that no longer match
  --all       系列里较早的清单也复核 / earlier lists of a series too
  --every T   不退出，每隔 T 再复核一次，如 24h、7d / stay, and compare again every T
  --json      机器可读 / machine-readable

  例 / examples
    npx shoumi recheck ./存证 ./图纸
    npx shoumi recheck 图纸.tsopening ./图纸 --json
    npx shoumi recheck ./存证 ./图纸 --out 复核结果.json --names

  定时 / on a schedule（每周一 8:00；先进入守密所在的文件夹 / every Monday at 8, from the folder of Shoumi）
    cron        0 8 * * 1  cd /opt/shoumi && npx shoumi recheck /data/存证 /data/图纸 --out /data/复核结果.json
    systemd     systemd-run --user --on-calendar='Mon 08:00' --working-directory=/opt/shoumi \\
                  npx shoumi recheck /data/存证 /data/图纸 --out /data/复核结果.json
    Windows     schtasks /Create /TN shoumi-recheck /SC WEEKLY /D MON /ST 08:00 /TR "cmd /c cd /d C:\\shoumi &&
                  npx shoumi recheck D:\\存证 D:\\图纸 --out D:\\复核结果.json"

  退出码：0 全部一致；1 有变化、缺失、读不到，或有清单没能复核；2 用法。
  Exit codes: 0 all match; 1 changed, missing or unreadable, or a list could not be compared; 2 usage.`

const mostNames = 100

export async function recheck(argv: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      names: { type: 'boolean', default: false },
      all: { type: 'boolean', default: false },
      every: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const [given, originals] = positionals
  if (values.help || !given || !originals) {
    console.log(help)
    return values.help ? 0 : 2
  }
  noMoreThan(2, positionals)
  const everyMs = values.every === undefined ? null : durationMs('--every', values.every)
  const round = (): number => {
    const rechecked = listsIn(given, values.all).map((file) => compareList(file, originals))
    const result = resultOf(rechecked, values.names)
    if (values.out !== undefined) writeWhole(values.out, `${JSON.stringify(result, null, 2)}\n`)
    if (values.json) console.log(JSON.stringify(result, null, everyMs === null ? 2 : undefined))
    else for (const line of recheckLines(result, rechecked)) console.log(line)
    return result.different + result.failed === 0 ? 0 : 1
  }
  if (everyMs === null) return round()
  for (;;) {
    // A disk that is not there tonight is no reason to stop: it is told, and looked for again the next time.
    try {
      round()
    } catch (error) {
      const told = error instanceof CliError ? error : systemError(error)
      if (!told) throw error
      console.error(`${new Date().toISOString()} ${told.message}`)
    }
    await new Promise<void>((again) => setTimeout(again, everyMs))
  }
}

const openingEnd = '.tsopening'
const receiptEnd = '.tsreceipt.json'

/**
 * The lists to compare; a receipt without its list stands for itself, since nothing can be compared with it alone.
 * @throws CliError when there is none
 */
function listsIn(given: string, all: boolean): string[] {
  const stat = statSync(given, { throwIfNoEntry: false })
  if (!stat) throw new CliError(`没有这个文件或文件夹：${given} / there is no ${given}`, 2)
  if (!stat.isDirectory()) return [given]
  const names = readdirSync(given, { recursive: true, encoding: 'utf8' }).sort()
  const openings = new Set(names.filter((name) => name.endsWith(openingEnd)))
  const alone = names.filter(
    (name) => name.endsWith(receiptEnd) && !openings.has(name.slice(0, -receiptEnd.length) + openingEnd),
  )
  const newest = all ? [...openings] : [...openings].filter((name) => !openings.has(nextInSeries(name)))
  if (newest.length + alone.length === 0)
    throw new CliError(
      `${given} 里没有清单（.tsopening）。封存用 shoumi seal 或 shoumi watch。 / there is no opening file in ${given}.`,
      2,
    )
  return [...newest, ...alone].map((name) => join(given, name))
}

/** R → R-2, R-2 → R-3: as sealing again names what it writes. */
function nextInSeries(name: string): string {
  const base = baseOfOpening(name)
  const [, first, number] = /^(.*)-([2-9]|[1-9]\d+)$/.exec(base) ?? []
  return `${first === undefined ? `${base}-2` : `${first}-${Number(number) + 1}`}${openingEnd}`
}

function compareList(file: string, originals: string): Rechecked {
  if (file.endsWith(receiptEnd)) return failed(file, 'without-list', null)
  try {
    const opening = soundOpening(file)
    const base = baseOfOpening(file)
    const own = basename(base).replace(/-([2-9]|[1-9]\d+)$/, '')
    const place = bestPlace(opening, originals, [
      ...new Set([originals, join(originals, basename(base)), join(originals, own)]),
    ])
    const comparison = compareOriginals(opening, place, resolve(base), { withAdded: false })
    const other = comparison.compared.filter(({ state }) => state !== 'matches')
    const count = (state: (typeof comparedStates)[number]) => countOf(comparison, state)
    return {
      file,
      problem: null,
      other,
      list: {
        requestId: toHex(opening.requestId),
        state: 'compared',
        receipt: receiptBeside(base, opening),
        checked: comparison.compared.length,
        different: other.length,
        how: {
          ...{ differs: count('differs'), 'kind-changed': count('kind-changed') },
          ...{ missing: count('missing'), unreadable: count('unreadable') },
        },
      },
    }
  } catch (error) {
    // The others of the folder are compared all the same; that the originals are not there is for the whole command to say.
    if (!(error instanceof CliError) || !existsSync(originals)) throw error
    return failed(file, 'unreadable', error.message)
  }
}

function failed(file: string, state: ListCompared['state'], problem: string | null): Rechecked {
  const how = { differs: 0, 'kind-changed': 0, missing: 0, unreadable: 0 }
  const list = { requestId: null, state, receipt: 'none' as const, checked: 0, different: 0, how }
  return { file, problem, other: [], list }
}

/** Only whether it belongs to this list; whom its signatures are by is for `verify` to say. */
function receiptBeside(base: string, opening: OpeningFile): ListCompared['receipt'] {
  const file = join(dirname(base), basename(base) + receiptEnd)
  if (!existsSync(file)) return 'none'
  const found = readEvidence(file)
  if (found.kind !== 'receipt') return 'other'
  const { checks } = verifyReceipt({ receipt: found.receipt, trust: trustInNobody, now: Date.now(), opening })
  const isOwn = checks.filter(({ id }) => id.startsWith('commitment-')).every(({ outcome }) => outcome === 'passed')
  return isOwn ? 'belongs' : 'other'
}

function resultOf(rechecked: readonly Rechecked[], withNames: boolean): RecheckResult {
  const names = (other: readonly Compared[]) => other.slice(0, mostNames).map(({ path }) => path.slice(0, 1000))
  const lists = rechecked.map(({ list, other }) => (withNames ? { ...list, names: names(other) } : list))
  return { format: 'shoumi-recheck-1', at: new Date().toISOString(), ...sumOf(lists), lists }
}
