import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll } from 'vitest'
import { closeBrowser, openPage } from './browser.ts'

/** A folder with pages that somebody saved and the files they verify; gone, with the browser, after the test file. */
export async function aFolderOfPages() {
  const folder = await mkdtemp(join(tmpdir(), 'shoumi-saved-page-'))
  afterAll(async () => {
    await closeBrowser()
    await rm(folder, { recursive: true, force: true })
  })
  const at = (name: string) => join(folder, name)
  const put = async (name: string, bytes: Uint8Array | string) => {
    await mkdir(dirname(at(name)), { recursive: true })
    await writeFile(at(name), bytes)
  }
  /** The page, opened from disk with the network off. @param verdict - the element that tells it */
  const offline = async (name: string, verdict: string, width = 1280) => {
    const seen = await openPage({ width })
    const asked: string[] = []
    await seen.context.setOffline(true)
    seen.page.on('request', (request) => !request.url().startsWith('file:') && asked.push(request.url()))
    await seen.page.goto(`file://${at(name)}`)
    return { ...seen, asked, verdict: () => seen.page.locator(verdict).innerText() }
  }
  return { folder, at, put, offline }
}
