import { readdir } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OfficialDocument } from '../../core/document-layout.ts'
import { officialPdf } from '../../platform/documents/official-pdf.ts'
import { listServedFiles } from '../../platform/ui/integrity.ts'
import { pdfWorkerFile, pdfWorkerPolicy } from '../../platform/ui/pdf/pdf-policy.ts'
import { closeBrowser, openPage } from '../browser.ts'
import { aBuiltPage, type BuiltPage } from '../built-page.ts'
import { pdfText } from '../pdf-text.ts'

// The typesetter as it is built for the web, served with the platform's own headers, and beside it the server's.

let built: BuiltPage
beforeAll(async () => {
  built = await aBuiltPage(
    'pdf',
    (from) => `import { setPdf } from ${from('platform/ui/pdf/set-pdf.ts')}\nObject.assign(window, { setPdf })`,
  )
})
afterAll(async () => {
  await closeBrowser()
  await built.close()
})

const issuedOn = { year: 2026, month: 11, day: 24 }
const foot = '第 1 版，虚构李四 2026年11月24日批准'
const long: OfficialDocument = {
  title: '商业秘密管理制度（虚构示例）',
  number: '虚构〔2026〕1号',
  blocks: [
    ...Array.from({ length: 30 }, (_, index): OfficialDocument['blocks'] => [
      { kind: 'heading', level: 1, text: `第${index + 1}条　范围` },
      {
        kind: 'paragraph',
        text: '本制度适用于全体员工、Contractor 以及 a-long-identifier-that-has-to-break。'.repeat(4),
      },
    ]).flat(),
    {
      kind: 'table',
      columns: [
        { title: '名称', percent: 60 },
        { title: '数量', percent: 40 },
      ],
      rows: Array.from({ length: 40 }, (_, row) => [`虚构载体${row}`, '1块']),
    },
    { kind: 'signs', places: ['甲方（盖章或者签字）', '乙方（盖章或者签字）'] },
    { kind: 'seal', name: '虚构精密制造有限公司', day: '2026年11月24日' },
  ],
}
const rare: OfficialDocument = {
  title: '保密承诺书',
  page: 'form',
  blocks: [
    {
      kind: 'form',
      percents: [20, 80],
      rows: [
        {
          lines: 2,
          cells: [
            { text: '承诺人', label: true, span: 1 },
            { text: '虚构㐂𠮷喆\u{2a6d6}🔒', label: false, span: 1 },
          ],
        },
      ],
    },
  ],
}

type Made = { pdf: string; progress: string[] } | { code: string }
const setPdf = async (page: Page, paper: OfficialDocument): Promise<Made> =>
  page.evaluate(
    `(async () => {
      const progress = []
      try {
        const pdf = await window.setPdf(${JSON.stringify({ paper, issuedOn, foot })}, ({ at }) => progress.push(at))
        return { pdf: btoa(Array.from(pdf, (byte) => String.fromCharCode(byte)).join('')), progress }
      } catch (error) {
        return { code: error.reply.code }
      }
    })()`,
  )
const bytesOf = (made: Made) => {
  if (!('pdf' in made)) throw new Error(made.code)
  return Buffer.from(made.pdf, 'base64')
}
async function visit() {
  const seen = await openPage({ address: built.address })
  const asked: string[] = []
  seen.page.on('request', (request) => asked.push(request.url()))
  await seen.page.goto('/app')
  return { ...seen, asked }
}

test('the server and a browser make the same pages of the same paper, to the letter', async () => {
  const { page, context, complaints, asked } = await visit()
  const made = await setPdf(page, long)
  const pdf = bytesOf(made)
  const pages = pdfText(pdf)
  expect(pages.length).toBeGreaterThan(3)
  expect(pages).toEqual(pdfText(await officialPdf({ paper: long, issuedOn, foot })))
  expect('progress' in made && made.progress.at(0)).toBe('loading')
  expect(asked.filter((url) => /NotoSerifSC/.test(url))).toHaveLength(2)
  expect(asked.filter((url) => /NotoSerifJP/.test(url))).toEqual([])
  // Tagged, in its language, and the same bytes each time.
  const source = pdf.toString('latin1')
  expect(source).toMatch(/\/MarkInfo/)
  expect(source).toMatch(/\/Lang \(zh-CN\)/)
  expect(bytesOf(await setPdf(page, long)).equals(pdf)).toBe(true)
  expect(complaints).toEqual([])
  await context.close()
})

test('a name with rare characters brings further fonts, and what no font has is its code point', async () => {
  const { page, context, complaints, asked } = await visit()
  const pages = pdfText(bytesOf(await setPdf(page, rare)))
  expect(pages.join('')).toContain('虚构㐂𠮷喆U+2A6D6U+1F512')
  expect(pages).toEqual(pdfText(await officialPdf({ paper: rare, issuedOn, foot })))
  expect(asked.filter((url) => /NotoSerifJP/.test(url))).toHaveLength(2)
  expect(complaints).toEqual([])
  await context.close()
})

test('papers asked for at once are made one after the other', async () => {
  const { page, context } = await visit()
  const papers = [long, rare, long]
  const made = await Promise.all(papers.map((paper) => setPdf(page, paper)))
  for (const [index, paper] of papers.entries())
    expect(pdfText(bytesOf(made[index] ?? { code: 'none' })).join('')).toContain(paper.title)
  await context.close()
})

test('fonts that do not come, or are not ours, make no PDF; once they come, they do', async () => {
  const { page, context } = await visit()
  const bold = /NotoSerifSC_700Bold/
  await page.route(bold, (route) => route.abort())
  expect(await setPdf(page, rare)).toEqual({ code: 'pdf-parts-unreachable' })
  await page.unroute(bold)
  await page.route(bold, (route) => route.fulfill({ status: 404, body: '' }))
  expect(await setPdf(page, rare)).toEqual({ code: 'pdf-parts-unreachable' })
  await page.unroute(bold)
  await page.route(bold, async (route) => {
    const body = await (await route.fetch()).body()
    body[5000] = (body[5000] ?? 0) ^ 1
    await route.fulfill({ status: 200, body })
  })
  expect(await setPdf(page, rare)).toEqual({ code: 'pdf-parts-changed' })
  await page.unroute(bold)
  expect(pdfText(bytesOf(await setPdf(page, rare)))).toHaveLength(1)
  await context.close()
})

test('program, fonts and the script that typesets are in the list of what is served', async () => {
  const served = await listServedFiles(built.built, '')
  for (const file of [
    /pdf-worker-[\w-]+\.js$/m,
    /\.wasm$/m,
    /NotoSerifSC_400Regular-[\w-]+\.ttf$/m,
    /NotoSerifJP_700Bold/,
  ])
    expect(served).toMatch(file)
})

test('what typesets can reach nothing and load nothing', async () => {
  const name = (await readdir(built.built)).find((one) => pdfWorkerFile.test(one))
  const { headers } = await fetch(`${built.address}/assets/${name}`)
  expect(headers.get('content-security-policy')).toBe(pdfWorkerPolicy)
  const { page, context } = await visit()
  await setPdf(page, rare)
  const [worker] = page.workers()
  // As text, because the tests' own compiler would turn the import into one of its kind.
  const tries = await worker?.evaluate(`(async () => {
    const told = (work) => work().then(() => 'done', () => 'refused')
    return {
      fetch: await told(() => fetch('/app')),
      script: await told(() => import('/assets/${name}?letters-of-a-secret')),
      text: await told(async () => new Function('return 1')()),
    }
  })()`)
  expect(tries).toEqual({ fetch: 'refused', script: 'refused', text: 'refused' })
  await context.close()
})
