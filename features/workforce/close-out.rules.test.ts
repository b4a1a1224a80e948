import { expect, it } from 'vitest'
import { readContent } from '../../platform/content.ts'
import { planOf } from '../checklist/checklist.rules.ts'
import { Checklists, type StepDone } from '../checklist/checklist.schema.ts'
import { Templates } from '../template/template.schema.ts'
import { closeOutPaper, closeOutText } from './close-out.rules.ts'
import { personTemplates, prefillOf, type Registered } from './paper-prefill.rules.ts'

const { checklists } = await readContent('checklists', Checklists)
const { templates } = await readContent('templates', Templates)
const list = checklists.find(({ id }) => id === 'CL-EX')
if (!list) throw new RangeError('no list of leaving')
const done: StepDone = { at: '2026-11-30T09:05:00Z', by: '虚构人事', outcome: 'done', note: '', record: '档案甲-1' }
const refused: StepDone = { ...done, outcome: 'refused', note: '当面拒签，两人见证', record: '见证记录乙-2' }
const run = {
  ...{ checklistId: 'CL-EX', anchorAt: '2026-11-30T00:00:00+08:00', startedAt: '2026-11-01T00:00:00Z', closedAt: null },
  steps: { 'EX-01': done, 'EX-10': refused },
}
const known = [{ id: '0198c0de-0000-7000-8000-000000000001', number: 'SM-2026-001', name: '虚构釉料配方' }]
const agreement = {
  ...{ id: '0198c0de-0000-7000-8000-000000000002', kind: 'confidentiality' as const, signedOn: '2026-01-05' },
  ...{ expiresOn: null, paperAt: '示例柜一', paper: null },
}
const person = { name: '虚构员工', post: '工艺员', agreements: [agreement, { ...agreement, signedOn: null }] }
const text = closeOutText({
  ...{ organisation: '虚构示例公司', person, lastDay: '2026-11-30', known, closedBy: '虚构负责人' },
  plan: planOf(list, run, Temporal.Instant.from('2026-12-01T00:00:00Z')),
  handedBack: [{ id: known[0]?.id ?? '', what: '配方本', state: 'returned', on: '2026-11-29', note: '' }],
  closedAt: '2026-11-30T10:00:00Z',
})

it('a close-out says in the order of time who did what, what was refused and why, and what was not recorded', () => {
  expect(text).toContain('最后工作日：2026年11月30日\n办结：2026年11月30日18:00（北京时间），虚构负责人\n')
  expect(text).toMatch(/EX-01 已做：.*。虚构人事，2026年11月30日17:05登记。记录：档案甲-1。\n/)
  expect(text).toMatch(/EX-10 对方拒绝：.*记录：见证记录乙-2。说明：当面拒签，两人见证。\n/)
  expect(text.indexOf('EX-01')).toBeLessThan(text.indexOf('EX-10'))
  expect(text).toContain('没有登记的步骤：EX-02、')
  expect(text).toContain('配方本：本人确认已交还（2026年11月29日）。\n')
  expect(text.match(/保密协议：/g)).toHaveLength(1)
})

it('a close-out names secrets by their numbers only', () => {
  expect(text).toContain('SM-2026-001')
  expect(text).not.toContain('虚构釉料配方')
})

it('the paper has the same lines as the text, and its digest', () => {
  const { blocks } = closeOutPaper(text, 'ab'.repeat(32), '虚构示例公司')
  const lines = blocks.flatMap((block) =>
    block.kind === 'line' || block.kind === 'heading' || block.kind === 'paragraph' ? [block.text] : [],
  )
  expect(`离职交接记录\n${lines.join('\n')}\n`).toBe(text)
  expect(blocks).toContainEqual({ kind: 'note', text: expect.stringContaining('ab'.repeat(32)) })
})

const registered: Registered = {
  person: {
    ...{ name: '虚构员工', post: '工艺员', clearedUntil: null, agreements: [], runs: [run] },
    nonCompete: {
      ...{ standing: 'senior', months: 12, scope: '日用陶瓷釉料', region: '重庆市', averageWageFen: 1_200_000 },
      ...{ monthlyFen: 400_000, penaltyFen: null, startsOn: '2026-12-01', paidUntil: null },
    },
  },
  known,
  held: [{ id: '0198c0de-0000-7000-8000-000000000003', what: '配方本' }],
  handedBack: [],
}

it.each(personTemplates)('%s is filled in only where it has such a field', (id) => {
  const template = templates.find((one) => one.id === id)
  if (!template) throw new RangeError(`no template ${id}`)
  const { text: filled = {}, rows = {} } = prefillOf(id, registered)
  const keys = new Set(template.fields.map(({ key }) => key))
  expect([...Object.keys(filled), ...Object.keys(rows)].filter((key) => !keys.has(key))).toEqual([])
})

it('a non-compete takes its terms over, in yuan; a hand-over list what is held', () => {
  expect(prefillOf('TPL-06', registered).text).toEqual({
    ...{ employee: '虚构员工', post: '工艺员', reason: '接触清单SM-2026-001', restrictedBusiness: '日用陶瓷釉料' },
    ...{ area: '重庆市', months: '12', monthlyPay: '4000' },
  })
  expect(prefillOf('TPL-10', registered).text?.fromTo).toBe('2026年12月1日至2027年11月30日')
  const leaving = prefillOf('TPL-08', registered)
  expect(leaving.text?.lastDay).toBe('2026-11-30')
  expect(leaving.rows?.items?.[0]?.cells).toEqual(['载体', '配方本', '1', ''])
})
