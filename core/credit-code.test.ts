import { describe, expect, test } from 'vitest'
import { parseCreditCode } from './credit-code.ts'

/** Table 3 of the standard, typed by hand so that the code's power of three is not checked by itself. */
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
const signs = '0123456789ABCDEFGHJKLMNPQRTUWXY'

const withCheck = (first: string) => {
  const sum = weights.reduce((total, weight, place) => total + weight * signs.indexOf(first.charAt(place)), 0)
  return first + signs.charAt((31 - (sum % 31)) % 31)
}

const reason = (text: string) => {
  const result = parseCreditCode(text)
  return result.valid ? 'valid' : result.reason
}

describe('a code as it stands on the licence', () => {
  test.each([
    // the specimen printed with the standard
    '91350100M000100Y43',
    // by hand: 9×1 + 1×3 = 12; 31 − 12 = 19, which is K
    '91000000000000000K',
    // by hand: 1×1 + 2×3 + 5×9 = 52; 52 mod 31 = 21; 31 − 21 = 10, which is A
    '12500000000000000A',
    // by hand: 0; 31 − 0 = 31, which is written 0
    '000000000000000000',
  ])('%s is accepted', (code) => {
    expect(parseCreditCode(code)).toEqual({ valid: true, code })
  })
})

const fullWidth = (text: string) => [...text].map((sign) => String.fromCodePoint(sign.charCodeAt(0) + 0xfee0)).join('')

describe('a code as people type it', () => {
  test.each([
    ['in small letters', '91350100m000100y43'],
    ['with spaces in groups', ' 9135 0100 M000 100Y 43 '],
    ['with hyphens', '91-350100-M000100Y4-3'],
    ['in full-width signs', fullWidth('91350100M000100Y43')],
    ['with a full-width space', '91350100\u3000M000100Y43'],
    ['with a line break at the end', '91350100M000100Y43\r\n'],
  ])('%s is read as the code on the licence', (_, text) => {
    expect(parseCreditCode(text)).toEqual({ valid: true, code: '91350100M000100Y43' })
  })
})

describe('a code that cannot be one', () => {
  test.each(['', '9135', '91350100M000100Y4', '91350100M000100Y433'])('%j has not eighteen characters', (text) => {
    const result = parseCreditCode(text)
    expect(result).toMatchObject({ valid: false, reason: 'length' })
    expect(JSON.stringify(result)).toContain(String(text.length))
  })

  test.each([...'IOZSV'])('the letter %s is never used, so that it is not taken for a digit', (letter) => {
    const result = parseCreditCode(`91350100M0${letter}0100Y43`)
    expect(result).toMatchObject({ valid: false, reason: 'character' })
    expect(JSON.stringify(result)).toContain('第 11 位')
    expect(JSON.stringify(result)).toContain(`“${letter}”`)
  })

  test.each([2, 3, 4, 5, 6, 7])('the division code holds digits only, also at index %i', (index) => {
    const code = [...'91350100M000100Y43'].with(index, 'A').join('')
    expect(JSON.stringify(parseCreditCode(code))).toContain(`第 ${index + 1} 位`)
  })

  test('a Chinese character or a symbol is named with its place', () => {
    expect(JSON.stringify(parseCreditCode('9135010江M000100Y43'))).toContain('第 8 位“江”')
    expect(reason('91350100M000100Y4*')).toBe('character')
  })

  test('a wrong check digit is refused in both languages', () => {
    const result = parseCreditCode('91350100M000100Y44')
    expect(result).toMatchObject({ valid: false, reason: 'check' })
    expect(result).toHaveProperty('message.zh-CN', expect.stringContaining('校验位不符'))
    expect(result).toHaveProperty('message.en', expect.stringContaining('check digit'))
  })
})

describe('slips of the pen', () => {
  const next = random(20261124)
  const pick = (from: string) => from.charAt(Math.floor(next() * from.length))
  const codes = Array.from({ length: 100 }, () =>
    withCheck(Array.from({ length: 17 }, (_, place) => pick(place >= 2 && place < 8 ? '0123456789' : signs)).join('')),
  )

  test('a code with its right check digit is accepted', () => {
    expect(codes.map(reason)).toEqual(codes.map(() => 'valid'))
  })

  test('any one wrong character is found, at every place and for every other sign', () => {
    const missed = codes.flatMap((code) =>
      [...code].flatMap((right, place) =>
        [...signs]
          .filter((wrong) => wrong !== right)
          .map((wrong) => [...code].with(place, wrong).join(''))
          .filter((slip) => reason(slip) === 'valid'),
      ),
    )
    expect(missed).toEqual([])
  })

  test('any two neighbours changed about are found', () => {
    const missed = codes.flatMap((code) =>
      [...code]
        .slice(1)
        .map((_, place) =>
          [...code]
            .with(place, code.charAt(place + 1))
            .with(place + 1, code.charAt(place))
            .join(''),
        )
        .filter((slip) => slip !== code && reason(slip) === 'valid'),
    )
    expect(missed).toEqual([])
  })
})

/** The same numbers in every run, so that a failure can be looked at again (mulberry32). */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
