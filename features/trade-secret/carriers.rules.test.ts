import { describe, expect, it } from 'vitest'
import { aTradeSecret } from '../../test/trade-secret-maker.ts'
import { affectedBy, groupCarriers, guessCarrierKind, headOf, narrowGroups } from './carriers.rules.ts'
import type { Carrier, TradeSecret } from './trade-secret.schema.ts'

const carrier = (kind: Carrier['kind'], what: string, where: string, more: Partial<Carrier> = {}): Carrier => ({
  ...{ id: '01a21546-0000-7000-8000-0000000000c9', kind, what, where, keeper: '', marked: false, ...more },
})
const entry = (id: string, level: TradeSecret['level'], carriers: Carrier[], more: Partial<TradeSecret> = {}) => ({
  id,
  value: aTradeSecret({ name: `虚构 ${id}`, level, carriers, ...more }),
})
const entries = [
  entry('a', 'core', [
    carrier('file', '配方文档', '设计服务器受限目录', { marked: true, keeper: '虚构甲' }),
    carrier('paper', '配方卡', '二楼保险柜', { marked: true, keeper: '虚构乙' }),
  ]),
  entry('b', 'general', [
    carrier('system', '设计服务器', '机房', { keeper: '虚构甲' }),
    carrier('object', '样机', '二楼保险柜 上层'),
  ]),
  entry('c', 'important', [carrier('file', '客户表', 'D:\\销售\\客户.xlsx'), carrier('place', '二楼保险柜', '')]),
  entry('d', 'core', [carrier('file', '旧工艺', '设计服务器/旧')], { status: 'destroyed' }),
]
const shown = (view: Parameters<typeof groupCarriers>[1]) =>
  groupCarriers(entries, view).map(({ name, secretCount, highest, marked }) => [name, secretCount, highest, marked])

describe('what lies together', () => {
  it('in a system: the system, and files whose place begins with its name; what was destroyed lies nowhere', () => {
    expect(shown('system')).toEqual([
      ['设计服务器', 2, 'core', 'some'],
      ['D:\\销售', 1, 'important', 'none'],
    ])
  })
  it('in a place: paper, objects and the place itself, no files', () => {
    expect(shown('place')).toEqual([['二楼保险柜', 3, 'core', 'some']])
  })
  it('on a carrier, by what it is called', () => {
    expect(shown('carrier').slice(0, 2)).toEqual([
      ['配方文档', 1, 'core', 'all'],
      ['配方卡', 1, 'core', 'all'],
    ])
    expect(shown('carrier')).toHaveLength(6)
  })
  it('says who keeps it, each once, and is found by any word of what lies there', () => {
    const systems = groupCarriers(entries, 'system')
    expect(systems[0]?.keepers).toEqual(['虚构甲'])
    const named = (typed: string) => narrowGroups(systems, { typed, level: '', onlyUnmarked: false })
    expect(named('客户 销售').map(({ name }) => name)).toEqual(['D:\\销售'])
    expect(named('没有')).toEqual([])
  })
  it('is narrowed to a level or to what is not marked, and counts each secret once', () => {
    const all = { typed: '', level: '', onlyUnmarked: false }
    const places = groupCarriers(entries, 'place')
    expect(affectedBy(places)).toEqual({ count: 3, highest: 'core' })
    const unmarked = narrowGroups(places, { ...all, onlyUnmarked: true })
    expect(unmarked.map(({ secretCount, highest, marked }) => [secretCount, highest, marked])).toEqual([
      [2, 'important', 'none'],
    ])
    expect(affectedBy(narrowGroups(places, { ...all, level: 'general' }))).toEqual({ count: 1, highest: 'general' })
    const onServer = narrowGroups(groupCarriers(entries, 'carrier'), { ...all, typed: '设计服务器' })
    expect(affectedBy(onServer)).toEqual({ count: 2, highest: 'core' })
    expect(affectedBy([])).toEqual({ count: 0, highest: null })
  })
  it.each([
    ['/data/设计/泵/轴.dwg', '/data/设计'],
    ['/data/轴.dwg', '/data'],
    ['D:\\设计\\轴.dwg', 'D:\\设计'],
    ['\\\\服务器\\共享\\轴.dwg', '\\\\服务器\\共享'],
    ['共享盘/财务/价.xlsx', '共享盘'],
    ['共享盘', '共享盘'],
  ])('the head of %s is %s', (path, head) => {
    expect(headOf(path)).toBe(head)
  })
  it.each([
    ['负一层灰色铁柜', 'paper'],
    ['Safe on the second floor', 'paper'],
    ['设计服务器受限目录', 'file'],
    ['', 'file'],
  ])('what lies in “%s” is taken for %s', (where, kind) => {
    expect(guessCarrierKind(where)).toBe(kind)
  })
  it('takes ten thousand entries, each in a folder and on a server of its own, in less than a second', () => {
    const many = Array.from({ length: 10_000 }, (_, at) =>
      entry(String(at), 'general', [
        carrier('system', `系统${at}`, ''),
        carrier('file', `文件${at}`, `系统${at}/受限/目录`),
      ]),
    )
    const started = performance.now()
    expect(groupCarriers(many, 'system')).toHaveLength(10_000)
    expect(performance.now() - started).toBeLessThan(1000)
  })
})
