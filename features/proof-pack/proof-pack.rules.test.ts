import { describe, expect, it } from 'vitest'
import { aTradeSecret } from '../../test/trade-secret-maker.ts'
import type { Sent } from '../vault/answers.client.ts'
import type { Handout } from '../vault/handout.schema.ts'
import { contentsPaper, type PackSources, papersOf } from './assemble.rules.ts'
import { toldOf } from './complaint-draft.rules.ts'
import { type Matter, meterOf, noMatter } from './meter.rules.ts'
import { noticesOf } from './notice-paper.rules.ts'
import { asFileName, numbered } from './piece-name.rules.ts'
import { PackRecord } from './proof-pack.schema.ts'

describe('the meter of a secret', () => {
  const secret = aTradeSecret()
  const [point] = secret.points
  if (!point) throw new RangeError('the entry has no point')
  const accused = {
    id: '01a21546-0000-7000-8000-0000000000b1',
    title: '虚构被诉工艺卡',
    foundOn: '2026-11-20',
    source: '',
  }
  const cell = {
    pointId: point.id,
    accusedId: accused.id,
    outcome: 'same',
    reason: '温度与顺序一致',
    evidence: '',
    opinion: '',
  } as const
  const rowOf = (id: string, matter: Partial<Matter> = {}, of = secret) =>
    meterOf(of, { ...noMatter, ...matter }, '2026-11-26').find((row) => row.id === id)
  const lacksOf = (id: string, matter: Partial<Matter> = {}, of = secret) =>
    rowOf(id, matter, of)?.lacks.map(({ words: [zh] }) => zh)

  it('asks for locked points', () => {
    expect(lacksOf('points')).toEqual(['秘密点“保温段”尚未锁定版本'])
    const locked = aTradeSecret({ points: [{ ...point, lockedOn: '2026-11-25', lockReason: '投诉' }] })
    expect(lacksOf('points', {}, locked)).toEqual([])
  })

  const knower = { name: '虚构甲', personId: null, post: '', since: '2026-01-01', until: null, notice: null }
  const path = {
    id: accused.id,
    who: '虚构甲',
    factor: 'duties',
    tie: '离职后到被投诉人处任职',
    evidence: '',
  } as const

  it('asks who knew, in which post, with which notice, and how the accused came by it', () => {
    expect(lacksOf('access', {}, aTradeSecret({ knowers: [], disclosures: [] }))).toEqual([
      '没有登记谁知悉这项秘密',
      '还没有写被投诉人通过谁、怎样接触到',
    ])
    expect(lacksOf('access', { access: [path] }, aTradeSecret({ knowers: [knower] }))).toEqual([
      '“虚构甲”没有写岗位',
      '“虚构甲”没有签收保密告知的记录',
    ])
    expect(lacksOf('access', { access: [{ ...path, tie: '' }] })).toContain('没有写“虚构甲”与被投诉人的关系')
  })

  it('asks no notice of somebody who knows it no more, and says so', () => {
    const left = aTradeSecret({ knowers: [{ ...knower, post: '配料', until: '2026-03-01' }] })
    const row = rowOf('access', { access: [path] }, left)
    expect(row?.lacks).toEqual([])
    expect(row?.notes.map(([zh]) => zh)).toEqual([expect.stringContaining('“虚构甲”已不再知悉')])
  })

  it('asks what loss rests on, how much, and how it was reckoned', () => {
    expect(lacksOf('loss')).toEqual(['还没有选择按什么计算', '还没有写怎么算的、有什么凭据'])
    expect(lacksOf('loss', { loss: { basis: 'gain', amountFen: null }, lossBasis: '账册' })).toEqual([
      '还没有写初算金额',
    ])
    const open = { loss: { basis: 'undetermined', amountFen: null }, lossBasis: '无账册' } as const
    expect(lacksOf('loss', open)).toEqual([])
    expect(rowOf('loss', open)?.notes.map(([zh]) => zh)).toEqual([expect.stringContaining('500 万元')])
  })

  it('says what customers alone do not suffice for', () => {
    expect(rowOf('kind')?.notes).toEqual([])
    expect(rowOf('kind', {}, aTradeSecret({ infoKind: 'B08' }))?.notes.map(([zh]) => zh)).toEqual([
      expect.stringContaining('长期稳定交易'),
    ])
  })

  it('counts measures from before the act only', () => {
    const measure = {
      id: accused.id,
      code: 'M1',
      what: '协议',
      evidence: '档案',
      since: '2026-05-01',
      until: null,
    } as const
    const late = ['被诉行为发生以前没有一项有效的措施']
    const of = aTradeSecret({ measures: [measure] })
    expect(lacksOf('measures', { actedOn: '2026-05-02' }, of)).not.toEqual(expect.arrayContaining(late))
    expect(lacksOf('measures', { actedOn: '2026-05-01' }, of)).toEqual(expect.arrayContaining(late))
    const ended = aTradeSecret({ measures: [{ ...measure, until: '2026-06-01' }] })
    expect(lacksOf('measures', { actedOn: '2026-06-02' }, ended)).toEqual(late)
    // In force at the act and ended since: it counts, though on its own day it would not.
    expect(lacksOf('measures', { actedOn: '2026-05-20' }, ended)).toEqual([])
    expect(lacksOf('measures', {}, ended)).not.toEqual([])
  })

  it('says what the kind is called, and its code until that is known', () => {
    const kind = (name?: readonly [string, string]) =>
      meterOf(aTradeSecret({ infoKind: 'T04' }), noMatter, '2026-11-26', name)[0]?.have
    expect(kind()).toEqual(['已登记类型 T04', 'kind registered: T04'])
    expect(kind(['配方', 'Formulas'])).toEqual(['已登记类型 配方', 'kind registered: Formulas'])
  })

  it('takes no agreement made after the act for one that was there before', () => {
    const lock = { ...{ id: accused.id, code: 'M4' as const, what: '加密柜' }, since: '2026-01-01', until: null }
    const agreement = { ...lock, id: point.id, code: 'M1' as const, what: '协议', since: '2026-07-01' }
    const of = aTradeSecret({ measures: [lock, agreement].map((one) => ({ ...one, evidence: '柜' })) })
    expect(lacksOf('measures', { actedOn: '2026-06-01' }, of)).toEqual([
      expect.stringContaining('没有保密约定，也没有'),
    ])
    expect(lacksOf('measures', { actedOn: '2026-08-01' }, of)).toEqual([])
  })

  it('asks for every point to be compared, with a reason', () => {
    expect(lacksOf('sameness')).toEqual(['还没有列出被诉信息'])
    const compared = (...cells: (typeof cell)[]) => ({ comparison: { accused: [accused], cells } })
    expect(lacksOf('sameness', compared())).toEqual(['秘密点“保温段”与“虚构被诉工艺卡”尚未比对'])
    expect(lacksOf('sameness', { comparison: { accused: [accused], cells: [{ ...cell, reason: '' }] } })).toHaveLength(
      1,
    )
    expect(lacksOf('sameness', compared(cell))).toEqual([])
    expect(lacksOf('sameness', compared(cell, cell))).toEqual([expect.stringContaining('比对了 2 次')])
  })
})

