import type { Instrument, LawData } from '../../core/law-data.ts'
import type { Block, RichText } from '../../core/rich-text.ts'
import type { Programme } from '../programme/programme.schema.ts'
import type { PublicationKind, PublicationText } from './publication.schema.ts'

export type SeedPublication = { readonly kind: PublicationKind; readonly slug: string; readonly text: PublicationText }

/** The first publications of an instance, made from the loaded programme and the table of the law: nothing is typed here anew. */
export const seedPublicationsFrom = (programme: Programme, law: Pick<LawData, 'instruments'>): SeedPublication[] => [
  ...law.instruments.map(lawEntry),
  ...programme.questions.questions.map((_, index) => questionEntry(programme, index)),
  interpretationEntry(programme),
]

const p = (text: string): Block => ({ type: 'paragraph', content: text === '' ? [] : [{ type: 'text', text }] })
const h2 = (text: string): Block => ({ type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text }] })
const h3 = (text: string): Block => ({ type: 'heading', attrs: { level: 3 }, content: [{ type: 'text', text }] })
const list = (type: 'bulletList' | 'orderedList', items: readonly string[]): Block[] =>
  items.length === 0 ? [] : [{ type, content: items.map((item) => ({ type: 'listItem', content: [p(item)] })) }]
const bullets = (...items: string[]) => list('bulletList', items)
const linked = (text: string, href: string): Block => ({
  type: 'paragraph',
  content: [{ type: 'text', text, marks: [{ type: 'link', attrs: { href } }] }],
})
const doc = (...content: Block[]): RichText => ({ type: 'doc', content })

const nothingElse = {
  summary: '',
  documentNumber: '',
  issuingBody: '',
  issuedOn: null,
  inForceFrom: null,
  inForceTo: null,
  attachmentIds: [],
} satisfies Partial<PublicationText>

type Known = { readonly status: string; readonly note?: string | undefined }
/** 【校】 and its note stand beside every repaired text, so that nobody takes the repair for the original. */
const marked = (text: string, { status, note }: Known): string =>
  status === '官' ? text : `${text}【${status}】${note ? `(${note})` : ''}`

const sourceOf = (programme: Programme, id: string) => programme.sources.sources.find((one) => one.id === id)

function interpretationEntry(programme: Programme): SeedPublication {
  const { instrument, measures, incentives, questions, corrections } = programme
  const source = sourceOf(programme, instrument.interpretation.source)
  return {
    kind: 'interpretation',
    slug: 'policy-interpretation',
    text: {
      ...nothingElse,
      title: source?.title ?? instrument.interpretation.text,
      summary: `${instrument.title.text}的背景、目标、措施、步骤与问答。${instrument.formula.text}。`,
      documentNumber: instrument.number.text,
      issuingBody: instrument.issuedBy.text,
      issuedOn: source?.date ?? null,
      mark: '校',
      source: [source?.title, source?.url].filter(Boolean).join(' '),
      body: doc(
        p(
          `本页据官方“解读”整理，核对日期 ${programme.sources.checkedOn}；官方网页的脱误已校正，标【校】，逐条列在文末。`,
        ),
        ...(source?.url ? [linked('查看官方网页', source.url)] : []),
        h2('文件'),
        ...bullets(
          `名称：${marked(instrument.title.text, instrument.title)}`,
          `文号：${marked(instrument.number.text, instrument.number)}`,
          `印发：${marked(instrument.issuedBy.text, instrument.issuedBy)}`,
          `审议：${marked(instrument.approved.text, instrument.approved)}`,
          `工作机制：${marked(instrument.formula.text, instrument.formula)}`,
        ),
        h2('上位依据'),
        ...bullets(...instrument.basis.map((one) => marked(one.text, one))),
        h2('目标'),
        ...targetBlocks(programme),
        h2('措施'),
        ...measures.measures.flatMap((measure) => [
          h3(`${measure.ordinal}${marked(measure.title, measure)}`),
          ...bullets(...measure.items.map((item) => marked(`${item.id} ${item.title}`, item))),
        ]),
        h2('步骤'),
        ...phaseBlocks(programme),
        h2('工作要求'),
        ...bullets(...incentives.requirements.map((one) => marked(`${one.ordinal}${one.title}`, one))),
        h2('激励'),
        ...incentiveBlocks(programme),
        h2('核心问答'),
        ...questions.questions.flatMap((question, index) => [
          h3(`${index + 1}. ${question.question}`),
          ...answerBlocks(programme, index),
        ]),
        h2('此后的法律变化'),
        p(`“解读”写于 ${source?.date ?? instrument.interpretation.text}，此后法律有变，请与现行法一并阅读。`),
        ...bullets(...questions.lawSince.map((one) => marked(one.text, one))),
        h2('网页校勘'),
        ...bullets(...corrections.corrections.map(({ page, readAs }) => `网页作“${page}”，读作“${readAs}”【校】`)),
      ),
    },
  }
}

