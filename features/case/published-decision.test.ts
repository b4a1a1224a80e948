import { expect, test } from 'vitest'
import { jobs } from '../../app/worker.ts'
import { asSystem } from '../../platform/database/database.ts'
import { aCase, type CaseFile } from '../../test/case-file.ts'
import {
  archive,
  concludeInvestigation,
  decideTogether,
  giveNotice,
  hear,
  investigate,
  performAndClose,
  publish,
  publishedText,
  review,
  serveDecision,
} from '../../test/case-path.ts'
import { aHouse } from '../../test/harness.ts'
import { caseContract } from './case.contract.ts'

const here = await aHouse()

async function served(facts = {}): Promise<CaseFile> {
  const file = await aCase(here, { facts })
  for (const go of [investigate, concludeInvestigation, review, giveNotice, hear, decideTogether, serveDecision])
    await go(file)
  return file
}

const page = async (path: string) => {
  const { status, raw } = await here.anyone.fetch('GET', path)
  return { status, html: raw.toString('utf8') }
}
const publicationsOf = async (file: CaseFile) =>
  (await file.team.handler.caller.call(caseContract.publication, { id: file.id })).body

async function endPublications() {
  const { database, world } = here.house
  await asSystem(database, (db) =>
    jobs.find(({ name }) => name === 'case:end-publications')!.run({ db, database, world, now: here.clock.now }, {}),
  )
}

test('a decision is read by everybody as it was masked, and never as it was served', async () => {
  const file = await served()
  const { proposal } = await publicationsOf(file)
  expect(proposal?.party).toBe('虚构江北乙精密机械有限公司，法定代表人虚构李四，电话×××。')
  await publish(file)
  const { publications, differences } = await publicationsOf(file)
  expect(publications).toMatchObject([{ publishedOn: '2026-04-24', until: '2029-04-24', endedOn: null }])
  expect(differences.map(({ field, changed }) => [field, changed])).toEqual([
    ['party', true],
    ['facts', true],
    ['content', true],
  ])
  const list = await page('/decisions')
  expect(list.html).toContain(publishedText.party)
  for (const path of ['', '/en']) {
    const one = await page(`${path}/decisions/${publications[0]?.id}`)
    expect(one.status).toBe(200)
    for (const text of Object.values(publishedText)) expect(one.html).toContain(text)
    expect(one.html).not.toContain('02300000000')
    expect(one.html).not.toContain('详见涉密附卷')
  }
  expect((await page('/search?q=虚构江北乙精密机械&kind=decision')).html).toContain(`/decisions/${publications[0]?.id}`)
})

test('of a natural person neither name nor address nor numbers may be left in it', async () => {
  const file = await aCase(here)
  const person = {
    name: '虚构王小二',
    type: 'person',
    idNo: '500000199001011234',
    address: '重庆市江北区虚构路9号',
    phone: '13800000000',
  }
  await investigate(file)
  await file.done('identify-party', { on: '2026-03-12', fields: person })
  for (const go of [concludeInvestigation, review, giveNotice, hear, decideTogether, serveDecision]) await go(file)
  const { other, reviewer } = file.team
  const attempt = (text: object) =>
    file.attempt('publish', {
      on: '2026-04-24',
      fields: { ...publishedText, ...text, checkedBy: [other.person.id, reviewer.person.id] },
    })
  for (const left of ['虚构王小二', '住重庆市江北区虚构路9号', '证件号500000199001011234', '电话13800000000']) {
    const { status, refusal } = await attempt({ party: left })
    expect({ left, status, unmet: refusal.detail?.unmet }).toMatchObject({
      status: 409,
      unmet: [{ code: 'personal-data-left', field: 'party' }],
    })
  }
  expect((await publicationsOf(file)).publications).toEqual([])
  expect((await attempt({ party: '虚某' })).status).toBe(200)
})

test('whoever enters it cannot be the only one who checked it', async () => {
  const file = await served()
  const { handler } = file.team
  const alone = await file.attempt('publish', {
    on: '2026-04-24',
    fields: { ...publishedText, checkedBy: [handler.person.id] },
  })
  expect(alone.refusal.issues?.map(({ field }) => field)).toEqual(['fields.checkedBy'])
})

test('a decision that was overturned is taken back with its reasons, and nothing else of it stays', async () => {
  const file = await served()
  await publish(file)
  const early = await file.attempt('withdraw-publication')
  expect(early.refusal.detail?.unmet).toMatchObject([
    { code: 'not-overturned', source: '《市场监督管理行政处罚程序规定》第六十三条' },
  ])
  await file.done('record-overturning', { on: '2026-06-01', fields: { cause: 'revoked', receivedOn: '2026-06-01' } })
  await file.done('withdraw-publication', {
    on: '2026-06-03',
    fields: { cause: 'revoked', reason: '该决定已被虚构市人民政府复议撤销。' },
  })
  const { publications } = await publicationsOf(file)
  const id = publications[0]?.id
  expect(publications[0]).toMatchObject({ withdrawnOn: '2026-06-03', endedOn: null })
  const { html } = await page(`/decisions/${id}`)
  expect(html).toContain('该决定已被虚构市人民政府复议撤销。')
  for (const text of Object.values(publishedText)) expect(html).not.toContain(text)
  expect((await page('/search?q=虚构江北乙精密机械&kind=decision')).html).not.toContain(`/decisions/${id}`)
  const row = await here.owner
    .selectFrom('publishedDecision')
    .selectAll()
    .where('id', '=', id!)
    .executeTakeFirstOrThrow()
  expect(row).toMatchObject({ party: '', facts: '', content: '' })
})

test('publication ends with its three years, whoever forgot it, and in an archived case too', async () => {
  const file = await served()
  await publish(file)
  const early = await file.attempt('end-publication', { on: '2026-04-27' })
  expect(early.refusal.detail?.unmet).toMatchObject([{ code: 'publication-running', field: 'early' }])
  await performAndClose(file)
  await archive(file)
  const { publications } = await publicationsOf(file)
  const path = `/decisions/${publications[0]?.id}`
  here.clock.set('2029-04-24T02:00:00Z')
  await endPublications()
  expect((await page(path)).status).toBe(200)
  here.clock.set('2029-04-25T02:00:00Z')
  expect((await page(path)).status).toBe(404)
  await endPublications()
  const { matter, timeline } = await file.view()
  expect(timeline.at(-1)).toMatchObject({ act: 'end-publication', on: '2029-04-25', capacity: 'system' })
  expect(matter).toMatchObject({ state: 'archived', closedOn: '2026-05-20' })
  await endPublications()
  expect((await file.view()).timeline).toHaveLength(timeline.length)
})
