import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { DataError } from '../../platform/data-file.ts'
import { readProgramme } from './programme.data.ts'
import { itemsOf, marks } from './programme.schema.ts'

const shipped = join(import.meta.dirname, '../../programme/jiangbei')
const programme = await readProgramme(shipped)

describe('the programme says what the official interpretation says', () => {
  test('six measures, with their titles', () => {
    expect(programme.measures.measures.map(({ ordinal, title }) => ordinal + title)).toEqual([
      '(一)加强商业秘密保护制度创新',
      '(二)健全商业秘密保护工作机制',
      '(三)加强商业秘密保护监管执法',
      '(四)健全商业秘密保护服务保障体系',
      '(五)强化跨域保护',
      '(六)营造商业秘密保护良好氛围',
    ])
  })

  test('twenty-seven items, with their numbers and titles', () => {
    expect(itemsOf(programme).map(({ item }) => `${item.id} ${item.title}`)).toEqual([
      '1.1 制定符合发展需要的商业秘密保护制度规则',
      '1.2 制定商业秘密保护工作指引',
      '1.3 指导企业建立符合行业特点和自身技术要求的内部管理制度',
      '1.4 开展市级商业秘密保护示范单位创建',
      '2.1 建立案件移交、执法联动等工作机制',
      '2.2 建立健全区知识产权联席会议工作机制',
      '2.3 建立商业秘密纠纷多元化化解机制',
      '2.4 建立应急工作机制',
      '2.5 充分发挥行业协会作用',
      '2.6 建立江北、德阳两地商业秘密保护协作',
      '3.1 加大执法办案力度',
      '3.2 规范执法办案工作',
      '3.3 实施专项保护行动',
      '3.4 编撰商业秘密保护案例汇编等辅助资料',
      '3.5 强化执法人员培训',
      '4.1 创建商业秘密保护示范基地',
      '4.2 畅通维权渠道',
      '4.3 建立联络员制度',
      '4.4 积极培育第三方机构',
      '4.5 引导建立商业秘密保护联盟',
      '4.6 充分发挥专家学者的智力保障作用',
      '5.1 研究建立域外法律跟踪分析、风险预警、快速响应等援助措施',
      '5.2 制定相应国家(地区)商业秘密保护制度“国别指南”',
      '5.3 加强域外交流合作',
      '6.1 加强企业、事业单位和政府部门培训',
      '6.2 设立商业秘密保护宣传专栏',
      '6.3 创新商业秘密保护宣传普及方式',
    ])
  })

  test('each measure stands beside the national task it answers, the fifth under another title', () => {
    expect(programme.measures.measures.map(({ nationalTask }) => nationalTask.text)).toEqual([
      '加强商业秘密保护制度创新',
      '健全商业秘密保护工作机制',
      '加强商业秘密保护监管执法',
      '健全商业秘密保护服务保障体系',
      '对标高标准国际经贸规则',
      '营造商业秘密保护良好氛围',
    ])
  })

  test('the targets in one official sentence', () => {
    expect(programme.targets.sentence.text).toBe(
      '到2026年,创建商业秘密保护示范基地3个,商业秘密保护示范单位50家以上,在知识密集型企业、技术密集型企业等重点企业普遍建立商业秘密保护联络点,联络点内企业受训率达到100%,商业秘密保护全区企业知晓率达到90%以上,培养一支专业化执法队伍,办理一批商业秘密侵权案件,建立商业秘密保护长效机制,形成重视商业秘密、尊重商业秘密、保护商业秘密的良好环境。',
    )
  })

  test('eight targets, each with its value, its nature and what the office still has to define', () => {
    expect(
      programme.targets.targets.map((one) => [one.id, one.title, one.goalText, one.nature, one.undefinedByOffice]),
    ).toEqual([
      ['T1', '示范基地', '3个', '计数', '级别、是否扣除已撤销者'],
      ['T2', '示范单位', '50家以上(≥50)', '计数', '级别、是否扣除已撤销者'],
      ['T3', '联络点', '重点企业普遍建立', '覆盖', '“重点企业”名单(分母)、“普遍”的线'],
      ['T4', '联络点内企业受训率', '100%', '比率', '何谓受训、有效期'],
      ['T5', '全区企业知晓率', '90%以上(≥90%)', '调查', '抽样、问卷、样本量、置信区间'],
      ['T6', '专业化执法队伍', '一支', '定性', '人数、资格'],
      ['T7', '侵权案件', '一批', '定性', null],
      ['T8', '长效机制、良好环境', '建立、形成', '定性', '佐证'],
    ])
    expect(programme.targets.targets.map(({ goal }) => goal)).toEqual([3, 50, null, 100, 90, null, null, null])
  })

  test('the last day of 2026 is our reading of “by 2026” and says so', () => {
    expect(programme.targets.deadline).toMatchObject({ day: '2026-12-31', status: '拟' })
  })

  test('four phases, the first without a beginning and the last without an end', () => {
    expect(programme.phases.phases.map(({ title, when, from, to }) => [title, when, from, to])).toEqual([
      ['启动阶段', '2023年12月底前', null, '2023-12-31'],
      ['推进实施阶段', '2024年1月-2026年4月', '2024-01-01', '2026-04-30'],
      ['梳理汇总阶段', '2026年5月-2026年6月', '2026-05-01', '2026-06-30'],
      ['推广运用阶段', '2026年7月以后', '2026-07-01', null],
    ])
    expect(programme.phases.phases.map(({ content }) => content)).toEqual([
      '召开全区工作会,传达全国商业秘密保护创新试点申报情况,安排部署相关工作',
      '在三年创新试点实施方案的基础上,细化工作任务、责任及措施,确保各项任务有序推进',
      '收集汇总创新试点成果,对各类资料分类归集,做好迎接国家创新试点验收准备相关工作',
      '建立完善商业秘密保护工作长效机制,持续扩大商业秘密保护的覆盖面和实效性',
    ])
  })

  test('the instrument, by its title, number, issuer and working formula', () => {
    const { title, number, issuedBy, approved, addressees, formula, basis } = programme.instrument
    expect([title, number, issuedBy, approved, addressees, formula].map(({ text }) => text)).toEqual([
      '《江北区加强商业秘密保护工作实施意见(2023-2026)》',
      '江北府办发〔2023〕65号',
      '重庆市江北区人民政府办公室',
      '2023年区政府第61次常务会议',
      '各镇人民政府、街道办事处,区政府各有关部门,有关单位',
      '政府引导、行业指导、企业主导、社会倡导',
    ])
    expect(basis.map(({ text }) => text)).toEqual([
      '《关于强化知识产权保护的意见》',
      '《关于新时代加快完善社会主义市场经济体制的意见》',
      '《市场监管总局关于印发全国商业秘密保护创新试点工作方案的通知》',
      '《重庆市人民政府办公厅关于印发重庆市知识产权保护和运用“十四五”规划(2021-2025年)的通知》',
      '《重庆市市场监督管理局关于印发重庆市加强商业秘密保护工作实施方案(2022—2025年)的通知》',
    ])
  })

  test('four work requirements and three incentives, none of them money', () => {
    const { requirements, incentives, note } = programme.incentives
    expect(requirements.map(({ ordinal, title }) => ordinal + title)).toEqual([
      '(一)强化组织领导',
      '(二)积极探索创新',
      '(三)注重示范引领',
      '(四)形成工作合力',
    ])
    expect(incentives.map(({ id, title, content }) => [id, title, content])).toEqual([
      ['I1', '政策支持', '优先推荐参加重庆市知识产权示范优势企业的评选'],
      ['I2', '项目支持', '在知识产权战略各类专项等项目上给予重点支持'],
      ['I3', '加强宣传', '推荐至重庆市企业信用信息系统,提升企业信誉'],
    ])
    expect(note.text).toBe('没有资金承诺。')
  })

  test('five questions; a trade secret is what is not 知悉, as the statute has it, not 熟悉, as the page has it', () => {
    const { questions } = programme.questions
    expect(questions.map(({ question }) => question)).toEqual([
      '如何定义商业秘密',
      '知识产权包含哪些方面',
      '有哪些保障措施',
      '要达到怎样的目标',
      '有几个步骤',
    ])
    expect(questions[0]?.answer).toBe(
      '不为公众所知悉、具有商业价值并经权利人采取相应保密措施的技术信息、经营信息等商业信息。',
    )
    expect(questions[0]?.status).toBe('校')
    expect(questions[1]?.answer).toBe(
      '《民法典》第一百二十三条,客体八项:(一)作品;(二)发明、实用新型、外观设计;(三)商标;(四)地理标志;(五)商业秘密;(六)集成电路布图设计;(七)植物新品种;(八)法律规定的其他客体。',
    )
  })
})

