import type { Page } from 'playwright-core'

/** The passphrase of everybody in the journeys. */
export const passphrase = '虚构口令 三 月 的 江 水'

/** Sets the key of whoever is at the page. @returns how many steps that took */
export async function makeKey(page: Page, button: '生成密钥' | '生成密钥，建立密室'): Promise<number> {
  await page.getByLabel('口令', { exact: true }).fill(passphrase)
  await page.getByLabel('再输入一次口令').fill(passphrase)
  await page.getByRole('button', { name: button, exact: true }).click()
  return 3
}

export async function unlock(page: Page): Promise<void> {
  const form = page.locator('form').filter({ has: page.getByRole('button', { name: '解锁', exact: true }) })
  await form.getByLabel('口令', { exact: true }).fill(passphrase)
  await form.getByRole('button', { name: '解锁', exact: true }).click()
}
