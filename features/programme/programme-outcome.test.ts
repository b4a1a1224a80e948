import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import mammoth from 'mammoth'
import { describe, expect, test } from 'vitest'
import yauzl from 'yauzl'
import { asSystem } from '../../platform/database/database.ts'
import { readRows, writeWorkbook } from '../../platform/documents/workbook.ts'
import { aMember, anOrganisation, anOutcome, type Member } from '../../test/builders.ts'
import { aHouse } from '../../test/harness.ts'
import { attachmentContract } from '../attachment/attachment.contract.ts'
import {
  dossierContract,
  exchangeContract,
  outcomeContract,
  targetContract,
  versionContract,
} from './programme.contract.ts'
import { programmeJobs } from './programme.jobs.ts'

const here = await aHouse()
const office = await aMember(here, 'office', 'programme-lead')
const text = (override = {}) => ({
  itemId: '1.2',
  kind: 'institutional' as const,
  title: '工作指引（第一版）',
  happenedOn: '2024-05-20',
  ...override,
})
const upload = async (member: Member, name: string, content: string | Buffer) =>
  (await member.caller.call(attachmentContract.upload, { name }, { payload: Buffer.from(content) })).body.id
const runJob = (name: string, payload: object) =>
  asSystem(here.house.database, (db) =>
    programmeJobs
      .find((job) => job.name === name)!
      .run({ db, world: here.house.world, now: here.clock.now, database: here.house.database }, payload),
  )

describe('an outcome', () => {
  test('of years ago can be recorded now: the day it happened and the moment of entry are both kept, with its attachments', async () => {
    const attachment = await upload(office, '指引 𠮷㐂.pdf', '%PDF-1.7 示例')
    const { body } = await office.caller.call(outcomeContract.record, {
      ...text({ happenedOn: '2023-12-20' }),
      attachmentIds: [attachment],
    })
    const read = (await office.caller.call(outcomeContract.read, { id: body.id })).body
    expect(read.outcome).toMatchObject({
      happenedOn: '2023-12-20',
      revision: 1,
      attachmentCount: 1,
      recordedBy: office.person.name,
    })
    expect(read.outcome.recordedAt).not.toContain('2023')
    expect(read.attachments).toMatchObject([{ name: '指引 𠮷㐂.pdf', sizeBytes: Buffer.byteLength('%PDF-1.7 示例') }])
  })

  test.each([
    ['tomorrow', { happenedOn: '2026-11-25' }, 'happened-in-future'],
    ['before the programme', { happenedOn: '2022-12-31' }, 'happened-too-early'],
    ['under no item', { itemId: '7.1' }, 'no-such-item'],
    ['for no target', { targetId: 'T9' }, 'no-such-target'],
  ])('%s is refused', async (_what, override, code) => {
    expect((await office.caller.call(outcomeContract.record, text(override))).refusal.code).toBe(code)
  })

  test('somebody else’s file cannot be attached', async () => {
    const other = await aMember(here, 'court', 'coordinator')
    const theirs = await upload(other, 'x.txt', 'x')
    expect((await office.caller.call(outcomeContract.record, { ...text(), attachmentIds: [theirs] })).status).toBe(404)
  })

  test('is corrected by a new revision with a reason; the former text stays; two at once do not overwrite each other', async () => {
    const { id } = (await office.caller.call(outcomeContract.record, text())).body
    const revise = (base: number, title: string) =>
      office.caller.call(outcomeContract.revise, { id, base, reason: '名称有误', ...text({ title }) })
    expect((await revise(1, '工作指引（试行）')).status).toBe(200)
    expect((await revise(1, '别的名称')).refusal.code).toBe('changed-meanwhile')
    const { revisions, outcome } = (await office.caller.call(outcomeContract.read, { id })).body
    expect(outcome).toMatchObject({ title: '工作指引（试行）', revision: 2 })
    expect(revisions.map(({ revision, document, reason }) => [revision, document.title, reason])).toEqual([
      [2, '工作指引（试行）', '名称有误'],
      [1, '工作指引（第一版）', ''],
    ])
    expect((await office.caller.call(outcomeContract.withdraw, { id, reason: '重复登记' })).status).toBe(200)
    expect((await office.caller.call(outcomeContract.withdraw, { id, reason: '再撤' })).refusal.code).toBe(
      'outcome-withdrawn',
    )
    expect((await revise(3, 'x y')).refusal.code).toBe('outcome-withdrawn')
  })
})

