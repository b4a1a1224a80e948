import { expect, test } from 'vitest'
import { screens } from '../../app/web/screens.ts'
import { rolesOfKind } from '../../core/permission.ts'
import { axe, overflow } from '../browser.ts'
import { aDeposit, aMember, anOutcome, aTask } from '../builders.ts'
import { signIn } from '../harness.ts'
import { aServedHouse } from '../served.ts'

const here = await aServedHouse()
const everybody = await aMember(here, 'office', rolesOfKind('office'))
const session = await signIn(here, everybody.person.id, everybody.organisation.id)
const task = await aTask(here, {
  organisationId: everybody.organisation.id,
  personId: everybody.person.id,
  dueOn: '2026-11-20',
  title: '虚构：一个名称很长很长、用来看换行的任务，它的承办单位也很长',
})
const outcome = await anOutcome(here, { organisationId: everybody.organisation.id, targetId: 'T2' })
const deposit = await aDeposit(everybody, '虚构：一个名称很长很长、用来看换行的存证')
await here.house.world.log.publish()
const publication = await here.owner
  .selectFrom('publication')
  .select(['id', 'slug'])
  .orderBy('createdAt')
  .executeTakeFirstOrThrow()

const parameter: Readonly<Record<string, string>> = {
  tasks: task.id,
  outcomes: outcome.id,
  programme: '1.2',
  law: 'T-02',
  deposits: deposit.id,
  targets: 'T2',
  publications: publication.id,
  'publication-comments': publication.id,
}
const inside = screens.map(({ path }) =>
  `/app${path}`.replace('$id', () => parameter[path.split('/')[1] ?? ''] ?? publication.id),
)
const outside = [
  '/',
  '/programme',
  '/publications',
  `/publications/${publication.slug}`,
  '/search?q=商业秘密',
  '/directory',
  '/about',
  '/verify',
  `/verify/${deposit.requestId}`,
  '/log',
  '/law?period=T-02&from=2026-09-28',
  '/en/law',
  '/en/verify',
  '/en',
  '/en/programme',
  '/en/publications',
  '/en/about',
  '/nothing-here',
]

/** Refusals that a page itself asks for and shows are no complaint: who am I, before signing in. */
const harmless = /status of (401|404)/

test.each([1280, 360])(
  'every screen of the application at %i px is accessible, fits, and keeps within the content policy',
  async (width) => {
    const { page, complaints } = await here.visit({ width, session })
    const found: string[] = []
    for (const path of inside) {
      await page.goto(path)
      await page.waitForLoadState('networkidle')
      await page.locator('h1').first().waitFor()
      expect(await page.locator('h1').count(), `${path} has a heading`).toBe(1)
      found.push(...(await axe(page)).map((one) => `${path} ${one}`))
      if ((await overflow(page)) > 0) found.push(`${path} sticks out at ${width} px`)
    }
    expect([...found, ...complaints.filter((text) => !harmless.test(text))]).toEqual([])
  },
  300_000,
)

test.each([
  [1280, true],
  [320, false],
])('every public page at %i px, script %s, is accessible and fits', async (width, script) => {
  const { page, complaints } = await here.visit({ width, script: true })
  const plain = script ? null : await here.visit({ width, script: false })
  const found: string[] = []
  for (const path of outside) {
    for (const contrast of ['normal', 'high']) {
      await page.context().addCookies([{ name: 'shoumi_contrast', value: contrast, url: here.address }])
      await page.goto(path)
      found.push(...(await axe(page)).map((one) => `${path} (${contrast}) ${one}`))
      if ((await overflow(page)) > 0) found.push(`${path} sticks out at ${width} px`)
    }
    if (plain) {
      await plain.page.goto(path)
      expect(await plain.page.locator('main').innerText(), path).not.toBe('')
    }
  }
  expect([...found, ...complaints.filter((text) => !harmless.test(text))]).toEqual([])
})
