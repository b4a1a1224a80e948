import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { toBase64, utf8 } from '../../evidence/bytes.ts'
import { checkpointText, verifyCheckpoint } from '../../evidence/checkpoint.ts'
import { encodeEntry } from '../../evidence/entry.ts'
import { consistencyPath, leafHash, treeRoot } from '../../evidence/merkle.ts'
import {
  decodeVerifierKey,
  encodeNote,
  encodeVerifierKey,
  type SignerKey,
  signLine,
  verifierOf,
} from '../../evidence/note.ts'
import { quorumMet, readPolicy } from '../../evidence/policy.ts'
import { readTlogProof } from '../../evidence/tlog-proof.ts'
import { openLog } from '../../platform/log/log.ts'
import { folderLogFiles } from '../../platform/log/log-files.ts'
import { logStore } from '../../platform/log/log-store.ts'
import { askWitness } from '../../platform/log/witness-client.ts'
import { aHouse } from '../../test/harness.ts'
import { openWitness } from './witness.ts'

const origin = 'log.example/2026'
const logKey: SignerKey = { name: origin, type: 'ed25519', seed: new Uint8Array(randomBytes(32)) }
const leaves = (count: number, salt = '') =>
  Buffer.concat(Array.from({ length: count }, (_, at) => leafHash('sha256', utf8(`${salt}${at}`))))

function aNote(count: number, { salt = '', key = logKey }: { salt?: string; key?: SignerKey } = {}) {
  const text = checkpointText({ origin: key.name, size: count, root: treeRoot('sha256', leaves(count, salt)) })
  return encodeNote({ text, signatures: [signLine(key, text, { nonce: () => randomBytes(32) })] })
}
const request = (older: number, note: string, proof: readonly Uint8Array[] = []) =>
  `old ${older}\n${proof.map((hash) => `${toBase64(hash)}\n`).join('')}\n${note}`

function aFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'shoumi-witness-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

async function aWitness(dataDir = aFolder(), logs = [verifierOf(logKey)]) {
  const opened = openWitness({ name: 'witness.example/w1', dataDir, logs, clock: () => 1_795_500_000 })
  await new Promise<void>((ready) => opened.server.listen(0, '127.0.0.1', ready))
  const stop = () => new Promise((stopped) => opened.server.close(stopped))
  afterAll(stop)
  const url = `http://127.0.0.1:${(opened.server.address() as AddressInfo).port}/`
  const send = async (body: string) => {
    const reply = await fetch(`${url}add-checkpoint`, { method: 'POST', body })
    return { status: reply.status, type: reply.headers.get('content-type'), text: await reply.text() }
  }
  return { ...opened, url, send, stop }
}

describe('a witness', () => {
  it('cosigns the first checkpoint it sees, and a later one that continues it', async () => {
    const { send, verifierKeys } = await aWitness()
    const first = await send(request(0, aNote(5)))
    expect(first.status).toBe(200)
    const note = aNote(12)
    const second = await send(request(5, note, consistencyPath('sha256', leaves(12), 5)))
    expect(second.status).toBe(200)
    const { signings } = verifyCheckpoint(note + second.text, [verifierOf(logKey)], verifierKeys)
    expect(signings.map(({ key, timeSeconds }) => [key.type, timeSeconds])).toEqual([
      ['ed25519', null],
      ['ed25519-cosignature', 1_795_500_000],
      ['ml-dsa-44', 1_795_500_000],
    ])
  })

  it('refuses a second tree of the same size: a split view', async () => {
    const { send } = await aWitness()
    await send(request(0, aNote(8)))
    expect(await send(request(8, aNote(8, { salt: 'other' })))).toMatchObject({ status: 409, text: '8\n' })
  })

  it('refuses a tree that is smaller than the one it saw: a rollback', async () => {
    const { send } = await aWitness()
    await send(request(0, aNote(8)))
    expect(await send(request(5, aNote(5)))).toMatchObject({ status: 409, type: 'text/x.tlog.size', text: '8\n' })
    expect((await send(request(8, aNote(5)))).status).toBe(400)
  })

  it('refuses a larger tree that rewrites what it saw', async () => {
    const { send } = await aWitness()
    await send(request(0, aNote(8)))
    const other = leaves(20, 'other')
    const answer = await send(request(8, aNote(20, { salt: 'other' }), consistencyPath('sha256', other, 8)))
    expect(answer.status).toBe(422)
  })

  it('remembers what it saw after it was stopped', async () => {
    const folder = aFolder()
    const before = await aWitness(folder)
    await before.send(request(0, aNote(8)))
    await before.stop()
    const after = await aWitness(folder)
    expect(after.verifierKeys.map(encodeVerifierKey)).toEqual(before.verifierKeys.map(encodeVerifierKey))
    expect(await after.send(request(0, aNote(9)))).toMatchObject({ status: 409, text: '8\n' })
  })

  it('knows only the logs it was given, and their keys', async () => {
    const { send } = await aWitness()
    const stranger: SignerKey = { name: 'other.example', type: 'ed25519', seed: new Uint8Array(randomBytes(32)) }
    expect((await send(request(0, aNote(3, { key: stranger })))).status).toBe(404)
    const impostor: SignerKey = { ...stranger, name: origin }
    expect((await send(request(0, aNote(3, { key: impostor })))).status).toBe(403)
    expect((await send('nothing')).status).toBe(400)
    expect((await send(request(0, aNote(3), [new Uint8Array(32)]))).status).toBe(422)
  })
})

