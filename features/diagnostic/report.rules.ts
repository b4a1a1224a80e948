import type { Block, OfficialDocument } from '../../core/document-layout.ts'
import { say } from '../../core/words.ts'
import type { OpenRound, Standing } from './assessment.rules.ts'
import { type Action, actionStates, scopes } from './assessment.schema.ts'
import { demonstrationOf, gapsOf, lacksEvidence, type Maturity } from './diagnostic.rules.ts'
import type { SelfAssessment } from './diagnostic.schema.ts'

export type ReportInput = {
  readonly content: SelfAssessment
  readonly open: OpenRound
  readonly standing: Standing
  readonly previous: OpenRound | null
  readonly actions: readonly Action[]
  readonly organisation: string
  readonly today: string
}

/** A paper of the firm is in Chinese, whatever language the screen is in. */
const score = (value: number | null | undefined): string =>
  value === null || value === undefined ? '—' : value.toFixed(1)
const paragraph = (text: string): Block => ({ kind: 'paragraph', text })
const heading = (text: string): Block => ({ kind: 'heading', level: 1, text })
const note = (text: string): Block => ({ kind: 'note', text })
const chineseDay = (day: string): string => {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}

/** The result as a paper in the layout of official documents: what the screen shows, in its order. Of evidence it has names and places only. */
export function reportOf(input: ReportInput): OfficialDocument {
  const { content, open, organisation, today } = input
  const { profile, begunOn, finishedOn } = open.round
  const size = content.sizes.find(({ id }) => id === profile.size)?.name.zh ?? profile.size
  return {
    title: '企业商业秘密保护自评报告',
    blocks: [
      paragraph(`企业：${organisation}。规模：${size}。种类：${say(scopes[profile.scope], 'zh-CN')}。`),
      paragraph(
        `开始日期：${chineseDay(begunOn)}。${finishedOn ? `完成日期：${chineseDay(finishedOn)}。` : '尚未完成。'}题目版本：${content.version}（${chineseDay(content.asOf)}）。`,
      ),
      note(
        '题目、权重、等级门槛由平台根据公开的法律、标准和地方做法整理拟定，不是官方评分标准。结果不是行政认定，也不能代替法律意见。',
      ),
      ...summary(input),
      ...dimensions(input),
      ...elements(input),
      ...gaps(input),
      ...plan(input),
      ...(profile.scope === 'full' ? demonstration(input) : []),
      ...answers(input),
    ],
    signature: { name: organisation, day: chineseDay(today) },
  }
}

function summary({ content, open, standing }: ReportInput): Block[] {
  const { self, verified, items, answered } = standing
  if (open.round.profile.scope === 'quick')
    return [
      heading('一、结果'),
      paragraph(
        `快速自查得分：自评分${score(self.quick)}分，核实分${score(verified.quick)}分。${content.scoring.quickCheck.zh}`,
      ),
    ]
  const level = (maturity: Maturity | null): string => {
    if (!maturity) return '不评等级'
    const name = content.maturityLevels.find((one) => one.level === maturity.level)?.name.zh ?? ''
    const closed = maturity.closed
      .filter(({ most }) => most < maturity.byScore)
      .map(({ id, because }) => {
        const text = content.maturityGates.find((one) => one.id === id)?.text.zh ?? id
        return because.length > 0
          ? `${text.replace(/。$/, '')}（${because.map((one) => nameOf(content, one)).join('、')}）`
          : text.replace(/。$/, '')
      })
    return `第${maturity.level}级（${name}）${closed.length > 0 ? `；分数达到第${maturity.byScore}级，限制：${closed.join('；')}` : ''}`
  }
  return [
    heading('一、结果'),
    ...(standing.complete ? [] : [paragraph(`共${items.length}题，已答${answered}题，以下按已答的题暂算。`)]),
    paragraph(`核实分：${score(verified.figures.overall)}分，${level(verified.maturity)}。`),
    paragraph(`自评分：${score(self.figures.overall)}分，${level(self.maturity)}。`),
    note(content.scoring.verifiedScore.zh),
  ]
}

const nameOf = (content: SelfAssessment, id: string): string =>
  [...content.dimensions, ...content.legalElements].find((one) => one.id === id)?.name.zh ?? id

