import { beforeAll, expect, test } from 'vitest'
import { axe, overflow } from '../../test/browser.ts'
import { aMember } from '../../test/builders.ts'
import { aServedHouse } from '../../test/served.ts'
import { publicationContract as doors } from '../publication/publication.contract.ts'

const here = await aServedHouse()

beforeAll(async () => {
  const editor = await aMember(here, 'office', 'editor')
  const reviewer = await aMember(here, 'office', 'reviewer', editor.organisation)
  const { body } = await editor.caller.call(doors.write, {
    kind: 'rule',
    slug: 'browser-rule',
    title: '虚构制度规则',
    mark: '拟',
    body: { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: '虚构条文。' }] }] },
  })
  await editor.caller.call(doors.act, { id: body.id, act: 'submit' })
  await reviewer.caller.call(doors.review, { id: body.id, act: 'open-comment', closesOn: '2026-12-24' })
})

const paths = [
  '/',
  '/en',
  '/publications',
  '/publications/policy-interpretation',
  '/en/publications/law-aucl',
  '/publications/browser-rule/comment',
  '/search?q=商业秘密',
  '/directory',
  '/about',
  '/no-such-page',
]

test.each(paths)('%s is without barriers, fits 320 pixels and keeps to the content policy', async (path) => {
  const { page, context, complaints } = await here.visit({ width: 320 })
  await page.goto(path)
  expect(await axe(page)).toEqual([])
  expect(await overflow(page)).toBe(0)
  expect(complaints.filter((one) => !one.includes('404'))).toEqual([])
  await context.close()
})

test.each(['large', 'high'])('the first page is without barriers when set to %s', async (choice) => {
  const { page, context } = await here.visit({ script: false })
  await page.goto('/')
  await page.locator(`button[value="${choice}"]`).click()
  expect(new URL(page.url()).pathname).toBe('/')
  await expect(page.locator('html').getAttribute(choice === 'high' ? 'data-contrast' : 'data-size')).resolves.toBe(
    choice,
  )
  await context.close()
})

test('a reader comments by keyboard alone, without a script', async () => {
  const { page, context } = await here.visit({ script: false })
  await page.goto('/publications/browser-rule/comment')
  const body = page.getByLabel('您的意见')
  for (let i = 0; i < 60 && !(await body.evaluate((node) => node === node.ownerDocument.activeElement)); i++)
    await page.keyboard.press('Tab')
  await page.keyboard.type('建议补充例外情形。')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: '意见已收到' }).waitFor()
  const comments = await here.owner.selectFrom('publicationComment').select(['body', 'state']).execute()
  expect(comments).toEqual([{ body: '建议补充例外情形。', state: 'waiting' }])
  await context.close()
})

test('the skip link leads past the menu', async () => {
  const { page, context } = await here.visit()
  await page.goto('/about')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  expect(new URL(page.url()).hash).toBe('#content')
  await context.close()
})
