import { expect, test } from 'vitest'
import { encodeTrust } from '../../../evidence/trust.ts'
import { axe, overflow } from '../../../test/browser.ts'
import { aPack } from '../../../test/pack-maker.ts'
import { aFolderOfPages } from '../../../test/saved-page.ts'
import { buildVerifyTool, withTrust } from './build-verify-tool.ts'

const { at: file, put, offline } = await aFolderOfPages()
const pack = aPack()
await put('举证包.zip', pack.zip)
await put('tool.html', withTrust(await buildVerifyTool(), encodeTrust(pack.trust)))
await put('bare.html', (await buildVerifyTool()).html)
await put('trust.json', JSON.stringify(encodeTrust(pack.trust)))
for (const [name, bytes] of pack.files) await put(`unpacked/${name}`, bytes)

test.each([1280, 340])('the saved page proves a proof pack with the network off, %d pixels wide', async (width) => {
  const { page, context, complaints, asked, verdict } = await offline('tool.html', '#pack-verdict', width)
  await page.locator('#files').setInputFiles(file('举证包.zip'))
  await expect.poll(verdict).toContain('核验通过')
  expect(await page.locator('[data-file=matches]').count()).toBe(4)
  expect(await axe(page)).toEqual([])
  expect(await overflow(page)).toBeLessThanOrEqual(0)

  await page.getByRole('button', { name: '清空重来' }).click()
  await page.locator('#folder').setInputFiles(file('unpacked'))
  await expect.poll(verdict).toContain('核验通过')

  await page.getByRole('button', { name: '清空重来' }).click()
  const changed = pack.zip.map((byte, at) => (at === 200 ? byte ^ 1 : byte))
  const upload = { name: 'changed.zip', mimeType: 'application/zip', buffer: Buffer.from(changed) }
  await page.locator('#files').setInputFiles(upload)
  await expect.poll(verdict).toContain('不成立')
  await page.getByRole('button', { name: 'English' }).click()
  await expect.poll(verdict).toContain('It does not hold')
  expect(asked).toEqual([])
  expect(complaints).toEqual([])
  await context.close()
})

test('without knowing the log it says what is not proven, until it is given a trust file', async () => {
  const { page, context, verdict } = await offline('bare.html', '#pack-verdict')
  await page.locator('#files').setInputFiles(file('举证包.zip'))
  await expect.poll(verdict).toContain('未能证明')
  await page.locator('#files').setInputFiles(file('trust.json'))
  await expect.poll(verdict).toContain('核验通过')
  await context.close()
})
