import { sql } from 'kysely'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { Done, done, endpoint, secret } from '../../core/contract.ts'
import { Refusal } from '../../core/refusal.ts'
import { defineWords } from '../../core/words.ts'
import { aMember, type Member } from '../../test/builders.ts'
import { aHouse, type Caller } from '../../test/harness.ts'
import type { Ctx } from '../context.ts'
import { journal } from '../journal.ts'
import { mount } from './mount.ts'

// A feature made for this file: what `mount` promises is promised to every contract.
const contract = {
  rename: endpoint({
    method: 'POST',
    path: '/api/probe/:id/name',
    permission: 'organisation.edit',
    summary: ['改名', 'Rename'],
    input: z.object({ id: z.uuid(), name: z.string().min(1).max(200), password: secret(z.string().optional()) }),
    output: Done,
    refusals: ['name-taken'],
  }),
  look: endpoint({
    method: 'GET',
    path: '/api/probe/:id',
    permission: 'signed-in',
    summary: ['查看', 'Look'],
    input: z.object({ id: z.uuid() }),
    output: z.object({ name: z.string() }),
    refusals: [],
  }),
}
let then: (ctx: Ctx) => Promise<void> = async () => undefined
const service = {
  async rename(ctx: Ctx, { id, name }: { id: string; name: string }) {
    await ctx.db
      .updateTable('organisation')
      .set({ name })
      .where('id', '=', id)
      .returning('id')
      .executeTakeFirstOrThrow()
    await then(ctx)
    return done
  },
  look: (ctx: Ctx, { id }: { id: string }) =>
    ctx.db.selectFrom('organisation').select('name').where('id', '=', id).executeTakeFirstOrThrow(),
}
const words = defineWords({ 'name-taken': ['名称“{name}”已被使用。', 'The name “{name}” is taken.'] })

const here = await aHouse({ before: (house) => mount(house, 'probe', contract, service, words) })
let firm: Member
beforeAll(async () => {
  firm = await aMember(here, 'enterprise', 'representative')
})
afterEach(() => {
  then = async () => undefined
})
const nameNow = async () =>
  (
    await here.owner
      .selectFrom('organisation')
      .select('name')
      .where('id', '=', firm.organisation.id)
      .executeTakeFirstOrThrow()
  ).name
const journalOf = (act: string) =>
  here.owner.selectFrom('journal').selectAll().where('act', '=', act).orderBy('id').execute()
const rename = (caller: Caller, more: object = {}) =>
  caller.call(contract.rename, { id: firm.organisation.id, name: '虚构甲公司', ...more })

test('an act is kept together with its journal entry, and the entry holds no secret', async () => {
  const answer = await rename(firm.caller, { password: 'correct horse' })
  expect(answer).toMatchObject({ status: 200, body: { done: true } })
  expect(await nameNow()).toBe('虚构甲公司')
  const [entry] = await journalOf('probe.rename')
  expect(entry).toMatchObject({
    personId: firm.person.id,
    organisationId: firm.organisation.id,
    subject: firm.organisation.id,
  })
  expect(JSON.stringify(entry)).not.toContain('correct horse')
  expect(entry?.requestId).toBe(answer.headers['x-request-id'])
})

test('a refusal undoes the act and its journal entry, and answers in both languages', async () => {
  const before = [await nameNow(), (await journalOf('probe.rename')).length]
  then = async () => {
    throw new Refusal('name-taken', { name: '虚构乙公司' })
  }
  const { status, refusal } = await rename(firm.caller, { name: '虚构乙公司' })
  expect(status).toBe(409)
  expect(refusal).toMatchObject({
    code: 'name-taken',
    message: { 'zh-CN': '名称“虚构乙公司”已被使用。', en: 'The name “虚构乙公司” is taken.' },
  })
  expect([await nameNow(), (await journalOf('probe.rename')).length]).toEqual(before)
})

test('what must be remembered although the act is refused, is', async () => {
  then = async (ctx) => {
    ctx.call.keepIfRefused((later) => journal(later, { act: 'probe.tried' }))
    throw new Refusal('name-taken')
  }
  expect((await rename(firm.caller)).status).toBe(409)
  expect(await journalOf('probe.tried')).toHaveLength(1)
})

test('a refusal that the contract does not declare is a defect, not an answer', async () => {
  then = async () => {
    throw new Refusal('nobody-said-this')
  }
  expect(await rename(firm.caller)).toMatchObject({ status: 500, refusal: { code: 'defect' } })
})

test('a defect undoes everything and tells the caller nothing of its inside', async () => {
  then = async (ctx) => {
    await sql`select 1 / 0`.execute(ctx.db)
  }
  const before = await nameNow()
  const answer = await rename(firm.caller, { name: '虚构丙公司' })
  expect(answer.status).toBe(500)
  expect(answer.raw.toString()).not.toContain('division')
  expect(await nameNow()).toBe(before)
})

test('a field that is wrong is named, with the remedy, in both languages', async () => {
  const { status, refusal } = await rename(firm.caller, { name: '' })
  expect(status).toBe(400)
  expect(refusal.issues).toEqual([
    { field: 'name', message: { 'zh-CN': '至少填写 1 个字。', en: 'Enter at least 1 characters.' } },
  ])
})

test('what belongs to another organisation does not exist', async () => {
  const stranger = await aMember(here, 'enterprise', 'representative')
  for (const answer of [
    await rename(stranger.caller),
    await stranger.caller.call(contract.look, { id: firm.organisation.id }),
  ])
    expect(answer).toMatchObject({ status: 404, refusal: { code: 'not-found' } })
})

test.each([
  [{ 'sec-fetch-site': 'cross-site' }, 403],
  [{ 'sec-fetch-site': 'same-site' }, 403],
  [{ 'sec-fetch-site': 'same-origin', origin: 'null' }, 200],
  [{ origin: 'https://elsewhere.example' }, 403],
  [{ origin: 'null' }, 403],
  [{}, 200],
])('an act sent by a page elsewhere is refused: %j → %i', async (headers: Record<string, string>, status) => {
  const { path, payload } = {
    path: `/api/probe/${firm.organisation.id}/name`,
    payload: Buffer.from(JSON.stringify({ name: '虚构甲公司' })),
  }
  const answer = await firm.caller.fetch('POST', path, {
    headers: { 'content-type': 'application/json', ...headers },
    payload,
  })
  expect(answer.status).toBe(status)
})

test('a session that was revoked, has run out, or never was opens nothing', async () => {
  const other = await aMember(here, 'enterprise', 'representative')
  const id = other.organisation.id
  expect((await other.caller.call(contract.look, { id })).status).toBe(200)
  await here.owner
    .updateTable('session')
    .set({ expiresAt: '2020-01-01T00:00:00Z' })
    .where('personId', '=', other.person.id)
    .execute()
  expect((await other.caller.call(contract.look, { id })).status).toBe(401)
  expect((await here.as('made-up').call(contract.look, { id })).status).toBe(401)
})

test('somebody who has left an organisation no longer acts for it', async () => {
  const other = await aMember(here, 'enterprise', 'representative')
  await here.owner
    .updateTable('membership')
    .set({ leftAt: '2026-11-01T00:00:00Z' })
    .where('personId', '=', other.person.id)
    .execute()
  expect((await other.caller.call(contract.rename, { id: other.organisation.id, name: 'x' })).status).toBe(403)
})
