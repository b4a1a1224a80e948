import { carrierViews, groupCarriers, narrowGroups } from '../../features/trade-secret/carriers.rules.ts'
import { indexOf, search } from '../../features/trade-secret/register.rules.ts'
import { aTradeSecret } from '../trade-secret-maker.ts'

const count = 10_000
/** A key stroke should show its result within this. @source the issue's own limit */
const limitMs = 50

/** A register of ten thousand entries: the index that is made once when it opens, every key stroke of a search after, and its carriers by place. */
export async function run() {
  const entries = Array.from({ length: count }, (_, at) => ({
    id: String(at),
    value: aTradeSecret({
      number: `SM-2026-${at}`,
      name: `虚构工艺 ${at}`,
      valueBasis: `三年研发投入虚构 ${at} 万元，`.repeat(8),
    }),
  }))
  const before = process.memoryUsage().heapUsed
  const index = timed(() => indexOf(entries))
  const heapMb = (process.memoryUsage().heapUsed - before) / 1e6
  const words = ['工', '工艺', '工艺 9', '工艺 99', '工艺 999', '工艺 9999', '没有这个词', '虚构保管员 保险柜']
  const strokes = words.flatMap((typed) => [1, 2, 3, 4, 5].map(() => timed(() => search(index.result, typed)).ms))
  const slowest = Math.max(...strokes)
  const median = strokes.toSorted((a, b) => a - b)[Math.floor(strokes.length / 2)] ?? 0
  const spread = entries.map(({ id, value }, at) => ({
    id,
    value: {
      ...value,
      carriers: value.carriers.map((one) => ({ ...one, what: `配方卡 ${at}`, where: `虚构库房 ${at % 500} 号柜` })),
    },
  }))
  const views = carrierViews.map((view) => timed(() => groupCarriers(spread, view)))
  const all = { level: '', onlyUnmarked: false }
  const narrowed = words.map((typed) => timed(() => narrowGroups(views[2]?.result ?? [], { typed, ...all })).ms)
  console.log(`register, ${count} entries:`)
  console.log(`  index once ${index.ms.toFixed(0)} ms, ${heapMb.toFixed(0)} MB`)
  console.log(
    `  a key stroke: median ${median.toFixed(1)} ms, slowest ${slowest.toFixed(1)} ms; ${(slowest / limitMs).toFixed(2)} of ${limitMs} ms`,
  )
  console.log(
    `  carriers: a view at most ${Math.max(...views.map(({ ms }) => ms)).toFixed(0)} ms, a key stroke at most ${Math.max(...narrowed).toFixed(1)} ms`,
  )
}

function timed<T>(work: () => T): { result: T; ms: number } {
  const started = performance.now()
  const result = work()
  return { result, ms: performance.now() - started }
}
