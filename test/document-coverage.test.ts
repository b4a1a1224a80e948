import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { formsIssuedBy, type Machine } from '../core/proceeding.ts'
import { caseMachine } from '../features/case/case.rules.ts'
import { preservationMachine } from '../features/case/preservation.rules.ts'
import { seizureMachine } from '../features/case/seizure.rules.ts'
import { clueMachine } from '../features/clue/clue.rules.ts'
import { referralMachine } from '../features/criminal-referral/criminal-referral.rules.ts'
import { reverseMachine } from '../features/criminal-referral/reverse-transfer.rules.ts'
import { shippedForms, shippedNumbering } from '../features/document/document.data.ts'
import type { FieldSpec } from '../features/document/document.schema.ts'
import { compose } from '../features/document/document-compose.rules.ts'
import { missingOf } from '../features/document/document-fill.rules.ts'
import { sampleValues } from '../features/document/document-sample.rules.ts'
import { lawFolder } from '../platform/law.ts'

const machines: readonly Machine[] = [
  clueMachine,
  caseMachine,
  preservationMachine,
  seizureMachine,
  referralMachine,
  reverseMachine,
]
const { templates, leftOut } = await shippedForms()
const issued = machines.flatMap((machine) =>
  Object.entries(machine.acts).flatMap(([act, spec]) => formsIssuedBy(spec).map((form) => ({ machine, act, form }))),
)
/** Of the reference (law.md §7.3), as the law's own data carries it. */
const required: { number: number; name: string; requiredFields?: string[] }[] = parse(
  readFileSync(join(lawFolder, 'documents.yaml'), 'utf8'),
).documents.forms

test('of the 56 official forms 51 have a template, and each of the other five a reason', () => {
  expect({ templates: templates.size, leftOut: leftOut.map(({ form }) => form) }).toEqual({
    templates: 51,
    leftOut: [27, 28, 29, 34, 44],
  })
  expect(required.map(({ number }) => number)).toEqual(Array.from({ length: 56 }, (_, index) => index + 1))
  for (const { number, name } of required) if (templates.has(number)) expect(templates.get(number)?.title[0]).toBe(name)
})

test('whatever the reference demands of a form stands in a form of this house', () => {
  const demanded = required.filter(({ requiredFields = [] }) => requiredFields.length > 0)
  expect(demanded.filter(({ number }) => !templates.has(number))).toEqual([])
  const bare = demanded.filter(({ number }) =>
    templates.get(number)?.fields.every(({ statutory }) => statutory === null),
  )
  // 法院材料: the reference names no article and no list of them.
  expect(bare.map(({ number }) => number)).toEqual([49])
})

describe.each(issued.map(({ machine, act, form }) => [machine.kind, act, form, machine] as const))(
  '%s: %s issues form %i',
  (kind, act, form, machine) => {
    test('has its template, which is offered in this kind of matter too', () => {
      expect(templates.get(form)?.matters).toContain(kind)
    })

    test('can be filled with what the law demands: from this act, another of the matter, or the matter itself', () => {
      const template = templates.get(form)
      const fields = template?.fields.filter(({ kind, statutory }) => kind !== 'place' && statutory !== null) ?? []
      const known = new Set([...keysOfActs(machine, act), ...ofTheMatter])
      const isFed = (field: FieldSpec | undefined): boolean =>
        field !== undefined && [field.key, ...field.from].some((one) => known.has(one))
      const unfed = fields.filter(
        (field) => !isFed(field) && !isFed(template?.fields.find(({ key }) => key === field.unless)),
      )
      expect(unfed.map(({ key, label }) => `${key} ${label[0]}`)).toEqual([])
    })
  },
)

/** `<act>.<field>` of every act, and `act.<field>` of the one that issues. */
function keysOfActs({ acts }: Machine, issuing: string): string[] {
  return Object.entries(acts).flatMap(([name, { fields }]) =>
    [...Object.keys(fields), 'on', 'opinion', 'words'].flatMap((field) =>
      name === issuing ? [`${name}.${field}`, `act.${field}`] : [`${name}.${field}`],
    ),
  )
}

/** What the kinds give beside their acts, and what the office says of itself. */
const ofTheMatter = [
  ...[
    'agency',
    'caseNo',
    'caseName',
    'handlers',
    'issuedOn',
    'source',
    'receivedOn',
    'items',
    'party.name',
    'clue.content',
  ],
  ...['remedy.reviewBody', 'remedy.court', 'keeping.until'],
]

test('every place of the record that a template reads is there', () => {
  const acts = new Map<string, Set<string>>()
  for (const machine of machines)
    for (const [act, { fields }] of Object.entries(machine.acts)) {
      const known = acts.get(act) ?? new Set(['on', 'opinion', 'words', 'approvedOn'])
      for (const field of Object.keys(fields)) known.add(field)
      acts.set(act, known)
    }
  const read = [...templates.values()].flatMap(({ form, fields }) =>
    fields.flatMap(({ from }) => from.map((key) => ({ form, key, parts: key.split('.') }))),
  )
  const dangling = read.filter(({ parts: [name = '', field = ''] }) => {
    if (/^form-\d+$/.test(name)) return !templates.has(Number(name.slice(5))) || !/^(number|on|servedOn)$/.test(field)
    if (name === 'act') return ![...acts.values()].some((fields) => fields.has(field))
    return name.includes('-') || acts.has(name) ? !acts.get(name)?.has(field) : false
  })
  expect(dangling.map(({ form, key }) => `form ${form}: ${key}`)).toEqual([])
})

test('a form is numbered if and only if there is a rule for it', async () => {
  const { series } = await shippedNumbering()
  const ruled = series.flatMap(({ key }) => (key.startsWith('form-') ? [Number(key.slice(5))] : []))
  const numbered = [...templates.values()].filter((one) => one.numbered).map(({ form }) => form)
  expect(ruled.sort((a, b) => a - b)).toEqual(numbered.sort((a, b) => a - b))
})

describe.each([...templates.values()].map((template) => [template.form, template.title[0], template] as const))(
  'form %i %s',
  (_form, _title, template) => {
    test('is for matters that there are, and every field says in both languages what it is', () => {
      const kinds = machines.map(({ kind }) => kind)
      expect(template.matters.filter((kind) => !kinds.includes(kind))).toEqual([])
      for (const { key, label, kind, columns } of template.fields) {
        expect(label[0], key).toMatch(/\p{Script=Han}/u)
        expect(label[1], key).toMatch(/^[\x20-\x7e’“”–]+$/)
        if (kind === 'table') expect(columns.length, key).toBeGreaterThan(0)
      }
    })

    test('names the article of everything that the law demands, and of nothing else', () => {
      for (const { key, statutory } of template.fields) if (statutory !== null) expect(statutory, key).toMatch(/《.+》/)
    })

    test('printed with its sample it lacks nothing, and with nothing it leaves room to write', () => {
      const values = sampleValues(template)
      expect(missingOf(template, values).statutory).toEqual([])
      expect(JSON.stringify(compose(template, values, { missing: 'named' }))).not.toMatch(/待填|\{\{/)
      expect(JSON.stringify(compose(template, {}, { missing: 'blank' }))).not.toMatch(/待填|\{\{|undefined/)
    })
  },
)