describe('nothing is shown as official that is not', () => {
  test('who is responsible was not obtained: all twenty-seven are empty and say so', () => {
    for (const { item } of itemsOf(programme))
      expect(item.responsibleUnits).toEqual({ units: [], status: '未得', source: 'text' })
  })

  test('what the district has achieved was not obtained', () => {
    expect(programme.targets.achieved).toMatchObject({ text: '', status: '未得' })
  })

  test('every mark the district repaired names what the page has', () => {
    expect(programme.corrections.corrections.map(({ status }) => status)).toEqual(Array(8).fill('校'))
    expect(programme.phases.phases.map(({ note }) => note)).toEqual([
      '网页作“202312月底前”',
      '网页作“20241月-20264月”',
      '网页作“20265月-20266月”',
      '网页作“20267月以后”',
    ])
  })

  test('a precedent names the place it comes from', () => {
    const nameless = programme.demonstration.sections
      .flatMap(({ paragraphs }) => paragraphs)
      .filter(({ status, place }) => status === '例' && place === undefined)
    expect(nameless).toEqual([])
  })

  test('the ten default weights add up to a hundred and are ours, not official', () => {
    const table = programme.demonstration.sections.find(({ id }) => id === '9.5')?.tables[0]
    const weights = table?.rows.map((row) => Number(row[2])) ?? []
    expect(weights).toEqual([10, 10, 15, 15, 10, 8, 12, 6, 7, 7, 100])
    expect(weights.slice(0, 10).reduce((sum, one) => sum + one, 0)).toBe(100)
    expect(table?.status).toBe('拟')
  })

  test('no module of the co-operation with the sister district is on: no agreement was seen', () => {
    expect(programme.cooperation.modules.map(({ enabled }) => enabled)).toEqual(Array(13).fill(false))
    expect(programme.cooperation.agreement).toMatchObject({ text: '', status: '未得' })
  })

  test('the star beside a precedent says that it is about trade secrets, and only then is the module said to be', () => {
    for (const { precedent, tradeSecretSpecific } of programme.cooperation.modules)
      expect(precedent.includes('*')).toBe(tradeSecretSpecific)
    expect(programme.cooperation.modules.filter(({ tradeSecretSpecific }) => tradeSecretSpecific)).toHaveLength(7)
    expect(programme.cooperation.legend.text).toContain('带 * 者专为商业秘密')
  })

  test('nine things wait for somebody with the originals', () => {
    expect(programme.corrections.toBeFilled.map(({ subject }) => subject)).toEqual([
      '责任单位与分项展开',
      '重庆实施方案全文及其后续',
      '重庆示范基地/单位申报通知与评分表',
      '国家试点验收指标',
      '江北—德阳协议',
      '江北三年创新试点实施方案',
      '2024—2026 实绩',
      '已发布的指引与国别指南名称',
      '2026 服务月主题',
    ])
  })
})

