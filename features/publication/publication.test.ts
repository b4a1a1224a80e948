import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { RichText } from '../../core/rich-text.ts'
import { asSystem, openDatabase, type Scope, setScope } from '../../platform/database/database.ts'
import { aMember, type Member } from '../../test/builders.ts'
import { aHouse } from '../../test/harness.ts'
import { attachmentContract } from '../attachment/attachment.contract.ts'
import { readProgramme } from '../programme/programme.data.ts'
import { seedProgramme } from '../programme/programme-version.service.ts'
import { publicationContract as doors, publishedContract } from './publication.contract.ts'
import type { PublicationKind } from './publication.schema.ts'
import { digestOf } from './publication-version.service.ts'

const here = await aHouse()
let editor: Member
let reviewer: Member
let viewer: Member

beforeAll(async () => {
  const programme = await readProgramme(join(import.meta.dirname, '../../programme/jiangbei'))
  await asSystem(here.house.database, (db) => seedProgramme({ db }, programme))
  editor = await aMember(here, 'office', 'editor')
  reviewer = await aMember(here, 'office', 'reviewer', editor.organisation)
  viewer = await aMember(here, 'office', 'office-viewer', editor.organisation)
})

afterEach(() => here.clock.set('2026-11-24T02:00:00Z'))

const paragraphs = (...lines: string[]): RichText => ({
  type: 'doc',
  content: lines.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] })),
})
const aText = (override: Record<string, unknown> = {}) => ({
  kind: 'article' as PublicationKind,
  title: '虚构专栏：怎样标注保密载体',
  body: paragraphs('示例正文。'),
  mark: '拟' as const,
  ...override,
})

const written = async (override: Record<string, unknown> = {}, by = editor) =>
  (await by.caller.call(doors.write, aText(override))).body.id
const act = (id: string, name: 'submit' | 'rework' | 'revise' | 'keep-published' | 'discard', note = '', by = editor) =>
  by.caller.call(doors.act, { id, act: name, note })
const review = (
  id: string,
  name: 'publish' | 'open-comment' | 'return' | 'repeal',
  more: { note?: string; closesOn?: string } = {},
  by = reviewer,
) => by.caller.call(doors.review, { id, act: name, ...more })
const published = async (override: Record<string, unknown> = {}) => {
  const id = await written(override)
  await act(id, 'submit')
  const { status } = await review(id, 'publish')
  expect(status).toBe(200)
  return id
}
const openForComment = async (override: Record<string, unknown> = {}) => {
  const slug = `draft-${crypto.randomUUID().slice(0, 8)}`
  const id = await written({ slug, kind: 'rule', title: '虚构制度规则', ...override })
  await act(id, 'submit')
  expect((await review(id, 'open-comment', { closesOn: '2026-12-24' })).status).toBe(200)
  return { id, slug }
}
const slugOf = async (id: string) =>
  (await here.owner.selectFrom('publication').select('slug').where('id', '=', id).executeTakeFirstOrThrow()).slug
const page = async (path: string) => {
  const answer = await here.anyone.fetch('GET', path, { headers: { accept: 'text/html' } })
  return { status: answer.status, headers: answer.headers, html: answer.raw.toString('utf8') }
}

