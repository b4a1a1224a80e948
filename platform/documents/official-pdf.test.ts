import { expect, test } from 'vitest'
import type { OfficialDocument } from '../../core/document-layout.ts'
import { pdfText } from '../../test/pdf-text.ts'
import { officialPdf } from './official-pdf.ts'
import { sealPlace } from './seal-place.ts'

const issuedOn = Temporal.PlainDate.from('2026-11-24')
const foot = '阅读件'
const whole: OfficialDocument = {
  title: '行政处罚决定书',
  agency: '示例区市场监督管理局（虚构）',
  number: '示例市监处罚〔2026〕1号',
  mark: '涉密附卷',
  warning: '虚构示例',
  everyPage: '当事人签名：',
  blocks: [
    { kind: 'heading', level: 1, text: '一、事实' },
    { kind: 'line', text: '当事人：虚构·吉喆㐂䶮' },
    { kind: 'paragraph', text: '第一段。\n第二段 #set text(red) $x$，{{party.name}}' },
    { kind: 'centre', text: '回执' },
    {
      kind: 'table',
      columns: [
        { title: '名称', percent: 60 },
        { title: '数量', percent: 40 },
      ],
      rows: [
        ['硬盘', '1块'],
        ['', ''],
      ],
    },
    {
      kind: 'form',
      percents: [20, 30, 20, 30],
      rows: [
        { lines: 1, cells: [{ text: '审核', label: true, span: 4 }] },
        {
          lines: 3,
          cells: [
            { text: '意见', label: true, span: 1 },
            { text: '同意', label: false, span: 3, sign: '签名：' },
          ],
        },
      ],
    },
    { kind: 'signs', places: ['接收人（签名）'] },
    { kind: 'seal', name: '示例区市场监督管理局', day: '2026年11月24日' },
    { kind: 'ruled', lines: 2 },
    { kind: 'cut', text: '骑缝' },
    { kind: 'page-break' },
    { kind: 'note', text: '一式两份。' },
  ],
}
const print = (paper: OfficialDocument) => officialPdf({ paper, issuedOn, foot })
const wordsOf = async (paper: OfficialDocument) => pdfText(await print(paper)).map((page) => page.replace(/\s/g, ''))

test('every part of a paper is printed, and no text of it becomes markup', async () => {
  const pages = await wordsOf(whole)
  for (const text of [
    '涉密附卷',
    '虚构示例',
    '示例区市场监督管理局（虚构）',
    '行政处罚决定书',
    '示例市监处罚〔2026〕1号',
    '虚构·吉喆㐂䶮',
    '#settext(red)$x$，{{party.name}}',
    '硬盘',
    '同意',
    '签名：',
    '接收人（签名）：',
    '（印章）',
    '骑缝',
    '阅读件',
  ])
    expect(pages.join('')).toContain(text)
  expect(pages.at(-1)).toMatch(/^一式两份。/)
  for (const page of pages) expect(page).toContain('当事人签名：')
})

test('the same paper gives the same bytes, and is a tagged PDF by the stricter standard too', async () => {
  expect(Buffer.from(await print(whole)).equals(Buffer.from(await print(whole)))).toBe(true)
  await expect(officialPdf({ paper: whole, issuedOn, foot, standard: 'ua-1' })).resolves.toBeInstanceOf(Uint8Array)
})

test('the signature, its day, the place of the seal and the end of the text stay on one page, wherever it ends', async () => {
  for (let lines = 14; lines <= 24; lines++) {
    const pages = await wordsOf({
      title: '决定书',
      blocks: [
        ...Array.from({ length: lines }, () => ({ kind: 'line' as const, text: '正文' })),
        { kind: 'seal', name: '示例局', day: '2026年11月24日' },
      ],
    })
    const [page = ''] = pages.filter((text) => text.includes('示例局'))
    expect(page, `${lines} lines`).toMatch(/正文示例局2026年11月24日（印章）/)
  }
})

test('places to sign never stand on a page without text', async () => {
  for (let lines = 14; lines <= 24; lines++) {
    const pages = await wordsOf({
      title: '审批单',
      blocks: [
        ...Array.from({ length: lines }, () => ({ kind: 'paragraph' as const, text: '正文' })),
        { kind: 'signs', places: ['经办人', '批准人'] },
      ],
    })
    const [page = ''] = pages.filter((text) => text.includes('经办人'))
    expect(page, `${lines} lines`).toMatch(/正文经办人：.*批准人：/)
  }
})

test('a receipt to be torn off stays on one page', async () => {
  for (let lines = 12; lines <= 24; lines++) {
    const pages = await wordsOf({
      title: '移送书',
      blocks: [
        ...Array.from({ length: lines }, () => ({ kind: 'line' as const, text: '正文' })),
        { kind: 'cut', text: '骑缝处' },
        { kind: 'centre', text: '回执' },
        { kind: 'paragraph', text: '已收到。' },
        { kind: 'signs', places: ['接收人', '接收单位'] },
      ],
    })
    const [page = ''] = pages.filter((text) => text.includes('骑缝处'))
    expect(page, `${lines} lines`).toMatch(/骑缝处回执已收到。接收人：.*接收单位：/)
  }
})

test('a cell of ten thousand characters goes on over pages, and nothing of it is lost', async () => {
  const pages = await wordsOf({
    title: '报告',
    page: 'form',
    blocks: [
      {
        kind: 'form',
        percents: [20, 80],
        rows: [
          {
            lines: 4,
            cells: [
              { text: '事实', label: true, span: 1 },
              { text: '长'.repeat(10_000), label: false, span: 1 },
            ],
          },
        ],
      },
    ],
  })
  expect(pages.length).toBeGreaterThan(3)
  expect(pages.join('').split('长')).toHaveLength(10_001)
})

test('a name is centred over its day, which moves in only for a name that would reach the edge', () => {
  expect(sealPlace('示例局', '2026年11月24日')).toEqual({ name: 6, day: 4 })
  expect(sealPlace('示例区市场监督管理局', '2026年11月24日')).toEqual({ name: 2.5, day: 4 })
  expect(sealPlace('示例市示例区市场监督管理局综合行政执法支队', '2026年11月24日')).toEqual({ name: 0, day: 7 })
})
