import { defineWords, type Pair } from '../../core/words.ts'
import type { Answers, Template } from './template.schema.ts'
import { dayOf, textOf } from './template-field.rules.ts'

/** What the answers run against. `law` is a limit of the law; `advice` one of a guideline, or a check of the platform's own. */
export type Warning = {
  readonly field: string
  readonly weight: 'law' | 'advice'
  readonly words: Pair
  readonly sources: readonly string[]
}

const words = defineWords({
  months: [
    '竞业限制期限超过二十四个月，法律规定不得超过二年。请改为二十四个月以内。',
    'The non-compete is longer than 24 months; the law allows two years at most. Shorten it to 24 or less.',
  ],
  penalty: [
    '违约金超过约定补偿总额的五倍；国家指引建议不超过五倍（指引不是法律，数字来自新闻报道，待核），过高的法院可以调低。请降低数额，或者写明理由备查。',
    'The penalty is more than five times the whole compensation: the guideline suggests five at most (guidance, not law, known from news reports; to be verified), and a court may lower what is too high. Lower it, or keep your reasons.',
  ],
  unpaid: [
    '补偿为零；竞业限制应当按月给予经济补偿。请填写每月补偿数额。',
    'No compensation: a non-compete is paid for by the month. Enter the sum.',
  ],
  logs: [
    '网络日志保存少于六个月。请改为六个月以上。',
    'Network logs are kept for less than six months. Keep them for six at least.',
  ],
  consultation: [
    '施行日期早于职工讨论协商日期。涉及劳动者切身利益的规定应当先讨论协商、公示或者告知，再施行。',
    'The rules take effect before staff was consulted. Rules that touch staff interests are discussed and published or notified first.',
  ],
})

type Check = {
  readonly template: string
  readonly field: string
  readonly word: keyof typeof words
  readonly weight: Warning['weight']
  readonly sources: readonly string[]
  readonly fails: (number: (key: string) => number | null, answers: Answers) => boolean
}
const checks: readonly Check[] = [
  {
    ...{ template: 'TPL-06', field: 'months', word: 'months', weight: 'law', sources: ['LCL:24'] },
    fails: (number) => (number('months') ?? 0) > 24,
  },
  {
    ...{ template: 'TPL-06', field: 'monthlyPay', word: 'unpaid', weight: 'law', sources: ['LCL:23'] },
    fails: (number) => number('monthlyPay') === 0,
  },
  {
    ...{ template: 'TPL-06', field: 'penalty', word: 'penalty', weight: 'advice', sources: ['NCG25', 'CC:585'] },
    fails: (number) => {
      const [penalty, pay, months] = [number('penalty'), number('monthlyPay'), number('months')]
      return penalty !== null && pay !== null && months !== null && penalty > 5 * pay * months
    },
  },
  {
    ...{ template: 'TPL-13', field: 'logMonths', word: 'logs', weight: 'law', sources: ['CSL:23'] },
    fails: (number) => (number('logMonths') ?? 6) < 6,
  },
  {
    ...{ template: 'TPL-01', field: 'effectiveOn', word: 'consultation', weight: 'law', sources: ['LCL:4', 'LDI1:50'] },
    fails: (_, answers) => {
      const effective = dayOf(textOf(answers, 'effectiveOn'))
      const consulted = dayOf(textOf(answers, 'consultedOn'))
      return effective !== null && consulted !== null && Temporal.PlainDate.compare(effective, consulted) < 0
    },
  },
]
/** Every template and source that a check relies on. */
export const checkedLimits = checks.map(({ template, field, sources }) => ({ template, field, sources }))

export function warningsOf(template: Template, answers: Answers): readonly Warning[] {
  const number = (key: string) => {
    const text = textOf(answers, key)
    return /^\d+(\.\d+)?$/.test(text) ? Number(text) : null
  }
  return checks
    .filter((check) => check.template === template.id && check.fails(number, answers))
    .map(({ field, weight, word, sources }) => ({ field, weight, words: words[word], sources }))
}