function dimensions({ content, standing: { self, verified }, previous }: ReportInput): Block[] {
  const before = previous?.round.result
  return [
    heading('二、各维度'),
    {
      kind: 'table',
      columns: [
        { title: '维度', percent: before ? 34 : 46 },
        { title: '权重', percent: before ? 12 : 18 },
        { title: '自评分', percent: 18 },
        { title: '核实分', percent: 18 },
        ...(before ? [{ title: '上次核实分', percent: 18 }] : []),
      ],
      rows: content.dimensions.map(({ id, name, weight }) => [
        name.zh,
        String(weight),
        score(self.figures.dimensions[id]),
        score(verified.figures.dimensions[id]),
        ...(before ? [score(before.dimensions[id]?.verified)] : []),
      ]),
    },
    ...(previous?.round.finishedOn ? [note(`上次完成日期：${chineseDay(previous.round.finishedOn)}。`)] : []),
  ]
}

const elements = ({ content, standing: { self, verified } }: ReportInput): Block[] => [
  heading('三、法定要件'),
  {
    kind: 'table',
    columns: [
      { title: '要件', percent: 64 },
      { title: '自评分', percent: 18 },
      { title: '核实分', percent: 18 },
    ],
    rows: content.legalElements.map(({ id, name, meaning }) => [
      `${name.zh}：${meaning.zh}`,
      score(self.figures.elements[id]),
      score(verified.figures.elements[id]),
    ]),
  },
  note('本节只反映与各要件有关的题目得分，不判断某项信息是否构成商业秘密。'),
]

function gaps({ content, open, standing }: ReportInput): Block[] {
  const found = gapsOf(content, standing.self.scored, open.round.profile)
  if (found.length === 0) return [heading('四、差距'), paragraph('没有低于目标分的题目。')]
  return [
    heading('四、差距'),
    {
      kind: 'table',
      columns: [
        { title: '题号', percent: 14 },
        { title: '题目', percent: 52 },
        { title: '得分', percent: 10 },
        { title: '目标', percent: 10 },
        { title: '轻重', percent: 14 },
      ],
      rows: found.map(({ item, score: has, target, urgency }) => [
        item.id,
        item.question.zh,
        String(has),
        String(target),
        String(urgency),
      ]),
    },
  ]
}

const plan = ({ actions }: ReportInput): Block[] => [
  heading('五、整改计划'),
  ...(actions.length === 0
    ? [paragraph('尚未列入整改事项。')]
    : [
        {
          kind: 'table' as const,
          columns: [
            { title: '题号', percent: 14 },
            { title: '做什么', percent: 42 },
            { title: '负责人', percent: 14 },
            { title: '期限', percent: 16 },
            { title: '状态', percent: 14 },
          ],
          rows: actions.map(({ itemId, what, owner, dueOn, state }) => [
            itemId,
            what,
            owner,
            dueOn,
            say(actionStates[state], 'zh-CN'),
          ]),
        },
      ]),
]

function demonstration({ content, standing }: ReportInput): Block[] {
  const { criteria, total } = demonstrationOf(content, standing.verified.scored)
  return [
    heading('六、示范单位参考评分'),
    note(content.demonstration.notice.zh),
    {
      kind: 'table',
      columns: [
        { title: '指标', percent: 60 },
        { title: '满分', percent: 20 },
        { title: '得分', percent: 20 },
      ],
      rows: criteria.map(({ id, points, score: has }) => [
        content.demonstration.criteria.find((one) => one.id === id)?.name.zh ?? id,
        String(points),
        score(has),
      ]),
    },
    paragraph(`合计${score(total)}分，参考线${content.demonstration.recommendedPass}分。`),
  ]
}

function answers({ content, open, standing: { items, answers: given } }: ReportInput): Block[] {
  return [
    heading(open.round.profile.scope === 'full' ? '七、逐题作答' : '六、逐题作答'),
    {
      kind: 'table',
      columns: [
        { title: '题号', percent: 14 },
        { title: '题目', percent: 38 },
        { title: '得分', percent: 12 },
        { title: '证据（有什么、在哪里、谁保管）或理由', percent: 36 },
      ],
      rows: items.map((item) => {
        const answer = given[item.id]
        const evidence = (answer?.evidence ?? []).map((one) =>
          [one.what, one.where, one.keeper].filter((text) => text !== '').join('，'),
        )
        const lines = [...evidence, answer?.note ?? '', lacksEvidence(content, answer) ? '没有登记证据' : '']
        return [
          item.id,
          item.question.zh,
          answer === undefined ? '未答' : answer.score === null ? '不适用' : String(answer.score),
          lines.filter((text) => text !== '').join('\n'),
        ]
      }),
    },
  ]
}
