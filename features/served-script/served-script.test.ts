import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { fromHex, textOf, utf8 } from '../../evidence/bytes.ts'
import { sha256, sm3 } from '../../evidence/digest.ts'
import { openDisclosure } from '../../evidence/manifest.ts'
import { decodeProofPackage } from '../../evidence/proof-package.ts'
import { decodeTrust } from '../../evidence/trust.ts'
import { verifyReceipt } from '../../evidence/verify.ts'
import { asSystem } from '../../platform/database/database.ts'
import { systemCtx } from '../../platform/system-ctx.ts'
import { buildWeb } from '../../platform/ui/build-web.ts'
import { aHouse } from '../../test/harness.ts'
import { digestOfList, entryOfList, fileCount, listName } from './served-script.rules.ts'
import { enterServedList } from './served-script.service.ts'

const web = await buildWeb()
const test = await aHouse({ web })
const { log } = test.house.world
const enter = (list: string) =>
  asSystem(test.house.database, (db) =>
    enterServedList(systemCtx({ db, world: test.house.world, now: test.clock.now }), list),
  )
const size = async () => {
  const state = await log.state()
  return state.state === 'open' ? state.size : 0
}
const page = async (path = '/log/scripts') => (await test.anyone.fetch('GET', path)).raw.toString('utf8')
const digest = digestOfList(web.served)

describe('the list of what is served', () => {
  it('names every file with the digest that it is served with', async () => {
    const lines = web.served.trimEnd().split('\n')
    expect(lines.length).toBe(fileCount(web.served))
    for (const name of ['app', 'assets/index.html']) expect(lines.some((line) => line.endsWith(`  ${name}`))).toBe(true)
    expect(lines.some((line) => /assets\/vault-worker-[\w-]+\.js$/.test(line))).toBe(true)
    for (const line of lines) {
      const { raw } = await test.anyone.fetch('GET', `/${line.slice(66)}`)
      expect(`${createHash('sha256').update(raw).digest('hex')}  ${line.slice(66)}`).toBe(line)
    }
  })

  it('is not in the log before it was entered, and the page says so', async () => {
    expect(await page()).toContain('现行清单尚未写入公开日志')
    expect((await test.anyone.fetch('GET', `/log/scripts/${digest}.txt`)).status).toBe(404)
  })

  it('is entered once, however often the platform starts, and anew when a file has changed', async () => {
    const before = await size()
    expect(await enter(web.served)).toBe(true)
    expect(await size()).toBe(before + 1)
    expect(await enter(web.served)).toBe(true)
    expect(await size()).toBe(before + 1)
    const changed = web.served.replace(/^./, (letter) => (letter === '0' ? '1' : '0'))
    test.clock.now = test.clock.now.add({ hours: 1 })
    expect(await enter(changed)).toBe(true)
    expect(await size()).toBe(before + 2)
    const shown = await page()
    expect(shown).toContain(digest)
    expect(shown.indexOf(digestOfList(changed))).toBeGreaterThan(0)
    expect(await page('/en/log/scripts')).toContain('The present list')
  })

  it('is given out with a proof that verifies beside it, and beside no other', async () => {
    await enter(web.served)
    const early = await test.anyone.fetch('GET', `/log/scripts/${digest}.tsproof`)
    expect(early).toMatchObject({ status: 503, headers: { 'retry-after': '5' } })
    await log.publish()
    const list = await test.anyone.fetch('GET', `/log/scripts/${digest}.txt`)
    expect(list.headers['content-disposition']).toContain(listName)
    expect(list.raw.toString('utf8')).toBe(web.served)
    const reply = await test.anyone.fetch('GET', `/log/scripts/${digest}.tsproof`)
    const { receipt, ...disclosure } = decodeProofPackage(reply.raw.toString('utf8'))
    if (!receipt) throw new Error('no receipt in the proof')
    const trust = decodeTrust((await test.anyone.fetch('GET', '/log/trust.json')).raw.toString('utf8'))
    const verdictBeside = (content: Uint8Array) => {
      const { opening } = openDisclosure(disclosure)
      const matches =
        Buffer.from(opening.sha256).equals(sha256(content)) && Buffer.from(opening.sm3).equals(sm3(content))
      return {
        matches,
        name: textOf(opening.path),
        ...verifyReceipt({ receipt, trust, disclosure, now: Date.parse('2026-12-01T00:00:00Z') }),
      }
    }
    expect(verdictBeside(utf8(web.served))).toMatchObject({ matches: true, name: listName })
    expect(verdictBeside(utf8(`${web.served} `)).matches).toBe(false)
    const { checks } = verdictBeside(utf8(web.served))
    expect(checks.filter(({ outcome }) => outcome === 'failed')).toEqual([])
    // Whoever has the list can compute the entry.
    expect(receipt.entry).toEqual(entryOfList(web.served).entry)
    const { requestId } = entryOfList(web.served)
    expect((await log.place(fromHex(requestId)))?.data).toEqual(receipt.entry)
    expect((await test.anyone.fetch('GET', `/verify/${requestId}`)).status).toBe(200)
  })

  it('is written by the system only, and never changed', async () => {
    const row = { digest: 'f'.repeat(64), requestId: 'f'.repeat(32), list: 'x', firstServedAt: '2026-11-24T02:00:00Z' }
    await expect(test.house.database.insertInto('servedScriptList').values(row).execute()).rejects.toThrow(
      /row-level security/,
    )
    await expect(asSystem(test.house.database, (db) => db.deleteFrom('servedScriptList').execute())).rejects.toThrow(
      /permission denied/,
    )
  })

  it.each(['x.txt', `${'0'.repeat(64)}.txt`, `${'0'.repeat(64)}.tsproof`, `${digest}.html`])(
    'there is no %s',
    async (name) => {
      expect((await test.anyone.fetch('GET', `/log/scripts/${name}`)).status).toBe(404)
    },
  )
})

it('the signed-in page says which bytes every script and style must have, and its policy allows only this one to stand in it', async () => {
  const reply = await test.anyone.fetch('GET', '/app')
  const html = reply.raw.toString('utf8')
  const map: { integrity: Record<string, string> } = JSON.parse(
    /<script type="importmap">(.*?)<\/script>/s.exec(html)?.[1] ?? '',
  )
  const scripts = web.served
    .split('\n')
    .map((line) => `/${line.slice(66)}`)
    .filter((path) => path.endsWith('.js') && !path.includes('-worker-'))
  expect(Object.keys(map.integrity).sort()).toEqual(scripts.sort())
  const fetched = [...html.matchAll(/<(?:script|link)\b[^>]*?(?:src|href)="([^"]+\.(?:js|css))"[^>]*>/g)]
  expect(fetched.length).toBeGreaterThan(2)
  for (const [tag] of fetched) expect(tag).toMatch(/ integrity="sha256-[A-Za-z0-9+/]{43}="/)
  const policy = String(reply.headers['content-security-policy'])
  expect(policy).toMatch(/script-src 'self' 'sha256-[A-Za-z0-9+/]{43}=';/)
  expect(policy).not.toContain('unsafe')
})
