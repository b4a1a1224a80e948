import type { Answers } from '../template/template.schema.ts'
import { inChinese } from '../template/template-field.rules.ts'
import type { HandedBack, Item } from './hand-back.rules.ts'
import type { Known } from './workforce.rules.ts'
import type { ClearedPerson } from './workforce.schema.ts'

/** Templates that are drafted for one person, in the order in which they come up. */
export const personTemplates = ['TPL-05', 'TPL-07', 'TPL-06', 'TPL-10', 'TPL-08', 'TPL-09'] as const
export type PersonTemplate = (typeof personTemplates)[number]
export const isPersonTemplate = (id: string): id is PersonTemplate => personTemplates.some((one) => one === id)

/** What is registered of a person already and a paper about them asks for. */
export type Registered = {
  readonly person: Pick<ClearedPerson, 'name' | 'post' | 'clearedUntil' | 'nonCompete' | 'agreements' | 'runs'>
  readonly known: readonly Known[]
  readonly held: readonly Item[]
  readonly handedBack: readonly HandedBack[]
}

const yuan = (fen: number | null | undefined) => (fen === null || fen === undefined ? '' : String(fen / 100))
const received = { returned: '本人确认已交还', 'not-held': '本人称不在其处', objected: '有异议', waiting: '' } as const

/** Answers by the keys of the fields of `content/templates.yaml`; what is not registered is left for whoever drafts. */
export function prefillOf(template: PersonTemplate, { person, known, held, handedBack }: Registered): Partial<Answers> {
  const { nonCompete, agreements } = person
  const numbers = known.map(({ number }) => number).join('、')
  const names = known.map(({ number, name }) => `${number} ${name}`).join('；')
  const own: Readonly<Record<PersonTemplate, Readonly<Record<string, string>>>> = {
    'TPL-05': { postScope: names },
    'TPL-07': {},
    'TPL-06': {
      reason: numbers && `接触清单${numbers}`,
      restrictedBusiness: nonCompete?.scope ?? '',
      area: nonCompete?.region ?? '',
      months: nonCompete ? String(nonCompete.months) : '',
      monthlyPay: yuan(nonCompete?.monthlyFen),
      penalty: yuan(nonCompete?.penaltyFen),
    },
    'TPL-10': {
      // The letter has no place for it.
      post: '',
      agreementOn: agreements.find(({ kind, signedOn }) => kind === 'non-compete' && signedOn)?.signedOn ?? '',
      pay: yuan(nonCompete?.monthlyFen),
      fromTo: spanOf(nonCompete),
    },
    'TPL-08': { lastDay: lastDayOf(person), remaining: names },
    'TPL-09': { reminded: numbers && `保密义务；清单${numbers}` },
  }
  const text = { employee: person.name, post: person.post, ...own[template] }
  const items = held.map(({ id, what }) => {
    const state = handedBack.find((one) => one.id === id)?.state
    return { id, cells: ['载体', what, '1', state ? received[state] : ''] }
  })
  return {
    text: Object.fromEntries(Object.entries(text).filter(([, value]) => value !== '')),
    ...(template === 'TPL-08' && items.length > 0 && { rows: { items } }),
  }
}

function spanOf(terms: ClearedPerson['nonCompete']): string {
  if (!terms?.startsOn) return ''
  const start = Temporal.PlainDate.from(terms.startsOn)
  return `${inChinese(start)}至${inChinese(start.add({ months: terms.months }).subtract({ days: 1 }))}`
}

/** The day that the list of leaving counts from; where there is none, the day the clearance ended. */
function lastDayOf({ runs, clearedUntil }: Registered['person']): string {
  const run = runs.findLast(({ checklistId }) => checklistId === 'CL-EX')
  return run ? run.anchorAt.slice(0, 10) : (clearedUntil ?? '')
}
