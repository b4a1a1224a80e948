import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { axe, overflow } from '../browser.ts'
import { aMember } from '../builders.ts'
import { photo } from '../photo-maker.ts'
import { tipPerson, tipText } from '../reporter.ts'
import { aServedHouse } from '../served.ts'

const here = await aServedHouse()
await aMember(here, 'office', 'registrar')

const longFile = `虚构的${'很长的'.repeat(20)}文件名.jpg`

/** From the first page to the status, by what a reporter reads. `look` is called on every page. */
async function report(
  page: Page,
  look: (name: string) => Promise<void>,
  kind: '匿名举报' | '实名举报',
): Promise<string> {
  await page.goto('/')
  await page.getByRole('navigation').getByRole('link', { name: '举报投诉' }).click()
  await look('start')
  await page.getByRole('button', { name: kind }).click()
  await look('code')
  const code = await page.locator('.return-code').innerText()
  expect(code).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/)
  const confirm = page.getByRole('button', { name: '已经记下，继续' })
  await page.getByLabel('请输入查询码的最后四位').fill('----')
  await confirm.click()
  await page.getByText('与查询码的最后四位不一致').waitFor()
  await look('mismatch')
  await page.getByLabel('请输入查询码的最后四位').fill(code.slice(-4))
  await confirm.click()
  await look('write')
  await page.getByLabel('被举报的单位或者个人').fill(tipText.accused)
  await page.getByLabel('发生了什么').fill(tipText.happened)
  if (kind === '实名举报') {
    await page.getByLabel('姓名').fill(tipPerson.name)
    await page.getByLabel('电话').fill('12')
    await page.getByRole('button', { name: '保存并检查' }).click()
    await page.getByText('有内容需要修改：').waitFor()
    await look('mistakes')
    await page.getByLabel('电话').fill(tipPerson.phone)
  }
  await page.getByRole('button', { name: '保存并检查' }).click()
  await page.getByText('还没有提交。').waitFor()
  await page.getByLabel('选择文件').setInputFiles([
    { name: longFile, mimeType: 'image/jpeg', buffer: photo },
    { name: '方案.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n/Author (Zhang San)') },
  ])
  await page.getByRole('button', { name: '添加并查看附带信息' }).click()
  await page.getByText('29.56300, 106.55000').waitFor()
  await look('review')
  await page.getByRole('button', { name: '提交举报' }).click()
  await page.getByRole('heading', { name: '举报已经提交' }).waitFor()
  await look('sent')
  await expect
    .poll(async () =>
      (await here.owner.selectFrom('clueChannel').select('clueId').execute()).every(({ clueId }) => clueId),
    )
    .toBe(true)
  await page.getByRole('button', { name: '查看进展' }).click()
  await page.getByText('预计不晚于 2026年12月15日 决定是否立案，还有 15 个工作日。').waitFor()
  await page.getByLabel('给办理机关写消息').fill(`虚构消息：${'一二三四五六七八九十'.repeat(8)}`)
  await page.getByRole('button', { name: '发送' }).click()
  await page.getByText('消息已经发送。').waitFor()
  await look('status')
  return code
}

describe('a reporter', () => {
  test.each([
    ['on a phone without a script', 360, false, '匿名举报'],
    ['at a desk', 1280, true, '实名举报'],
  ] as const)(
    '%s gets from the home page to the status, and back with the code',
    async (_, width, script, kind) => {
      const { page, context, complaints } = await here.visit({ width, script })
      const found: string[] = []
      const requests: string[] = []
      page.on('request', (request) => requests.push(request.url()))
      const look = async (name: string) => {
        if ((await overflow(page)) > 0) found.push(`${name} sticks out`)
        if ((await page.locator('h1').count()) !== 1) found.push(`${name} has no heading of its own`)
        if (script) found.push(...(await axe(page)).map((one) => `${name}: ${one}`))
      }
      const code = await report(page, look, kind)
      await page.goto('/tip/return')
      await look('return')
      await page.getByLabel('您的查询码').fill('0000 0000 0000 0000')
      await page.getByRole('button', { name: '查看' }).click()
      await page.getByRole('heading', { name: '查询码不正确或者已失效。' }).waitFor()
      await look('wrong')
      await page.getByRole('link', { name: '重新输入' }).click()
      await page.getByLabel('您的查询码').fill(code.toLowerCase().replaceAll('-', ' '))
      await page.getByRole('button', { name: '查看' }).click()
      await page.getByRole('heading', { name: '您的举报' }).waitFor()
      expect(found).toEqual([])
      expect(await context.cookies()).toEqual([])
      expect(requests.filter((url) => !url.startsWith(here.address))).toEqual([])
      expect(requests.filter((url) => url.includes(code))).toEqual([])
      expect(complaints.filter((text) => !/status of 400/.test(text))).toEqual([])
    },
    120_000,
  )
})
