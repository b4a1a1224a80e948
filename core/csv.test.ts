import { expect, it } from 'vitest'
import { readCsv } from './csv.ts'

it.each([
  [
    'a,b\r\n1,2\r\n',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    '\uFEFF名称;位置\n配方;"柜 ""甲"";一层"\n',
    [
      ['名称', '位置'],
      ['配方', '柜 "甲";一层'],
    ],
  ],
  [
    'a\tb\n"一\n二"\t',
    [
      ['a', 'b'],
      ['一\n二', ''],
    ],
  ],
  [
    'a,b\n\n , \n3,4',
    [
      ['a', 'b'],
      ['3', '4'],
    ],
  ],
  [
    'a,b\n5" 管,x',
    [
      ['a', 'b'],
      ['5" 管', 'x'],
    ],
  ],
  ['', []],
])('%j is %j', (text, rows) => {
  expect(readCsv(text)).toEqual(rows)
})
