import { describe, expect, test } from 'vitest'
import { shippedForms } from './document.data.ts'
import type { FieldSpec, Template, TemplateContent } from './document.schema.ts'
import { type ArchivedForm, archiveOrder, archiveSections } from './document-archive.rules.ts'
import { compose } from './document-compose.rules.ts'
import { fillFrom, missingOf } from './document-fill.rules.ts'
import { maskPaper, maskSign, maskText } from './document-mask.rules.ts'
import { gapsOf, numberOf, patternMistake, runningNumber, runningYear } from './document-number.rules.ts'
import { contentOf, templateMistakes, withStatutory } from './document-template.rules.ts'

const { templates } = await shippedForms()
const notice = templates.get(37) as Template
const field = (key: string, more: Partial<FieldSpec> = {}): FieldSpec => ({
  ...{ key, label: [key, key], kind: 'line', columns: [], from: [], statutory: null },
  ...more,
})
const content = (more: Partial<TemplateContent>): TemplateContent => ({ ...contentOf(notice), ...more })
const mistakesOf = (more: Partial<TemplateContent>) => templateMistakes(content(more)).map(({ words }) => words[0])

describe('a template of the office', () => {
  test('as shipped has nothing to correct', () => {
    for (const template of templates.values()) expect(templateMistakes(template)).toEqual([])
  })

  test('is told of every broken place at once', () => {
    const { blocks } = contentOf(notice)
    const found = mistakesOf({
      heading: '{{caseName',
      everyPage: { text: '{{nothing.here}}' },
      blocks: [...blocks, { paragraph: '{{ party.name } }}' }, { line: '{{.name}}', when: 'no.field' }],
    })
    expect(found).toEqual([
      expect.stringContaining('花括号不成对'),
      '没有“nothing.here”这个填写项。',
      expect.stringContaining('花括号不成对'),
      '没有“.name”这个填写项。',
      '显示条件中没有“no.field”这个填写项。',
    ])
  })

  test('must keep a place for all that the law demands', () => {
    const { blocks } = contentOf(notice)
    const without = (text: string) => blocks.filter((block) => !JSON.stringify(block).includes(text))
    expect(mistakesOf({ blocks: without('right.hearing') })).toEqual([
      '缺少法定内容“听证权的告知”（《市场监督管理行政处罚程序规定》第五十七条），不能删去。',
    ])
    expect(mistakesOf({ blocks: without('{{notice.fine}}') })).toHaveLength(1)
  })

  test('adds up its columns, and has no more cells than columns', () => {
    const form = [{ cells: ['甲', '乙', '丙'], lines: 1 }]
    expect(mistakesOf({ blocks: [...notice.blocks, { form, percents: [40, 50] }] })).toEqual([
      '各栏宽度合计须为 100。',
      '这一行的格数多于 2 栏。',
    ])
    const columns = [{ title: '一', percent: 100, text: '{{.n}}' }]
    expect(mistakesOf({ blocks: [...notice.blocks, { table: 'caseName', columns, blank: 0 }] })).toEqual([
      '“caseName”不是表格类填写项。',
    ])
  })

  test('cannot take an article away, claim one, or soften what is demanded', () => {
    const own = withStatutory(
      content({
        fields: [
          field('notice.facts', { label: ['改名', 'Renamed'] }),
          field('own.1', { statutory: '《自拟》', unless: 'own.2' }),
        ],
      }),
      notice,
    )
    expect(own.fields.filter(({ statutory }) => statutory !== null)).toEqual(
      notice.fields.filter(({ statutory }) => statutory !== null),
    )
    expect(own.fields.at(-1)).toEqual(field('own.1'))
  })
})