describe('the way of a text', () => {
  test('goes from the writer by another person’s approval to the public, with a digest anybody can recompute', async () => {
    const id = await written({ title: '虚构公告一号' })
    expect((await act(id, 'submit')).body).toEqual({ state: 'under-review' })
    const { body } = await review(id, 'publish')
    expect(body).toEqual({ state: 'published', version: 1 })
    const answer = await here.anyone.call(publishedContract.read, { slug: await slugOf(id) })
    expect(answer.body.version).toMatchObject({ number: 1, state: 'in-force', title: '虚构公告一号' })
    expect(digestOf(answer.body.version)).toBe(answer.body.version.digest)
    const told = await here.owner.selectFrom('notice').select('kind').where('personId', '=', editor.person.id).execute()
    expect(told.map(({ kind }) => kind)).toContain('publication.published')
  })

  test('is not approved by whoever wrote any of it', async () => {
    const both = await aMember(here, 'office', ['editor', 'reviewer'], editor.organisation)
    const id = await written()
    await both.caller.call(doors.edit, { id, base: 1, ...aText({ title: '虚构标题，另一人改' }) })
    await act(id, 'submit')
    const { status, refusal } = await review(id, 'publish', {}, both)
    expect({ status, code: refusal.code }).toEqual({ status: 409, code: 'own-text' })
    expect((await review(id, 'publish')).status).toBe(200)
  })

  test('comes back with a reason, is taken up again and keeps its history', async () => {
    const id = await written()
    await act(id, 'submit')
    expect((await review(id, 'return')).refusal.code).toBe('reason-required')
    expect((await review(id, 'return', { note: '请补充出处' })).body.state).toBe('returned')
    expect((await editor.caller.call(doors.edit, { id, base: 1, ...aText() })).refusal.code).toBe('not-a-draft')
    await act(id, 'rework')
    const { body } = await viewer.caller.call(doors.read, { id })
    expect(body.acts.map(({ act: name }) => name)).toEqual(['rework', 'return', 'submit', 'write'])
    expect(body.acts[1]).toMatchObject({ note: '请补充出处', by: reviewer.person.name })
    expect(body.openActs).toEqual([])
  })

  test('is corrected by a new version with its reason; the old one stays at its address and leads to the new', async () => {
    const id = await published({ title: '虚构指引第一版', kind: 'notice' })
    const slug = await slugOf(id)
    expect((await act(id, 'revise')).refusal.code).toBe('reason-required')
    await act(id, 'revise', '更正笔误')
    const { body: draft } = await editor.caller.call(doors.read, { id })
    await editor.caller.call(doors.edit, { id, base: draft.text.revision, ...aText({ title: '虚构指引第二版' }) })
    expect((await page(`/publications/${slug}`)).html).toContain('虚构指引第一版')
    await act(id, 'submit')
    expect((await review(id, 'publish')).body.version).toBe(2)
    const { body } = await here.anyone.call(publishedContract.read, { slug })
    expect(body.version).toMatchObject({ number: 2, title: '虚构指引第二版', reason: '更正笔误' })
    const old = await page(`/publications/${slug}/versions/1`)
    expect(old.status).toBe(200)
    expect(old.html).toContain('虚构指引第一版')
    expect(old.html).toContain('这一版已被新版本取代')
    expect(old.html).toContain(`href="/publications/${slug}"`)
  })

  test('a dropped correction leaves what is published as it was', async () => {
    const id = await published({ title: '虚构原文' })
    await act(id, 'revise', '想改')
    const { body: draft } = await editor.caller.call(doors.read, { id })
    await editor.caller.call(doors.edit, { id, base: draft.text.revision, ...aText({ title: '虚构改坏' }) })
    expect((await act(id, 'keep-published')).body.state).toBe('published')
    const { body } = await editor.caller.call(doors.read, { id })
    expect(body.text).toMatchObject({ title: '虚构原文', round: 1, authors: [] })
    expect((await act(id, 'revise', '再改')).status).toBe(200)
  })

  test('is repealed with a reason, stays readable and is not found any more', async () => {
    const id = await published({ title: '虚构废止对象麒麟条' })
    const slug = await slugOf(id)
    const found = async () => (await here.anyone.call(publishedContract.search, { q: '麒麟' })).body.total
    expect(await found()).toBe(1)
    expect((await review(id, 'repeal', { note: '已由上级规定替代' })).body.state).toBe('repealed')
    expect(await found()).toBe(0)
    const { status, html } = await page(`/publications/${slug}`)
    expect(status).toBe(200)
    expect(html).toContain('已由上级规定替代')
    expect((await act(id, 'revise', '再来')).refusal.code).toBe('act-not-open')
  })

  test('two people who change the same draft do not overwrite each other', async () => {
    const id = await written()
    expect((await editor.caller.call(doors.edit, { id, base: 1, ...aText() })).body).toEqual({ revision: 2 })
    expect((await editor.caller.call(doors.edit, { id, base: 1, ...aText() })).refusal.code).toBe('changed-meanwhile')
  })

  test.each([
    [{ inForceFrom: '2026-12-02', inForceTo: '2026-12-01' }, 'days-reversed'],
    [{ mark: '官', source: '' }, 'source-required'],
    [{ slug: 'UPPER' }, 'invalid-input'],
    [{ slug: 'preview' }, 'invalid-input'],
    [{ title: '' }, 'invalid-input'],
    [{ attachmentIds: ['00000000-0000-7000-8000-000000000000'] }, 'not-found'],
  ])('is not begun with %j', async (wrong, code) => {
    expect((await editor.caller.call(doors.write, aText(wrong))).refusal.code).toBe(code)
  })

  test('has an address of its own', async () => {
    await written({ slug: 'taken-once' })
    expect((await editor.caller.call(doors.write, aText({ slug: 'taken-once' }))).refusal.code).toBe('slug-taken')
  })
})