describe('targets', () => {
  const standingOf = async (id: string, member = office) =>
    (await member.caller.call(targetContract.scoreboard, {})).body.targets.find(({ target }) => target.id === id)

  test('are counted from records, never typed in, and every record counted can be seen', async () => {
    const before = (await standingOf('T1'))?.numerator ?? 0
    await office.caller.call(
      outcomeContract.record,
      text({ itemId: '4.1', kind: 'conferral', targetId: 'T1', title: '虚构园区授牌' }),
    )
    const withdrawn = (await office.caller.call(outcomeContract.record, text({ targetId: 'T1', title: '将撤回' }))).body
    await office.caller.call(outcomeContract.withdraw, { id: withdrawn.id, reason: '登记有误' })
    expect(await standingOf('T1')).toMatchObject({
      numerator: before + 1,
      denominator: null,
      percent: null,
      reached: false,
      needsDefinition: true,
    })
    const { records } = (await office.caller.call(targetContract.read, { id: 'T1' })).body
    expect(records.map(({ title }) => title)).toContain('虚构园区授牌')
    expect(records.map(({ title }) => title)).not.toContain('将撤回')
  })

  test('a share has no percentage until the office has defined its denominator, and the definition is kept with its reason', async () => {
    for (let n = 0; n < 3; n++) await anOutcome(here, { organisationId: office.organisation.id, targetId: 'T3' })
    expect(await standingOf('T3')).toMatchObject({
      numerator: 3,
      denominator: null,
      percent: null,
      needsDefinition: true,
    })
    const define = (more: object) =>
      office.caller.call(targetContract.define, {
        id: 'T3',
        definition: '以区局公布的重点企业名单为分母',
        source: '虚构名单',
        reason: '设定口径',
        ...more,
      })
    expect((await define({ denominator: 'named-number' })).refusal.code).toBe('number-with-list-only')
    expect((await define({ denominator: 'named-number', namedNumber: 40 })).status).toBe(200)
    expect(await standingOf('T3')).toMatchObject({
      numerator: 3,
      denominator: 40,
      percent: 7.5,
      needsDefinition: false,
    })
    expect((await define({ denominator: 'admitted-enterprises' })).status).toBe(200)
    const { definitions } = (await office.caller.call(targetContract.read, { id: 'T3' })).body
    expect(definitions.map(({ denominator }) => denominator)).toEqual(['admitted-enterprises', 'named-number'])
  })

  test('the public sees the last reading and its history, not the records', async () => {
    await runJob('programme:read-targets', {})
    here.clock.set('2026-11-25T02:00:00Z')
    await anOutcome(here, { organisationId: office.organisation.id, targetId: 'T2' })
    await runJob('programme:read-targets', {})
    here.clock.set('2026-11-24T02:00:00Z')
    const view = (await here.anyone.call(targetContract.scoreboard, {})).body.targets.find(
      ({ target }) => target.id === 'T2',
    )
    expect(view).toMatchObject({
      asOf: '2026-11-25',
      numerator: 1,
      history: [
        { asOf: '2026-11-24', numerator: 0 },
        { asOf: '2026-11-25', numerator: 1 },
      ],
    })
    expect((await here.anyone.call(targetContract.read, { id: 'T2' })).status).toBe(401)
  })
})