describe('a form', () => {
  test('is filled from the first place that knows, and what nobody knows stays open', () => {
    const fields = [field('a', { from: ['b', 'c'] }), field('d'), field('seal', { kind: 'place' })]
    expect(fillFrom({ fields }, { c: '三', b: '二', seal: 'x' })).toEqual({ a: '二' })
    expect(fillFrom({ fields }, { a: '', b: '二' })).toEqual({ a: '' })
  })

  test('lacks what the law demands when it is blank; what is only suggested may be left empty on purpose', () => {
    const fields = [
      field('law', { statutory: '《某法》' }),
      field('either', { statutory: '《某法》', unless: 'other' }),
      field('other'),
      field('sign', { kind: 'place', statutory: '《某法》' }),
    ]
    const missing = (values: Record<string, string>) => {
      const { statutory, suggested } = missingOf({ fields }, values)
      return [...statutory, ...suggested].map(({ key }) => key)
    }
    expect(missing({})).toEqual(['law', 'either', 'other'])
    expect(missing({ law: '　\n', other: '有' })).toEqual(['law'])
    expect(missing({ law: '有', either: '有', other: '' })).toEqual([])
  })

  test('says a value once and as it is: a hole that a person typed stays text', () => {
    const paper = compose(notice, { 'party.name': '{{docNo}}', docNo: '机密' }, { missing: 'blank' })
    expect(paper.blocks[0]).toEqual({ kind: 'line', text: '{{docNo}}：' })
  })

  test('names on the screen what is missing, and leaves room for it on paper', () => {
    const first = (missing: 'named' | 'blank') => compose(notice, {}, { missing }).blocks[0]
    expect(first('named')).toEqual({ kind: 'line', text: '〔待填：当事人〕：' })
    expect(first('blank')).toEqual({ kind: 'line', text: '＿＿＿＿＿＿＿＿：' })
  })
})

describe('a number', () => {
  const rule = { key: 'case', kind: '案', pattern: '{agency}{kind}〔{year}〕{n}号' }
  test('is written by its rule, with as many digits as it asks for', () => {
    const parts = { agency: '示例市监', year: 2026, n: 7 }
    expect(numberOf(rule, parts)).toBe('示例市监案〔2026〕7号')
    expect(numberOf({ kind: '案', pattern: '{kind}{year}-{n:4}' }, parts)).toBe('案2026-0007')
    expect(numberOf({ kind: '案', pattern: '{n:2}' }, { ...parts, n: 1234 })).toBe('1234')
  })

  test('begins anew with the year only where its rule names the year', () => {
    const today = Temporal.PlainDate.from('2027-01-01')
    expect(runningYear(rule.pattern, today)).toBe(2027)
    expect(runningYear('{kind}{n}号', today)).toBe(0)
  })

  test.each([
    ['{agency}{kind}〔{year}〕号', '须含流水号'],
    ['{kind}{n}{month}', '只能使用'],
    ['{kind}{n}}', '只能使用'],
    ['{agency}立〔{year}〕{n:5}号', '编号会重复'],
  ])('cannot follow %s', (pattern, why) => {
    const others = [{ key: 'other', kind: '立', pattern: rule.pattern }]
    expect(patternMistake({ key: 'case', kind: '案', pattern }, others)?.[0]).toContain(why)
  })

  test('is found again under every rule there was, in its own year only', () => {
    const rules = [{ kind: '立', pattern: '{kind}({year}).{n:3}' }, rule]
    expect(runningNumber('立(2026).012', rules, 2026)).toBe(12)
    expect(runningNumber('某局（新名）案〔2026〕3号', rules, 2026)).toBe(3)
    expect(runningNumber('某局案〔2025〕3号', rules, 2026)).toBeNull()
    expect(runningNumber('立x2026y.012', rules, 2026)).toBeNull()
  })

  test('that stands on nothing is told, in ranges, up to the last one drawn', () => {
    expect(gapsOf(0, [])).toEqual([])
    expect(gapsOf(3, [1, 2, 3])).toEqual([])
    expect(gapsOf(9, [2, 3, 3, 6, 12])).toEqual([
      { from: 1, to: 1 },
      { from: 4, to: 5 },
      { from: 7, to: 9 },
    ])
    expect(gapsOf(2, [])).toEqual([{ from: 1, to: 2 }])
  })
})