const targetBlocks = ({ targets }: Programme): Block[] => [
  p(marked(targets.sentence.text, targets.sentence)),
  ...bullets(...targets.targets.map((one) => marked(`${one.id} ${one.title}:${one.goalText}`, one))),
  p(`截止日：${marked(targets.deadline.day, targets.deadline)}`),
]

const phaseBlocks = ({ phases }: Programme): Block[] =>
  list(
    'orderedList',
    phases.phases.map((one) => `${one.title}(${one.when}):${marked(one.content, one)}`),
  )

const incentiveBlocks = ({ incentives }: Programme): Block[] => [
  ...bullets(...incentives.incentives.map((one) => `${one.title}:${marked(one.content, one)}`)),
  p(marked(incentives.note.text, incentives.note)),
]

function answerBlocks(programme: Programme, index: number): Block[] {
  const question = programme.questions.questions[index]!
  const referred = { incentives: incentiveBlocks, targets: targetBlocks, phases: phaseBlocks }
  return [
    ...(question.answer === '' ? [] : [p(marked(question.answer, question))]),
    ...(question.refersTo ? referred[question.refersTo](programme) : []),
  ]
}

/** The official answer, and beside it what the law has become since. */
function questionEntry(programme: Programme, index: number): SeedPublication {
  const question = programme.questions.questions[index]!
  const source = sourceOf(programme, question.source)
  return {
    kind: 'question',
    slug: `question-${question.id.toLowerCase()}`,
    text: {
      ...nothingElse,
      title: question.question,
      summary: question.refersTo ? '' : question.answer,
      issuedOn: source?.date ?? null,
      mark: question.status === '官' ? '官' : '校',
      source: [source?.title, source?.url].filter(Boolean).join(' '),
      body: doc(
        ...answerBlocks(programme, index),
        h2('现行法'),
        p('“解读”发布以后，法律有以下变化：'),
        ...bullets(...programme.questions.lawSince.map((one) => marked(one.text, one))),
      ),
    },
  }
}

const verifiedWords = {
  '●': '● 已逐条读过正文',
  '◐': '◐ 只读到节录、译文或官方新闻',
  '○': '○ 待核：来自评论、旧版或一般知识，正文未读',
} as const

/** A version's day, when the table gives a whole one. */
const dayIn = (text: string): string | null => /^\d{4}-\d{2}-\d{2}/.exec(text)?.[0] ?? null

function lawEntry(instrument: Instrument): SeedPublication {
  const { id, title, titleEn, version, effectiveFrom, effectiveTo, verified, note, source } = instrument
  return {
    kind: 'law',
    slug: `law-${id.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`,
    text: {
      ...nothingElse,
      title,
      summary: `版本：${version}。施行：${effectiveFrom}。核验：${verifiedWords[verified]}。`,
      mark: '拟',
      source,
      inForceFrom: dayIn(effectiveFrom),
      inForceTo: effectiveTo,
      body: doc(
        ...bullets(
          ...(titleEn ? [`英文名称：${titleEn}`] : []),
          `代号：${id}`,
          `现行版本：${version}`,
          `施行日：${effectiveFrom}`,
          ...(effectiveTo ? [`失效日：${effectiveTo}`] : []),
          `核验：${verifiedWords[verified]}`,
          ...(note ? [`说明：${note}`] : []),
          `出处：${source}`,
        ),
        p('本页只记录版本与核验情况，不是法律文本；引用条文前请以公布机关的文本核对。'),
      ),
    },
  }
}
