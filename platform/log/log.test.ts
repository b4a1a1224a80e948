import { randomBytes } from 'node:crypto'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, describe, expect, it } from 'vitest'
import { toHex, utf8 } from '../../evidence/bytes.ts'
import { readCheckpointText, verifyCheckpoint } from '../../evidence/checkpoint.ts'
import { encodeEntry } from '../../evidence/entry.ts'
import { leafHash, treeRoot, verifyConsistency, verifyInclusion } from '../../evidence/merkle.ts'
import { decodeVerifierKey } from '../../evidence/note.ts'
import { decodeBundle, entriesPath, tilePath, tilesOf, treeOver } from '../../evidence/tile.ts'
import { readTlogProof } from '../../evidence/tlog-proof.ts'
import { aMember } from '../../test/builders.ts'
import { aHouse } from '../../test/harness.ts'
import { type Log, LogHalted, openLog } from './log.ts'
import { folderLogFiles } from './log-files.ts'
import { logStore } from './log-store.ts'
import { logTree } from './log-tree.ts'
import { RequestIdTaken } from './sequencer.ts'

const test = await aHouse()
const { log } = test.house.world

const anEntry = (requestId = randomBytes(16)) =>
  encodeEntry({
    type: 'manifest',
    withSm3: true,
    commitment: { sha256: randomBytes(32), sm3: randomBytes(32) },
    requestId: new Uint8Array(requestId),
    signatures: [],
  })
const requestOf = (entry: Uint8Array) => entry.slice(74, 90)

/** Another process's view of the same log: own connections, and, unless it is told otherwise, a copy of the signer's folder. */
async function another(dataDir: string): Promise<Log> {
  const opened = await openLog({
    store: logStore(test.appUrl),
    files: folderLogFiles(join(dataDir, 'public')),
    dataDir,
    host: 'localhost:8400',
    clock: () => test.clock.now,
    witnessPolicy: 'quorum none',
  })
  afterAll(() => opened.close())
  return opened
}
async function aCopyOfTheSigner(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'shoumi-signer-'))
  await cp(test.dataDir, folder, { recursive: true })
  afterAll(() => rm(folder, { recursive: true, force: true }))
  return folder
}

const keys = async () => (await log.keys()).map(decodeVerifierKey)

/** The whole log as the public files give it, checked leaf by leaf. */
async function publicLog() {
  const checkpoint = await log.file('2026', 'checkpoint')
  if (!checkpoint) throw new Error('nothing is published')
  const note = Buffer.from(checkpoint.bytes).toString('utf8')
  const head = verifyCheckpoint(note, await keys())
  const entries: Uint8Array[] = []
  for (const { level, index, width } of tilesOf(head.size))
    if (level === 0) {
      const bundle = await log.file('2026', entriesPath(index, width))
      entries.push(...decodeBundle(bundle?.bytes ?? new Uint8Array()))
      const tile = await log.file('2026', tilePath({ level, index, width }))
      expect(tile?.bytes.length).toBe(width * 32)
    }
  expect(entries.length).toBe(head.size)
  const leaves = Buffer.concat(entries.map((entry) => leafHash('sha256', entry)))
  expect(toHex(treeRoot('sha256', leaves))).toBe(toHex(head.root))
  return { head, entries }
}

