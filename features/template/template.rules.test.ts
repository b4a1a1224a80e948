import { describe, expect, it } from 'vitest'
import type { OfficialDocument } from '../../core/document-layout.ts'
import { readContent } from '../../platform/content.ts'
import { officialDocument } from '../../platform/documents/official-document.ts'
import {
  approve,
  chineseNumber,
  clausesOf,
  fill,
  headingOf,
  isComplete,
  missingFields,
  newPaper,
  nextVersion,
  paperOf,
  phrases,
  plainText,
  standingPaper,
} from './template.rules.ts'
import { type Answers, FirmPaper, type Template, Templates } from './template.schema.ts'
import { columnsOf, emptyAnswers, faultOf, isByHand, isCode, tableColumns, wordingOf } from './template-field.rules.ts'
import { checkedLimits, warningsOf } from './template-limits.rules.ts'
import { carriedAnswers, paperSets, sharedAnswers, sharedFields } from './template-set.rules.ts'
import { articleOf } from './template-source.rules.ts'

const content = await readContent('templates', Templates)
const the = (id: string): Template => {
  const found = content.templates.find((one) => one.id === id)
  if (!found) throw new Error(id)
  return found
}
const rare = '虚构㐂𠮷喆'
const texts = (text: Record<string, string>): Answers => ({ ...emptyAnswers, text })

/** Something proper for every field. */
function generated(template: Template): Answers {
  const answers: Answers = { text: {}, ticks: {}, rows: {} }
  for (const field of template.fields) {
    const { key, type, options = [] } = field
    if (type === 'table') answers.rows[key] = [{ id: '1', cells: columnsOf(field).map(() => rare) }]
    else if (type === 'checklist') answers.ticks[key] = options.map(({ value }) => value)
    else
      answers.text[key] = {
        ...{ text: rare, textarea: `${rare}。`, date: '2026-11-24', datetime: `2026-11-24 10:30 ${rare}` },
        ...{ number: '12', money: '3000', boolean: 'yes', enum: isCode(field) ? 'T08' : (options[0]?.value ?? '') },
      }[type]
  }
  return answers
}

describe.each(content.templates.map((template) => [template.id, template] as const))('%s', (_, template) => {
  const paper = newPaper(template, content.version, generated(template))

  it('is filled by proper answers without a hole left over, rare characters included', () => {
    expect(missingFields(template, paper)).toEqual([])
    expect(isComplete(template, paper)).toBe(true)
    const text = plainText(paperOf(template, paper))
    expect(text).not.toMatch(/\{\{|\}\}|〔|。。/u)
    expect(text).toContain(rare)
    expect(FirmPaper.parse(paper)).toEqual(paper)
  })

  it('shows what is missing, when nothing is answered, each by its label', () => {
    const blank = newPaper(template, content.version, emptyAnswers)
    const text = plainText(paperOf(template, blank))
    const missing = missingFields(template, blank)
    expect(missing.length).toBeGreaterThan(0)
    for (const { label } of missing) expect(text).toContain(`〔待填：${label.zh}〕`)
    expect(isComplete(template, blank)).toBe(false)
  })

  it('becomes a file', async () => {
    const file = await officialDocument(paperOf(template, paper))
    expect(file.subarray(0, 2).toString()).toBe('PK')
  })
})

