import type { Block, OfficialDocument } from '../../core/document-layout.ts'
import {
  type Answers,
  type Clause,
  type Field,
  type FirmPaper,
  type ForWhom,
  holesOf,
  type PaperKind,
  type Template,
} from './template.schema.ts'
import { columnsOf, faultOf, isAnswered, isByHand, nameOf, rowsOf, textOf, wordingOf } from './template-field.rules.ts'

type Filled = Pick<FirmPaper, 'answers' | 'choices' | 'edits'>

/** Which of the optional clauses of a notice fits the decision; the file says it in their headings (启用事项、不启用或解除事项). */
const byDecision: Readonly<Record<string, readonly string[]>> = {
  'TPL-10.2': ['activate'],
  'TPL-10.3': ['notActivate', 'release'],
}

/** Whether the answers ask for an optional clause: by the decision, or because something optional that only it needs was answered. */
export function suggests(template: Template, clause: Clause, answers: Answers): boolean {
  const decisions = byDecision[clause.id]
  if (decisions) return decisions.includes(textOf(answers, 'decision'))
  const fields = fieldsIn(template, clause.draft.zh)
  return fields.every(({ required }) => required) || fields.some((field) => isAnswered(field, answers))
}

/** The clauses that stand in the paper, in the order of the file. */
export const clausesOf = (template: Template, { answers, choices }: Filled): readonly Clause[] =>
  template.clauses.filter((clause) => clause.required || (choices[clause.id] ?? suggests(template, clause, answers)))

const fieldsIn = (template: Template, draft: string): readonly Field[] => {
  const holes = new Set(holesOf(draft))
  return template.fields.filter(({ key }) => holes.has(key))
}

/** Words of a clause that go with one answer: the extra pay with a release (解除的), the cycle of reports with a cycle that was agreed. */
export const phrases: Readonly<Record<string, { words: string; as: (answers: Answers) => string }>> = {
  'TPL-06.6': {
    words: '按{{reportCycle}}',
    as: (answers) => (textOf(answers, 'reportCycle') === '' ? '' : '按{{reportCycle}}'),
  },
  'TPL-10.3': {
    words: '，公司支付额外补偿{{extraPay}}元（解除的）',
    as: (answers) => (textOf(answers, 'decision') === 'notActivate' ? '' : '，公司支付额外补偿{{extraPay}}元'),
  },
}
/** The firm's own wording, or that of the file as the answers want it. */
export function draftOf(clause: Clause, { edits, answers }: Pick<Filled, 'edits' | 'answers'>): string {
  const phrase = phrases[clause.id]
  return edits[clause.id] ?? (phrase ? clause.draft.zh.replace(phrase.words, phrase.as(answers)) : clause.draft.zh)
}

/** Holes of the firm's own wording that no field fills. */
export const strayHoles = (template: Template, draft: string): readonly string[] =>
  holesOf(draft).filter((hole) => !template.fields.some(({ key }) => key === hole))

/** What stands above and below the clauses: the number, and who signs. */
const outsideClauses = ['docNo', 'company']
/** The fields that the paper needs as it stands; those of clauses that were left out are not asked. */
export function neededFields(template: Template, filled: Filled): readonly Field[] {
  const holes = new Set([
    ...outsideClauses,
    ...clausesOf(template, filled).flatMap((clause) => holesOf(draftOf(clause, filled))),
  ])
  return template.fields.filter(({ key }) => holes.has(key))
}

/** What is still to be filled in or to be put right before the paper can be approved. */
export const missingFields = (template: Template, filled: Filled): readonly Field[] =>
  neededFields(template, filled).filter((field) => wordingOf(field, filled.answers) === null)
export const isComplete = (template: Template, filled: Filled): boolean =>
  template.fields.every((field) => faultOf(field, filled.answers) === null) &&
  missingFields(template, filled).length === 0 &&
  clausesOf(template, filled).every((clause) => strayHoles(template, draftOf(clause, filled)).length === 0)

/** The text of a clause; what is missing stands in it as 〔待填：…〕. */
export const fill = (template: Template, draft: string, answers: Answers): string =>
  draft.replace(/\{\{(\w+)\}\}(?=([\s\S]?))/g, (_, key: string, after: string, at: number) => {
    const field = template.fields.find((one) => one.key === key)
    const words = field ? wordingOf(field, answers) : null
    if (!field || words === null) return `〔待填：${field?.label.zh ?? key}〕`
    // A blank is named, unless the draft has just named it.
    if (isByHand(field) && draft.slice(0, at).endsWith(nameOf(field))) return words.slice(nameOf(field).length)
    // The sentence goes on, or ends, after the answer: an answer that ends it itself does not end it twice.
    return after === '' ? words : words.replace(/[。；，、.;,\s]+$/u, '')
  })

const digits = '零一二三四五六七八九'
/** 1–99 as articles are counted: 一, 十, 十一, 二十, 二十一. */
export function chineseNumber(number: number): string {
  const tens = Math.floor(number / 10)
  const ones = number % 10
  return `${tens > 1 ? digits[tens] : ''}${tens > 0 ? '十' : ''}${ones > 0 || tens === 0 ? digits[ones] : ''}`
}

