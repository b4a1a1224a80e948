/**
 * The library's tests as plain functions, so that the same ones run in Node and in a browser. Nothing here knows a test
 * runner; a case fails by throwing.
 */
export type Case = { readonly title: string; readonly run: () => void | Promise<void> }

export const suite: Case[] = []
export const proves = (title: string, run: Case['run']): void => {
  suite.push({ title, run })
}

const shown = (value: unknown): string => {
  if (value instanceof Uint8Array) return Array.from(value, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return typeof value === 'string'
    ? value
    : JSON.stringify(value, (_key, one) =>
        typeof one === 'bigint' ? `${one}n` : one instanceof Uint8Array ? shown(one) : one,
      )
}

export function same(actual: unknown, expected: unknown, about = ''): void {
  if (shown(actual) !== shown(expected)) throw new Error(`${about} expected ${shown(expected)}, got ${shown(actual)}`)
}

export function holds(condition: boolean, about = ''): void {
  if (!condition) throw new Error(`does not hold: ${about}`)
}

/** @param code - of the EvidenceError that must be thrown */
export function refuses(code: string, run: () => unknown): void {
  let given: unknown
  try {
    run()
  } catch (error) {
    given = error
  }
  const found = typeof given === 'object' && given !== null && 'code' in given ? given.code : String(given)
  same(found, code)
}

/** The same numbers on every run: xorshift, so a failure can be looked at again. */
export function numbers(seed: number) {
  let state = seed
  const next = () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state >>> 0
  }
  return {
    below: (limit: number) => next() % limit,
    bytes: (length: number) => Uint8Array.from({ length }, () => next() >>> 7),
  }
}
