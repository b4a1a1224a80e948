import { equalBytes } from '../../evidence/bytes.ts'
import { decodeEntry } from '../../evidence/entry.ts'
import { treeOver } from '../../evidence/tile.ts'
import { type LogStore, LostRace, RepeatedRequest } from './log-store.ts'
import { edgeTiles, hashesOf, type LogTree, logTree } from './log-tree.ts'
import { type Signer, SignerRefusal } from './signer.ts'

/** An entry's place, durable. `checkpoint` is signed, of a state that holds the entry. */
export type Promised = {
  readonly origin: string
  readonly index: number
  readonly checkpoint: string
  /** The same request had come before; this is its place from then. */
  readonly repeated: boolean
}

/** Another entry stands under this request id. */
export class RequestIdTaken extends Error {
  override name = 'RequestIdTaken'
}

type Waiting = {
  readonly entry: Uint8Array
  readonly requestId: string
  resolve(promised: Promised): void
  reject(error: unknown): void
}

export type Sequencer = {
  /** Answers when the entry is durable. @throws RequestIdTaken; SignerRefusal when this log may not go on from here */
  append(entry: Uint8Array): Promise<Promised>
  /** The state that is durable and vouched for. */
  state(): { size: number; root: Uint8Array }
  /** Reads the head again when nothing is under way here: another process may have written. @throws SignerRefusal */
  catchUp(): Promise<void>
  /** Waits until nothing is under way. */
  idle(): Promise<void>
}

const longestBatch = 2048

/** Read where the format has it: whoever calls has decoded the entry already. */
const requestIn = (entry: Uint8Array) => Buffer.from(entry.buffer, entry.byteOffset + 74, 16).toString('hex')

/**
 * Puts entries in order, many in one transaction. While a transaction is under way the next entries gather, so the
 * batch grows with the load and a lone entry waits for nobody.
 *
 * Nothing is acknowledged before it is durable in the database and the signer remembers the state. A second sequencer
 * on the same database is tolerated: whose head is behind loses the compare-and-set, reads the head again, checks that
 * it continues what was signed here, and goes on from there.
 */
export async function startSequencer(store: LogStore, signer: Signer): Promise<Sequencer> {
  const { origin } = signer
  const waiting: Waiting[] = []
  let running: Promise<void> | null = null
  let tree = await load()

  async function load(): Promise<LogTree> {
    // Before the head: another process remembers what it wrote only once it is there, so that the head holds it whenever it is read later.
    const last = signer.remembered()
    const head = (await store.heads()).find((one) => one.origin === origin)
    if (!head) throw new SignerRefusal('memory-missing')
    if (head.state === 'frozen') throw new SignerRefusal('frozen')
    const read = async (level: number, index: number) => {
      const data = await store.tile(origin, level, index)
      if (!data) throw new RangeError('a tile of the log is missing')
      return data
    }
    const edges: Uint8Array[][] = []
    for (const { level, index, width } of edgeTiles(head.size)) edges[level] = hashesOf(await read(level, index), width)
    for (let level = 0; level < edges.length; level++) edges[level] ??= []
    const loaded = logTree(head.size, edges)
    if (!equalBytes(loaded.root(), head.root)) throw new RangeError('the tiles of the log do not give its root')
    if (last && last.size > head.size) throw new SignerRefusal('went-back')
    if (last && last.size > 0) {
      const before = await treeOver(({ level, index }) => read(level, index), head.size).root(last.size)
      if (!equalBytes(before, last.root)) throw new SignerRefusal('split')
    }
    signer.advance({ size: head.size, root: head.root })
    return loaded
  }

  /** Every entry once; those whose request is already in the log get their place from then. */
  async function settleRepeated(batch: Waiting[]): Promise<Waiting[]> {
    const places = await store.places(batch.map(({ entry }) => decodeEntry(entry).requestId))
    return batch.filter((one) => {
      const place = places.get(one.requestId)
      if (!place) return true
      if (!equalBytes(place.data, one.entry)) one.reject(new RequestIdTaken())
      else if (place.origin === origin)
        one.resolve({ origin, index: place.index, checkpoint: signer.signBriefly(current()), repeated: true })
      else one.resolve({ origin: place.origin, index: place.index, checkpoint: '', repeated: true })
      return false
    })
  }

  const current = () => ({ size: tree.size, root: tree.root() })

  async function commit(batch: Waiting[]): Promise<void> {
    const next = tree.copy()
    const from = next.size
    const entries = batch.map(({ entry }) => entry)
    const tiles = next.append(entries)
    const root = next.root()
    await store.commit(origin, from, entries, tiles, root)
    const state = { size: next.size, root }
    signer.advance(state)
    tree = next
    const checkpoint = signer.signBriefly(state)
    batch.forEach((one, at) => {
      one.resolve({ origin, index: from + at, checkpoint, repeated: false })
    })
  }

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      const seen = new Set<string>()
      const later: Waiting[] = []
      let batch: Waiting[] = []
      for (const one of waiting.splice(0, longestBatch)) {
        ;(seen.has(one.requestId) ? later : batch).push(one)
        seen.add(one.requestId)
      }
      waiting.unshift(...later)
      try {
        for (let tries = 0; batch.length > 0; tries++)
          try {
            await commit(batch)
            break
          } catch (error) {
            if (tries > 20) throw error
            if (error instanceof RepeatedRequest) {
              tree = await load()
              batch = await settleRepeated(batch)
            }
            if (error instanceof LostRace) tree = await load()
            if (!(error instanceof RepeatedRequest || error instanceof LostRace)) throw error
          }
      } catch (error) {
        for (const one of batch) one.reject(error)
        // Whatever happened, the next batch starts from what is really there.
        tree = await load().catch(() => tree)
      }
    }
    // Here and not in a callback: whoever was just answered may append again before any callback runs.
    running = null
  }

  return {
    append: (entry) =>
      new Promise((resolve, reject) => {
        waiting.push({ entry, requestId: requestIn(entry), resolve, reject })
        // One turn of the loop lets the requests that arrived together share a transaction.
        running ??= new Promise<void>((done) => setImmediate(done)).then(run)
      }),
    state: current,
    catchUp: async () => {
      if (running) return
      const loading = load().then((loaded) => {
        tree = loaded
      })
      running = loading.catch(() => undefined).then(run)
      await loading
    },
    idle: async () => {
      while (running) await running
    },
  }
}
