import { mkdtemp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { encodeTrust } from '../../../evidence/trust.ts'
import { buildOneFilePage, ReachesOut, withTrust } from '../../../platform/one-file-page/build-one-file-page.ts'
import { axe, overflow } from '../../../test/browser.ts'
import { aPacket } from '../../../test/packet-maker.ts'
import { aFolderOfPages } from '../../../test/saved-page.ts'
import { verifyPage } from './build-verify-page.ts'

const { folder, at: file, put, offline: open } = await aFolderOfPages()
const packet = await aPacket()
await put('移送包.zip', packet.zip)
await put('page.html', withTrust(await verifyPage(), encodeTrust(packet.trust)))
await put('bare.html', (await verifyPage()).html)
await put('trust.json', JSON.stringify(encodeTrust(packet.trust)))
for (const [name, bytes] of packet.files) await put(`unpacked/${name}`, bytes)
const offline = (name: string, width?: number) => open(name, '#verdict', width)

describe.each([1280, 340])('the saved page, %d pixels wide, the network off', (width) => {
  test('proves a packet as ZIP and unpacked, names what was changed, and asks for nothing', async () => {
    const { page, context, complaints, asked, verdict } = await offline('page.html', width)
    expect(await axe(page)).toEqual([])
    expect(await overflow(page)).toBeLessThanOrEqual(0)
    await page.locator('#files').setInputFiles(file('移送包.zip'))
    await expect.poll(verdict).toContain('核验通过')
    expect(await page.locator('[data-check][data-outcome=failed]').count()).toBe(0)
    expect(await page.locator('[data-file=matches]').count()).toBe(packet.files.size - 3)
    expect(await axe(page)).toEqual([])
    expect(await overflow(page)).toBeLessThanOrEqual(0)

    await page.getByRole('button', { name: '清空重来' }).click()
    await page.locator('#folder').setInputFiles(file('unpacked'))
    await expect.poll(verdict).toContain('核验通过')

    await page.getByRole('button', { name: '清空重来' }).click()
    const changed = packet.zip.slice()
    const at = changed.length - 200
    changed[at] = (changed[at] as number) ^ 1
    await page
      .locator('#files')
      .setInputFiles({ name: 'changed.zip', mimeType: 'application/zip', buffer: Buffer.from(changed) })
    await expect.poll(verdict).toContain('未能证明')
    await page.getByRole('alert').waitFor()

    await page.getByRole('button', { name: '清空重来' }).click()
    const rest = [...packet.files.keys()].filter((name) => name !== 'index.html')
    await page.locator('#files').setInputFiles(rest.map((name) => file(`unpacked/${name}`)))
    await expect.poll(verdict).toContain('未能证明')
    expect(await page.locator('[data-file=missing]').innerText()).toContain('index.html')
    await page.getByRole('button', { name: 'English' }).click()
    await expect.poll(verdict).toContain('Not proven')
    expect(asked).toEqual([])
    expect(complaints).toEqual([])
    await context.close()
  })
})

test('a page that knows no log proves nothing until it is given a trust file', async () => {
  const { page, context, verdict } = await offline('bare.html')
  await page.locator('#files').setInputFiles(file('移送包.zip'))
  await expect.poll(verdict).toContain('未能证明')
  expect(await page.locator('[data-check=receipt]').first().getAttribute('data-outcome')).toBe('unknown')
  await page.locator('#files').setInputFiles(file('trust.json'))
  await expect.poll(verdict).toContain('核验通过')
  await context.close()
})

test.each([
  'fetch("/x")',
  'new WebSocket("wss://x.example")',
  'document.body.append(Object.assign(document.createElement("img"), { src: "x" }))',
])('the page is not built when its script holds %s', async (line) => {
  const place = await mkdtemp(join(folder, 'build-'))
  await writeFile(join(place, 'bad.ts'), `export const send = () => ${line}\nsend()\n`)
  await writeFile(join(place, 'bad.html'), '<script>/*script*/</script>')
  await expect(buildOneFilePage(place, 'bad')).rejects.toBeInstanceOf(ReachesOut)
})
