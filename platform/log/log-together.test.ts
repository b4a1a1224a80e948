import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openWitness } from '../../app/cli/witness.ts'
import { textOf, toHex } from '../../evidence/bytes.ts'
import { readCheckpointText } from '../../evidence/checkpoint.ts'
import { decodeEntry, encodeEntry } from '../../evidence/entry.ts'
import { commitmentOf } from '../../evidence/manifest.ts'
import { leafHash } from '../../evidence/merkle.ts'
import { decodeVerifierKey, encodeVerifierKey, readNote } from '../../evidence/note.ts'
import { decodeBundle, entriesPath } from '../../evidence/tile.ts'
import { readTlogProof } from '../../evidence/tlog-proof.ts'
import { trustFrom } from '../../evidence/trust.ts'
import { verifyReceipt } from '../../evidence/verify.ts'
import { aHouse, type TestHouse } from '../../test/harness.ts'
import { DataError } from '../data-file.ts'
import { readSettings } from '../settings.ts'
import { openInstanceLog } from './house-log.ts'
import { type Log, openLog } from './log.ts'
import { folderLogFiles } from './log-files.ts'
import { type LogStore, logStore } from './log-store.ts'

const anEntry = () =>
  encodeEntry({
    type: 'manifest',
    withSm3: true,
    commitment: { sha256: randomBytes(32), sm3: randomBytes(32) },
    requestId: new Uint8Array(randomBytes(16)),
    signatures: [],
  })
const requestOf = (entry: Uint8Array) => entry.slice(74, 90)

async function aFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'shoumi-together-'))
  afterAll(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** Another process on the same machine: the same database, the same keys, the same public folder unless told otherwise. */
async function another(
  { dataDir, appUrl, clock }: TestHouse,
  more: { witnessPolicy?: string; publicFolder?: string; store?: LogStore } = {},
): Promise<Log> {
  const opened = await openLog({
    store: more.store ?? logStore(appUrl),
    files: folderLogFiles(more.publicFolder ?? join(dataDir, 'log', 'public')),
    dataDir,
    host: 'localhost:8400',
    clock: () => clock.now,
    witnessPolicy: more.witnessPolicy ?? 'quorum none',
    witnessTimeoutMs: 500,
  })
  afterAll(() => opened.close())
  return opened
}

async function publicSize(log: Log, year: string): Promise<number> {
  const found = await log.file(year, 'checkpoint')
  return found ? readCheckpointText(readNote(found.bytes).text).size : 0
}

describe('two processes with one log', async () => {
  const test = await aHouse()
  const { log: server } = test.house.world
  const command = await another(test)

  it('never show a smaller checkpoint than was shown, and one publishes what the other wrote', async () => {
    await server.append(anEntry())
    await server.publish()
    await command.append(anEntry())
    await command.append(anEntry())
    await command.publish()
    expect(await publicSize(server, '2026')).toBe(3)
    await server.publish()
    expect(await publicSize(server, '2026')).toBe(3)
    await command.append(anEntry())
    await server.publish()
    expect(await publicSize(server, '2026')).toBe(4)
  })

  it('do not take for gone back what one read just before the other wrote', async () => {
    const store = logStore(test.appUrl)
    let reads = 0
    const heads = async () => {
      const found = await store.heads()
      if (++reads < 3) await command.append(anEntry())
      return found
    }
    const late = await another(test, { store: { ...store, heads } })
    expect(await late.state()).toMatchObject({ state: 'open' })
    expect(await late.append(anEntry())).toMatchObject({ repeated: false })
    expect(reads).toBeGreaterThan(1)
  })

  it('close it together: every entry that was acknowledged gets its receipt, and both go on in the next', async () => {
    const entries = Array.from({ length: 60 }, anEntry)
    const [origin] = await Promise.all([
      command.freeze('示例：换钥'),
      ...entries.map((entry) => server.append(entry)),
      server.publish(),
    ])
    expect(origin).toBe('localhost:8400/log/2026.2')
    await server.publish()
    expect(await server.state()).toMatchObject({ state: 'open', origin })
    for (const entry of entries) {
      const found = await server.receipt(requestOf(entry))
      expect(found).toMatchObject({ receipt: expect.anything() })
    }
  })

  it('say in public how the old log ended and the new one began', async () => {
    const opened = async (year: string, index: number) => {
      const kept = (await server.file(year, `freeze/${index}`))?.bytes
      if (!kept) return null
      const [blind, content] = [kept.slice(0, 32), kept.slice(32)]
      const roots = { leafCount: 1, rootSha256: leafHash('sha256', content), rootSm3: leafHash('sm3', content) }
      const place = Math.floor(index / 256)
      const width = Math.min(256, (await publicSize(server, year)) - place * 256)
      const bundle = (await server.file(year, entriesPath(place, width)))?.bytes ?? new Uint8Array()
      const entry = decodeEntry(decodeBundle(bundle)[index % 256] ?? new Uint8Array())
      expect(entry.type).toBe('freeze')
      expect(toHex(entry.commitment.sha256)).toBe(toHex(commitmentOf({ ...roots, blind }).sha256))
      return textOf(content)
    }
    const last = await publicSize(server, '2026')
    expect(await opened('2026', last - 1)).toBe('frozen localhost:8400/log/2026\n示例：换钥\n')
    const checkpoint = textOf((await server.file('2026', 'checkpoint'))?.bytes ?? new Uint8Array())
    // The server's own entries may have come first.
    const size = await publicSize(server, '2026.2')
    const found = await Promise.all(Array.from({ length: size }, (_, index) => opened('2026.2', index)))
    expect(found.filter((one) => one !== null)).toEqual([
      `continues localhost:8400/log/2026\n示例：换钥\n${checkpoint}`,
    ])
  })

  it('write lost public files again', async () => {
    const before = await publicSize(server, '2026')
    const elsewhere = await another(test, { publicFolder: await aFolder() })
    expect(await elsewhere.file('2026', 'checkpoint')).toBeNull()
    await elsewhere.publish()
    expect(await publicSize(elsewhere, '2026')).toBe(before)
    expect(await elsewhere.file('2026', entriesPath(0, Math.min(256, before)))).not.toBeNull()
  })
})

describe('a log whose memory is not here', async () => {
  const test = await aHouse()
  await test.house.world.log.append(anEntry())

  it('is halted, and goes on by itself when somebody has opened the next one', async () => {
    const folder = await aFolder()
    const halted = await another({ ...test, dataDir: folder })
    await halted.publish()
    expect(await halted.state()).toMatchObject({ state: 'halted', reason: 'memory-missing' })
    const command = await another({ ...test, dataDir: folder })
    await command.freeze('示例：从备份恢复')
    await halted.publish()
    expect(await halted.state()).toMatchObject({ state: 'open', origin: 'localhost:8400/log/2026.2' })
    await halted.append(anEntry())
  })
})

describe('a log with a witness that was away', async () => {
  const test = await aHouse()
  const logs = (await test.house.world.log.keys()).map(decodeVerifierKey)
  const { server, verifierKeys } = openWitness({ name: 'witness.example/w1', dataDir: await aFolder(), logs })
  const port = 20_000 + (randomBytes(2).readUInt16BE() % 20_000)
  const [key] = verifierKeys.map(encodeVerifierKey)
  const log = await another(test, {
    witnessPolicy: `witness one ${key} http://127.0.0.1:${port}/\nquorum one\n`,
  })
  const outcome = async (entry: Uint8Array) => {
    const found = await log.receipt(requestOf(entry))
    if (!found || found === 'pending') throw new Error('no receipt')
    const trust = trustFrom(await log.trust())
    const now = test.clock.now.epochMilliseconds
    return {
      verdict: verifyReceipt({ receipt: found.receipt, trust, now }).verdict,
      size: readCheckpointText(readNote(readTlogProof(found.receipt.tlogProof).checkpoint).text).size,
    }
  }

  it('gives a receipt that does not hold yet, and one that holds as soon as a later checkpoint is witnessed', async () => {
    const [entry, later] = [anEntry(), anEntry()]
    await log.append(entry)
    await log.publish()
    expect(await outcome(entry)).toEqual({ verdict: 'not-proven', size: 1 })
    await new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready))
    afterAll(() => new Promise((stopped) => server.close(stopped)))
    await log.append(later)
    await log.publish()
    expect(await outcome(entry)).toEqual({ verdict: 'proven', size: 2 })
  })

  it('asks it again for the newest checkpoint when nothing more is written', async () => {
    await new Promise((stopped) => server.close(stopped))
    const entry = anEntry()
    await log.append(entry)
    await log.publish()
    expect(await outcome(entry)).toMatchObject({ verdict: 'not-proven' })
    await new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready))
    test.clock.now = test.clock.now.add({ minutes: 2 })
    expect(await log.publish()).toBeNull()
    expect(await outcome(entry)).toEqual({ verdict: 'proven', size: 3 })
  })
})

