/**
 * JSON with one spelling: keys in the order of their UTF-16 units, numbers and texts as ECMAScript writes them (RFC 8785).
 *
 * A property that is `undefined` is left out. What JSON would silently change or lose is refused: a date, a map, a class, a number that is none.
 *
 * @throws TypeError
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (isPlain(value)) {
    const members = Object.keys(value)
      .sort()
      .flatMap((key) => (value[key] === undefined ? [] : `${JSON.stringify(key)}:${canonicalJson(value[key])}`))
    return `{${members.join(',')}}`
  }
  throw new TypeError('not a value of JSON')
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}