describe('masking', () => {
  test('finds a term however it is written, and longer terms before shorter ones', () => {
    const terms = ['热处理曲线', 'A17 合金', '热处理']
    expect(maskText('热 处\u200b理曲线、ａ１７合金、热处理温度', terms)).toBe(
      `${maskSign}、${maskSign}、${maskSign}温度`,
    )
    expect(maskText('一律', ['', ' ', 'a', '。'])).toBe('一律')
  })

  test('hides what identifies a person, and leaves case numbers, days and money alone', () => {
    expect(maskText('身份证 11010519491231002X，电话138 0013 8000，卡6222021234567890123，a.b@例.cn', [])).toBe(
      `身份证 ${maskSign}，电话${maskSign}，卡${maskSign}，${maskSign}`,
    )
    expect(maskText('邮箱 li.si@example.com', [])).toBe(`邮箱 ${maskSign}`)
    const plain = '示例市监案〔2026〕1号，2026年11月24日，1,234,567.89元，023-67851234'
    expect(maskText(plain, [])).toBe(plain)
  })

  test('reaches every text of a paper, counts what it hid, and says that it is a masked copy', () => {
    const paper = compose(
      templates.get(24) as Template,
      { 'party.name': '甲公司', items: [{ name: '甲公司图纸', digest: '甲公司' }] },
      { missing: 'blank', confidential: true },
    )
    const { paper: masked, masked: count } = maskPaper(paper, ['甲公司'])
    expect(JSON.stringify(masked)).not.toContain('甲公司')
    expect({ count, mark: masked.mark, title: masked.title }).toEqual({ count: 3, mark: '脱敏件', title: paper.title })
    expect(masked.blocks.map(({ kind }) => kind)).toEqual(paper.blocks.map(({ kind }) => kind))
  })
})

describe('the file', () => {
  const form = (number: number, more: Partial<ArchivedForm> = {}): ArchivedForm => ({
    ...{ id: `f${number}`, as: 'original', form: number, issuedOn: '2026-11-24', confidential: false, aboutId: null },
    ...more,
  })
  const inOrder = (forms: ArchivedForm[]) =>
    archiveOrder(forms).map(
      ({ id, volume, section, place }) => `${volume} ${place} ${id} ${archiveSections[volume][section]}`,
    )

  test('lies in the order of Article 78, main volume and side volume', () => {
    expect(inOrder([53, 41, 36, 35, 1, 52, 40, 12, 37, 45, 7].map((number) => form(number)))).toEqual([
      'main 1 f7 立案审批表',
      'main 2 f45 决定书及送达回证',
      'main 3 f37 其他文书及送达回证',
      'main 4 f12 证据',
      'main 5 f40 听证笔录',
      'main 6 f52 财物处理单据',
      'side 1 f1 案源材料',
      'side 2 f35 调查终结报告',
      'side 3 f36 审核意见',
      'side 4 f41 听证报告',
      'side 5 f53 结案审批表',
    ])
  })

  test('has a place for each of the 56 forms but those about a volume itself', () => {
    const all = Array.from({ length: 56 }, (_, index) => form(index + 1))
    expect(archiveOrder(all)).toHaveLength(53)
  })

  test('keeps a proof of service with what it proves, also of a later day', () => {
    const papers = [
      form(50, { id: 'proof', aboutId: 'decision', issuedOn: '2026-12-09' }),
      form(45, { id: 'decision', issuedOn: '2026-12-01' }),
      form(46, { id: 'other', issuedOn: '2026-12-05' }),
    ]
    expect(archiveOrder(papers).map(({ id }) => id)).toEqual(['decision', 'proof', 'other'])
  })

  test('keeps apart what is confidential, and puts a masked copy or a pointer where it would lie', () => {
    const secret = form(35, { id: 'secret', confidential: true })
    expect(inOrder([secret, { ...secret, as: 'pointer' }, form(1)])).toEqual([
      'side 1 f1 案源材料',
      'side 2 secret 调查终结报告',
      'confidential 1 secret 涉密材料',
    ])
  })
})
