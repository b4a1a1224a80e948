import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, it } from 'vitest'
import { fromHex, joined, toBase64, toHex } from '../../evidence/bytes.ts'
import { verifyCheckpoint } from '../../evidence/checkpoint.ts'
import { leafHash, treeRoot, verifyInclusion } from '../../evidence/merkle.ts'
import { decodeVerifierKey } from '../../evidence/note.ts'
import { readTlogProof } from '../../evidence/tlog-proof.ts'
import { aHouse } from '../../test/harness.ts'
import { openLog } from './log.ts'
import { folderLogFiles } from './log-files.ts'
import { logStore } from './log-store.ts'

const test = await aHouse()
const rounds = 200
const dataDir = join(test.dataDir, 'crash')
const writer = join(import.meta.dirname, '../../test/log-writer.ts')

type Acknowledged = { index: number; entry: string; size: number; root: string }

/** Started ahead, so that its start does not wait; it opens the log when it is told to. */
function aWriter() {
  const child = spawn(process.execPath, [writer, test.appUrl, dataDir], { stdio: ['pipe', 'pipe', 'pipe'] })
  const complaints: string[] = []
  child.stderr.on('data', (text) => complaints.push(String(text)))
  return { child, complaints }
}

/** A moment between the first acknowledgement and a quarter of a second after, never the same twice. */
async function untilKilled({ child, complaints }: ReturnType<typeof aWriter>): Promise<Acknowledged[]> {
  const heard: Acknowledged[] = []
  const ended = new Promise((resolve) => child.once('close', resolve))
  const failed = new Promise<never>((_resolve, reject) =>
    child.once('exit', (code) => code !== null && reject(new Error(`the writer stopped: ${complaints.join('')}`))),
  )
  failed.catch(() => undefined)
  const lines = createInterface({ input: child.stdout })
  const first = new Promise<void>((resolve) =>
    lines.on('line', (line) => {
      const [index, entry, size, root] = line.split(' ')
      // A line that was cut off by the kill was not heard by anybody.
      if (root?.length === 44) heard.push({ index: Number(index), entry: entry ?? '', size: Number(size), root })
      resolve()
    }),
  )
  child.stdin.write('go\n')
  await Promise.race([first, failed])
  await new Promise((resolve) => setTimeout(resolve, Math.random() ** 2 * 250))
  child.kill('SIGKILL')
  await ended
  return heard
}

it(`${rounds} times killed under load, the log keeps every entry it acknowledged, and every promise`, async () => {
  const acknowledged: Acknowledged[] = []
  const last: Acknowledged[] = []
  let next = aWriter()
  for (let round = 0; round < rounds; round++) {
    const now = next
    next = aWriter()
    const heard = await untilKilled(now)
    acknowledged.push(...heard)
    last.push(...heard.slice(-1))
  }
  next.child.kill('SIGKILL')

  const store = logStore(test.appUrl)
  const log = await openLog({
    store,
    files: folderLogFiles(join(dataDir, 'public')),
    dataDir,
    host: 'crash.example',
    clock: () => test.clock.now,
    witnessPolicy: 'quorum none',
  })
  try {
    await log.publish()
    const state = await log.state()
    if (state.state !== 'open') throw new Error(`halted: ${state.reason}`)
    expect(acknowledged.length).toBeGreaterThan(rounds * 10)
    expect(new Set(acknowledged.map(({ index }) => index)).size).toBe(acknowledged.length)
    const entries: Uint8Array[] = []
    for (let from = 0; from < state.size; from += 20_000)
      for (const entry of await store.entries(state.origin, from, Math.min(from + 20_000, state.size)))
        entries.push(entry)
    for (const { index, entry } of acknowledged) expect(toHex(entries[index] ?? new Uint8Array())).toBe(entry)
    const leaves = joined(entries.map((entry) => leafHash('sha256', entry)))
    const keys = (await log.keys()).map(decodeVerifierKey)
    for (const { index, entry, size, root } of last) {
      expect(toBase64(treeRoot('sha256', leaves.subarray(0, size * 32)))).toBe(root)
      const found = await log.receipt(fromHex(entry.slice(148, 180)))
      if (!found || found === 'pending') throw new Error('an acknowledged entry has no receipt')
      const proof = readTlogProof(found.receipt.tlogProof)
      const head = verifyCheckpoint(proof.checkpoint, keys)
      const claim = { index, size: head.size, path: proof.path, leaf: leafHash('sha256', fromHex(entry)) }
      verifyInclusion('sha256', claim, head.root)
    }
    const final = await log.receipt(fromHex(last.at(-1)?.entry.slice(148, 180) ?? ''))
    expect(final).not.toBe('pending')
  } finally {
    await log.close()
  }
}, 420_000)
