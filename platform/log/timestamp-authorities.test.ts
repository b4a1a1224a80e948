import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { startHouseWorker } from '../../app/worker.ts'
import { fromHex, readerOf, toHex } from '../../evidence/bytes.ts'
import { readCheckpointText } from '../../evidence/checkpoint.ts'
import { decodeEntry } from '../../evidence/entry.ts'
import { readNote } from '../../evidence/note.ts'
import { decodeBundle, entriesPath } from '../../evidence/tile.ts'
import { trustFrom } from '../../evidence/trust.ts'
import { verifyReceipt } from '../../evidence/verify.ts'
import { aDeposit, aMember } from '../../test/builders.ts'
import { aHouse } from '../../test/harness.ts'
import { aLocalAuthority, aReply, aRevocationList, aToken, pemOf } from '../../test/timestamp-maker.ts'
import { blindedEntry } from './log-entry.ts'
import { logStore } from './log-store.ts'
import { renew, renewalContent } from './renewal.ts'
import { NoTimestamp, readAuthorities, stampNote } from './timestamp-authorities.ts'

const folder = mkdtempSync(join(tmpdir(), 'shoumi-tsa-'))
const at = () => Temporal.Instant.from('2026-11-24T02:00:00Z')
const good = await aLocalAuthority(at)
const sm2 = await aLocalAuthority(at, 'sm2')
const lying = await aLocalAuthority(at, 'ec', () =>
  aReply(
    aToken({ signer: good.signer, issuer: good.root, imprint: { algorithm: 'sha256', digest: new Uint8Array(32) } }),
  ),
)
let listMadeAt = '2026-11-23T00:00:00Z'
const lists = createServer((_request, response) => response.end(Buffer.from(aRevocationList(good.root, listMadeAt))))
await new Promise<void>((ready) => lists.listen(0, '127.0.0.1', ready))
afterAll(() => {
  for (const { server } of [good, sm2, lying]) server.close()
  lists.close()
  rmSync(folder, { recursive: true, force: true })
})
for (const [name, authority] of Object.entries({ good, sm2, lying }))
  writeFileSync(join(folder, `${name}.pem`), pemOf(authority.root.certificate))

const listFile = (name: string, text: string) => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
const entry = (name: string, url: string, root: string, more = '') =>
  `- name: ${name}\n  url: ${url}\n  root: ${root}.pem\n${more}`
const note = 'log.example\n1\nAAAA\n\n— log.example AAAAAAAA\n'

describe('timestamp authorities', () => {
  it('are asked in their order: one that is away, and one whose token does not hold, are passed over', async () => {
    const authorities = await readAuthorities(
      listFile(
        'three.yaml',
        entry('away', 'http://127.0.0.1:9/', 'good') +
          entry('lying', lying.url, 'lying') +
          entry('good', good.url, 'good'),
      ),
    )
    const stamp = await stampNote(authorities, note, at)
    expect(stamp).toMatchObject({ authority: 'good', generatedAt: '2026-11-24T02:00:00Z' })
    expect(lying.asked).toBeGreaterThan(0)
  })

  it('are all named with what went wrong when none gives a token that holds', async () => {
    const authorities = await readAuthorities(listFile('one.yaml', entry('lying', lying.url, 'lying')))
    await expect(stampNote(authorities, note, at)).rejects.toThrow(NoTimestamp)
    await expect(stampNote(authorities, note, at)).rejects.toThrow(/lying: .*imprint/)
  })

  it('may sign with SM2 over SM3', async () => {
    const authorities = await readAuthorities(listFile('sm2.yaml', entry('sm2', sm2.url, 'sm2', '  algorithm: sm3\n')))
    expect((await stampNote(authorities, note, at)).algorithm).toBe('sm3')
  })

  it('are refused at the start when the list is wrong, with the place of every mistake', async () => {
    for (const [text, problem] of [
      ['[]', 'at least|过小|>=1|Too small'],
      [entry('x', 'ftp://x/', 'good'), 'url'],
      [entry('x', 'http://x/', 'missing'), 'missing.pem'],
      [entry('x', 'http://x/', 'good', '  licenced: true\n'), 'licenced'],
    ] as const)
      await expect(readAuthorities(listFile('wrong.yaml', text))).rejects.toThrow(new RegExp(problem))
  })
})

