import { beforeAll, expect, test } from 'vitest'
import { axe, overflow } from '../../test/browser.ts'
import { aMember, type Member } from '../../test/builders.ts'
import { signIn } from '../../test/harness.ts'
import { aServedHouse } from '../../test/served.ts'
import { publicationContract as doors } from './publication.contract.ts'

const here = await aServedHouse()
let editor: Member
let reviewer: Member

beforeAll(async () => {
  editor = await aMember(here, 'office', 'editor')
  reviewer = await aMember(here, 'office', 'reviewer', editor.organisation)
})

async function visit(member: Member, options: { width?: number } = {}) {
  return here.visit({ ...options, session: await signIn(here, member.person.id, member.organisation.id) })
}

test('an editor writes a text with headings and bold words; a reload loses nothing; no barrier, no broken policy', async () => {
  const { page, context, complaints } = await visit(editor)
  await page.goto('/app/publications/new')
  await page.getByLabel('标题', { exact: true }).fill('虚构浏览器文稿')
  const text = page.getByRole('textbox', { name: '正文' })
  await text.click()
  await page.keyboard.type('第一节')
  await page.getByRole('button', { name: '标题 2' }).click()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+b')
  await page.keyboard.type('要点')
  await page.keyboard.press('Control+b')
  await page.keyboard.type('之外的话')
  expect(await page.getByRole('button', { name: '加粗' }).getAttribute('aria-pressed')).toBe('false')
  expect(await axe(page)).toEqual([])
  await page.reload()
  await page.getByText('已恢复您上次没有提交的内容').waitFor()
  expect(await page.getByRole('textbox', { name: '正文' }).innerText()).toContain('要点之外的话')
  await page.getByRole('button', { name: '保存草稿' }).click()
  await page.getByRole('heading', { name: '虚构浏览器文稿' }).waitFor()
  const { body } = await here.owner
    .selectFrom('publicationDraft')
    .select('body')
    .where('title', '=', '虚构浏览器文稿')
    .executeTakeFirstOrThrow()
  expect(body.content.slice(0, 2)).toEqual([
    { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: '第一节' }] },
    {
      type: 'paragraph',
      content: [
        { type: 'text', text: '要点', marks: [{ type: 'bold' }] },
        { type: 'text', text: '之外的话' },
      ],
    },
  ])
  expect(complaints).toEqual([])
  await context.close()
})

test('hostile markup pasted into the editor arrives as words', async () => {
  const { page, context, complaints } = await visit(editor)
  await page.goto('/app/publications/new')
  const text = page.getByRole('textbox', { name: '正文' })
  await text.click()
  await text.evaluate((node) => {
    const data = new DataTransfer()
    data.setData(
      'text/html',
      '<p>好<script>window.broken=1</script><img src=x onerror="window.broken=1"><a href="javascript:window.broken=1">链</a></p>',
    )
    node.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  })
  await page.getByText('好链').waitFor()
  expect(await text.innerHTML()).not.toMatch(/script|onerror|<img|javascript/i)
  expect(await page.evaluate(() => 'broken' in window)).toBe(false)
  expect(complaints).toEqual([])
  await context.close()
})

test.each(['/app/publications', '/app/publications/ID', '/app/publications/ID/edit', '/app/publications/ID/comments'])(
  '%s is without barriers and fits 320 pixels',
  async (path) => {
    const { body } = await editor.caller.call(doors.write, {
      kind: 'article',
      title: '虚构窄屏文稿',
      mark: '拟',
      body: { type: 'doc', content: [{ type: 'paragraph' }] },
    })
    const { page, context, complaints } = await visit(editor, { width: 320 })
    await page.goto(path.replace('ID', body.id))
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.locator('.skeleton').first().waitFor({ state: 'detached' })
    expect(await axe(page)).toEqual([])
    expect(await overflow(page)).toBe(0)
    expect(complaints).toEqual([])
    await context.close()
  },
)

test('a reviewer sees what changed, returns a text with a reason, and publishes another', async () => {
  const { body } = await editor.caller.call(doors.write, {
    kind: 'article',
    title: '虚构待审文稿',
    mark: '拟',
    body: { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: '待审正文' }] }] },
  })
  await editor.caller.call(doors.act, { id: body.id, act: 'submit' })
  const { page, context } = await visit(reviewer)
  await page.goto(`/app/publications/${body.id}`)
  await page.getByText('待审正文').waitFor()
  await page.getByRole('button', { name: '退回' }).click()
  await page.getByLabel('理由').fill('请补充例子')
  await page.getByRole('dialog').getByRole('button', { name: '退回' }).click()
  await page.getByText('已退回').first().waitFor()
  await editor.caller.call(doors.act, { id: body.id, act: 'rework' })
  await editor.caller.call(doors.act, { id: body.id, act: 'submit' })
  await page.reload()
  await page.getByRole('button', { name: '批准并发布' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '批准并发布' }).click()
  await page.getByRole('link', { name: '公开页面', exact: true }).click()
  await page.waitForURL(/\/publications\/article-/)
  await page.getByRole('heading', { name: '虚构待审文稿' }).waitFor()
  await context.close()
})
