import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { fromHex, toBase64, toHex, utf8 } from '../../evidence/bytes.ts'
import { verifyCheckpoint } from '../../evidence/checkpoint.ts'
import { sha256, sm3 } from '../../evidence/digest.ts'
import { encodeEntry } from '../../evidence/entry.ts'
import { leafHash, verifyInclusion } from '../../evidence/merkle.ts'
import { decodeVerifierKey } from '../../evidence/note.ts'
import { decodeReceipt, encodeReceipt, policyDigest, receiptFrom } from '../../evidence/receipt.ts'
import { readTlogProof } from '../../evidence/tlog-proof.ts'
import { decodeTrust } from '../../evidence/trust.ts'
import { aMember } from '../../test/builders.ts'
import { aHouse, type Caller } from '../../test/harness.ts'
import { journalContract } from '../journal/journal.contract.ts'
import { depositContract as door } from './deposit.contract.ts'

const test = await aHouse()
const { log } = test.house.world
const owner = await aMember(test, 'enterprise', 'secret-keeper')
const { name: ownerName } = await test.owner
  .selectFrom('organisation')
  .select('name')
  .where('id', '=', owner.organisation.id)
  .executeTakeFirstOrThrow()

const anEntry = (requestId = randomBytes(16)) =>
  encodeEntry({
    type: 'manifest',
    withSm3: true,
    commitment: { sha256: new Uint8Array(randomBytes(32)), sm3: new Uint8Array(randomBytes(32)) },
    requestId: new Uint8Array(requestId),
    signatures: [],
  })

async function aDeposit(caller: Caller = owner.caller, label = '配方 2026') {
  const entry = anEntry()
  const made = await caller.call(door.make, { entries: [toBase64(entry)], label })
  expect(made.status).toBe(200)
  const [deposit] = made.body.deposits
  if (!deposit) throw new Error('nothing was made')
  return { ...deposit, promise: made.body.promise, entry }
}

