import { readdir } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { toHex } from '../../evidence/bytes.ts'
import { vaultWorkerFile, vaultWorkerPolicy } from '../../platform/ui/vault/vault-policy.ts'
import { openFile } from '../../vault/age-file.ts'
import { decodeVaultSecret } from '../../vault/envelope.ts'
import { identityText } from '../../vault/identity.ts'
import { unlockWithSecret } from '../../vault/member-lock.ts'
import { closeBrowser, openPage } from '../browser.ts'
import { aBuiltPage, type BuiltPage } from '../built-page.ts'

// The worker as it is built for the web, served with the platform's own headers, spoken to by the client that pages use.

let served: BuiltPage
beforeAll(async () => {
  served = await aBuiltPage(
    'vault',
    (from) => `import { openRoomClient } from ${from('platform/ui/vault/room-client.ts')}
const room = openRoomClient()
const seen = { locks: 0 }
room.onLock(() => seen.locks++)
Object.assign(window, { room, seen })`,
  )
})
afterAll(async () => {
  await closeBrowser()
  await served.close()
})

/** Before anything of the page runs, everything that a worker will post to it is written down. */
const listen = `{
  const Real = Worker
  window.posted = []
  window.Worker = class extends Real {
    constructor(...given) {
      super(...given)
      this.addEventListener('message', ({ data }) => window.posted.push(data))
    }
  }
}`

async function visit() {
  const seen = await openPage({ address: served.address })
  await seen.page.addInitScript(listen)
  await seen.page.goto('/app')
  const [worker] = seen.page.workers()
  return { ...seen, worker: worker ?? (await seen.page.waitForEvent('worker')) }
}
/** In the page, with `room` and `seen` at hand. */
const inPage = <T>(page: Page, work: string): Promise<T> =>
  page.evaluate(`(async () => { const { room, seen, posted } = window; ${work} })()`)
const unlock =
  "const { recipient } = await room.makeMemberKey(); const first = await room.makeVault('firm', [recipient]);"
const isLocked = 'const { unlocked } = await room.state(); return { unlocked, locks: seen.locks }'

test('a record is sealed and opened by the worker, and its page has nothing to complain of', async () => {
  const { page, context, complaints } = await visit()
  const result = await inPage(
    page,
    `${unlock}
     const place = { organisation: 'firm', collection: 'c', id: 'a', revision: 1 }
     const sealed = await room.sealRecords([{ ...place, value: { 名称: '虚构' } }])
     return { opened: await room.openRecords(sealed), state: await room.state() }`,
  )
  expect(result).toMatchObject({
    opened: [{ value: { 名称: '虚构' }, failure: null }],
    state: { unlocked: true, organisation: 'firm', generation: 1 },
  })
  expect(complaints).toEqual([])
  await context.close()
})

test('a refusal arrives with its code and its line, a defect with no more than its name', async () => {
  const { page, context } = await visit()
  const told = await inPage(
    page,
    `const told = (work) => work.then(() => 'done', ({ name, message, code, line }) => ({ name, message, code, line }))
     const locked = await told(room.makePrintedKey())
     ${unlock}
     const misread = await told(room.openWithPrintedKey('firm', '1  0000-0000-0000-02PX\\n2  x', new Uint8Array(), []))
     const defect = await told(room.lockUnderSecret(new Uint8Array(3)))
     return { locked, misread, defect }`,
  )
  expect(told).toEqual({
    locked: { name: 'RoomError', message: 'locked', code: 'locked', line: null },
    misread: { name: 'RoomError', message: 'printed-key-misread', code: 'printed-key-misread', line: 2 },
    defect: { name: 'Error', message: 'TypeError' },
  })
  await context.close()
})

test('the worker can reach nothing and load nothing', async () => {
  const name = (await readdir(served.built)).find((one) => vaultWorkerFile.test(one))
  const { headers } = await fetch(`${served.address}/assets/${name}`)
  expect(headers.get('content-security-policy')).toBe(vaultWorkerPolicy)
  const { worker, context } = await visit()
  // As text, because the tests' own compiler would turn the import into one of its kind.
  const tries = await worker.evaluate(`(async () => {
    const told = (work) => work().then(() => 'done', () => 'refused')
    return {
      fetch: await told(() => fetch('/app')),
      script: await told(() => import('/assets/${name}?letters-of-a-secret')),
      socket: await told(() => new Promise((resolve, reject) => {
        const socket = new WebSocket(location.origin.replace('http', 'ws'))
        socket.onopen = resolve
        socket.onerror = reject
      })),
    }
  })()`)
  expect(tries).toEqual({ fetch: 'refused', script: 'refused', socket: 'refused' })
  await context.close()
})

