import { type Said, sayBoth } from './words.ts'

export type CreditCodeResult =
  | { valid: true; code: string }
  | { valid: false; reason: 'length' | 'character' | 'check'; message: Said }

/** @source GB 32100—2015 §4: thirty-one signs, without I, O, S, V and Z */
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/**
 * Reads a unified social credit code (统一社会信用代码) as people write it: with spaces, in small letters, in full-width signs.
 *
 * The check digit finds every single wrong sign. It does not prove that the organisation exists.
 *
 * @source GB 32100—2015 §4.5: weights 3^(i-1) mod 31 over the first seventeen signs
 */
export function parseCreditCode(text: string): CreditCodeResult {
  const code = text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()
  if (code.length !== 18)
    return refuse(
      'length',
      ['统一社会信用代码应为 18 位，现在是 {n} 位。', 'A unified social credit code has 18 characters; this has {n}.'],
      { n: code.length },
    )
  const wrong = [...code].findIndex(
    (sign, index) => !(index >= 2 && index < 8 ? '0123456789' : alphabet).includes(sign),
  )
  if (wrong !== -1)
    return refuse(
      'character',
      [
        '第 {n} 位“{sign}”不可能出现在统一社会信用代码中，请核对（没有字母 I、O、S、V、Z，第 3 至 8 位是数字）。',
        'Character {n}, “{sign}”, cannot stand there (no I, O, S, V, Z; characters 3 to 8 are digits).',
      ],
      {
        n: wrong + 1,
        sign: code[wrong],
      },
    )
  if (checkDigit(code) !== code[17])
    return refuse('check', [
      '校验位不符，其中至少有一位抄错，请对照营业执照核对。',
      'The check digit does not fit: at least one character is wrong. Compare it with the licence.',
    ])
  return { valid: true, code }
}

export function checkDigit(code: string): string {
  let sum = 0
  let weight = 1
  for (const sign of code.slice(0, 17)) {
    sum += alphabet.indexOf(sign) * weight
    weight = (weight * 3) % 31
  }
  return alphabet[(31 - (sum % 31)) % 31]!
}

function refuse(
  reason: 'length' | 'character' | 'check',
  words: readonly [string, string],
  params: Record<string, unknown> = {},
): CreditCodeResult {
  return { valid: false, reason, message: sayBoth(words, params) }
}