describe('clauses', () => {
  const notice = the('TPL-10')
  const ids = (answers: Answers, choices = {}) => clausesOf(notice, { answers, choices, edits: {} }).map(({ id }) => id)
  it('are chosen by the decision', () => {
    expect(ids(texts({ decision: 'activate' }))).toEqual(['TPL-10.1', 'TPL-10.2', 'TPL-10.4'])
    expect(ids(texts({ decision: 'release' }))).toEqual(['TPL-10.1', 'TPL-10.3', 'TPL-10.4'])
  })
  it('are put in or left out by whoever decides, but not those that are required', () => {
    expect(ids(texts({ decision: 'activate' }), { 'TPL-10.1': false, 'TPL-10.2': false })).toEqual([
      'TPL-10.1',
      'TPL-10.4',
    ])
  })
  it('ask for a sum only where they stand in the paper', () => {
    const missing = (decision: string) =>
      missingFields(notice, { answers: texts({ decision }), choices: {}, edits: {} }).map(({ key }) => key)
    expect(missing('activate')).toContain('pay')
    expect(missing('notActivate')).not.toContain('pay')
  })
  it('name an extra pay on release only, and a term wherever the restraint is used', () => {
    const text = (decision: string, more: Record<string, string> = {}) =>
      plainText(paperOf(notice, newPaper(notice, '1.0.0', texts({ decision, ...more }))))
    expect(text('notActivate')).toContain('你不再承担竞业限制义务。保密义务不受影响。')
    expect(text('release', { extraPay: '9000' })).toContain('你不再承担竞业限制义务，公司支付额外补偿9,000元。')
    const missing = (decision: string) =>
      missingFields(notice, { answers: texts({ decision }), choices: {}, edits: {} }).map(({ key }) => key)
    expect(missing('notActivate')).toEqual(['company', 'employee', 'signedOn', 'agreementOn', 'service'])
    expect(missing('release')).toEqual(['company', 'employee', 'signedOn', 'agreementOn', 'extraPay', 'service'])
    expect(missing('activate')).toEqual(['company', 'employee', 'signedOn', 'agreementOn', 'fromTo', 'pay', 'service'])
  })
  it('ask for reports in a cycle only where one was agreed', () => {
    const text = (answers: Record<string, string>) =>
      plainText(paperOf(the('TPL-06'), newPaper(the('TPL-06'), '1.0.0', texts(answers))))
    expect(text({})).toContain('乙方应当如实书面说明就业情况')
    expect(text({ reportCycle: '每季度' })).toContain('乙方应当按每季度如实书面说明就业情况')
  })
  it('have the words that go with an answer as the file has them', () => {
    const clauses = content.templates.flatMap((one) => one.clauses)
    for (const [id, { words }] of Object.entries(phrases))
      expect(clauses.find((one) => one.id === id)?.draft.zh, id).toContain(words)
  })
  it('are counted as they stand', () => {
    expect([1, 10, 11, 20, 21, 99].map(chineseNumber)).toEqual(['一', '十', '十一', '二十', '二十一', '九十九'])
    expect(headingOf('rules', 12, '附则')).toBe('第十二条　附则')
    expect(headingOf('form', 3, '审批')).toBe('三、审批')
    const rules = the('TPL-01')
    const without = { ...newPaper(rules, '1.0.0', emptyAnswers), choices: { 'TPL-01.12': false } }
    expect(plainText(paperOf(rules, without))).toContain('第十二条　附则')
  })
  it('that the firm writes itself still leave the number and the name of the firm to be asked', () => {
    const rules = the('TPL-01')
    const edits = { 'TPL-01.1': '虚构', 'TPL-01.13': '虚构' }
    const missing = missingFields(rules, { answers: emptyAnswers, choices: {}, edits }).map(({ key }) => key)
    expect(missing).toEqual(expect.arrayContaining(['docNo', 'company']))
    expect(missing).not.toContain('consultedOn')
  })
  it('take the wording of the firm, and a hole that no field fills keeps it from being complete', () => {
    const paper = newPaper(notice, '1.0.0', generated(notice))
    const own = { ...paper, edits: { 'TPL-10.1': '本公司致{{employee}}。' } }
    expect(plainText(paperOf(notice, own))).toContain(`本公司致${rare}。`)
    expect(isComplete(notice, { ...paper, edits: { 'TPL-10.1': '{{nobody}}' } })).toBe(false)
  })
})

