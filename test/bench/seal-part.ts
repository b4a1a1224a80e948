import { rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type Anchor, isInstalled, oneAfterTheOther, quickestOverAllFiles, shoumiSeal, warm } from './commands.ts'
import { compared, type Row, seconds } from './evidence-row.ts'
import { peakMemoryBytes, watched } from './machine.ts'
import { inFolder, largeFiles, officeFiles, plantTree, type Tree } from './trees.ts'
import { byTurns, type Side } from './turns.ts'

const rounds = 3
const mebibyte = 1024 * 1024
const cores = availableParallelism()
const settledAfterMs = 2500

type Plan = {
  readonly name: string
  readonly sizes: () => number[]
  readonly seal: string
  /** The same as two runs of OpenSSL; only where content outweighs the opening of files. */
  readonly both: string | null
  readonly sha256Only: string | null
  readonly resume: string | null
}

const plans = (quick: boolean): readonly Plan[] => {
  const part = quick ? 20 : 1
  const count = (whole: number) => (whole / part).toLocaleString('en')
  const large = Math.round(256 / part)
  // Of small trees the start of the process is most, so that the ratios say little.
  const at = (limit: string) => (quick ? `${limit} at full size` : limit)
  return [
    {
      name: `16 × ${large} MiB`,
      sizes: () => largeFiles(16, large * mebibyte),
      ...{ seal: at('≥ 1.25×'), both: at('≥ 1.6×'), sha256Only: at('≥ 0.9×'), resume: null },
    },
    {
      name: `${count(48_000)} mixed files`,
      sizes: () => officeFiles(48_000 / part, 2.6, 4.2e9 / part),
      ...{ seal: at('≥ 1.15×'), both: null, sha256Only: null, resume: at('≥ 2.86× (≤ 0.35 of full)') },
    },
    {
      name: `${count(300_000)} small files`,
      sizes: () => officeFiles(300_000 / part, 1, 1.1e9 / part),
      ...{ seal: at('≥ 1.00×'), both: null, sha256Only: null, resume: at('≥ 2.86× (≤ 0.35 of full)') },
    },
  ]
}

/** The seal as a person starts it, beside the tools of the system; then its memory. Trees are planted one after the other. */
export async function sealRows(folder: string, { quick }: { quick: boolean }): Promise<Row[]> {
  const rows: Row[] = []
  for (const plan of plans(quick))
    rows.push(
      ...(await inFolder(join(folder, 'tree'), async (place) => {
        console.error(`  planting ${plan.name} …`)
        return rowsOf(plan, plantTree(join(place, 'planted'), plan.sizes()), join(place, 'sealed'))
      })),
    )
  rows.push(await startRow(folder), await memoryRow(folder, quick ? 50_000 : 1_000_000))
  return rows
}

const outputs = (base: string) => ['.tsopening', '.tsopening.part', '.tsjournal'].map((ending) => base + ending)
const remove = (base: string) => {
  for (const file of outputs(base)) rmSync(file, { force: true })
}

async function sealOnce(tree: Tree, base: string, ...flags: readonly string[]): Promise<number> {
  const { seconds, files } = await shoumiSeal(tree.folder, base, ...flags)
  if (files !== tree.files) throw new Error(`${files} of ${tree.files} files were sealed`)
  return seconds
}

