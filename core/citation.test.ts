import { expect, test } from 'vitest'
import { citationOf } from './citation.ts'

const instruments = [
  { id: 'PROC', title: '市场监督管理行政处罚程序规定（总局令2号）' },
  { id: 'APL', title: '行政处罚法' },
  { id: 'PC', title: '刑法' },
  { id: 'IPC25', title: '知识产权刑事案件解释' },
]

test.each([
  ['PROC 18', '《市场监督管理行政处罚程序规定》第18条'],
  ['PROC 57；APL 64(1)', '《市场监督管理行政处罚程序规定》第57条；《行政处罚法》第64条(1)'],
  ['APL 64(2)、85', '《行政处罚法》第64条(2)、第85条'],
  ['PC 219-1', '《刑法》第219条之1'],
  ['IPC25 16–21', '《知识产权刑事案件解释》第16–21条'],
  ['R1（PROC 80）', 'R1（《市场监督管理行政处罚程序规定》第80条）'],
  ['PROC 全文', '《市场监督管理行政处罚程序规定》 全文'],
  ['旧办法 31', '旧办法 31'],
  ['XYZ 3', 'XYZ 3'],
  ['拟', '拟'],
])('%s is read as %s', (basis, citation) => {
  expect(citationOf(basis, instruments)).toBe(citation)
})
