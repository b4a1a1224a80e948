import { join } from 'node:path'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { seed } from '../../app/seed.ts'
import { asSystem } from '../../platform/database/database.ts'
import { anOrganisation } from '../../test/builders.ts'
import { aHouse } from '../../test/harness.ts'
import { readProgramme } from '../programme/programme.data.ts'
import { itemsOf } from '../programme/programme.schema.ts'
import { indexOrganisationJob, indexProgrammeJob } from '../publication/search.service.ts'

const here = await aHouse()
const programme = await readProgramme(join(import.meta.dirname, '../../programme/jiangbei'))
beforeAll(() => seed(here.house))

const page = async (path: string, headers: Record<string, string> = {}) => {
  const answer = await here.anyone.fetch('GET', path, { headers: { accept: 'text/html', ...headers } })
  return { ...answer, html: answer.raw.toString('utf8') }
}
const form = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  here.anyone.fetch('POST', path, {
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin', ...headers },
    payload: Buffer.from(new URLSearchParams(fields).toString()),
  })
const linksOf = (html: string) =>
  [...html.matchAll(/href="(\/[^"#]*)/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'))

describe.each([
  '/',
  '/publications',
  '/publications?kind=law',
  '/search',
  '/search?q=商业秘密',
  '/directory',
  '/about',
])('the page %s', (path) => {
  test.each([
    ['zh-CN', ''],
    ['en', '/en'],
  ])('is complete in %s without a script', async (lang, prefix) => {
    const { status, html, headers } = await page(prefix + (path === '/' && prefix ? '' : path))
    expect(status).toBe(200)
    expect(html).toContain(`<html lang="${lang}"`)
    expect(html.match(/<h1/g)).toHaveLength(1)
    expect(html).toContain(programme.instrument.district[lang === 'en' ? 'nameEn' : 'fullName'])
    expect(html).not.toMatch(/<script(?![^>]*src=)|\sstyle=|\son\w+=/)
    expect(headers['set-cookie']).toBeUndefined()
    expect(headers['content-language']).toBe(lang)
  })
})

test('every link of the pages leads somewhere', async () => {
  const seen = new Set<string>()
  const queue = ['/', '/en', '/about']
  const dead: string[] = []
  // The application is a page of its own, built for the browser, and has its own tests.
  const notOurs = /^\/(app|assets|platform)/
  while (queue.length > 0) {
    const path = queue.shift()!
    if (seen.has(path) || notOurs.test(path)) continue
    seen.add(path)
    const { status, html, headers } = await page(path)
    if (status !== 200) dead.push(`${status} ${path}`)
    else if (String(headers['content-type']).includes('html')) queue.push(...linksOf(html))
  }
  expect(dead).toEqual([])
  expect(seen.size).toBeGreaterThan(80)
})

test('the first page says where the programme stands', async () => {
  const { html } = await page('/')
  for (const { id, title } of programme.targets.targets) expect(html).toContain(`${id} ${title}`)
  expect(html).toContain('aria-current="step"')
  for (const { title } of programme.phases.phases) expect(html).toContain(title)
})

test('a page that the reader has already is answered with nothing', async () => {
  const first = await page('/about')
  expect(first.headers['cache-control']).toBe('public, max-age=0, must-revalidate')
  const again = await page('/about', { 'if-none-match': `W/${String(first.headers.etag)}` })
  expect(again.status).toBe(304)
  expect(again.html).toBe('')
})

test('an address that leads nowhere says so in the language of the address, and in JSON to a program', async () => {
  const chinese = await page('/no-such-page')
  expect(chinese.status).toBe(404)
  expect(chinese.html).toContain('没有找到这一页')
  const english = await page('/en/publications/no-such-slug')
  expect(english.status).toBe(404)
  expect(english.html).toContain('This page was not found')
  expect(english.headers['cache-control']).toBe('no-store')
  const json = await here.anyone.fetch('GET', '/api/no-such-door')
  expect({ status: json.status, code: json.refusal.code }).toEqual({ status: 404, code: 'not-found' })
})

test('text size and contrast are kept by a plain form and drawn by the server', async () => {
  const answer = await form('/preferences', { size: 'largest', back: '/about' })
  expect(answer.status).toBe(303)
  expect(answer.headers.location).toBe('/about')
  expect(String(answer.headers['set-cookie'])).toContain('shoumi_size=largest')
  const { html } = await page('/about', { cookie: 'shoumi_size=largest; shoumi_contrast=high' })
  expect(html).toContain('data-size="largest" data-contrast="high"')
  const odd = await page('/about', { cookie: 'shoumi_size="><script>' })
  expect(odd.html).toContain('data-size="normal"')
})

test.each(['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '/a\r\nx: y'])(
  'the preference form never leads to %j',
  async (back) => {
    expect((await form('/preferences', { size: 'large', back })).headers.location).toBe('/')
  },
)

test('a form on another site changes nothing', async () => {
  const answer = await form('/preferences', { size: 'large' }, { 'sec-fetch-site': 'cross-site' })
  expect(answer.status).toBe(403)
  expect(answer.headers['set-cookie']).toBeUndefined()
})

test('the directory shows who agreed to be listed, and nobody else', async () => {
  await anOrganisation(here, { name: '虚构公开园区', kind: 'park', listed: true, introduction: '示例介绍' })
  await anOrganisation(here, { name: '虚构不公开企业', listed: false })
  await anOrganisation(here, { name: '虚构待准入企业', listed: true, state: 'awaiting-admission' })
  const { html } = await page('/directory')
  expect(html).toContain('虚构公开园区')
  expect(html).toContain('虚构/示例')
  expect(html).not.toContain('虚构不公开企业')
  expect(html).not.toContain('虚构待准入企业')
})

test('the search finds Chinese words in publications, questions and items, marks them, and can be narrowed', async () => {
  const { html } = await page('/search?q=商业秘密')
  expect(html).toContain('<mark>')
  const items = await page('/search?q=示范基地&kind=item')
  expect(items.html).toContain('href="/programme#i4.1"')
  const none = await page('/search?q=量子纠缠望远镜')
  expect(none.html).toContain('没有找到')
})

test.each(["'", '\\', '" & | ! ( ) :*', '<script>alert(1)</script>', '\u0000', '%', '的', '  ', 'a'.repeat(300)])(
  'the search answers %j without breaking',
  async (q) => {
    const { status, html } = await page(`/search?q=${encodeURIComponent(q)}`)
    expect(status).toBe(200)
    expect(html).not.toContain('<script>alert')
  },
)

test('an organisation is found from the job that its listing queues, and vanishes the moment it is unlisted', async () => {
  const { id } = await anOrganisation(here, {
    name: '虚构凤凰园区',
    kind: 'park',
    listed: true,
    introduction: '示例园区介绍',
  })
  const { rows } = await sql<{
    key: string
  }>`select key from graphile_worker.jobs where key = ${`index-organisation-${id}`}`.execute(here.owner)
  expect(rows).toHaveLength(1)
  const found = async () => (await page('/search?q=凤凰园区&kind=organisation')).html.includes(`/directory#o-${id}`)
  expect(await found()).toBe(false)
  const { database, world } = here.house
  await asSystem(database, (db) => indexOrganisationJob.run({ db, database, world, now: world.clock() }, { id }))
  expect(await found()).toBe(true)
  await here.owner.updateTable('organisation').set({ listed: false }).where('id', '=', id).execute()
  expect(await found()).toBe(false)
})

test('a new version of the programme queues its own index, and items are found by their new words', async () => {
  const { database, world } = here.house
  const { rows } = await sql<{
    key: string
  }>`select key from graphile_worker.jobs where key = 'index-programme'`.execute(here.owner)
  expect(rows).toHaveLength(1)
  await sql`update search_document set tsv = '' where kind = 'item'`.execute(here.owner)
  await asSystem(database, (db) => indexProgrammeJob.run({ db, database, world, now: world.clock() }, {}))
  expect((await page('/search?q=国别指南&kind=item')).html).toContain('href="/programme#i5.2"')
})

test('feed, site map and robots name what is public', async () => {
  const feed = await page('/feed.xml')
  expect(String(feed.headers['content-type'])).toContain('application/atom+xml')
  expect(feed.html.match(/<entry>/g)).toHaveLength(30)
  const map = await page('/sitemap.xml')
  expect(map.html).toContain('<loc>http://localhost:8400/en/publications/law-aucl</loc>')
  expect(map.html).toContain('<loc>http://localhost:8400/en</loc>')
  expect((await page('/robots.txt')).html).toContain('Sitemap: http://localhost:8400/sitemap.xml')
})

test('the seed is the programme and the law, each entry with its mark, and is planted once', async () => {
  const published = await here.anyone.fetch<{ total: number }>('GET', '/api/published')
  await seed(here.house)
  const again = await here.anyone.fetch<{ total: number }>('GET', '/api/published')
  expect(again.body.total).toBe(published.body.total)
  const { html } = await page('/publications/policy-interpretation')
  for (const { measure, item } of itemsOf(programme)) {
    expect(html).toContain(measure.title)
    expect(html).toContain(`${item.id} ${item.title}`)
  }
  for (const { readAs } of programme.corrections.corrections) expect(html).toContain(readAs)
  expect(html).toContain(programme.instrument.number.text)
  expect(html).toContain('【校】')
  const law = await page('/publications/law-hear')
  expect(law.html).toContain('○ 待核')
  const question = await page('/publications/question-q1')
  expect(question.html).toContain('不为公众所知悉')
  expect(question.html).toContain('2026-06-01')
})
