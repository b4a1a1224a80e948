import { expect, test } from 'vitest'
import { axe, overflow } from '../browser.ts'
import { aMember } from '../builders.ts'
import { plainTextAnywhere } from '../database-dump.ts'
import { signIn } from '../harness.ts'
import { makeKey } from '../room.ts'
import { aServedHouse } from '../served.ts'

const here = await aServedHouse()
const owner = await aMember(here, 'enterprise', 'representative')
const words = ['图纸被发到外部邮箱云顶', '封存机械硬盘七号', '虚构律师何某'] as const
const [what, line, counsel] = words

test.each([360, 1280])(
  'a leak is worked on by the hour, and its log becomes a timeline, at %i px',
  async (width) => {
    const { person, organisation } = width === 360 ? owner : await aMember(here, 'enterprise', 'representative')
    const { page, complaints } = await here.visit({ width, session: await signIn(here, person.id, organisation.id) })
    await page.goto('/app/incidents')
    await makeKey(page, '生成密钥，建立密室')
    await page.getByRole('button', { name: '发现泄密，开始处置' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('出了什么事').fill(what)
    await dialog.getByLabel('发现时间').fill('2099-01-01 10:00')
    await dialog.getByText('晚于现在').waitFor()
    expect(await dialog.getByRole('button', { name: '开始计时' }).isDisabled()).toBe(true)
    const anHourAgo = Temporal.Now.zonedDateTimeISO('Asia/Shanghai').subtract({ minutes: 90 })
    const text = anHourAgo.toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ')
    await dialog.getByLabel('发现时间').fill(text)
    await dialog.getByRole('button', { name: '开始计时' }).click()
    await page.getByRole('heading', { name: what }).waitFor()
    await page.getByText(/已超过 0 小时 3\d 分/).waitFor()
    await page.getByText(/还剩 22 小时/).waitFor()

    for (const step of ['IN-01', 'IN-02', 'IN-03', 'IN-04']) {
      await page.getByRole('button', { name: `登记 ${step}` }).click()
      await dialog.getByLabel('记录在哪里').fill('日志第一页')
      await dialog.getByRole('button', { name: '确定' }).click()
      await page.getByRole('button', { name: `更正 ${step}` }).waitFor()
    }
    await page.getByText('必做步骤已完成').waitFor()
    await page.getByRole('button', { name: '记一条' }).click()
    await dialog.getByLabel('内容').fill(line)
    await dialog.getByRole('button', { name: '记一条' }).click()
    await page.locator('#timeline').getByText(line).waitFor()
    await page.getByRole('button', { name: '新增 联系谁' }).click()
    await dialog.getByLabel('角色').fill('律师')
    await dialog.getByLabel('姓名').fill(counsel)
    await dialog.getByRole('button', { name: '确定' }).click()
    await page.getByText(counsel).waitFor()
    expect(await axe(page)).toEqual([])
    expect(await overflow(page)).toBeLessThanOrEqual(0)
    expect(complaints.filter((one) => !/status of (401|404)/.test(one))).toEqual([])
  },
  120_000,
)

test('nothing of it stands in the database', async () => {
  expect(await plainTextAnywhere(here, words)).toEqual([])
})
