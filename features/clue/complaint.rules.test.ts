import { describe, expect, test } from 'vitest'
import { lawFrom } from '../../core/law.ts'
import { readLaw } from '../../platform/law.ts'
import { lacking, partsOf } from './complaint.rules.ts'
import { ComplaintBody, measures, partNumbers, secretKinds } from './complaint.schema.ts'

const law = lawFrom(await readLaw(), [])
const codesOf = (id: string) => law.enumeration(id).entries.map(({ code }) => code)
const complaint = (given: Partial<ComplaintBody> = {}) => ComplaintBody.parse(given)
const stateOf = (part: number, body: ComplaintBody, attached: readonly number[] = []) =>
  partsOf(body, new Set(attached)).find((one) => one.part === part)?.state

test('the kinds of information and the measures are those of the law’s tables', () => {
  expect([...secretKinds].sort()).toEqual(codesOf('information-type').sort())
  expect([...measures].sort()).toEqual(codesOf('measure').sort())
})

describe('the package', () => {
  test('of an empty draft misses all of its eleven parts', () => {
    expect(partsOf(complaint(), new Set()).map(({ part, state }) => [part, state])).toEqual(
      partNumbers.map((part) => [part, 'missing']),
    )
  })

  const point = { number: 'M-1', kind: null, carrier: '图纸', formedOn: '', version: '', publicSearch: '' }
  const filled: readonly (readonly [number, Partial<ComplaintBody>])[] = [
    [1, { rightHolder: '虚构公司', standing: 'owner' }],
    [2, { secretPoints: [point] }],
    [3, { secrecy: '虚构' }],
    [4, { value: '虚构' }],
    [5, { measures: ['M1'], measuresText: '虚构' }],
    [6, { accused: '虚构公司', access: '虚构' }],
    [7, { signs: ['same'], infringement: '虚构' }],
    [8, { loss: '虚构' }],
    [9, { otherProceedings: '无' }],
    [10, { confidentiality: '虚构' }],
    [11, { truthful: true }],
  ]
  test.each(filled)(
    'part %i is given by what belongs to it, by nothing less, and by nothing of the others',
    (part, body) => {
      expect(stateOf(part, complaint(body))).toBe('given')
      for (const key of Object.keys(body))
        expect(stateOf(part, complaint({ ...body, [key]: undefined })), `without ${key}`).toBe('missing')
      const others = Object.assign({}, ...filled.filter(([one]) => one !== part).map(([, one]) => one))
      expect(stateOf(part, complaint(others))).toBe('missing')
    },
  )

  test('a secret point without its carrier is none', () =>
    expect(stateOf(2, complaint({ secretPoints: [{ ...point, carrier: '' }] }))).toBe('missing'))

  test('a file or a deposit gives a part; what is handed over in confidence is neither given nor missing', () => {
    expect(stateOf(5, complaint(), [5])).toBe('given')
    expect(stateOf(2, complaint({ confidentialParts: [2], secretPoints: [point] }))).toBe('confidential')
  })
})

test('it takes an accused, an infringement and the declaration; nothing else stops it', () => {
  expect(lacking(complaint())).toEqual(['accused', 'infringement', 'truthful'])
  expect(lacking(complaint({ accused: '虚构公司', infringement: '虚构', truthful: true }))).toEqual([])
})
