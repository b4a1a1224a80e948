import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import type { Pair } from '../../core/words.ts'
import { commonPasswords } from './common-passwords.ts'

const derive = promisify(argon2)

/** @source OWASP Password Storage Cheat Sheet: argon2id, 19 MiB, two passes, one lane */
const cost = { memory: 19_456, passes: 2, parallelism: 1 } as const
const form = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

/** @returns the PHC text form; the same password never gives the same text twice */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  const tag = await derive('argon2id', { message: normal(password), nonce, tagLength: 32, ...cost })
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${base64(nonce)}$${base64(tag)}`
}

/** Takes as long for an account that does not exist (`hash` null), so that time does not tell which addresses do. */
export async function verifyPassword(password: string, hash: string | null): Promise<boolean> {
  const parts = form.exec(hash ?? decoy)
  if (!parts) throw new TypeError('the stored password hash is not in the form we write')
  const [, memory, passes, parallelism, nonce, tag] = parts
  const expected = Buffer.from(tag!, 'base64')
  const actual = await derive('argon2id', {
    message: normal(password),
    nonce: Buffer.from(nonce!, 'base64'),
    tagLength: expected.length,
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
  })
  return timingSafeEqual(actual, expected) && hash !== null
}

const decoy = `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA`
const normal = (password: string) => password.normalize('NFKC')
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64').replace(/=+$/, '')

export const passwordLength = { least: 10, most: 256 } as const

/**
 * Why this password will not do; null when it will. No rules about which kinds of signs: length, and not
 * being what guessers try first.
 *
 * @param about - words an attacker knows: the person's name, address, organisation
 * @source NIST SP 800-63B §3.1.1.2 (length, a list of common values, no composition rules)
 */
export function passwordWeakness(password: string, about: readonly string[]): Pair | null {
  const text = normal(password)
  const { least, most } = passwordLength
  if ([...text].length < least)
    return [
      `至少 ${least} 个字符，长一句话最好记`,
      `at least ${least} characters; a long phrase is easiest to remember`,
    ]
  if ([...text].length > most) return [`最多 ${most} 个字符`, `at most ${most} characters`]
  const plain = unleet(text.toLowerCase())
  if (new Set(plain).size < 5) return ['重复的字符太多', 'too many repeated characters']
  if (isRun(text.toLowerCase()))
    return ['是键盘或字母数字的顺序', 'it follows the keyboard, the alphabet or the numbers']
  const cores = [text.toLowerCase(), unleet(text.toLowerCase().replace(/[\d\p{P}\p{S}]+$/u, ''))].map((one) =>
    one.replace(/[^\p{L}]/gu, ''),
  )
  if (commonPasswords.has(text.toLowerCase()) || cores.some((core) => core.length >= 4 && commonPasswords.has(core)))
    return ['太常见，会被最先猜到', 'too common: it is guessed first']
  const known = about.flatMap((word) => word.toLowerCase().split(/[@.\s]+/)).filter((word) => word.length >= 4)
  const named = known.find((word) => plain.includes(word) && word.length * 2 >= plain.length)
  if (named) return ['和您的姓名、邮箱或单位太接近', 'too close to your name, address or organisation']
  return null
}

const unleet = (text: string) =>
  text.replace(/[@4]/g, 'a').replace(/0/g, 'o').replace(/[1!]/g, 'i').replace(/3/g, 'e').replace(/[$5]/g, 's')
const rows = [
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '1234567890',
  'abcdefghijklmnopqrstuvwxyz',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
]
const isRun = (text: string) => {
  const runs = rows.flatMap((row) => [row + row, [...(row + row)].reverse().join('')])
  const covered = [...text.matchAll(/.{3}/gsu)].filter(([three]) => runs.some((run) => run.includes(three)))
  return covered.length * 3 >= text.length - 2
}