describe('workbooks', () => {
  test('what is exported can be read back, and a title that looks like a formula stays a title', async () => {
    await office.caller.call(outcomeContract.record, text({ itemId: '5.1', title: '=HYPERLINK("x")' }))
    const { raw, headers } = await office.caller.call(exchangeContract.exportOutcomes, { itemId: '5.1' })
    expect(headers['content-disposition']).toContain('.xlsx')
    const [head, row] = await readRows(raw)
    expect(head).toContain('发生日期')
    expect(row).toContain('=HYPERLINK("x")')
  })

  test('an import is checked row by row before anything is written, and all of it is written or nothing', async () => {
    const partner = await anOrganisation(here, { kind: 'court', name: '虚构法院' })
    const columns = ['分项', '承办单位', '任务', '说明', '开始日期', '完成期限'].map((title) => ({ title, width: 10 }))
    const sheet = (rows: (string | null)[][]) => writeWorkbook([{ name: '任务', columns, rows }])
    const check = async (content: Buffer, confirm = false) =>
      office.caller.call(exchangeContract.importRows, {
        attachmentId: await upload(office, '导入.xlsx', content),
        kind: 'tasks',
        confirm,
      })
    const right = ['2.3', partner.name, '商定流程', '', '', '2026年12月31日']
    const wrong = await sheet([right, ['9.9', '没有的单位', '', '', '2026-12-31', '2026-02-30']])
    const before = (await here.owner.selectFrom('task').select('id').execute()).length
    const report = (await check(wrong)).body
    expect(report).toMatchObject({ written: false, rows: [{ row: 2, title: '商定流程' }] })
    expect(report.issues.map(({ row, column, value }) => [row, column, value])).toEqual([
      [3, '分项', '9.9'],
      [3, '承办单位', '没有的单位'],
      [3, '任务', ''],
      [3, '完成期限', '2026-02-30'],
    ])
    expect((await check(wrong, true)).refusal).toMatchObject({ code: 'import-has-mistakes', detail: { count: 4 } })
    expect((await here.owner.selectFrom('task').select('id').execute()).length).toBe(before)
    const good = await sheet([right, ['2.1', partner.name, '会签机制', '说明文字', '2026/11/01', '2026-12-01']])
    expect((await check(good)).body).toMatchObject({ written: false, issues: [] })
    expect((await here.owner.selectFrom('task').select('id').execute()).length).toBe(before)
    expect((await check(good, true)).body).toMatchObject({ written: true })
    expect(
      await here.owner
        .selectFrom('task')
        .select(['title', 'dueOn', 'startsOn'])
        .where('organisationId', '=', partner.id)
        .orderBy('title')
        .execute(),
    ).toEqual([
      { title: '会签机制', dueOn: '2026-12-01', startsOn: '2026-11-01' },
      { title: '商定流程', dueOn: '2026-12-31', startsOn: null },
    ])
    expect((await check(Buffer.from('not a workbook'))).refusal.code).toBe('not-a-workbook')
  })

  test('the template has the columns that the import wants', async () => {
    for (const kind of ['tasks', 'outcomes'] as const) {
      const { raw } = await office.caller.call(exchangeContract.importTemplate, { kind })
      const id = await upload(office, 'template.xlsx', raw)
      const { body } = await office.caller.call(exchangeContract.importRows, { attachmentId: id, kind })
      expect(body.issues.filter(({ row }) => row === 1)).toEqual([])
      // The example row of tasks names no real organisation; everything else in both is as it must be.
      expect(body.issues.map(({ column }) => column)).toEqual(kind === 'tasks' ? ['承办单位'] : [])
    }
  })
})

describe('the evaluation dossier', () => {
  test('holds index, report, every attachment and manifests that check, and its download can be resumed', async () => {
    const attachment = await upload(office, '../../佐证|材料.txt', '佐证内容')
    await office.caller.call(outcomeContract.record, {
      ...text({ title: '含佐证的成果' }),
      attachmentIds: [attachment],
    })
    const { id } = (await office.caller.call(dossierContract.request, {})).body
    expect((await office.caller.call(dossierContract.request, {})).refusal.code).toBe('dossier-under-way')
    expect((await office.caller.call(dossierContract.download, { id })).refusal.code).toBe('dossier-not-ready')
    await runJob('programme:make-dossier', { id })
    const [dossier] = (await office.caller.call(dossierContract.list, {})).body.dossiers
    expect(dossier).toMatchObject({ id, state: 'ready', done: dossier?.total })

    const whole = await office.caller.call(dossierContract.download, { id })
    expect(createHash('sha256').update(whole.raw).digest('hex')).toBe(dossier?.sha256)
    const rest = await office.caller.call(dossierContract.download, { id }, { headers: { range: 'bytes=100-' } })
    expect(rest.status).toBe(206)
    expect(Buffer.concat([whole.raw.subarray(0, 100), rest.raw]).equals(whole.raw)).toBe(true)
    expect(
      (await office.caller.call(dossierContract.download, { id }, { headers: { range: `bytes=${whole.raw.length}-` } }))
        .status,
    ).toBe(416)

    const files = await unzip(whole.raw)
    const names = [...files.keys()]
    expect(names.slice(0, 2)).toEqual(['00 目录.xlsx', '01 报告.docx'])
    expect(names.some((name) => name.includes('..'))).toBe(false)
    const proof = names.find((name) => name.endsWith('佐证_材料.txt'))
    expect(files.get(proof ?? '')?.toString()).toBe('佐证内容')
    const sums = files.get('manifest.sha256')?.toString().trim().split('\n') ?? []
    expect(sums).toHaveLength(names.length - 2)
    for (const line of sums) {
      const [sum, name] = line.split(/ {2}(.*)/s) as [string, string]
      expect(
        createHash('sha256')
          .update(files.get(name) ?? '')
          .digest('hex'),
      ).toBe(sum)
    }
    const { value } = await mammoth.extractRawText({ buffer: files.get('01 报告.docx') ?? Buffer.alloc(0) })
    for (const wanted of ['验收档案报告', '含佐证的成果', '健全商业秘密保护工作机制', '示范单位', '2026年11月24日'])
      expect(value).toContain(wanted)
    expect(
      await here.owner.selectFrom('notice').selectAll().where('kind', '=', 'dossier.ready').execute(),
    ).toHaveLength(1)
  })
})

