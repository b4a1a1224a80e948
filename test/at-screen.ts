import type { Locator, Page } from 'playwright-core'
import { afterAll, expect } from 'vitest'
import { axe, overflow } from './browser.ts'
import type { Member } from './builders.ts'
import { signIn } from './harness.ts'
import type { ServedHouse } from './served.ts'

/** What a person enters into a field: a text, what is chosen from a list, or a file with this content. */
type Entry = string | { readonly file: string; readonly content: string }

/** People at screens, on the day of the house. Whatever a page complained of fails the file at its end. */
export function screensOf(here: ServedHouse) {
  const complaints: string[] = []
  afterAll(() => expect(complaints).toEqual([]))

  async function at(member: Member, path: string, width = 1280): Promise<Page> {
    const session = await signIn(here, member.person.id, member.organisation.id)
    const { page, complaints: own } = await here.visit({ width, session })
    await page.clock.setFixedTime(new Date(here.clock.now.toString()))
    await page.goto(path)
    page.on('close', () => complaints.push(...own))
    return page
  }

  /** For people who want to look: `SHOTS=/some/folder`. */
  async function leave(page: Page, name?: string) {
    if (process.env.SHOTS && name) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true })
    expect(await axe(page)).toEqual([])
    expect(await overflow(page)).toBe(0)
    await page.context().close()
  }

  /** The newest of what waits, approved on the list of approvals. */
  async function approve(member: Member, act: string) {
    const page = await at(member, '/app/approvals')
    const panel = page.locator('.panel').filter({ has: page.getByRole('heading', { name: act }) })
    await panel.getByLabel('审批意见').fill('同意。')
    await panel.getByRole('button', { name: '同意', exact: true }).click()
    await panel.waitFor({ state: 'detached' })
    await leave(page)
  }

  return { at, leave, approve, doAct }
}

/** Opens the form of an act and fills in its fields by their labels, as a person would. */
async function doAct(page: Page, act: string, fields: Readonly<Record<string, Entry>>, ...ticked: readonly RegExp[]) {
  await page.locator('#next').getByRole('button', { name: act, exact: true }).click()
  const dialog = page.getByRole('dialog')
  for (const [label, entry] of Object.entries(fields)) await enter(page, dialog, label, entry)
  for (const label of ticked) await dialog.getByText(label).first().click()
  expect(await axe(page)).toEqual([])
  await dialog.getByRole('button', { name: /^(办理|报批)$/ }).click()
  const refused = dialog.locator('.notice.bad')
  await Promise.race([dialog.waitFor({ state: 'detached' }), refused.waitFor()])
  if (await refused.count()) throw new Error(`${act}: ${await refused.innerText()}`)
}

async function enter(page: Page, dialog: Locator, label: string, entry: Entry) {
  if (typeof entry !== 'string') {
    const chooser = page.waitForEvent('filechooser')
    await dialog.getByRole('button', { name: label, exact: true }).click()
    await (await chooser).setFiles({ name: entry.file, mimeType: 'text/plain', buffer: Buffer.from(entry.content) })
    return dialog.getByRole('link', { name: entry.file }).waitFor()
  }
  const field = dialog.getByLabel(label, { exact: true })
  if ((await field.getAttribute('aria-haspopup')) !== 'listbox') return field.fill(entry)
  await field.click()
  await page.getByRole('option', { name: entry, exact: true }).click()
}