describe('a programme that is not right is refused with its file, its place and the remedy', () => {
  const folders: string[] = []
  afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))))

  /** What the loader says after changes in a copy of the shipped folder. */
  async function mistakesAfter(...changes: readonly (readonly [file: string, from: string | RegExp, to: string])[]) {
    const folder = await mkdtemp(join(tmpdir(), 'programme-'))
    folders.push(folder)
    await cp(shipped, folder, { recursive: true })
    for (const [file, from, to] of changes) {
      const text = await readFile(join(folder, file), 'utf8')
      expect(typeof from === 'string' ? text.includes(from) : from.test(text), 'the change finds its place').toBe(true)
      await writeFile(join(folder, file), text.replace(from, to))
    }
    const error = await readProgramme(folder).then(
      () => null,
      (caught: unknown) => caught,
    )
    if (!(error instanceof DataError)) throw new Error(`a DataError was expected, not ${String(error)}`)
    return error.mistakes
  }

  const lastItem = /\n {6}- id: "6\.3"[\s\S]*?source: text(?=\n)/
  test.each([
    ['an unknown key', 'measures.yaml', 'gloss: issue', 'glos: issue', 'measures[0].items[1]', '未知的键 glos'],
    ['a missing source', 'measures.yaml', /\n {8}source: .*/, '', 'measures[0].items[0].source', '缺少这一项'],
    [
      'a source that is not listed',
      'measures.yaml',
      /source: interpretation\n {8}resp/,
      'source: hearsay\n        resp',
      'measures[0].items[0].source',
      '不在 sources.yaml 中',
    ],
    ['a missing mark', 'measures.yaml', /\n {8}status: 官/, '', 'measures[0].items[0].status', '请改正'],
    ['an unknown mark', 'phases.yaml', 'status: 校', 'status: 真', 'phases[0].status', '请改正'],
    [
      'responsible units although they were not obtained',
      'measures.yaml',
      'units: []',
      'units: [示例单位]',
      'measures[0].items[0].responsibleUnits.units',
      '标为【未得】的内容必须留空',
    ],
    [
      'a text although it was not obtained',
      'targets.yaml',
      /text: ""/,
      'text: 示例已完成',
      'achieved.text',
      '标为【未得】的内容必须留空',
    ],
    [
      'a title although it is marked as not obtained',
      'targets.yaml',
      /(unit: 个\n {4}status: )官/,
      '$1未得',
      'targets[0].title',
      '标为【未得】的内容必须留空',
    ],
    [
      'an empty text that claims to be official',
      'instrument.yaml',
      /text: 江北府.*/,
      'text: ""',
      'number.text',
      '应标为【未得】',
    ],
    [
      'an official mark on what a precedent or we ourselves say',
      'incentives.yaml',
      /(没有资金承诺。\n.*\n {2}status: )拟/,
      '$1官',
      'note.status',
      '不是官方文本',
    ],
    ['a missing id', 'targets.yaml', '- id: T1\n    title', '- title', 'targets[0].id', '缺少这一项'],
    ['a target id that stands twice', 'targets.yaml', 'id: T2', 'id: T1', 'targets', '编号 T1 重复'],
    ['an item id that stands twice', 'measures.yaml', 'id: "1.2"', 'id: "1.1"', 'items', '编号 1.1 重复'],
    ['a source id that stands twice', 'sources.yaml', 'id: chongqing', 'id: text', 'sources', '编号 text 重复'],
    ['an item under another measure', 'measures.yaml', 'id: "1.2"', 'id: "2.9"', '2.9', '编号与所在措施不符'],
    ['an item too few', 'measures.yaml', lastItem, '', 'counts.items', '写明 27 项，实有 26 项'],
    [
      'a phase that ends before it begins',
      'phases.yaml',
      'to: 2026-04-30',
      'to: 2023-04-30',
      'phases[1].to',
      '止日早于起日',
    ],
    ['a day that does not exist', 'phases.yaml', 'to: 2026-06-30', 'to: 2026-06-31', 'phases[2].to', '请改正'],
    ['a key that stands twice', 'phases.yaml', 'gloss: start', 'gloss: start\n    gloss: begin', '', 'YAML 写法有误'],
  ])('%s', async (_, file, from, to, path, message) => {
    const mistakes = await mistakesAfter([file, from, to])
    expect(mistakes).toContainEqual(expect.objectContaining({ path, message: expect.stringContaining(message) }))
    const named = path.startsWith('counts') ? 'instrument.yaml' : file
    expect(mistakes.map((one) => one.file)).toContain(named)
  })

  test('mistakes in several files come all at once, each in both languages', async () => {
    const mistakes = await mistakesAfter(
      ['measures.yaml', 'gloss: issue', 'glos: issue'],
      ['phases.yaml', 'status: 校', 'status: 真'],
      ['sources.yaml', 'checkedOn: 2026-11-23', 'checkedOn: 昨天'],
    )
    expect([...new Set(mistakes.map(({ file }) => file))].sort()).toEqual([
      'measures.yaml',
      'phases.yaml',
      'sources.yaml',
    ])
    for (const { message } of mistakes) expect(message).toMatch(/[\u4e00-\u9fff].* \/ .*[a-z]/)
  })

  test('a missing file is named', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'programme-'))
    folders.push(folder)
    await cp(shipped, folder, { recursive: true })
    await rm(join(folder, 'phases.yaml'))
    await expect(readProgramme(folder)).rejects.toThrow(/phases\.yaml.*缺少这个文件/)
  })

  test('every official text a visitor reads has a gloss in English, without a Chinese character in it', () => {
    const { instrument, targets, phases, incentives, questions } = programme
    const glosses = [
      ...[instrument.title, instrument.issuedBy, instrument.approved, instrument.addressees, instrument.formula],
      ...[...instrument.basis, targets.sentence, ...questions.lawSince, ...questions.questions],
      ...[...incentives.requirements, ...incentives.incentives, ...targets.targets, ...programme.measures.measures],
      ...itemsOf(programme).map(({ item }) => item),
    ].map(({ gloss }) => gloss)
    const contents = [...phases.phases, ...incentives.incentives].map(({ contentGloss }) => contentGloss)
    for (const gloss of [...glosses, ...contents]) expect(gloss).toMatch(/^[^\u4e00-\u9fff]+$/)
  })

  test('every datum that ships bears one of the five marks', () => {
    const used = new Set(JSON.stringify(programme).match(/(?<="status":")[^"]+/g))
    expect([...used].sort()).toEqual([...marks].sort())
  })
})