describe('the log with an authority', async () => {
  const file = listFile(
    'house.yaml',
    entry(
      '测试时间戳机构（虚构）',
      good.url,
      'good',
      `  revocationLists: [http://127.0.0.1:${(lists.address() as AddressInfo).port}/]\n`,
    ),
  )
  const test = await aHouse({ env: { TIMESTAMP_AUTHORITIES: file } })
  const { log } = test.house.world

  it('gives a receipt within five seconds that the worker had stamped, and a verifier believes its time', async () => {
    const worker = await startHouseWorker(test.house, test.ownerUrl)
    try {
      const member = await aMember(test, 'enterprise', 'secret-keeper')
      const from = performance.now()
      const { requestId } = await aDeposit(member)
      log.start(200)
      const found = await (async () => {
        for (;;) {
          const receipt = await log.receipt(fromHex(requestId))
          if (receipt && receipt !== 'pending' && receipt.receipt.timestamps.length > 0) return receipt
          if (performance.now() - from > 30_000) throw new Error('no stamped receipt')
          await new Promise((resolve) => setTimeout(resolve, 50))
        }
      })()
      const took = performance.now() - from
      const trust = trustFrom(await log.trust())
      const result = verifyReceipt({ receipt: found.receipt, trust, now: at().epochMilliseconds })
      expect(result).toMatchObject({ verdict: 'proven', saidBy: 'timestamp', notLaterThanMs: at().epochMilliseconds })
      expect(took).toBeLessThan(5000)
    } finally {
      await worker.stop()
    }
  })

  it('hands out no receipt while a fresh checkpoint is about to be stamped', async () => {
    const member = await aMember(test, 'enterprise', 'secret-keeper')
    const { requestId } = await aDeposit(member)
    await log.publish()
    expect(await log.receipt(fromHex(requestId))).toBe('pending')
    const { origin } = await log.state()
    await log.stamp(origin ?? '', 0)
    expect(await log.receipt(fromHex(requestId))).toMatchObject({ receipt: { timestamps: [{}] } })
  })

  async function levels() {
    const rows = await test.owner.selectFrom('deposit').select('requestId').execute()
    return Promise.all(
      rows.map(async ({ requestId }) => {
        const found = await log.receipt(new Uint8Array(requestId))
        if (!found || found === 'pending') return null
        const trust = trustFrom(await log.trust())
        const { checks } = verifyReceipt({ receipt: found.receipt, trust, now: test.clock.now.epochMilliseconds })
        return checks.find(({ id }) => id === 'timestamp')?.timestamp?.level ?? null
      }),
    )
  }

  it('later learns that the certificate was not revoked, and receipts say so from then on', async () => {
    test.clock.set('2026-11-25T01:00:00Z')
    await log.completeTimestamps()
    // This list was made before the token: it says nothing about it, and must not stand in the way of one that does.
    expect(await levels()).toEqual(['chain-trusted', 'chain-trusted'])
    listMadeAt = '2026-11-25T00:00:00Z'
    await log.completeTimestamps()
    expect(await levels()).toEqual(['long-term', 'long-term'])
  })

  it('is renewed: one entry stands for every timestamp there is, and a public file opens it', async () => {
    const store = logStore(test.appUrl)
    const renewed = await renew(store, log)
    await store.close()
    if (!renewed) throw new Error('there was nothing to renew')
    const year = renewed.path.split('/')[0] ?? ''
    const kept = (await log.file(year, `renewal/${renewed.index}`))?.bytes ?? new Uint8Array()
    const [content, blind] = [kept.slice(0, 80), kept.slice(80, 112)]
    const reader = readerOf(kept.slice(112), 'receipt-malformed')
    const leaves: Uint8Array[] = []
    while (reader.left > 0) leaves.push(reader.take(reader.u32()))
    expect(leaves.length).toBe(renewed.leaves)
    expect(toHex(renewalContent(leaves))).toBe(toHex(content))
    const width = readCheckpointText(readNote((await log.file(year, 'checkpoint'))?.bytes ?? '').text).size
    const bundle = (await log.file(year, entriesPath(0, width)))?.bytes ?? new Uint8Array()
    const { type, requestId } = decodeEntry(decodeBundle(bundle)[renewed.index] ?? new Uint8Array())
    expect(type).toBe('renewal')
    expect(toHex(blindedEntry('renewal', content, blind, requestId))).toBe(
      toHex(decodeBundle(bundle)[renewed.index] ?? new Uint8Array()),
    )
  })
})
