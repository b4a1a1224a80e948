import { describe, expect, it } from 'vitest'
import type { Block } from '../../core/document-layout.ts'
import { readContent } from '../../platform/content.ts'
import { newSections, type OpenRound, standingOf, withAnswers } from './assessment.rules.ts'
import type { Action, Answer, Profile } from './assessment.schema.ts'
import { type Score, SelfAssessment } from './diagnostic.schema.ts'
import { type ReportInput, reportOf } from './report.rules.ts'

const content = await readContent('self-assessment', SelfAssessment)
const roundId = '0197f000-0000-7000-8000-000000000001'
const by = { personId: '0197f000-0000-7000-8000-000000000002', name: '虚构张三' }
const answer = (score: Score | null, more: Partial<Answer> = {}): Answer => ({
  ...{ score, note: '', evidence: [{ what: '虚构：制度', where: '档案柜', keeper: '虚构李四' }], by },
  ...{ at: '2026-11-24T02:00:00Z', ...more },
})
const aRound = (scope: Profile['scope'], answers: Readonly<Record<string, Answer>>): OpenRound => ({
  ...{ id: roundId, revision: 1 },
  round: {
    ...{ v: 1, kind: 'round', contentVersion: content.version, begunOn: '2026-11-01', begunBy: by },
    ...{ profile: { size: 'small', industries: ['auto'], scope }, finishedOn: null, result: null },
  },
  sections: newSections(content, roundId).map((section) => ({
    ...{ id: crypto.randomUUID(), revision: 1 },
    value: withAnswers(
      section,
      Object.fromEntries(Object.entries(answers).filter(([id]) => id.startsWith(section.dimension))),
    ),
  })),
})
const all = (score: Score) => Object.fromEntries(content.items.map(({ id }) => [id, answer(score)]))
const report = (open: OpenRound, more: Partial<ReportInput> = {}) =>
  reportOf({
    ...{ content, open, standing: standingOf(content, open), previous: null, actions: [] },
    ...{ organisation: '虚构企业', today: '2026-11-24', ...more },
  })
const headings = (blocks: readonly Block[]) => blocks.flatMap((block) => (block.kind === 'heading' ? [block.text] : []))
const text = (blocks: readonly Block[]) => JSON.stringify(blocks)
const tableAfter = (blocks: readonly Block[], title: string) => {
  const from = blocks.findIndex((block) => block.kind === 'heading' && block.text === title)
  const found = blocks.slice(from).find((block) => block.kind === 'table')
  return found?.kind === 'table' ? found.rows : []
}

describe('the report', () => {
  it('has its parts in the order of the screen, every question among them', () => {
    const { blocks, signature } = report(aRound('full', { ...all(3), 'ORG-02': answer(2, { evidence: [] }) }))
    expect(headings(blocks)).toEqual([
      '一、结果',
      '二、各维度',
      '三、法定要件',
      '四、差距',
      '五、整改计划',
      '六、示范单位参考评分',
      '七、逐题作答',
    ])
    const rows = tableAfter(blocks, '七、逐题作答')
    expect(rows).toHaveLength(78)
    expect(rows[0]).toEqual(['ORG-01', content.items[0]?.question.zh, '3', '虚构：制度，档案柜，虚构李四'])
    expect(rows[1]?.slice(2)).toEqual(['2', '没有登记证据'])
    expect(signature).toEqual({ name: '虚构企业', day: '2026年11月24日' })
  })

  it('names the gate that lowers the level, and says that it is no official standard', () => {
    const { blocks } = report(aRound('full', { ...all(4), 'REG-02': answer(1) }))
    expect(text(blocks)).toContain('第2级（成形）；分数达到第5级，限制：有必备题低于 2 分的，等级不高于 2 级（REG-02）')
    expect(text(blocks)).toContain('不是官方评分标准')
    expect(tableAfter(blocks, '四、差距')[0]?.slice(0, 1)).toEqual(['REG-02'])
  })

  it('of a quick check has no level and no scheme of demonstration units', () => {
    const { blocks } = report(aRound('quick', all(2)))
    expect(headings(blocks)).not.toContain('六、示范单位参考评分')
    expect(tableAfter(blocks, '六、逐题作答')).toHaveLength(25)
    expect(text(blocks)).toContain('快速自查得分：自评分50.0分')
    expect(text(blocks)).not.toMatch(/第\d级（/)
  })

  it('says what is open, what does not apply, and what was planned', () => {
    const action: Action = {
      ...{ v: 1, kind: 'action', roundId, itemId: 'ORG-01', what: '虚构：发任命文件', owner: '虚构李四' },
      ...{ dueOn: '2026-12-31', state: 'open', closedOn: null, toldOn: null, note: '' },
    }
    const open = aRound('full', { 'ARE-01': answer(null, { note: '没有来访', evidence: [] }) })
    const { blocks } = report(open, { actions: [action] })
    expect(text(blocks)).toContain('共78题，已答1题，以下按已答的题暂算')
    const rows = tableAfter(blocks, '七、逐题作答')
    expect(rows.find(([id]) => id === 'ARE-01')?.slice(2)).toEqual(['不适用', '没有来访'])
    expect(rows.find(([id]) => id === 'ORG-01')?.slice(2)).toEqual(['未答', ''])
    expect(tableAfter(blocks, '五、整改计划')).toEqual([
      ['ORG-01', '虚构：发任命文件', '虚构李四', '2026-12-31', '进行中'],
    ])
  })

  it('shows the last time beside this one', () => {
    const previous = aRound('full', {})
    const before: OpenRound = {
      ...previous,
      round: {
        ...previous.round,
        finishedOn: '2025-11-30',
        result: {
          ...{ overall: { self: 40, verified: 30 }, level: { self: 2, verified: 1 }, quick: { self: 0, verified: 0 } },
          dimensions: { ORG: { self: 60, verified: 55.5 } },
          elements: {
            secrecy: { self: 1, verified: 1 },
            value: { self: 1, verified: 1 },
            confidentiality: { self: 1, verified: 1 },
          },
        },
      },
    }
    const { blocks } = report(aRound('full', all(3)), { previous: before })
    expect(tableAfter(blocks, '二、各维度')[0]).toEqual(['组织与责任', '7', '75.0', '75.0', '55.5'])
    expect(text(blocks)).toContain('上次完成日期：2025年11月30日')
  })
})