describe('a deposit', () => {
  it('is promised at once and proven by the final receipt, which anybody with its number may fetch', async () => {
    const { id, requestId, promise, entry, index } = await aDeposit()
    const keys = (await log.keys()).map(decodeVerifierKey)
    expect(verifyCheckpoint(promise.checkpoint, keys).size).toBeGreaterThan(index)
    expect((await test.anyone.call(door.receipt, { requestId })).refusal.code).toBe('receipt-pending')
    await log.publish()
    const fetched = await test.anyone.call(door.receipt, { requestId })
    const receipt = receiptFrom(fetched.body)
    const proof = readTlogProof(receipt.tlogProof)
    const head = verifyCheckpoint(proof.checkpoint, keys)
    const claim = { index, size: head.size, path: proof.path, leaf: leafHash('sha256', entry) }
    verifyInclusion('sha256', claim, head.root)
    expect(toHex(receipt.entry)).toBe(toHex(entry))
    expect(receipt.policy).toBe(policyDigest(await log.policy()))
    expect(encodeReceipt(decodeReceipt(encodeReceipt(receipt)))).toBe(encodeReceipt(receipt))
    // The steps for standard tools on the certificate read the file line by line, whichever way it came.
    const saved = await owner.caller.call(door.receiptFile, { id })
    expect(fetched.raw.toString()).toBe(encodeReceipt(receipt))
    expect(saved.raw.equals(fetched.raw)).toBe(true)
  })

  it('gets the same place when it is sent again, and refuses another entry under its number', async () => {
    const { entry, id, index, requestId } = await aDeposit()
    const again = await owner.caller.call(door.make, { entries: [toBase64(entry)] })
    expect(again.body.deposits[0]).toMatchObject({ id, index })
    const other = await owner.caller.call(door.make, {
      entries: [toBase64(anEntry(Buffer.from(fromHex(requestId))))],
    })
    expect(other).toMatchObject({ status: 409, refusal: { code: 'request-id-taken' } })
    const stranger = await aMember(test, 'enterprise', 'secret-keeper')
    const claimed = await stranger.caller.call(door.make, { entries: [toBase64(entry)] })
    expect(claimed.refusal.code).toBe('request-id-taken')
  })

  it('is refused whole when one entry of a batch is not in form, or is not one a depositor may make', async () => {
    const before = (await owner.caller.call(door.list, {})).body.deposits.length
    const event = anEntry()
    event[8] = 3
    for (const wrong of [event, utf8('x'.repeat(91)), anEntry().slice(0, 90)]) {
      const answer = await owner.caller.call(door.make, { entries: [toBase64(anEntry()), toBase64(wrong)] })
      expect(answer).toMatchObject({ status: 409, refusal: { code: 'entry-malformed' } })
    }
    expect((await owner.caller.call(door.list, {})).body.deposits.length).toBe(before)
  })

  it('may come in a batch', async () => {
    const entries = Array.from({ length: 300 }, () => toBase64(anEntry()))
    const made = await owner.caller.call(door.make, { entries, label: '每夜封存' })
    expect(new Set(made.body.deposits.map(({ index }) => index)).size).toBe(300)
  })

  it('is found by its label or number, by its own organisation only, the office included', async () => {
    const { id, requestId } = await aDeposit(owner.caller, '客户名单 甲')
    const found = await owner.caller.call(door.list, { search: '名单' })
    expect(found.body.deposits.map((one) => one.id)).toEqual([id])
    expect((await owner.caller.call(door.list, { search: requestId })).body.deposits[0]?.id).toBe(id)
    for (const kind of ['office', 'enterprise'] as const) {
      const other = await aMember(test, kind, kind === 'office' ? 'office-administrator' : 'secret-keeper')
      expect((await other.caller.call(door.list, { search: '名单' })).body.deposits).toEqual([])
      expect((await other.caller.call(door.read, { id })).status).toBe(404)
      expect((await other.caller.call(door.withdraw, { id, reason: 'x' })).status).toBe(404)
    }
  })

  it('is in the journal without what it is called, how many files it has or how they compare: the office reads it', async () => {
    const head = await aMember(test, 'office', 'head')
    const made = await owner.caller.call(door.make, {
      entries: [toBase64(anEntry())],
      label: '配方 乙',
      fileCount: 3,
      totalBytes: 4711,
    })
    const id = made.body.deposits[0]?.id ?? ''
    const change = { id, label: '配方 丙', remark: '反应温度表', showDepositor: false, recheckMonths: 6 }
    await owner.caller.call(door.edit, change)
    await owner.caller.call(door.recheck, { id, result: 'differs' })
    const { rows } = await sql<{ act: string; detail: object }>`
      select act, detail from journal where act like 'deposit.%' order by journal.id desc limit 3`.execute(test.owner)
    expect(rows.map(({ act }) => act)).toEqual(['deposit.recheck', 'deposit.edit', 'deposit.make'])
    expect(JSON.stringify(rows)).not.toMatch(/配方|温度|4711|fileCount|differs/)
    const seen = await head.caller.call(journalContract.list, { act: 'deposit' })
    expect(seen.status).toBe(200)
    expect(seen.raw.toString()).not.toMatch(/配方|温度/)
  })

  it('can be declared superseded or withdrawn, which everybody with its number can see, and who made it only if wanted', async () => {
    const earlier = await aDeposit()
    const later = await aDeposit()
    const standing = async (requestId: string) => (await test.anyone.call(door.standing, { requestId })).body
    expect(await standing(earlier.requestId)).toMatchObject({ state: 'current', depositor: null })
    const wrongWay = await owner.caller.call(door.supersede, { id: later.id, laterId: later.id })
    expect(wrongWay.refusal.code).toBe('not-a-successor')
    await owner.caller.call(door.supersede, { id: earlier.id, laterId: later.id })
    expect(await standing(earlier.requestId)).toMatchObject({ state: 'superseded', supersededBy: later.requestId })
    await owner.caller.call(door.withdraw, { id: later.id, reason: '封存时选错文件夹' })
    expect(await standing(later.requestId)).toMatchObject({ state: 'withdrawn', withdrawnBecause: '封存时选错文件夹' })
    const twice = await owner.caller.call(door.withdraw, { id: later.id, reason: 'again' })
    expect(twice.refusal.code).toBe('deposit-not-current')
    await owner.caller.call(door.edit, {
      id: later.id,
      label: 'x',
      remark: '',
      showDepositor: true,
      recheckMonths: null,
    })
    expect((await standing(later.requestId)).depositor).toBe(ownerName)
    expect((await test.anyone.call(door.standing, { requestId: '0'.repeat(32) })).status).toBe(404)
  })

  it('reminds of comparing the originals from the day they were last compared', async () => {
    const { id } = await aDeposit()
    await owner.caller.call(door.edit, { id, label: '', remark: '', showDepositor: false, recheckMonths: 6 })
    const { deposit } = (await owner.caller.call(door.read, { id })).body
    expect(deposit.recheckOn).toBe('2027-05-24')
    await owner.caller.call(door.recheck, { id, result: 'matches' })
    expect((await owner.caller.call(door.read, { id })).body.deposit).toMatchObject({
      recheckedOn: '2026-11-24',
      recheckResult: 'matches',
      recheckOn: '2027-05-24',
    })
  })

  it('is exported with every receipt, a list and the policy', async () => {
    await log.publish()
    const file = await owner.caller.call(door.exportAll, {})
    expect(file.status).toBe(200)
    expect(file.raw.subarray(0, 2).toString()).toBe('PK')
    expect(file.raw.includes('deposits.json')).toBe(true)
    expect(file.raw.includes('.tsreceipt.json')).toBe(true)
  })
})

