import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { codeFrom, endsWith, readCode, receiptNumberFrom } from './tip-code.rules.ts'

const tenBytes = fc.uint8Array({ minLength: 10, maxLength: 10 })

test('a code is four groups of four, without signs that look alike', () => {
  fc.assert(
    fc.property(tenBytes, (random) => {
      expect(codeFrom(random)).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/)
    }),
  )
  expect(codeFrom(new Uint8Array(10))).toBe('0000-0000-0000-0000')
  expect(codeFrom(new Uint8Array(10).fill(255))).toBe('ZZZZ-ZZZZ-ZZZZ-ZZZZ')
})

test('every one of the eighty bits is in it', () => {
  const codes = new Set([codeFrom(new Uint8Array(10))])
  for (let bit = 0; bit < 80; bit++) {
    const random = new Uint8Array(10)
    random[Math.floor(bit / 8)] = 1 << (bit % 8)
    codes.add(codeFrom(random))
  }
  expect(codes.size).toBe(81)
})

test('it is understood as people write it', () => {
  fc.assert(
    fc.property(tenBytes, (random) => {
      const code = codeFrom(random)
      const seen = code.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l').replaceAll('-', ' ')
      expect(readCode(seen)).toBe(code)
      expect(readCode(code.replaceAll('-', '—'))).toBe(code)
      expect(endsWith(code, seen.slice(-4))).toBe(true)
    }),
  )
  expect(readCode('ＡＢＣＤ－１２３４－ＥＦＧＨ－５６７８')).toBe('ABCD-1234-EFGH-5678')
})

describe('what cannot be a code', () => {
  test.each(['', 'ABCD', 'ABCD-1234-EFGH-567', 'ABCD-1234-EFGH-56789', 'ABCD-1234-EFGH-567U', 'ABCD-1234-EFGH-567中'])(
    '%j is none',
    (typed) => expect(readCode(typed)).toBeNull(),
  )
  test('the last four signs must be those of this code', () =>
    expect(endsWith('ABCD-1234-EFGH-5678', '1234')).toBe(false))
})

test('a receipt number has eight signs', () =>
  expect(receiptNumberFrom(new Uint8Array([1, 2, 3, 4, 5]))).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/))
