import { describe, expect, it } from 'vitest'
import { readContent } from '../../platform/content.ts'
import { contentsPaper, fileNameOf, footOf, issuedOnOf, numbered, type PaperFile } from './paper-files.rules.ts'
import { approve, newPaper, nextVersion, paperOf } from './template.rules.ts'
import { type FirmPaper, Templates } from './template.schema.ts'
import { emptyAnswers } from './template-field.rules.ts'

const content = await readContent('templates', Templates)
const today = Temporal.PlainDate.from('2026-12-01')
const file = (templateId: string, change: (paper: FirmPaper) => FirmPaper = (paper) => paper): PaperFile => {
  const template = content.templates.find(({ id }) => id === templateId)
  if (!template) throw new Error(templateId)
  return { id: templateId, template, paper: change(newPaper(template, content.version, emptyAnswers)) }
}
const called = (title: string) => (paper: FirmPaper) => ({ ...paper, title })
const approved = (paper: FirmPaper) => approve(paper, '虚构李四', '2026-11-24', paperOf(file('TPL-01').template, paper))

describe('the name of a file', () => {
  it.each([
    ['员工保密协议（虚构甲/乙）', '员工保密协议（虚构甲乙）'],
    ['..\\..\\秘密: "一" <二>|?*', '....秘密 一 二'],
    ['制度 . .', '制度'],
    ['\u202e???', '文件'],
    ['𠮷'.repeat(100), '𠮷'.repeat(60)],
  ])('of “%s” is “%s”', (title, name) => {
    expect(fileNameOf(title)).toBe(name)
  })
})

describe('a package of papers', () => {
  it('is numbered in the order of the templates, and by title within one', () => {
    const files = [file('TPL-05', called('协议乙')), file('TPL-19'), file('TPL-01'), file('TPL-05', called('协议甲'))]
    const titles = numbered(content, files).map(({ name }) => name)
    expect(titles.slice(0, 3)).toEqual(['01 商业秘密管理制度', '02 协议乙', '03 协议甲'])
    expect(titles[3]).toMatch(/^04 /)
  })
  it('has numbers of one length, so that folders keep the order', () => {
    const files = Array.from({ length: 120 }, (_, index) => file('TPL-05', called(`协议${index}`)))
    const names = numbered(content, files).map(({ name }) => name)
    expect(names[0]).toMatch(/^001 /)
    expect(names.toSorted()).toEqual(names)
  })
  it('says in its table of contents what is approved by whom, and what is missing', () => {
    const files = [file('TPL-01', approved), file('TPL-05')]
    const [, , table] = contentsPaper(content, '虚构公司', today, files).blocks
    expect(table).toMatchObject({
      rows: [
        ['1', '商业秘密管理制度', expect.any(String), '第 1 版', '虚构李四\n2026年11月24日批准'],
        ['2', '员工保密协议', expect.any(String), '第 1 版', expect.stringMatching(/^草稿，待填 \d+ 项$/)],
      ],
    })
  })
})

describe('a page', () => {
  const { paper } = file('TPL-01', approved)
  it('says at its foot who approved it, or that it is a draft', () => {
    expect(footOf(paper)).toBe('第 1 版，虚构李四于2026年11月24日批准')
    expect(footOf(nextVersion(paper))).toBe('第 2 版草稿，未经批准')
    expect(footOf(file('TPL-01').paper)).toBe('第 1 版草稿，未经批准')
  })
  it('has the day of its approval, a draft the day of today', () => {
    expect(issuedOnOf(paper, today).toString()).toBe('2026-11-24')
    expect(issuedOnOf(nextVersion(paper), today)).toBe(today)
  })
})
