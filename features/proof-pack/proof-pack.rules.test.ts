import { describe, expect, it } from 'vitest'
import { utf8 } from '../../evidence/bytes.ts'
import { aTradeSecret } from '../../test/trade-secret-maker.ts'
import { meterOf } from './meter.rules.ts'
import { indexName, indexOfPack, type PackFiles, type PieceGiven, verifyPack } from './pack-verify.rules.ts'
import type { Comparison } from './proof-pack.schema.ts'

const given: PieceGiven[] = [
  { part: 5, name: '5/措施.txt', title: '保密措施', bytes: utf8('虚构措施') },
  { part: 2, name: '2/秘密点.txt', title: '秘密点清单', bytes: utf8('虚构秘密点') },
  { part: 5, name: '5/告知.txt', title: '告知与签收', bytes: utf8('虚构告知') },
]
const files: PackFiles = new Map(given.map(({ name, bytes }) => [name, bytes]))
const index = indexOfPack(given, '2026-11-26')
const changed = (name: string, bytes: Uint8Array | null): PackFiles => {
  const copy = new Map(files)
  if (bytes) copy.set(name, bytes)
  else copy.delete(name)
  return copy
}

describe('a pack', () => {
  it('is numbered in the order of the parts, however its pieces come', () => {
    expect(index.pieces.map(({ number, part }) => [number, part])).toEqual([
      [1, 2],
      [2, 5],
      [3, 5],
    ])
    expect(indexOfPack(given.toReversed(), '2026-11-26')).toEqual(index)
  })

  it('agrees with its files, with and without the index among them', () => {
    expect(verifyPack(index, files)).toEqual([])
    expect(verifyPack(JSON.parse(JSON.stringify(index)), changed(indexName, utf8('{}')))).toEqual([])
  })

  it('shows one byte changed', () => {
    const bytes = utf8('虚构秘密点')
    bytes[3] = (bytes[3] ?? 0) ^ 1
    expect(verifyPack(index, changed('2/秘密点.txt', bytes))).toEqual([{ code: 'changed', name: '2/秘密点.txt' }])
  })

  it('shows a file missing and one added', () => {
    expect(verifyPack(index, changed('5/告知.txt', null))).toEqual([{ code: 'missing', name: '5/告知.txt' }])
    expect(verifyPack(index, changed('5/多出.txt', utf8('x')))).toEqual([{ code: 'added', name: '5/多出.txt' }])
  })

  it('refuses an index out of order, with a name twice, or none at all', () => {
    const fault = [{ code: 'index-malformed', name: indexName }]
    expect(verifyPack({ ...index, pieces: index.pieces.toReversed() }, files)).toEqual(fault)
    const twice = index.pieces.map((piece) => ({ ...piece, name: '5/措施.txt' }))
    expect(verifyPack({ ...index, pieces: twice }, files)).toEqual(fault)
    expect(verifyPack(null, files)).toEqual(fault)
  })
})

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
  const lacksOf = (id: string, comparison: Comparison | null = null, on: string | null = null, of = secret) =>
    meterOf(of, comparison, on)
      .find((row) => row.id === id)
      ?.lacks.map(({ words: [zh] }) => zh)

  it('asks for locked points', () => {
    expect(lacksOf('points')).toEqual(['秘密点“保温段”尚未锁定版本'])
    const locked = aTradeSecret({ points: [{ ...point, lockedOn: '2026-11-25', lockReason: '投诉' }] })
    expect(lacksOf('points', null, null, locked)).toEqual([])
  })

  it('asks who knew, in which post, with which notice', () => {
    expect(lacksOf('access', null, null, aTradeSecret({ knowers: [] }))).toEqual(['没有登记谁知悉这项秘密'])
    const knower = { name: '虚构甲', personId: null, post: '', since: '2026-01-01', until: null, notice: null }
    expect(lacksOf('access', null, null, aTradeSecret({ knowers: [knower] }))).toEqual([
      '“虚构甲”没有写岗位',
      '“虚构甲”没有签收保密告知的记录',
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
    expect(lacksOf('measures', null, '2026-05-02', of)).not.toEqual(expect.arrayContaining(late))
    expect(lacksOf('measures', null, '2026-05-01', of)).toEqual(expect.arrayContaining(late))
    const ended = aTradeSecret({ measures: [{ ...measure, until: '2026-06-01' }] })
    expect(lacksOf('measures', null, '2026-06-02', ended)).toEqual(expect.arrayContaining(late))
  })

  it('asks for every point to be compared, with a reason', () => {
    expect(lacksOf('sameness')).toEqual(['还没有列出被诉信息'])
    expect(lacksOf('sameness', { accused: [accused], cells: [] })).toEqual(['秘密点“保温段”与“虚构被诉工艺卡”尚未比对'])
    expect(lacksOf('sameness', { accused: [accused], cells: [{ ...cell, reason: '' }] })).toHaveLength(1)
    expect(lacksOf('sameness', { accused: [accused], cells: [cell] })).toEqual([])
  })
})

it('without a secret point nothing is locked', () => {
  const rows = meterOf(aTradeSecret({ points: [] }), null, null)
  expect(rows.find(({ id }) => id === 'points')?.lacks.map(({ where }) => where)).toEqual(['register'])
})