test('the room locks when nobody was there for its minutes, and tells the page', async () => {
  const { page, worker, context } = await visit()
  const later = (minutes: number) =>
    worker.evaluate((ms) => {
      const real = Date.now.bind(Date)
      Date.now = () => real() + ms
    }, minutes * 60_000)
  await inPage(page, unlock)
  await later(9)
  expect(await inPage(page, isLocked)).toEqual({ unlocked: true, locks: 0 })
  await inPage(page, 'const now = performance.now(); performance.now = () => now + 60_000')
  await page.keyboard.press('Shift')
  await later(9)
  expect(await inPage(page, isLocked)).toEqual({ unlocked: true, locks: 0 })
  await later(1)
  expect(await inPage(page, isLocked)).toEqual({ unlocked: false, locks: 1 })
  await inPage(page, `${unlock} room.lockWhenIdle(1)`)
  await later(1)
  await expect.poll(() => inPage(page, 'return seen.locks'), { timeout: 10_000 }).toBe(2)
  await context.close()
})

test('the room locks when its page is left, and when the person says so', async () => {
  const { page, context } = await visit()
  await inPage(page, `${unlock} await room.lock()`)
  expect(await inPage(page, isLocked)).toEqual({ unlocked: false, locks: 1 })
  await inPage(page, `${unlock} dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))`)
  expect(await inPage(page, isLocked)).toEqual({ unlocked: false, locks: 2 })
  await context.close()
})

test('a vault that was put in the place of the known one is found out after the page was loaded anew', async () => {
  const { page, context } = await visit()
  const opened = await inPage(
    page,
    `${unlock}
     const sealed = await room.lockUnderSecret(new Uint8Array(32))
     await room.openVault('firm', first.wraps[0].sealed, [first])
     const second = await room.makeVault('firm', [recipient])
     const keep = (value) => [...value]
     return { lock: keep(sealed), wrap: keep(second.wraps[0].sealed), recipient: second.recipient }`,
  )
  await page.reload()
  const code = await inPage(
    page,
    `const { lock, wrap, recipient } = ${JSON.stringify(opened)}
     await room.unlockWithSecret(new Uint8Array(lock), new Uint8Array(32))
     const list = [{ number: 1, recipient, link: null }]
     return room.openVault('firm', new Uint8Array(wrap), list).then(() => 'done', ({ code }) => code)`,
  )
  expect(code).toBe('vault-replaced')
  await context.close()
})

test('no message from the worker carries a key', async () => {
  const { page, context } = await visit()
  const { lock, wrap, posted } = await inPage<{ lock: number[]; wrap: number[]; posted: string }>(
    page,
    `${unlock}
     const lock = await room.lockUnderSecret(new Uint8Array(32))
     const second = await room.rotate([recipient])
     await room.openVault('firm', second.wraps[0].sealed, [first, second])
     await room.splitRecovery(2, [recipient, second.recipient])
     await room.makePrintedKey()
     await room.open(first.wraps[0].sealed).catch(() => {})
     const hex = (value) => value instanceof Uint8Array ? [...value].map((one) => one.toString(16).padStart(2, '0')).join('')
       : typeof value === 'object' && value !== null ? Object.values(value).map(hex).join(' ') : String(value)
     return { lock: [...lock], wrap: [...second.wraps[0].sealed], posted: hex(posted) }`,
  )
  const member = await unlockWithSecret(new Uint8Array(lock), new Uint8Array(32))
  const vault = decodeVaultSecret('wrap', await openFile([member], new Uint8Array(wrap)))
  expect(posted).toContain(member.recipient)
  for (const { secret } of [member, vault]) {
    expect(posted).not.toContain(toHex(secret))
    expect(posted).not.toContain(identityText({ secret }))
  }
  await context.close()
})
