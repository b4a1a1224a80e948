import { expect, test } from 'vitest'
import { citationOf } from './citation.ts'

const all = {
  effectiveFrom: '未注明',
  effectiveTo: null,
  titleEn: null,
  version: '—',
  verified: '●',
  note: null,
  source: '示例',
} as const
const instruments = [
  { id: 'PROC', title: '市场监督管理行政处罚程序规定（总局令2号）', ...all },
  { id: 'APL', title: '行政处罚法', ...all },
  { id: 'PC', title: '刑法（219、219-1、220）', ...all },
  { id: 'IPC25', title: '知识产权刑事案件解释', ...all },
]
const citable = [
  { law: 'APL', titles: [], articles: '64 64第1项 64第2项' },
  { law: 'PROC', titles: [], articles: '50第2款' },
]

test.each([
  ['PROC 18', '《市场监督管理行政处罚程序规定》第18条'],
  ['PROC 57；APL 64(1)', '《市场监督管理行政处罚程序规定》第57条；《行政处罚法》第64条第1项'],
  ['APL 64(2)、85', '《行政处罚法》第64条第2项、第85条'],
  ['PROC 50(2)；APL 64(9)', '《市场监督管理行政处罚程序规定》第50条第2款；《行政处罚法》第64条(9)'],
  ['PROC 57、APL 64(1)', '《市场监督管理行政处罚程序规定》第57条、《行政处罚法》第64条第1项'],
  ['依 PROC 57 办理', '依《市场监督管理行政处罚程序规定》第57条办理'],
  ['APL 无列举；IPC25 待核', '《行政处罚法》无列举；《知识产权刑事案件解释》待核'],
  ['PC 219-1', '《刑法》第219条之1'],
  ['IPC25 16–21', '《知识产权刑事案件解释》第16–21条'],
  ['R1（PROC 80）', 'R1（《市场监督管理行政处罚程序规定》第80条）'],
  ['PROC 全文', '《市场监督管理行政处罚程序规定》全文'],
  ['旧办法 31', '旧办法 31'],
  ['XYZ 3', 'XYZ 3'],
  ['拟', '拟'],
])('%s is read as %s', (basis, citation) => {
  expect(citationOf(basis, { instruments, citable })).toBe(citation)
})