describe('a deposit key', () => {
  const withKey = (key: string) => ({ headers: { authorization: `Bearer ${key}` } })
  const make = async (caller = owner.caller) => (await caller.call(door.makeKey, { name: '夜间封存' })).body

  it('deposits for its organisation, and opens no other door', async () => {
    const { key } = await make()
    const made = await test.anyone.call(door.make, { entries: [toBase64(anEntry())] }, withKey(key))
    expect(made.status).toBe(200)
    const mine = await owner.caller.call(door.list, { limit: 1 })
    expect(mine.body.deposits[0]?.requestId).toBe(made.body.deposits[0]?.requestId)
    expect((await test.anyone.call(door.keys, {}, withKey(key))).status).toBe(403)
    expect((await test.anyone.fetch('GET', '/api/notices', withKey(key))).status).toBe(403)
    expect((await test.anyone.fetch('GET', '/api/account/me', withKey(key))).status).not.toBe(200)
  })

  it('is worth nothing once revoked, expired, or made up', async () => {
    const { id, key } = await make()
    await owner.caller.call(door.revokeKey, { id })
    for (const dead of [key, `shoumi_deposit_${'x'.repeat(32)}`, 'nonsense'])
      expect((await test.anyone.call(door.make, { entries: [toBase64(anEntry())] }, withKey(dead))).status).toBe(401)
    const second = await make()
    await test.owner
      .updateTable('depositKey')
      .set({ expiresAt: '2020-01-01T00:00:00Z' })
      .where('id', '=', second.id)
      .execute()
    expect((await test.anyone.call(door.make, { entries: [toBase64(anEntry())] }, withKey(second.key))).status).toBe(
      401,
    )
  })

  it('is kept only as a digest, and never written to the journal', async () => {
    const { key } = await make()
    const rows = await test.owner.selectFrom('journal').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(key)
    expect(JSON.stringify(await test.owner.selectFrom('depositKey').selectAll().execute())).not.toContain(key)
  })
})

describe('the public files of the log', () => {
  it('are there for every tool: a checkpoint never kept, tiles kept for ever', async () => {
    await aDeposit()
    await log.publish()
    const checkpoint = await test.anyone.fetch('GET', '/log/2026/checkpoint')
    expect(checkpoint).toMatchObject({ status: 200, headers: { 'cache-control': 'no-cache' } })
    expect(checkpoint.headers['access-control-allow-origin']).toBe('*')
    const size = Number(checkpoint.raw.toString('utf8').split('\n')[1])
    const tile = await test.anyone.fetch('GET', size >= 256 ? '/log/2026/tile/0/000' : `/log/2026/tile/0/000.p/${size}`)
    expect(tile.headers['cache-control']).toContain('immutable')
    for (const path of ['/log/2026/keys.json', '/log/2026/../secrets', '/log/2026/tile/9/000', '/log/1999/checkpoint'])
      expect((await test.anyone.fetch('GET', path)).status).toBe(404)
  })

  it('include what a verifier must know beforehand', async () => {
    const reply = await test.anyone.fetch('GET', '/log/trust.json')
    const trust = decodeTrust(reply.raw.toString('utf8'))
    expect(trust.logKeys.map(({ type }) => type).sort()).toEqual(['ed25519', 'ml-dsa-44', 'sm2'])
    expect((await test.anyone.fetch('GET', '/log/policy')).raw.toString()).toBe(trust.policy)
  })

  it('hold no digest of any content, no label and no name', async () => {
    const content = utf8('出厂价 42 元')
    await aDeposit(owner.caller, '绝密配方代号')
    await log.publish()
    const size = Number((await test.anyone.fetch('GET', '/log/2026/checkpoint')).raw.toString('utf8').split('\n')[1])
    const everything: Buffer[] = []
    for (let index = 0; index * 256 < size; index++) {
      const width = Math.min(256, size - index * 256)
      const ending = `${String(index).padStart(3, '0')}${width < 256 ? `.p/${width}` : ''}`
      for (const kind of ['entries', '0'])
        everything.push((await test.anyone.fetch('GET', `/log/2026/tile/${kind}/${ending}`)).raw)
    }
    const all = Buffer.concat(everything)
    expect(all.length).toBeGreaterThan(10_000)
    for (const digest of [sha256(content), sm3(content)]) expect(all.includes(digest)).toBe(false)
    for (const word of ['绝密配方', ownerName, owner.organisation.id]) expect(all.includes(word)).toBe(false)
  })
})