async function rowsOf(plan: Plan, tree: Tree, base: string): Promise<Row[]> {
  const hasOpenssl = isInstalled('openssl')
  const sha256sum = isInstalled('sha256sum') ? await quickestOverAllFiles(tree, ['sha256sum']) : null
  const openssl = async (digest: string) => quickestOverAllFiles(tree, ['openssl', 'dgst', `-${digest}`])
  const opensslSha256 = hasOpenssl && (plan.both || plan.sha256Only) ? await openssl('sha256') : null
  const opensslBoth = opensslSha256 && plan.both ? oneAfterTheOther(opensslSha256, await openssl('sm3')) : null
  const kept = `${base}-kept`
  if (plan.resume) {
    // What was written just now is not taken over: it may still be changing.
    await wait(settledAfterMs)
    await sealOnce(tree, kept)
  }
  const fresh =
    (...flags: string[]): Side =>
    async () => {
      try {
        return await sealOnce(tree, base, ...flags)
      } finally {
        remove(base)
      }
    }
  const again: Side = async () => {
    try {
      const { seconds, reused } = await shoumiSeal(tree.folder, kept, '--resume')
      if (reused !== tree.files) throw new Error(`${tree.files - reused} unchanged files were read again`)
      return seconds
    } finally {
      remove(`${kept}-2`)
    }
  }
  const side = (anchor: Anchor | null): Side | null => anchor?.side ?? null
  const wanted = {
    sha256sum: side(sha256sum),
    full: fresh(),
    opensslBoth: side(opensslBoth),
    opensslSha256: plan.sha256Only ? side(opensslSha256) : null,
    sha256Only: plan.sha256Only ? fresh('--sha256-only') : null,
    again: plan.resume ? again : null,
  }
  const sides = Object.fromEntries(
    Object.entries(wanted).flatMap(([name, one]) => (one === null ? [] : [[name, one] as const])),
  )
  const best = await byTurns(sides, { rounds, before: () => warm(tree) })
  const { full, again: resumed, sha256Only } = best
  const row = (name: string, anchor: Anchor | null, missing: string, theirs: string, ours: string, limit: string) => {
    const side = best[ours]
    if (!side) throw new RangeError(`${ours} was not measured`)
    const beside = anchor?.name ?? `${missing}: not installed`
    const words = { name: `${name}, ${plan.name}`, anchor: beside, wanted: limit, figure: seconds }
    return compared(words, best[theirs] ?? null, side)
  }
  return [
    row('seal, SHA-256 + SM3', sha256sum, 'sha256sum', 'sha256sum', 'full', plan.seal),
    ...(plan.both ? [row('both digests', opensslBoth, 'openssl', 'opensslBoth', 'full', plan.both)] : []),
    ...(sha256Only && plan.sha256Only
      ? [row('seal, SHA-256 only', opensslSha256, 'openssl', 'opensslSha256', 'sha256Only', plan.sha256Only)]
      : []),
    ...(full && resumed && plan.resume
      ? [row('resume, nothing changed', { name: 'our full seal', side: wanted.full }, '', 'full', 'again', plan.resume)]
      : []),
  ]
}

/** What every seal above holds besides its work: two starts of Node, a pool of workers, the kernels compiled. */
async function startRow(folder: string): Promise<Row> {
  return inFolder(join(folder, 'tree'), async (place) => {
    const tree = plantTree(join(place, 'planted'), [1000])
    const base = join(place, 'sealed')
    const { one } = await byTurns(
      {
        one: async () => {
          const taken = await sealOnce(tree, base)
          remove(base)
          return taken
        },
      },
      { rounds: 5 },
    )
    return {
      name: 'seal of one small file: start and end',
      ...{ anchor: null, ours: seconds(one), wanted: null, foreignPercent: one.foreignPercent },
    }
  })
}

async function memoryRow(folder: string, count: number): Promise<Row> {
  return inFolder(join(folder, 'tree'), async (place) => {
    console.error(`  planting ${count.toLocaleString('en')} files …`)
    const tree = plantTree(join(place, 'planted'), officeFiles(count, 1, count * 100))
    const base = join(place, 'sealed')
    const inMebibytes = (bytes: number | null) => (bytes === null ? '–' : `${Math.round(bytes / mebibyte)} MiB`)
    let taken = 0
    const { result: full, foreignPercent } = await watched(() =>
      peakMemoryBytes(async () => {
        taken = await sealOnce(tree, base)
      }),
    )
    const again = await peakMemoryBytes(async () => {
      await shoumiSeal(tree.folder, base, '--resume')
    })
    return {
      name: `peak memory, ${count.toLocaleString('en')} files, ${cores} workers`,
      anchor: null,
      ours: `${inMebibytes(full)} in ${taken.toFixed(1)} s; resumed ${inMebibytes(again)}`,
      wanted: '≤ 400 MiB',
      foreignPercent,
    }
  })
}