describe('the log with witnesses', async () => {
  const test = await aHouse()
  const keyed = await test.house.world.log.keys()
  const first = await aWitness(aFolder(), keyed.map(decodeVerifierKey))
  const policyFile = (url: string, witnesses: readonly string[]) => `witness one ${witnesses[0]} ${url}\nquorum one\n`
  const open = (url: string) =>
    openLog({
      store: logStore(test.appUrl),
      files: folderLogFiles(join(test.dataDir, 'second')),
      dataDir: test.dataDir,
      host: 'localhost:8400',
      clock: () => test.clock.now,
      witnessPolicy: policyFile(url, first.verifierKeys.map(encodeVerifierKey)),
      witnessTimeoutMs: 500,
    })
  const anEntry = (requestId: Uint8Array) =>
    encodeEntry({
      type: 'manifest',
      withSm3: true,
      commitment: { sha256: new Uint8Array(32), sm3: new Uint8Array(32) },
      requestId,
      signatures: [],
    })

  it('publishes a checkpoint that the witness cosigned, and the receipt meets the quorum', async () => {
    const log = await open(first.url)
    for (let round = 0; round < 3; round++) {
      const requestId = new Uint8Array(randomBytes(16))
      await log.append(anEntry(requestId))
      await log.publish()
      const found = await log.receipt(requestId)
      if (!found || found === 'pending') throw new Error('no receipt')
      const policy = readPolicy(await log.policy())
      const witnesses = policy.witnesses.map(({ key }) => key)
      const { signings } = verifyCheckpoint(
        readTlogProof(found.receipt.tlogProof).checkpoint,
        policy.logs.map(({ key }) => key),
        witnesses,
      )
      expect(
        quorumMet(
          policy,
          signings.map(({ key }) => key),
        ),
      ).toBe(true)
    }
    expect(log.witnesses()).toEqual({ one: 'cosigned' })
    await log.close()
  })

  it('publishes without a witness that cannot be reached, and says so', async () => {
    const log = await open('http://127.0.0.1:9/')
    await log.append(anEntry(new Uint8Array(randomBytes(16))))
    expect(await log.publish()).not.toBeNull()
    expect(log.witnesses()).toEqual({ one: 'unreachable' })
    await log.close()
  })

  it('is refused by the witness when it forgets what it had shown', async () => {
    const witness = await aWitness()
    await witness.send(request(0, aNote(8)))
    const [key] = witness.verifierKeys
    if (!key) throw new Error('a witness has a key')
    const ask = (note: string, proof: readonly Uint8Array[]) =>
      askWitness({ name: 'one', key, url: witness.url }, note, async () => proof, 0, 500)
    expect(await ask(aNote(5), [])).toMatchObject({ outcome: 'refused' })
    expect(await ask(aNote(20, { salt: 'other' }), consistencyPath('sha256', leaves(20, 'other'), 8))).toMatchObject({
      outcome: 'refused',
    })
    expect(await ask(aNote(20), consistencyPath('sha256', leaves(20), 8))).toMatchObject({ outcome: 'cosigned' })
  })
})
