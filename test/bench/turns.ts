import { type Watched, watched } from './machine.ts'

/** Above this a run says more about the others on the machine than about what was measured. */
const mostForeignPercent = 6
const mostTries = 4

/** Does its work once. @returns what it cost, in seconds: of the whole, or of one of many */
export type Side = () => Promise<number>

export type Best = {
  readonly cost: number
  /** User and system, of what `cost` is the time of; the least of all runs, since others hardly change it. */
  readonly cpuSeconds: number | null
  /** While the best run ran. */
  readonly foreignPercent: number | null
}

type Options = {
  readonly rounds: number
  /** Before every run: puts everything into the same state. */
  readonly before?: () => Promise<void>
}

/** The sides alternate, in turned order every other round; a disturbed run is tried again. The best of all rounds counts. */
export async function byTurns<Name extends string>(
  sides: Readonly<Record<Name, Side>>,
  { rounds, before }: Options,
): Promise<Record<Name, Best>> {
  const runs = new Map<Name, Best[]>()
  const names = Object.keys(sides) as Name[]
  for (let round = 0; round < rounds; round++)
    for (const name of round % 2 === 0 ? names : names.toReversed())
      runs.set(name, [...(runs.get(name) ?? []), await runOf(sides[name], before)])
  return Object.fromEntries(names.map((name) => [name, bestOf(runs.get(name) ?? [])])) as Record<Name, Best>
}

/** Tries again while others disturb it, and at last takes the run that was disturbed least. */
export async function undisturbed<T>(work: () => Promise<T>, before?: () => Promise<void>): Promise<Watched<T>> {
  let quietest: Watched<T> | null = null
  for (let tries = 0; tries < mostTries; tries++) {
    await before?.()
    const run = await watched(work)
    if (isQuiet(run)) return run
    if (quietest === null || foreignOf(run) < foreignOf(quietest)) quietest = run
  }
  if (quietest === null) throw new RangeError('at least one try')
  return quietest
}

type Disturbed = Pick<Best, 'foreignPercent'>
const foreignOf = ({ foreignPercent }: Disturbed) => foreignPercent ?? 0
const isQuiet = (run: Disturbed) => foreignOf(run) <= mostForeignPercent

async function runOf(side: Side, before: Options['before']): Promise<Best> {
  const { result: cost, seconds, cpuSeconds, foreignPercent } = await undisturbed(side, before)
  return { cost, cpuSeconds: cpuSeconds === null ? null : (cpuSeconds * cost) / seconds, foreignPercent }
}

function bestOf(runs: readonly Best[]): Best {
  const quiet = runs.filter(isQuiet)
  const best = (quiet.length > 0 ? quiet : runs).reduce((least, run) => (run.cost < least.cost ? run : least))
  const cpu = runs.flatMap(({ cpuSeconds }) => cpuSeconds ?? [])
  return { ...best, cpuSeconds: cpu.length > 0 ? Math.min(...cpu) : null }
}

/** Works for about `seconds`, in portions. @returns seconds per piece */
export async function perPiece(seconds: number, portion: () => number | Promise<number>): Promise<number> {
  const from = performance.now()
  let pieces = 0
  while (performance.now() - from < seconds * 1000) pieces += await portion()
  return (performance.now() - from) / 1000 / pieces
}