describe('a log with a witness that thinks', async () => {
  const test = await aHouse()
  const { verifierKeys } = openWitness({ name: 'witness.example/w1', dataDir: await aFolder(), logs: [] })
  const silent = createServer(() => undefined)
  await new Promise<void>((ready) => silent.listen(0, '127.0.0.1', ready))
  afterAll(() => silent.closeAllConnections())
  const [key] = verifierKeys.map(encodeVerifierKey)
  const { port } = silent.address() as AddressInfo
  const log = await another(test, { witnessPolicy: `witness one ${key} http://127.0.0.1:${port}/\nquorum one\n` })

  it('hands out no receipt before the witness has answered, or has been waited for', async () => {
    const entry = anEntry()
    await log.append(entry)
    const asked = new Promise((resolve) => silent.once('request', resolve))
    const published = log.publish()
    await asked
    expect(await log.receipt(requestOf(entry))).toBe('pending')
    await published
    expect(await log.receipt(requestOf(entry))).toMatchObject({ receipt: expect.anything() })
  })
})

describe('a file of witnesses', async () => {
  const test = await aHouse()
  const opened = async (text: string | null) => {
    const folder = await aFolder()
    if (text !== null) await writeFile(join(folder, 'witnesses.policy'), text)
    const settings = readSettings({ DATA_DIR: folder, LOG_WITNESSES: join(folder, 'witnesses.policy') })
    const store = logStore(test.appUrl)
    afterAll(() => store.close())
    return openInstanceLog(settings, store)
  }

  it.each([
    [null, 'witnesses.policy'],
    ['quorum none\nwitness one x\n', 'line 2'],
    ['witness one x http://w/\n', 'line 1'],
    ['', 'no quorum line'],
  ])('that is %j is refused at the start, with its place', async (text, place) => {
    const refused = await opened(text).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(DataError)
    expect(String(refused)).toContain(place)
  })
})