describe('answers', () => {
  const one = (id: string, key: string) => {
    const field = the(id).fields.find((field) => field.key === key)
    if (!field) throw new Error(key)
    return field
  }
  it.each([
    ['TPL-01', 'effectiveOn', '2026-02-30', 'day'],
    ['TPL-01', 'reviewMonths', '十二', 'number'],
    ['TPL-06', 'monthlyPay', '-3', 'money'],
    ['TPL-03', 'level', 'secret', 'option'],
    ['TPL-03', 'infoKind', 'C01', 'code'],
    ['TPL-20', 'foundAt', '2026-11-24 25:00', 'moment'],
    ['TPL-08', 'refused', 'perhaps', 'option'],
    ['TPL-01', 'effectiveOn', '2026-02-28', null],
    ['TPL-03', 'infoKind', 'B07', null],
  ])('%s %s does not take %s: %s', (id, key, text, fault) => {
    expect(faultOf(one(id, key), texts({ [key]: text }))).toBe(fault)
  })
  it('stand in the text as Chinese papers write them', () => {
    const said = (id: string, key: string, text: string) => wordingOf(one(id, key), texts({ [key]: text }))
    expect(said('TPL-01', 'effectiveOn', '2026-01-05')).toBe('2026年1月5日')
    expect(said('TPL-06', 'penalty', '1234567.50')).toBe('1,234,567.50')
    expect(said('TPL-06', 'penalty', '300')).toBe('300')
    expect(said('TPL-20', 'foundAt', '2026-11-24 9:05 张三')).toBe('2026年11月24日9时05分，张三')
    expect(said('TPL-10', 'decision', 'release')).toBe('解除')
    expect(wordingOf(one('TPL-08', 'refused'), emptyAnswers)).toBe('否')
    expect(wordingOf(one('TPL-10', 'pay'), emptyAnswers)).toBeNull()
  })
  it('that the file wants off the platform are never asked, and are a blank on the paper', () => {
    const fields = content.templates.flatMap((one) => one.fields)
    expect(fields.filter(isByHand)).toEqual(fields.filter(({ label }) => label.zh.includes('不上传平台')))
    const of = (id: string) =>
      plainText(paperOf(the(id), newPaper(the(id), '1.0.0', texts({ employee: rare, idNo: '500000000000000000' }))))
    for (const id of ['TPL-05', 'TPL-06', 'TPL-07', 'TPL-08']) {
      expect(of(id)).not.toContain('500000000000000000')
      expect(missingFields(the(id), newPaper(the(id), '1.0.0', emptyAnswers)).filter(isByHand)).toEqual([])
    }
    expect(of('TPL-05')).toContain(`乙方：${rare}，身份证件号码＿＿＿＿＿＿＿＿＿＿，岗位`)
    expect(of('TPL-06')).toContain(`乙方：${rare}（身份证件号码＿＿＿＿＿＿＿＿＿＿），岗位`)
  })
  it('do not end a sentence twice', () => {
    expect(fill(the('TPL-08'), '情况如下：{{privateDevices}}；', texts({ privateDevices: '已清除。' }))).toBe(
      '情况如下：已清除；',
    )
    expect(fill(the('TPL-01'), '结合{{businessScope}}的实际', texts({ businessScope: '清漆。' }))).toBe(
      '结合清漆的实际',
    )
  })
  it('have columns for every table of the file', () => {
    for (const { fields } of content.templates)
      for (const { key, type } of fields) if (type === 'table') expect(tableColumns[key], key).toBeDefined()
  })
})

it.each([
  ['TPL-03', ['经办人', '批准人']],
  ['TPL-05', ['甲方（盖章或者签字）', '乙方（盖章或者签字）']],
  ['TPL-07', ['承诺人（签字或者盖章）']],
  ['TPL-08', ['离职人员', '接收人', '见证人']],
  ['TPL-09', ['面谈人', '员工本人']],
])('%s is signed by whom it binds or reminds', (id, places) => {
  const { blocks } = paperOf(the(id), newPaper(the(id), '1.0.0', emptyAnswers))
  expect(blocks.at(-1)).toEqual({ kind: 'signs', places })
})

