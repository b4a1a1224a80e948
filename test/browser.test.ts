import { afterAll, expect, test } from 'vitest'
import { axe, closeBrowser, openPage, overflow } from './browser.ts'

afterAll(closeBrowser)

test('a barrier and a page that is too wide are found, each time the page has changed', async () => {
  const { page } = await openPage({ width: 360 })
  await page.setContent('<html lang="en"><title>x</title><main><h1>x</h1></main></html>')
  expect(await axe(page)).toEqual([])
  expect(await overflow(page)).toBe(0)
  await page.evaluate(() => {
    document.body.innerHTML = '<main><h1>x</h1><img src="x"><p style="color:#999;width:900px">pale and wide</p></main>'
  })
  const found = await axe(page)
  expect(found.map((line) => line.split(':')[0]).sort()).toEqual(['color-contrast', 'image-alt'])
  expect(await overflow(page)).toBeGreaterThan(0)
})