async function unzip(content: Buffer): Promise<Map<string, Buffer>> {
  const folder = await mkdtemp(join(tmpdir(), 'shoumi-zip-'))
  await writeFile(join(folder, 'a.zip'), content)
  const zip = await yauzl.openPromise(join(folder, 'a.zip'), { lazyEntries: true, autoClose: false })
  const files = new Map<string, Buffer>()
  for await (const entry of zip.eachEntry())
    files.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)))
  zip.close()
  await rm(folder, { recursive: true })
  return files
}

describe('versions of the programme', () => {
  const present = async () => (await here.anyone.call(versionContract.programme, {})).body

  test('anybody can read the whole of it as JSON', async () => {
    const programme = await present()
    expect(programme.measures.flatMap(({ items }) => items.map(({ id }) => id))).toHaveLength(27)
    expect(programme.targets.map(({ id }) => id)).toEqual(['T1', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'T8'])
    for (const item of programme.measures.flatMap(({ items }) => items))
      expect(item).toMatchObject({ status: '官', source: 'interpretation' })
  })

  test('an edit is a new version with its reason; nothing is overwritten; what changed is shown', async () => {
    const { version, document } = await present()
    const edited = structuredClone(document)
    const item = edited.measures.measures[1]?.items[0]
    if (!item) throw new Error('2.1 is there')
    item.responsibleUnits = {
      units: ['虚构区市场监管局', '虚构区公安分局'],
      status: '官',
      source: 'text',
      note: '据正文补录（虚构）',
    }
    const { body } = await office.caller.call(versionContract.edit, {
      base: version,
      reason: '补录责任单位',
      document: edited,
    })
    expect(body.number).toBe(version + 1)
    expect(body.changes.map(({ path }) => path)).toEqual(
      expect.arrayContaining([expect.stringContaining('2.1/responsibleUnits/units')]),
    )
    expect((await office.caller.call(versionContract.version, { number: version })).body.document).toEqual(document)
    expect((await office.caller.call(versionContract.version, { number: version + 1 })).body).toMatchObject({
      reason: '补录责任单位',
      by: office.person.name,
    })
    expect((await office.caller.call(versionContract.versions, {})).body.versions[0]).toMatchObject({
      number: version + 1,
      by: office.person.name,
    })
    expect(
      (await office.caller.call(versionContract.edit, { base: version, reason: '又改', document: edited })).refusal
        .code,
    ).toBe('changed-meanwhile')
    expect(
      (await office.caller.call(versionContract.edit, { base: version + 1, reason: '没改', document: edited })).refusal
        .code,
    ).toBe('nothing-changed')
  })

  type Document = Awaited<ReturnType<typeof present>>['document']
  const changing = (change: (document: Document) => unknown) => change
  test.each([
    [
      'an official title without a source',
      'official-text-needs-source',
      changing((d) => Object.assign(d.measures.measures[0]?.items[0] ?? {}, { title: '改了的题目' })),
    ],
    ['an identifier', 'ids-are-kept', changing((d) => Object.assign(d.targets.targets[0] ?? {}, { id: 'T11' }))],
    [
      'a text that was not obtained',
      'programme-mistake',
      changing((d) => Object.assign(d.cooperation.agreement, { text: '编造的协议' })),
    ],
    [
      'a source that is not there',
      'programme-mistake',
      changing((d) => Object.assign(d.incentives.note, { source: 'nowhere' })),
    ],
  ])('changing %s is refused: %s', async (_what, code, change) => {
    const { version, document } = await present()
    const edited = structuredClone(document)
    change(edited)
    expect(
      (await office.caller.call(versionContract.edit, { base: version, reason: '试改', document: edited })).refusal
        .code,
    ).toBe(code)
    expect((await present()).version).toBe(version)
  })
})

test('the whole programme is on the public page, complete without script', async () => {
  const page = await here.anyone.fetch('GET', '/programme')
  const html = page.raw.toString()
  expect(page.status).toBe(200)
  for (const wanted of [
    '创新商业秘密保护宣传普及方式',
    '联络点内企业受训率',
    '推广运用阶段',
    '项目支持',
    '网页校勘',
    '中国市场监管报',
  ])
    expect(html, wanted).toContain(wanted)
  expect(html).not.toMatch(/<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=/)
  const data = await readFile(join(import.meta.dirname, '../../programme/jiangbei/measures.yaml'), 'utf8')
  for (const [, title = ''] of data.matchAll(/^ {8}title: (.*)$/gm)) expect(html).toContain(title)
})
