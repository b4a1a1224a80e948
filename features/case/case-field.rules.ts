import type { Field } from '../../core/proceeding.ts'
import type { Pair } from '../../core/words.ts'

type More = Partial<Omit<Field, 'kind' | 'label' | 'required'>>

/** A field without which the act cannot be done. */
export const must = (kind: Field['kind'], zh: string, en: string, more: More = {}): Field => ({
  kind,
  label: [zh, en],
  required: true,
  ...more,
})

/** A field that may stay empty. */
export const may = (kind: Field['kind'], zh: string, en: string, more: More = {}): Field => ({
  kind,
  label: [zh, en],
  ...more,
})

export const reason = (source?: string): Field => must('text', '理由', 'Reason', source === undefined ? {} : { source })
export const materials = may('attachments', '附件', 'Attachments')

/** Two handlers at the least. @source 《市场监督管理行政处罚程序规定》第十九条、第二十二条 */
export const handlers = must('persons', '办案人员', 'Handlers', {
  atLeast: 2,
  source: '《市场监督管理行政处罚程序规定》第十九条、第二十二条',
  hint: ['至少两人，均须具有行政执法资格。', 'At least two, each qualified for law enforcement.'],
})

export const passOrNot: Readonly<Record<string, Pair>> = {
  pass: ['通过', 'Pass'],
  problem: ['有问题', 'Problem'],
  suggestion: ['有建议', 'Suggestion'],
}