describe('limits', () => {
  const months = (months: string) => warningsOf(the('TPL-06'), texts({ months })).map(({ field }) => field)
  it('of 24 months for a non-compete', () => {
    expect(months('24')).toEqual([])
    expect(months('25')).toEqual(['months'])
  })
  it('of five times the compensation for a penalty', () => {
    const penalty = (penalty: string) =>
      warningsOf(the('TPL-06'), texts({ months: '12', monthlyPay: '3000', penalty })).map(({ weight }) => weight)
    expect(penalty('180000')).toEqual([])
    expect(penalty('180001')).toEqual(['advice'])
  })
  it('of six months for logs, and of consulting before rules take effect', () => {
    expect(warningsOf(the('TPL-13'), texts({ logMonths: '5' }))).toHaveLength(1)
    expect(warningsOf(the('TPL-13'), texts({ logMonths: '6' }))).toEqual([])
    const rules = (effectiveOn: string) => warningsOf(the('TPL-01'), texts({ effectiveOn, consultedOn: '2026-11-24' }))
    expect(rules('2026-11-23')).toHaveLength(1)
    expect(rules('2026-11-25')).toEqual([])
  })
  it('rest on sources that the template itself names for its limits', () => {
    for (const { template, field, sources } of checkedLimits) {
      const { fields, legalLimits } = the(template)
      expect(fields.map(({ key }) => key)).toContain(field)
      expect(legalLimits.flatMap((limit) => limit.sources)).toEqual(expect.arrayContaining([...sources]))
    }
  })
})

describe('sets and versions', () => {
  it('name templates of the file, and ask once for what several papers need', () => {
    for (const { templates } of Object.values(paperSets)) {
      const shared = sharedFields(templates.map(the)).map(({ key }) => key)
      expect(shared).toContain('company')
      expect(new Set(shared).size).toBe(shared.length)
      // It is for the one person who needs it, never a standard form for all.
      expect(templates).not.toContain('TPL-06')
    }
  })
  it('keep what was approved when the next version is written', () => {
    const rules = the('TPL-01')
    const saying = (text: string): OfficialDocument => ({ title: text, blocks: [] })
    const first = approve(newPaper(rules, '1.0.0', generated(rules)), '虚构张三', '2026-11-24', saying('第一版'))
    const second = approve(nextVersion(first), '虚构李四', '2026-11-25', saying('第二版'))
    expect(second.approvals.map(({ version, text, laidOut }) => [version, text, laidOut])).toEqual([
      [1, '第一版', null],
      [2, '第二版', saying('第二版')],
    ])
    expect(nextVersion(first).state).toBe('draft')
    expect(FirmPaper.parse(second)).toEqual(second)
  })
  it('show what was approved as it was approved, though the template says something else by now, and a draft as it says now', () => {
    const rules = the('TPL-01')
    const draft = newPaper(rules, '1.0.0', generated(rules))
    const approved = approve(draft, '虚构张三', '2026-11-24', paperOf(rules, draft))
    const changed = { ...rules, clauses: rules.clauses.map((clause) => ({ ...clause, draft: { zh: '范本改了。' } })) }
    expect(standingPaper(changed, approved)).toEqual(paperOf(rules, draft))
    expect(plainText(standingPaper(changed, nextVersion(approved)))).toContain('范本改了。')
  })
  it('take over what belongs to the firm, not what belongs to one paper', () => {
    const before = newPaper(
      the('TPL-05'),
      '1.0.0',
      texts({ company: '虚构旧名', uscc: '91500000MA00000000', employee: '虚构张三', signedOn: '2026-01-01' }),
    )
    const { text } = carriedAnswers(content.templates, the('TPL-06'), [before], '虚构新名')
    expect(text).toMatchObject({ company: '虚构旧名', uscc: '91500000MA00000000' })
    expect(text).not.toHaveProperty('employee')
    expect(text).not.toHaveProperty('signedOn')
    expect(carriedAnswers(content.templates, the('TPL-06'), [], '虚构新名').text).toEqual({ company: '虚构新名' })
  })
  it('give to each paper of a set only what it asks for', () => {
    const set = [the('TPL-01'), the('TPL-03')]
    const answers = texts({ company: '虚构公司', secretOffice: '虚构部门' })
    expect(sharedAnswers(set, the('TPL-03'), answers).text).toEqual({ company: '虚构公司' })
  })
})

describe('sources', () => {
  it('name the article of a law, and the part of a standard as it is written', () => {
    expect(articleOf('SPC20:6(4)', content.sourceList)).toEqual({
      key: 'SPC20',
      article: ['第6条第4项', ', Article 6(4)'],
    })
    expect(articleOf('AUCL:10', content.sourceList).article[0]).toBe('第10条')
    expect(articleOf('DB50:5', content.sourceList).article[0]).toBe(' 5')
    expect(articleOf('DB33', content.sourceList)).toEqual({ key: 'DB33', article: ['', ''] })
  })
})