test('the attachments of a text become public with it, and not before', async () => {
  const { body: file } = await editor.caller.call(
    attachmentContract.upload,
    { name: '虚构附件.txt', mediaType: 'text/plain' },
    { payload: Buffer.from('虚构内容') },
  )
  const id = await written({ attachmentIds: [file.id], title: '虚构带附件公告' })
  const fetch = async () => (await here.anyone.call(attachmentContract.download, { id: file.id })).status
  expect(await fetch()).toBe(404)
  await act(id, 'submit')
  expect(await fetch()).toBe(404)
  await review(id, 'publish')
  expect(await fetch()).toBe(200)
  expect((await page(`/publications/${await slugOf(id)}`)).html).toContain(`/api/attachments/${file.id}/content`)
  const other = await aMember(here, 'office', 'editor')
  expect((await other.caller.call(doors.write, aText({ attachmentIds: [file.id] }))).status).toBe(404)
})

describe('public comment', () => {
  test('is needed for the first version of a rule', async () => {
    const id = await written({ kind: 'rule' })
    await act(id, 'submit')
    expect((await review(id, 'publish')).refusal.code).toBe('comment-needed')
    expect((await review(id, 'open-comment', { closesOn: '2026-11-25' })).refusal.code).toBe('comment-period-too-short')
  })

  test('is taken without an account, shown once decided on, replied to, and must be decided before publication', async () => {
    const { id, slug } = await openForComment()
    const comment = await here.anyone.call(publishedContract.comment, {
      slug,
      name: '虚构读者',
      body: '建议写明期限。',
    })
    expect(comment.status).toBe(200)
    expect((await page(`/publications/${slug}/comment`)).html).not.toContain('建议写明期限')
    const { body } = await editor.caller.call(doors.comments, { id })
    const [waiting] = body.comments
    expect(waiting).toMatchObject({ state: 'waiting', name: '虚构读者' })
    const commentId = waiting!.id
    expect((await editor.caller.call(doors.replyToComment, { id: commentId, reply: '谢谢' })).refusal.code).toBe(
      'comment-not-shown',
    )
    expect((await review(id, 'publish')).refusal.code).toBe('comment-period-open')
    here.clock.set('2026-12-25T02:00:00Z')
    expect((await review(id, 'publish')).refusal.code).toBe('comments-undecided')
    const withheld = await editor.caller.call(doors.decideComment, { id: commentId, decision: 'withheld' })
    expect(withheld.refusal.code).toBe('reason-required')
    await editor.caller.call(doors.decideComment, { id: commentId, decision: 'shown' })
    expect((await editor.caller.call(doors.decideComment, { id: commentId, decision: 'shown' })).refusal.code).toBe(
      'comment-decided',
    )
    await editor.caller.call(doors.replyToComment, { id: commentId, reply: '采纳，已写明。' })
    const { html } = await page(`/publications/${slug}/comment`)
    expect(html).toContain('建议写明期限')
    expect(html).toContain('采纳，已写明。')
    expect(html).not.toContain('<form method="post" action="/publications')
    expect((await here.anyone.call(publishedContract.comment, { slug, body: '晚了一天' })).refusal.code).toBe(
      'comments-closed',
    )
    expect((await review(id, 'publish')).status).toBe(200)
    expect((await page(`/publications/${slug}`)).html).toContain('采纳，已写明。')
  })

  test('works as a plain form; a program that fills the trap is thanked and forgotten', async () => {
    const { id, slug } = await openForComment()
    const send = (
      fields: Record<string, string>,
      headers: Record<string, string> = { 'sec-fetch-site': 'same-origin' },
    ) =>
      here.anyone.fetch('POST', `/publications/${slug}/comment`, {
        headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html', ...headers },
        payload: Buffer.from(new URLSearchParams(fields).toString()),
      })
    expect((await page(`/publications/${slug}`)).headers.location).toBe(`/publications/${slug}/comment`)
    const sent = await send({ name: '', body: '<script>alert(1)</script> 意见', website: '' })
    expect({ status: sent.status, to: sent.headers.location }).toEqual({
      status: 303,
      to: `/publications/${slug}/comment/received`,
    })
    expect((await page(`/publications/${slug}/comment/received`)).status).toBe(200)
    expect((await send({ body: '机器', website: 'https://spam.example' })).status).toBe(303)
    const short = await send({ name: '甲', body: '短' })
    expect(short.status).toBe(400)
    expect(short.raw.toString()).toContain('role="alert"')
    expect((await send({ body: '外站来的意见' }, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    const { body } = await editor.caller.call(doors.comments, { id })
    expect(body.comments.map((one) => one.body)).toEqual(['<script>alert(1)</script> 意见'])
    await editor.caller.call(doors.decideComment, { id: body.comments[0]!.id, decision: 'shown' })
    const { html } = await page(`/publications/${slug}/comment`)
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt; 意见')
    expect((await send({ body: '第五条意见' })).status).toBe(303)
    const flood = await send({ body: '第六条意见' })
    expect(flood.status).toBe(429)
    expect(flood.raw.toString()).toContain('操作过于频繁')
    const entries = await here.owner
      .selectFrom('journal')
      .select('detail')
      .where('act', '=', 'published.comment')
      .execute()
    expect(JSON.stringify(entries)).not.toContain('意见')
  })
})

describe('what survives in a text', () => {
  const hostile: readonly [string, unknown][] = [
    ['a script node', { type: 'script', content: [{ type: 'text', text: 'alert(1)' }] }],
    ['an image with a handler', { type: 'image', attrs: { src: 'x', onerror: 'alert(1)' } }],
    ['raw HTML as a node', { type: 'html', html: '<svg onload=alert(1)>' }],
    ['an iframe', { type: 'iframe', attrs: { src: 'https://evil.example' } }],
    ['a javascript link', linkTo('javascript:alert(1)')],
    ['a mixed-case javascript link', linkTo('JaVaScRiPt:alert(1)')],
    ['a javascript link with a tab', linkTo('java\tscript:alert(1)')],
    ['a data link', linkTo('data:text/html,<script>alert(1)</script>')],
    ['a vbscript link', linkTo('vbscript:msgbox(1)')],
    ['a link to another host in disguise', linkTo('//evil.example')],
    ['a heading that is no heading', { type: 'heading', attrs: { level: 'script' } }],
    [
      'a paragraph with a text that is no text',
      { type: 'paragraph', content: [{ type: 'text', text: { toString: 'x' } }] },
    ],
    ['a prototype', JSON.parse('{"type":"paragraph","__proto__":{"type":"script"},"content":"x"}')],
    [
      'a deep nest',
      Array.from({ length: 60 }).reduce<unknown>((inner) => ({ type: 'blockquote', content: [inner] }), {
        type: 'paragraph',
      }),
    ],
  ]
  function linkTo(href: string) {
    return { type: 'paragraph', content: [{ type: 'text', text: 'x', marks: [{ type: 'link', attrs: { href } }] }] }
  }

  test.each(hostile)('%s is refused at the door', async (_name, node) => {
    const answer = await editor.caller.fetch('POST', '/api/publications', {
      headers: { 'content-type': 'application/json' },
      payload: Buffer.from(JSON.stringify(aText({ body: { type: 'doc', content: [node] } }))),
    })
    expect(answer.status).toBe(400)
  })

  test('markup typed as words stays words, everywhere it is shown', async () => {
    here.clock.set('2027-01-01T02:00:00Z')
    const payload = '<img src=x onerror=alert(1)><script>alert(2)</script>"\'&'
    const id = await published({
      title: payload,
      summary: payload,
      source: payload,
      issuingBody: payload,
      documentNumber: payload.slice(0, 90),
      body: {
        type: 'doc',
        content: [
          {
            type: 'paragraph',
            attrs: { onclick: 'alert(1)' },
            content: [{ type: 'text', text: payload, marks: [{ type: 'bold', attrs: { style: 'x' } }] }],
          },
          {
            type: 'paragraph',
            content: [
              {
                type: 'text',
                text: 'ok',
                marks: [
                  {
                    type: 'link',
                    attrs: { href: 'https://a.example/"onmouseover="alert(1)', target: '_blank', onclick: 'x' },
                  },
                ],
              },
            ],
          },
        ],
      },
    })
    const slug = await slugOf(id)
    for (const path of [`/publications/${slug}`, '/publications', '/', '/search?q=alert', '/feed.xml']) {
      const { status, html } = await page(path)
      expect(status, path).toBe(200)
      expect(html, path).not.toMatch(/<img|<script>|<script(?![^>]*src="\/)|<[^>]*\son[a-z]+=(?!["']?alert\(1\)&)/i)
      expect(html, path).toContain('&lt;script&gt;alert(2)&lt;/script&gt;')
    }
  })
})

describe('who may', () => {
  test('a draft is for the office only, by its number and by its preview', async () => {
    const id = await written({ title: '虚构未公开草稿' })
    const outsider = await aMember(here, 'enterprise', 'representative')
    expect((await outsider.caller.call(doors.read, { id })).status).toBe(403)
    expect((await here.anyone.call(doors.read, { id })).status).toBe(401)
    const disguised = await aMember(here, 'enterprise', ['editor', 'reviewer', 'office-viewer'])
    expect((await disguised.caller.call(doors.read, { id })).status).toBe(404)
    const { body } = await disguised.caller.call(doors.list, {})
    expect(body.publications.filter(({ state }) => state !== 'in-comment')).toEqual([])
    expect((await act(id, 'submit', '', disguised)).status).toBe(404)
    expect((await review(id, 'publish', {}, disguised)).status).toBe(404)
    expect((await disguised.caller.call(doors.edit, { id, base: 1, ...aText() })).status).toBe(404)
    const preview = `/publications/preview/${id}`
    expect((await page(preview)).status).toBe(404)
    expect((await disguised.caller.fetch('GET', preview)).status).toBe(404)
    const shown = await viewer.caller.fetch('GET', preview)
    expect(shown.status).toBe(200)
    expect(shown.headers['cache-control']).toBe('no-store')
    expect((await page('/publications/preview/not-a-number')).status).toBe(404)
  })

  test('a reviewer may not write', async () => {
    const id = await written()
    expect((await reviewer.caller.call(doors.write, aText())).status).toBe(403)
    expect((await reviewer.caller.call(doors.edit, { id, base: 1, ...aText() })).status).toBe(403)
    expect((await act(id, 'submit', '', reviewer)).status).toBe(403)
    expect((await viewer.caller.call(doors.comments, { id })).body.comments).toEqual([])
    const answer = { id: crypto.randomUUID(), decision: 'shown' as const }
    expect((await viewer.caller.call(doors.decideComment, answer)).status).toBe(403)
    expect((await reviewer.caller.call(doors.decideComment, answer)).status).toBe(404)
  })

  test('the role of an editor held elsewhere writes nothing for the office', async () => {
    const disguised = await aMember(here, 'enterprise', 'editor')
    expect((await disguised.caller.call(doors.write, aText())).status).toBe(403)
  })

  test('an editor may not review', async () => {
    const id = await written()
    expect((await review(id, 'publish', {}, editor)).status).toBe(403)
  })

  test('the list can be filtered by state, kind and words, and paged', async () => {
    await written({ title: '虚构筛选甲', kind: 'law', mark: '拟' })
    const { body } = await viewer.caller.call(doors.list, { kind: 'law', state: 'draft', text: '筛选' })
    expect(body.publications.map(({ title }) => title)).toEqual(['虚构筛选甲'])
    const first = await viewer.caller.call(doors.list, { limit: 2 })
    const second = await viewer.caller.call(doors.list, { limit: 2, after: first.body.next ?? undefined })
    expect(second.body.publications.map(({ id }) => id)).not.toContain(first.body.publications[1]!.id)
    const { body: shown } = await here.anyone.call(publishedContract.list, { limit: 1 })
    expect(shown.publications).toHaveLength(1)
    expect(shown.total).toBeGreaterThan(1)
  })
})

describe('in the database itself', () => {
  const app = openDatabase(here.appUrl, { connections: 1 })
  const as = <T>(scope: Scope, work: Parameters<ReturnType<typeof app.transaction>['execute']>[0]) =>
    app.transaction().execute(async (tx) => {
      await setScope(tx, scope, { organisationId: crypto.randomUUID(), personId: crypto.randomUUID() })
      return work(tx) as Promise<T>
    })
  const titles = async (scope: Scope) =>
    (
      await as<{ rows: { title: string }[] }>(scope, (tx) => sql`select title from publication_draft`.execute(tx))
    ).rows.map(({ title }) => title)

  test.each(['public', 'member', 'person'] as const)(
    'the scope %s reads only what is published or open for comment',
    async (scope) => {
      await written({ title: '虚构内部草稿' })
      const id = await published({ title: '虚构已发布甲' })
      await act(id, 'revise', '改')
      await openForComment({ title: '虚构征求意见甲' })
      const seen = await titles(scope)
      expect(seen).toContain('虚构征求意见甲')
      expect(seen).not.toContain('虚构内部草稿')
      expect(seen).not.toContain('虚构已发布甲')
      const { rows: acts } = await as<{ rows: unknown[] }>(scope, (tx) =>
        sql`select * from publication_act`.execute(tx),
      )
      expect(acts).toEqual([])
      const { rows: comments } = await as<{ rows: unknown[] }>(scope, (tx) =>
        sql`select * from publication_comment where state <> 'shown'`.execute(tx),
      )
      expect(comments).toEqual([])
      const { rows } = await as<{ rows: unknown[] }>(scope, (tx) =>
        sql`select p.id from publication p where current_version is null
      and not exists (select 1 from publication_draft d where d.publication_id = p.id)`.execute(tx),
      )
      expect(rows).toEqual([])
    },
  )

  test.each(['public', 'member', 'person'] as const)(
    'the scope %s writes nothing but a comment that waits',
    async (scope) => {
      const { id } = await openForComment()
      const hidden = await written()
      for (const statement of [
        sql`insert into publication (kind, slug) values ('article', 'forged')`,
        sql`insert into publication_comment (publication_id, round, body, state) values (${id}, 1, '自己公开', 'shown')`,
        sql`insert into publication_comment (publication_id, round, body) values (${hidden}, 1, '对草稿的意见')`,
        sql`insert into search_document values ('publication', 'x', 'https://evil.example', 't', 'p', '', true, now())`,
        sql`delete from publication`,
        sql`update publication_version set title = 'forged'`,
      ])
        await expect(as(scope, (tx) => statement.execute(tx))).rejects.toThrow(/row-level security|permission denied/)
      const { numAffectedRows } = await as<{ numAffectedRows: bigint }>(scope, (tx) =>
        sql`update publication_draft set title = 'forged'`.execute(tx),
      )
      expect(numAffectedRows).toBe(0n)
      await as(scope, (tx) =>
        sql`insert into publication_comment (publication_id, round, body) values (${id}, 1, '可以')`.execute(tx),
      )
    },
  )

  test('a published text cannot be changed even by the office', async () => {
    await published()
    await expect(as('office', (tx) => sql`update publication_version set body = '{}'`.execute(tx))).rejects.toThrow(
      /permission denied/,
    )
    await expect(as('office', (tx) => sql`delete from publication_version`.execute(tx))).rejects.toThrow(
      /permission denied/,
    )
    await app.destroy()
  })
})
