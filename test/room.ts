import type { Page } from 'playwright-core'
import { expect } from 'vitest'

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

/** On “密钥与恢复”, unlocked: the digits that its owner reads out. */
export const myCode = async (page: Page): Promise<string> =>
  (await page.locator('#codes .key-code').first().innerText()).replace(/\s+/g, ' ').trim()

/** In the dialog of comparing: the digits are those that the other reads from their own page, and then it is confirmed. */
export async function compareCodes(page: Page, theirs: string, confirm: string): Promise<void> {
  const dialog = page.getByRole('dialog')
  const shown = (await dialog.locator('.key-code').innerText()).replace(/\s+/g, ' ').trim()
  expect(shown).toBe(theirs)
  await dialog.getByText('已当面或者通过电话核对一致').click()
  await dialog.getByRole('button', { name: confirm, exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
}

/** A keeper gives the key of the vault to a colleague, both on “密钥与恢复” and unlocked. */
export async function giveVaultKey(page: Page, name: string, colleague: Page): Promise<void> {
  const row = page.getByRole('row').filter({ hasText: name })
  await row.getByRole('button', { name: '交给密室密钥' }).click()
  await compareCodes(page, await myCode(colleague), '交给密室密钥')
  await row.getByText('可打开密室').waitFor()
}

/** Which of these words the page's memory holds, after everything that nobody needs was collected. */
export async function heldInMemory(page: Page, words: readonly string[]): Promise<string[]> {
  const devtools = await page.context().newCDPSession(page)
  const parts: string[] = []
  devtools.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => parts.push(chunk))
  await devtools.send('HeapProfiler.collectGarbage')
  await devtools.send('HeapProfiler.takeHeapSnapshot')
  await devtools.detach()
  const memory = parts.join('')
  return words.filter((word) => memory.includes(word))
}