const inArticles: readonly PaperKind[] = ['rules', 'agreement', 'clause']
/** 第三条　期限 in rules and agreements, 三、期限 in the others; counted over the clauses that stand in the paper. */
export const headingOf = (kind: PaperKind, place: number, heading: string): string =>
  inArticles.includes(kind) ? `第${chineseNumber(place)}条　${heading}` : `${chineseNumber(place)}、${heading}`

/** The paper as it is printed. */
export function paperOf(template: Template, firmPaper: FirmPaper): OfficialDocument {
  const { answers } = firmPaper
  const number = textOf(answers, 'docNo')
  return {
    title: firmPaper.title,
    ...(number && { number }),
    blocks: [
      ...clausesOf(template, firmPaper).flatMap((clause, index) => {
        const draft = draftOf(clause, firmPaper)
        return [
          { kind: 'heading', level: 1, text: headingOf(template.kind, index + 1, clause.heading.zh) },
          { kind: 'paragraph', text: fill(template, draft, answers) },
          ...fieldsIn(template, draft).flatMap((field) => tableOf(field, answers)),
        ] satisfies Block[]
      }),
      ...closing(template, textOf(answers, 'company')),
    ],
  }
}

function tableOf(field: Field, answers: Answers): Block[] {
  const rows = rowsOf(answers, field.key)
  if (field.type !== 'table' || rows.length === 0) return []
  const columns = columnsOf(field).map(([title], _, { length }) => ({ title, percent: Math.floor(100 / length) }))
  return [{ kind: 'table', columns, rows: rows.map(({ cells }) => columns.map((_, at) => cells[at] ?? '')) }]
}

const blankDay = '　　　年　　月　　日'
const signPlaces: Readonly<Partial<Record<PaperKind, readonly string[]>>> = {
  agreement: ['甲方（盖章或者签字）', '乙方（盖章或者签字）'],
  undertaking: ['承诺人（签字或者盖章）'],
  form: ['经办人', '批准人'],
  record: ['记录人', '在场人'],
}
/** Forms and records that bind or remind somebody, who signs them: an exit undertaking that only the firm signs proves nothing. */
const ownSignPlaces: Readonly<Record<string, readonly string[]>> = {
  'TPL-08': ['离职人员', '接收人', '见证人'],
  'TPL-09': ['面谈人', '员工本人'],
}
/** Where it is signed or sealed; clauses become part of another paper. */
function closing({ id, kind }: Pick<Template, 'id' | 'kind'>, company: string): Block[] {
  const places = ownSignPlaces[id] ?? signPlaces[kind]
  if (places) return [{ kind: 'signs', places }]
  return kind === 'clause' ? [] : [{ kind: 'seal', name: company || '〔待填：企业名称〕', day: blankDay }]
}

/** The newest approval; that of the version at hand unless this is a draft. */
export const lastApproval = ({ approvals }: FirmPaper): FirmPaper['approvals'][number] | undefined => approvals.at(-1)

/** The paper as it stands: what was approved as it was laid out then, a draft as its template makes it now. */
export const standingPaper = (template: Template, firmPaper: FirmPaper): OfficialDocument =>
  (firmPaper.state === 'approved' && lastApproval(firmPaper)?.laidOut) || paperOf(template, firmPaper)

/** The paper as plain text, for who acknowledges it and for the version that was approved. */
export const plainText = ({ title, number, blocks }: OfficialDocument): string =>
  [
    title,
    ...(number ? [number] : []),
    ...blocks.flatMap((block) => {
      if (block.kind === 'heading' || block.kind === 'paragraph') return [block.text]
      if (block.kind === 'table')
        return [block.columns.map(({ title: head }) => head), ...block.rows].map((cells) => cells.join('｜'))
      return []
    }),
  ].join('\n')

export const newPaper = (
  template: Template,
  templateVersion: string,
  answers: Answers,
  forWhom: ForWhom | null = null,
): FirmPaper => ({
  ...{ v: 1, templateId: template.id, templateVersion },
  title: forWhom ? `${template.title.zh}（${forWhom.name}）`.slice(0, 150) : template.title.zh,
  ...{ answers, choices: {}, edits: {}, state: 'draft', version: 1, approvals: [], handed: [], forWhom },
})

/** @param laidOut - the whole paper, as it is approved */
export const approve = (
  paper: FirmPaper,
  approvedBy: string,
  approvedOn: string,
  laidOut: OfficialDocument,
): FirmPaper => ({
  ...paper,
  state: 'approved',
  approvals: [
    ...paper.approvals.map((earlier) => ({ ...earlier, laidOut: null })),
    { version: paper.version, approvedBy, approvedOn, text: plainText(laidOut), laidOut },
  ],
})
/** What was approved is not changed: the next version is. */
export const nextVersion = (paper: FirmPaper): FirmPaper => ({ ...paper, state: 'draft', version: paper.version + 1 })