describe('the log', () => {
  it('keeps an entry before it says so, and gives each its own place', async () => {
    const entries = Array.from({ length: 700 }, () => anEntry())
    const promised = await Promise.all(entries.map((entry) => log.append(entry)))
    expect(new Set(promised.map(({ index }) => index)).size).toBe(700)
    for (const { checkpoint, index } of promised) {
      const { size } = verifyCheckpoint(checkpoint, await keys())
      expect(size).toBeGreaterThan(index)
    }
    await log.publish()
    const { entries: published } = await publicLog()
    for (const [at, entry] of entries.entries())
      expect(toHex(published[promised[at]?.index ?? -1] ?? new Uint8Array())).toBe(toHex(entry))
  })

  it('gives a final receipt whose proof leads to the published root', async () => {
    const entry = anEntry()
    const { index } = await log.append(entry)
    expect(await log.receipt(requestOf(entry))).toBe('pending')
    await log.publish()
    const found = await log.receipt(requestOf(entry))
    if (!found || found === 'pending') throw new Error('no receipt')
    const proof = readTlogProof(found.receipt.tlogProof)
    const { root, size } = verifyCheckpoint(proof.checkpoint, await keys())
    verifyInclusion('sha256', { index, size, path: proof.path, leaf: leafHash('sha256', entry) }, root)
    expect(proof.index).toBe(index)
    expect(await log.receipt(new Uint8Array(16))).toBeNull()
  })

  it('signs a published checkpoint with Ed25519, SM2 and ML-DSA-44', async () => {
    const found = await log.file('2026', 'checkpoint')
    const { signings } = verifyCheckpoint(Buffer.from(found?.bytes ?? []).toString('utf8'), await keys())
    expect(signings.map(({ key }) => key.type).sort()).toEqual(['ed25519', 'ml-dsa-44', 'sm2'])
  })

  it('gives the same place when a request is sent again, at once or later', async () => {
    const entry = anEntry()
    const [first, second] = await Promise.all([log.append(entry), log.append(entry)])
    const third = await log.append(entry)
    expect(second.index).toBe(first.index)
    expect(third).toMatchObject({ index: first.index, repeated: true })
  })

  it('refuses another entry under a request id that is taken, and keeps the others of the batch', async () => {
    const requestId = randomBytes(16)
    await log.append(anEntry(requestId))
    const [taken, fine] = await Promise.allSettled([log.append(anEntry(requestId)), log.append(anEntry())])
    expect(taken).toMatchObject({ status: 'rejected', reason: expect.any(RequestIdTaken) })
    expect(fine.status).toBe('fulfilled')
  })

  it('only grows: every published checkpoint is a beginning of the next', async () => {
    const before = (await publicLog()).head
    await Promise.all(Array.from({ length: 300 }, () => log.append(anEntry())))
    await log.publish()
    const after = (await publicLog()).head
    const read = async ({ level, index }: { level: number; index: number }) => {
      const width = Math.min(256, Math.floor(after.size / 256 ** level) - index * 256)
      const tile = await log.file('2026', tilePath({ level, index, width }))
      return tile?.bytes ?? new Uint8Array()
    }
    const path = await treeOver(read, after.size).consistencyPath(before.size)
    verifyConsistency('sha256', { older: before, newer: after, path })
  })

  it('takes every act of the journal as an entry that names nobody', async () => {
    const member = await aMember(test, 'enterprise', 'representative')
    await test.house.database.transaction().execute(async (tx) => {
      await sql`select set_config('shoumi.scope', 'system', true), set_config('shoumi.person', ${member.person.id}, true)`.execute(
        tx,
      )
      await sql`insert into journal (request_id, person_id, act, digest) values ('r', ${member.person.id}, 'test.act', '\\x00')`.execute(
        tx,
      )
    })
    await log.publish()
    const rows = await test.owner.selectFrom('journal').selectAll().where('act', '=', 'test.act').execute()
    const seals = await sql<{
      index: number
    }>`select index from journal_seal where journal_id = ${rows[0]?.id ?? 0}`.execute(test.owner)
    const index = seals.rows[0]?.index ?? -1
    const { entries } = await publicLog()
    expect(entries[index]?.[8]).toBe(3)
    // This row was written past the platform, so its digest does not fit; the log says so instead of hiding it.
    expect(log.alteredFacts()).toContain(rows[0]?.id)
  })

  it('lets two servers write the same log, and no receipt of either is lost or doubled', async () => {
    const second = await another(await aCopyOfTheSigner())
    const entries = Array.from({ length: 400 }, () => anEntry())
    const promised = await Promise.all(entries.map((entry, at) => (at % 2 ? log : second).append(entry)))
    expect(new Set(promised.map(({ index }) => index)).size).toBe(400)
    await log.append(anEntry())
    await log.publish()
    const { entries: published } = await publicLog()
    for (const [at, entry] of entries.entries())
      expect(toHex(published[promised[at]?.index ?? -1] ?? new Uint8Array())).toBe(toHex(entry))
  })

  it('signs nothing where the signer’s memory is not: a copied database alone makes no second log', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'shoumi-empty-'))
    afterAll(() => rm(empty, { recursive: true, force: true }))
    const copy = await another(empty)
    await expect(copy.append(anEntry())).rejects.toThrow(LogHalted)
    expect(await copy.state()).toMatchObject({ state: 'halted', reason: 'memory-missing' })
  })

  it('builds the same tree however the entries are cut into batches', () => {
    const entries = Array.from({ length: 1500 }, (_, at) => utf8(`entry ${at}`))
    const whole = logTree(0, [])
    whole.append(entries)
    const pieces = logTree(0, [])
    for (let from = 0, step = 1; from < entries.length; from += step, step = (step * 7) % 97 || 1)
      pieces.append(entries.slice(from, from + step))
    const naive = treeRoot('sha256', Buffer.concat(entries.map((entry) => leafHash('sha256', entry))))
    expect(toHex(whole.root())).toBe(toHex(naive))
    expect(toHex(pieces.root())).toBe(toHex(naive))
  })
})

describe('a database put back to an older day', () => {
  it('is refused by the signer, and goes on only under a new name', async () => {
    const size = ((await log.state()) as { size: number }).size
    await log.append(anEntry())
    const folder = await aCopyOfTheSigner()
    // The older day: the last entry is gone from the database, as after a restore.
    await test.owner.transaction().execute(async (tx) => {
      await sql`delete from log_entry where index >= ${size}`.execute(tx)
      const restored = logTree(0, [])
      const { rows } = await sql<{ data: Buffer }>`select data from log_entry order by index`.execute(tx)
      await sql`delete from log_tile`.execute(tx)
      for (const { level, index, data } of restored.append(rows.map(({ data }) => new Uint8Array(data))))
        await sql`insert into log_tile (origin, level, index, data) select origin, ${level}, ${index}, ${Buffer.from(data)} from log where state = 'open'`.execute(
          tx,
        )
      await sql`update log set size = ${size}, root = ${Buffer.from(restored.root())} where state = 'open'`.execute(tx)
    })
    const old = await another(folder)
    await expect(old.append(anEntry())).rejects.toThrow(LogHalted)
    expect(await old.state()).toMatchObject({ state: 'halted', reason: 'went-back' })
    // The running server notices too, at its next entry.
    await expect(log.append(anEntry())).rejects.toThrow(LogHalted)
    const origin = await old.freeze('restored from a backup')
    expect(origin).toBe('localhost:8400/log/2026.2')
    await old.append(anEntry())
    const published = await old.publish()
    expect(readCheckpointText(`${published?.note.split('\n\n')[0]}\n`)).toMatchObject({ origin, size: 2 })
  })
})
