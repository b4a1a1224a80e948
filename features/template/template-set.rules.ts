import type { Pair } from '../../core/words.ts'
import type { Answers, Field, FirmPaper, Template } from './template.schema.ts'
import { emptyAnswers } from './template-field.rules.ts'

/**
 * Sets by the size of the firm. The content file suggests none: these are the platform's own (拟), and every one may be unticked. The
 * non-compete (TPL-06) is in none: it is drafted for the one person who needs it, never as a standard form for all.
 *
 * @source content/checklists.yaml ON-07: 确有必要的岗位，再单独签竞业限制协议；不作为全员入职文件
 */
export const paperSets: Readonly<Record<'five' | 'small' | 'medium', { name: Pair; templates: readonly string[] }>> = {
  five: {
    name: ['五人左右的企业', 'A firm of about five'],
    templates: ['TPL-01', 'TPL-03', 'TPL-05', 'TPL-08', 'TPL-15'],
  },
  small: {
    name: ['小型企业', 'A small firm'],
    templates: [
      ...['TPL-01', 'TPL-02', 'TPL-03', 'TPL-04', 'TPL-05', 'TPL-07', 'TPL-08', 'TPL-11'],
      ...['TPL-15', 'TPL-16', 'TPL-18', 'TPL-19'],
    ],
  },
  medium: {
    name: ['中型以上企业', 'A medium-sized firm or larger'],
    templates: [
      ...['TPL-01', 'TPL-02', 'TPL-03', 'TPL-04', 'TPL-05', 'TPL-07', 'TPL-08', 'TPL-09', 'TPL-11'],
      ...['TPL-12', 'TPL-13', 'TPL-14', 'TPL-15', 'TPL-16', 'TPL-17', 'TPL-18', 'TPL-19', 'TPL-21', 'TPL-22'],
      ...['TPL-23', 'TPL-25'],
    ],
  },
}
export type PaperSet = keyof typeof paperSets

const short: readonly Field['type'][] = ['text', 'date', 'number']
/** Fields that belong to one paper, however many have one of the name. */
const ofOnePaper = new Set(['docNo', 'employee', 'idNo', 'post', 'signedOn'])
/** What is asked once for the whole set: fields with the same key and label in two papers or more. */
export function sharedFields(templates: readonly Template[]): readonly Field[] {
  const seen = new Map<string, { field: Field; times: number }>()
  for (const field of templates.flatMap(({ fields }) => fields)) {
    const key = `${field.key}/${field.label.zh}`
    seen.set(key, { field, times: (seen.get(key)?.times ?? 0) + 1 })
  }
  const shared = [...seen.values()].filter(
    ({ field, times }) => times > 1 && short.includes(field.type) && !ofOnePaper.has(field.key),
  )
  return [...new Map(shared.map(({ field }) => [field.key, field])).values()]
}

export const isPaperSet = (id: string): id is PaperSet => id in paperSets

/** Of what was entered for several papers, what one of them takes. */
export function sharedAnswers(templates: readonly Template[], template: Template, answers: Answers): Answers {
  const labels = new Map(sharedFields(templates).map(({ key, label }) => [key, label.zh]))
  const takes = template.fields.filter(({ key, label }) => labels.get(key) === label.zh)
  return {
    ...emptyAnswers,
    text: Object.fromEntries(takes.flatMap(({ key }) => (answers.text[key] ? [[key, answers.text[key]]] : []))),
  }
}

/** What belongs to the firm and not to one paper or day is taken over from its papers, the newest first. */
export function carriedAnswers(
  all: readonly Template[],
  template: Template,
  before: readonly FirmPaper[],
  company: string,
): Answers {
  const text: Record<string, string> = { company }
  for (const { key, type } of sharedFields(all)) {
    const known = before.flatMap(({ answers }) => answers.text[key] || [])[0]
    if (type === 'text' && key !== 'version' && known !== undefined) text[key] = known
  }
  return sharedAnswers(all, template, { ...emptyAnswers, text })
}
