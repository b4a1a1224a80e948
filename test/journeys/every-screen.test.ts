import { expect, test } from 'vitest'
import { screens } from '../../app/web/screens.ts'
import { permissionsOf, rolesOfKind } from '../../core/permission.ts'
import type { Screen } from '../../platform/ui/screens.ts'
import { axe, overflow, type Seen } from '../browser.ts'
import { aCaseMatter, aDeposit, aMember, anOutcome, aTask } from '../builders.ts'
import { aCase } from '../case-file.ts'
import { aClue, aComplaint } from '../clue-file.ts'
import { anIssuedNotice } from '../document-maker.ts'
import { signIn } from '../harness.ts'
import { aReferral, aReverseTransfer } from '../referral-file.ts'
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
const caseId = await aCaseMatter(here, everybody.organisation.id, [everybody.person.id])
const file = await aCase(here, { openedOn: '2026-11-24' })
const deposit = await aDeposit(everybody, '虚构：一个名称很长很长、用来看换行的存证')
await here.house.world.log.publish()
const publication = await here.owner
  .selectFrom('publication')
  .select(['id', 'slug'])
  .orderBy('createdAt')
  .executeTakeFirstOrThrow()

const referral = await aReferral(here, { openedOn: '2026-11-24' })
await referral.sent()
const notice = await anIssuedNotice(here)
const parameter: Readonly<Record<string, string>> = {
  tasks: task.id,
  outcomes: outcome.id,
  programme: '1.2',
  documents: notice.id,
  templates: '24',
  law: 'T-02',
  cases: caseId,
  clues: (await aClue(here)).id,
  preservations: (await file.preservation()).id,
  seizures: (await file.seizure()).id,
  referrals: referral.id,
  'reverse-transfers': await aReverseTransfer(here),
  deposits: deposit.id,
  targets: 'T2',
  papers: 'TPL-05',
  publications: publication.id,
  'publication-comments': publication.id,
}
/** Everybody of the office sees most screens; those of others are opened by whoever may. */
const viewers = await Promise.all(
  (['enterprise', 'public-security'] as const).map(async (kind) => {
    const member = await aMember(here, kind, rolesOfKind(kind))
    return {
      kind,
      member,
      roles: rolesOfKind(kind),
      session: await signIn(here, member.person.id, member.organisation.id),
    }
  }),
)
const sessionFor = (permission: Screen['permission']) =>
  !permission || permission === 'public' || permissionsOf(rolesOfKind('office')).has(permission)
    ? session
    : (viewers.find(({ roles }) => permissionsOf(roles).has(permission))?.session ?? session)
const [firm] = viewers.filter(({ kind }) => kind === 'enterprise').map(({ member }) => member)
const ofViewers: Readonly<Record<string, string>> = {
  complaints: (await aComplaint(here, { draft: true, ...(firm && { by: firm }) })).id,
}
const inside = screens.map(({ path, permission }) => ({
  path: `/app${path}`.replace('$id', () => {
    const place = path.split('/')[1] ?? ''
    return parameter[place] ?? ofViewers[place] ?? publication.id
  }),
  session: sessionFor(permission),
}))
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
  '/log/scripts',
  '/law?period=T-02&from=2026-09-28',
  '/decisions',
  '/en/decisions',
  '/tip',
  '/tip/return',
  '/en/tip',
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

/** In portions, each within its time however busy the machine is; every screen is loaded once and looked at in both widths. */
const portion = 12
const portions = Array.from({ length: Math.ceil(inside.length / portion) }, (_, at) => ({
  first: inside[at * portion]?.path ?? '',
  screens: inside.slice(at * portion, (at + 1) * portion),
}))
test.each(portions)(
  'every screen of the application from $first on is accessible, fits, and keeps within the content policy',
  async ({ screens: some }) => {
    const found: string[] = []
    const visits = new Map<string, Seen>()
    for (const { path, session } of some) {
      const visit = visits.get(session) ?? (await here.visit({ width: 1280, session }))
      visits.set(session, visit)
      const { page } = visit
      await page.setViewportSize({ width: 1280, height: 860 })
      await page.goto(path)
      const headings = page.locator('h1')
      const heading = await headings
        .first()
        .waitFor({ timeout: 15_000 })
        .then(() => true)
        .catch(() => false)
      if (!heading) found.push(`${path} has no heading`)
      await page.locator('.loading').first().waitFor({ state: 'detached', timeout: 15_000 })
      if ((await headings.count()) > 1) found.push(`${path} has several headings`)
      if ((await page.locator('#side a[aria-current=page]').count()) > 1)
        found.push(`${path} is at several lines of the menu`)
      for (const width of [1280, 360]) {
        await page.setViewportSize({ width, height: 860 })
        found.push(...(await axe(page)).map((one) => `${path} at ${width} px: ${one}`))
        if ((await overflow(page)) > 0) found.push(`${path} sticks out at ${width} px`)
      }
    }
    const complaints = [...visits.values()].flatMap((visit) => visit.complaints)
    expect([...found, ...complaints.filter((text) => !harmless.test(text))]).toEqual([])
  },
  180_000,
)

/** With a script and high contrast on a wide window; without one on a phone. */
test.each([
  [1280, true],
  [320, false],
])(
  'every public page at %i px, script %s, is accessible and fits',
  async (width, script) => {
    const { page, complaints } = await here.visit({ width, script: true })
    const plain = script ? null : await here.visit({ width, script: false })
    const contrast = script ? 'high' : 'normal'
    await page.context().addCookies([{ name: 'shoumi_contrast', value: contrast, url: here.address }])
    const found: string[] = []
    for (const path of outside) {
      await page.goto(path)
      found.push(...(await axe(page)).map((one) => `${path} (${contrast}) ${one}`))
      if ((await overflow(page)) > 0) found.push(`${path} sticks out at ${width} px`)
      if (plain) {
        await plain.page.goto(path)
        expect(await plain.page.locator('main').innerText(), path).not.toBe('')
      }
    }
    expect([...found, ...complaints.filter((text) => !harmless.test(text))]).toEqual([])
  },
  180_000,
)
