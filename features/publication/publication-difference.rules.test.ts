import fc from 'fast-check'
import { expect, test } from 'vitest'
import { differenceBetween } from './publication-difference.rules.ts'

test('a changed paragraph is one removed and one added, in its place', () => {
  expect(differenceBetween(['甲', '乙', '丙'], ['甲', '丁', '丙'])).toEqual([
    { kind: 'same', text: '甲' },
    { kind: 'removed', text: '乙' },
    { kind: 'added', text: '丁' },
    { kind: 'same', text: '丙' },
  ])
})

test('a text does not differ from itself, and everything differs from nothing', () => {
  expect(differenceBetween(['甲', '乙'], ['甲', '乙']).every(({ kind }) => kind === 'same')).toBe(true)
  expect(differenceBetween([], ['甲'])).toEqual([{ kind: 'added', text: '甲' }])
  expect(differenceBetween(['甲'], [])).toEqual([{ kind: 'removed', text: '甲' }])
})

test('both texts can be read back from their difference', () => {
  const lines = fc.array(fc.constantFrom('甲', '乙', '丙', '丁'), { maxLength: 12 })
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const changes = differenceBetween(before, after)
      expect(changes.filter(({ kind }) => kind !== 'added').map(({ text }) => text)).toEqual(before)
      expect(changes.filter(({ kind }) => kind !== 'removed').map(({ text }) => text)).toEqual(after)
    }),
  )
})