it('without a secret point nothing is locked', () => {
  const rows = meterOf(aTradeSecret({ points: [] }), noMatter, '2026-11-26')
  expect(rows.find(({ id }) => id === 'points')?.lacks.map(({ where }) => where)).toEqual(['register'])
})

const uuid = (n: number) => `01a21546-0000-7000-8000-${String(n).padStart(12, '0')}`
const aRecord = (more: Partial<PackRecord> = {}) =>
  PackRecord.parse({
    ...noMatter,
    ...{ v: 1, secretId: uuid(1), actedOn: '2026-11-20', accused: '虚构公司', signs: '虚构线索', made: null },
    ...more,
  })
const sources = (more: Partial<PackSources> = {}): PackSources => ({
  ...{ organisation: '虚构企业', madeOn: '2026-11-26', secret: aTradeSecret(), kindName: '配方', record: aRecord() },
  ...{ people: [], timeline: [], receipts: [] },
  ...more,
})
const said = (papers: unknown) => JSON.stringify(papers)

describe('the papers of a pack', () => {
  it('stand in the order of the complaint, and say what was not filled in', () => {
    const papers = papersOf(sources({ record: aRecord({ signs: '' }) }))
    const parts = papers.map(({ part }) => part)
    expect(parts).toEqual(parts.toSorted((a, b) => a - b))
    // Of the eleven parts of domain law.md §7.5 all but the declaration, which is made with the complaint itself.
    expect([...new Set(parts)]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    for (const part of [7, 8, 9, 10])
      expect(said(papers.filter((paper) => paper.part === part)), String(part)).toContain('（未填写）')
  })

  it('list each point with the number of the complaint, kind, carriers, day, version and search', () => {
    const list = said(papersOf(sources()).filter(({ part }) => part === 2))
    for (const words of ['SM-2026-001-1 保温段（未锁定）', '类型：T04 配方', '载体：配方卡', '形成时间：2026-11-01'])
      expect(list).toContain(words)
    expect(list).toContain('第 1 版，2026-11-01，虚构总工：')
    expect(list).toContain('公开检索说明：见“秘密性说明”。')
    const bare = aTradeSecret({ carriers: [], secrecyBasis: '' })
    const lacking = said(papersOf(sources({ secret: bare })).filter(({ part }) => part === 2))
    expect(lacking).toContain('载体：（未填写）')
    expect(lacking).toContain('公开检索说明：（未填写）')
  })

  it('tell what happened in one order, whichever incident it belongs to', () => {
    const line = (at: string, text: string) => ({
      at,
      by: '虚构记录人',
      text,
      evidence: '',
      writtenAt: at,
      late: false,
    })
    const lines = [line('2026-11-20T10:00:00+08:00', '虚构之三'), line('2026-11-19T10:00:00+08:00', '虚构之一')]
    const text = said(papersOf(sources({ timeline: [...lines, line('2026-11-19T23:00:00+08:00', '虚构之二')] })))
    expect(text.match(/虚构之./g)).toEqual(['虚构之一', '虚构之二', '虚构之三'])
  })

  it('name people only where they know this secret', () => {
    const person = (name: string) => ({
      ...{ name, personId: null, training: [] },
      agreements: [
        {
          ...{ id: uuid(2), kind: 'pledge' as const, signedOn: '2026-01-05', expiresOn: null },
          paperAt: '档案',
          paper: null,
        },
      ],
      closeOuts: [
        { startedAt: '2026-11-01T01:00:00Z', closedAt: '2026-11-02T01:00:00Z', text: '交接', sha256: 'a'.repeat(64) },
      ],
    })
    const text = said(papersOf(sources({ people: [person('虚构技工'), person('虚构路人')] })))
    expect(text).toContain('虚构技工')
    expect(text).toContain('离职交接记录（虚构技工）')
    expect(text).not.toContain('虚构路人')
  })

  it('tell of a measure whether it was in force before the act', () => {
    const measure = { id: uuid(3), code: 'M4' as const, what: '标密', since: '2026-11-20', until: null, evidence: '' }
    const rows = said(papersOf(sources({ secret: aTradeSecret({ measures: [measure] }) })))
    expect(rows).toContain('"否"')
  })

  it('are listed with number, part and name', () => {
    const list = said(
      contentsPaper(
        [
          { part: 0, title: '目录', name: '00-01-目录.pdf' },
          { part: 5, title: '保密措施', name: '05-01-保密措施.pdf' },
        ],
        sources(),
      ),
    )
    expect(list).toContain('5 保密措施证据')
    expect(list).toContain('05-01-保密措施.pdf')
  })
})

it('pieces are numbered within their part, under names that every system takes', () => {
  const pieces = [
    { part: 5, title: 'a/b:c?', ending: '.pdf' },
    { part: 2, title: '秘密点', ending: '.pdf' },
    { part: 5, title: ' . ', ending: '.txt' },
  ]
  expect(numbered(pieces).map(({ name }) => name)).toEqual(['02-01-秘密点.pdf', '05-01-a_b_c_.pdf', '05-02-材料.txt'])
  expect([...asFileName('长'.repeat(400))]).toHaveLength(120)
})

it('only a notice that was acknowledged is shown', () => {
  const handout = { v: 1, title: '告知', text: '虚构', about: {} } satisfies Handout
  const knower = (n: number) => ({
    ...{ name: `虚构${n}`, personId: uuid(n), post: '', since: '2026-01-01', until: null },
    notice: { handoutId: uuid(10 + n), digest: '', sentOn: '2026-01-02', acknowledgedOn: null },
  })
  const answered = (n: number, saidIt: 'acknowledged' | 'objected' | null): Sent => ({
    ...{
      id: uuid(10 + n),
      personId: uuid(n),
      person: `虚构${n}`,
      kind: 'acknowledge',
      handout,
      digest: 'd',
      dueOn: null,
    },
    ...{ madeBy: '虚构保管人', madeAt: '2026-01-02T01:00:00Z', openedAt: null, answeredAt: null },
    answered: saidIt && {
      on: '2026-01-03',
      answer: { v: 1, said: saidIt, note: '', at: '2026-01-03T01:00:00Z' },
    },
  })
  const secret = aTradeSecret({ knowers: [knower(1), knower(2), knower(3)] })
  const found = noticesOf(secret, [answered(1, 'acknowledged'), answered(2, 'objected'), answered(3, null)])
  expect(found.map(({ person, acknowledgedOn }) => [person, acknowledgedOn])).toEqual([['虚构1', '2026-01-03']])
})

it('a complaint tells in the clear who, when and which kinds, and nothing of what the secret is', () => {
  const secret = aTradeSecret()
  const told = toldOf('虚构企业', secret, aRecord())
  expect(told).toMatchObject({ rightHolder: '虚构企业', accused: '虚构公司', when: '2026-11-20' })
  // Who is accused and how it shows stand in the form: 6 and 7 are never handed over apart.
  expect(told).toMatchObject({ access: '', confidentialParts: [2, 3, 4, 5] })
  // The agreement is from 1 November, before the act; nothing is told of measures that came after it.
  expect(told.measures).toEqual(['M1'])
  const path = { id: uuid(9), who: '虚构技工', factor: 'duties' as const, tie: '虚构', evidence: '' }
  const more = aRecord({ actedOn: '2026-10-31', access: [path], lossBasis: '账册' })
  expect(toldOf('虚构企业', secret, more)).toMatchObject({ measures: [], confidentialParts: [2, 3, 4, 5, 8] })
  expect(toldOf('虚构企业', secret, more).access).toContain('密文')
  expect(told.secretPoints).toMatchObject([{ number: 'SM-2026-001-1', kind: 'T04', formedOn: '2026-11-01' }])
  for (const hidden of [
    secret.name,
    ...secret.points.flatMap(({ title, versions }) => [title, ...versions.map(({ text }) => text)]),
  ])
    expect(said(told)).not.toContain(hidden)
})
