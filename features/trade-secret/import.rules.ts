import type { Pair } from '../../core/words.ts'
import { guessCarrierKind } from './carriers.rules.ts'
import { kindsOf } from './classification.rules.ts'
import type { Classification } from './classification.schema.ts'
import { guessKinds } from './grading.rules.ts'
import { forbiddenTerm, nextNumber, nextReview } from './register.rules.ts'
import { TradeSecret } from './trade-secret.schema.ts'

/** What the columns may be called; the first is how the template calls them. */
export const importColumns = {
  name: ['名称', '商业秘密名称', 'name'],
  infoKind: ['类别', '类别代码', '信息类别', 'kind'],
  level: ['级别', '密级', 'level'],
  where: ['位置', '存放位置', '载体位置', 'where', 'path'],
  owner: ['责任人', '负责人', 'owner'],
  knowers: ['知情人', '知悉范围', 'who may know'],
  formedOn: ['形成日期', '日期', 'formed on'],
  reason: ['定级理由', '说明', 'reason'],
} as const
type Column = keyof typeof importColumns

export type Mistake = { readonly row: number; readonly words: Pair }
export type Imported = { readonly secrets: readonly TradeSecret[]; readonly mistakes: readonly Mistake[] }

/**
 * Entries from the rows of a table whose first row names the columns. A row with a mistake is told and left out; the others are ready.
 *
 * @param given - numbers that are taken
 * @param person - who imports: the owner where the table names none
 */
export function importRows(
  rows: readonly (readonly string[])[],
  {
    classification,
    given,
    today,
    person,
  }: {
    classification: Classification
    given: readonly string[]
    today: string
    person: string
  },
): Imported {
  const [head = [], ...body] = rows
  const place = placesOf(head)
  if (place.name === undefined)
    return {
      secrets: [],
      mistakes: [
        {
          row: 1,
          words: [
            `第一行要有“${importColumns.name[0]}”一列。可用的列：${Object.values(importColumns)
              .map(([first]) => first)
              .join('、')}`,
            `The first row must name a column “${importColumns.name[0]}”.`,
          ],
        },
      ],
    }
  const secrets: TradeSecret[] = []
  const mistakes: Mistake[] = []
  const numbers = [...given]
  for (const [at, cells] of body.entries()) {
    const row = at + 2
    const of = (column: Column) => cells[place[column] ?? -1]?.trim() ?? ''
    const wrong = mistakesOf(of, classification)
    if (wrong.length > 0) {
      mistakes.push(...wrong.map((words) => ({ row, words })))
      continue
    }
    const number = nextNumber(numbers, Number(today.slice(0, 4)))
    numbers.push(number)
    secrets.push(secretOf(of, { classification, number, today, person }))
  }
  return { secrets, mistakes }
}

function placesOf(head: readonly string[]): Partial<Record<Column, number>> {
  const names = head.map((name) => name.trim().toLowerCase())
  return Object.fromEntries(
    Object.entries(importColumns).flatMap(([column, called]) => {
      const at = names.findIndex((name) => (called as readonly string[]).includes(name))
      return at < 0 ? [] : [[column, at]]
    }),
  )
}

type Of = (column: Column) => string
function mistakesOf(of: Of, classification: Classification): Pair[] {
  const name = of('name')
  const term = forbiddenTerm(name, classification.legalRestriction.forbiddenTerms)
  const day = of('formedOn')
  const [kind, level] = [of('infoKind'), of('level')]
  return [
    ...when(name === '', '没有名称，请补上。', 'There is no name: add it.'),
    ...when(name.length > 200, '名称超过 200 字，请缩短。', 'The name is longer than 200 characters: shorten it.'),
    ...when(
      term !== undefined,
      `名称里有“${term}”，容易与国家秘密混淆，请改掉。`,
      `The name contains “${term}”, which belongs to state secrets: change it.`,
    ),
    ...when(
      kind !== '' && kindOf(classification, kind) === undefined,
      `没有类别“${kind}”，请填 T01–T99、B01–B99 的代码或名称。`,
      `There is no kind “${kind}”: give a code T01–T99 or B01–B99, or its name.`,
    ),
    ...when(
      level !== '' && levelOf(classification, level) === undefined,
      `没有级别“${level}”，请填核心商密、重要商密或一般商密。`,
      `There is no level “${level}”: give core, important or general.`,
    ),
    ...when(
      day !== '' && dayOf(day) === null,
      `日期“${day}”不对，请写成 2026-11-24。`,
      `“${day}” is no day: write it as 2026-11-24.`,
    ),
  ]
}

const when = (wrong: boolean, zh: string, en: string): Pair[] => (wrong ? [[zh, en]] : [])

function secretOf(
  of: Of,
  {
    classification,
    number,
    today,
    person,
  }: { classification: Classification; number: string; today: string; person: string },
): TradeSecret {
  const level = levelOf(classification, of('level')) ?? 'important'
  const name = of('name')
  const owner = of('owner') || person
  const kind = kindOf(classification, of('infoKind')) ?? guessKinds(classification, name)[0]?.kind.code ?? 'T99'
  return TradeSecret.parse({
    v: 1,
    number,
    name,
    infoKind: kind,
    level,
    grading: { scores: {}, suggested: null, reason: of('reason'), gradedOn: today, gradedBy: person },
    points: [],
    secrecyBasis: '',
    valueBasis: '',
    formedOn: dayOf(of('formedOn')) ?? today,
    creators: [],
    ownership: 'own',
    owner: { name: owner },
    knowers: of('knowers')
      .split(/[,，、;；\n]/)
      .map((one) => one.trim())
      .filter((one) => one !== '')
      .map((one) => ({ name: one, since: today, until: null, notice: null })),
    carriers:
      of('where') === ''
        ? []
        : [
            {
              id: crypto.randomUUID(),
              kind: guessCarrierKind(of('where')),
              what: name,
              where: of('where').slice(0, 200),
              keeper: owner,
              marked: false,
            },
          ],
    measures: [],
    aiUse: level === 'core' ? 'never' : 'approved',
    period: { kind: 'longTerm', until: null, event: '' },
    deposits: [],
    disclosures: [],
    reviewOn: nextReview(level, Temporal.PlainDate.from(today)).toString(),
    // Nobody has looked at it yet.
    status: 'draft',
  })
}

function kindOf(classification: Classification, text: string): string | undefined {
  const wanted = text.toLowerCase()
  return kindsOf(classification).find(({ code, name }) =>
    [code, name.zh, name.en].some((one) => one.toLowerCase() === wanted),
  )?.code
}

function levelOf({ levels }: Classification, text: string): TradeSecret['level'] | undefined {
  const wanted = text.toLowerCase()
  const id = levels.find(
    (level) =>
      level.rank > 0 &&
      [level.id, level.name.zh, level.name.en, level.name.zh.slice(0, 2)].some((one) => one.toLowerCase() === wanted),
  )?.id
  return id === 'core' || id === 'important' || id === 'general' ? id : undefined
}

function dayOf(text: string): string | null {
  const found = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?/.exec(text)
  if (!found) return null
  const [, year = '', month = '', day = ''] = found
  try {
    return Temporal.PlainDate.from(
      { year: Number(year), month: Number(month), day: Number(day) },
      { overflow: 'reject' },
    ).toString()
  } catch {
    return null
  }
}
