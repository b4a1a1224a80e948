import { mkdtempSync, statfsSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { printTable, type Row } from './evidence-row.ts'
import { inFolder } from './trees.ts'

type Options = { readonly folder: string; readonly quick: boolean }

/** Loaded when asked for: the part with the log brings the whole application along. */
const parts: Readonly<Record<string, (options: Options) => Promise<Row[]>>> = {
  seal: async ({ folder, quick }) => (await import('./seal-part.ts')).sealRows(folder, { quick }),
  verify: async ({ quick }) => (await import('./verify-part.ts')).verifyRows({ quick }),
  log: async ({ quick }) => (await import('./log-part.ts')).logRows({ quick }),
  browser: async () => (await import('./browser-part.ts')).browserRows(),
}

const neededBytes = (quick: boolean) => (quick ? 1e9 : 8e9)

/**
 * What the evidence costs, beside tools that do the same work or part of it: `npm run bench -- evidence`, or some parts of it,
 * `-- evidence seal verify`; `--quick` with small trees. Anchor and candidate alternate in one run; the table is to be
 * compared and repeated, nothing is passed or failed. Trees are planted below the folder for temporary files (TMPDIR).
 */
export async function run(words: readonly string[]): Promise<void> {
  const quick = words.includes('--quick')
  const named = words.filter((word) => word !== '--quick')
  const unknown = named.find((word) => !Object.hasOwn(parts, word))
  if (unknown) throw new Error(`no such part: ${unknown}; there are ${Object.keys(parts).join(', ')}, and --quick`)
  const { bavail, bsize } = statfsSync(tmpdir())
  if (bavail * bsize < neededBytes(quick))
    throw new Error(`${tmpdir()} needs ${neededBytes(quick) / 1e9} GB of room; another place goes into TMPDIR`)
  const folder = mkdtempSync(join(tmpdir(), 'shoumi-bench-'))
  console.log(`evidence: anchor and candidate alternating, best of 3 or more; load before: ${loadavg()[0]?.toFixed(2)}`)
  const rows = await inFolder(folder, async () => {
    const found: Row[] = []
    for (const name of named.length > 0 ? named : Object.keys(parts)) {
      console.error(`${name} …`)
      found.push(...((await parts[name]?.({ folder, quick })) ?? []))
    }
    return found
  })
  printTable(rows)
}
