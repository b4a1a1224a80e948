import fc from 'fast-check'

type Schema = Readonly<Record<string, unknown>>

/** What breaks what was not thought of: the zero byte, half a character, other scripts, SQL, markup, a formula, a path, very long and empty texts. */
const nasty = fc.constantFrom(
  '\u0000',
  '\ud800',
  '名称\u0000尾',
  "'; drop table person; --",
  '<script>alert(1)</script>',
  '=HYPERLINK("x")',
  '../../etc/passwd',
  '\u202eexe.txt',
  '𠮷㐂喆',
  'a'.repeat(30_000),
  '',
  ' ',
  '9'.repeat(400),
  '-0',
  'NaN',
)
const anything = fc.oneof(
  nasty,
  fc.constantFrom(null, true, -1, 0, 1.5, 2 ** 53, -(2 ** 31) - 1, 1e308),
  fc.constant([]),
  fc.constant({}),
  fc.constant([[[[]]]]),
)

/**
 * Values made after the JSON Schema of a door's input: mostly of its shape, so that they come past the first check, and now and then not.
 * @param spoilt - how often, of a hundred, a place gets something that does not belong there
 */
export function valuesOf(schema: Schema, spoilt: number): fc.Arbitrary<unknown> {
  const good = shaped(schema, spoilt)
  return fc.oneof({ weight: 100 - spoilt, arbitrary: good }, { weight: spoilt, arbitrary: anything })
}

function shaped(schema: Schema, spoilt: number): fc.Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema.const)
  if (isList(schema.enum)) return fc.constantFrom(...schema.enum)
  const choices = [schema.anyOf, schema.oneOf].find(isList)
  if (choices) return fc.oneof(...choices.map((one) => valuesOf(asSchema(one), spoilt)))
  switch (schema.type) {
    case 'object':
      return objectOf(schema, spoilt)
    case 'array':
      return fc.array(valuesOf(asSchema(schema.items), spoilt), {
        minLength: Math.min(numberOr(schema.minItems, 0), 3),
        maxLength: Math.max(Math.min(numberOr(schema.maxItems, 3), 3), Math.min(numberOr(schema.minItems, 0), 3)),
      })
    case 'string':
      return text(schema)
    case 'integer':
    case 'number':
      return fc.integer({
        min: Math.max(numberOr(schema.minimum, -5), -(2 ** 31)),
        max: Math.max(numberOr(schema.minimum, -5), Math.min(numberOr(schema.maximum, 5000), 2 ** 31 - 1)),
      })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default:
      return anything
  }
}

function objectOf(schema: Schema, spoilt: number): fc.Arbitrary<unknown> {
  const properties = asSchema(schema.properties)
  const required = isList(schema.required) ? schema.required.map(String) : []
  const shape = Object.fromEntries(
    Object.entries(properties).map(([name, one]) => [name, valuesOf(asSchema(one), spoilt)]),
  )
  return fc.record(shape, { requiredKeys: required.filter((name) => name in shape) })
}

function text(schema: Schema): fc.Arbitrary<string> {
  switch (schema.format) {
    case 'uuid':
      return fc.uuid()
    case 'date':
      return fc.constantFrom('2026-11-24', '2026-02-30', '2024-02-29', '0001-01-01', '9999-12-31', '2026-9-1')
    case 'date-time':
      return fc.constantFrom(
        '2026-11-24T10:00:00Z',
        '2026-11-24T10:00:00+08:00',
        '2026-13-01T00:00:00Z',
        '9999-12-31T23:59:59Z',
      )
    case 'email':
      return fc.constantFrom('lisi@example.test', 'x@', '“虚构”@example.test')
    case 'uri':
      return fc.constantFrom('https://example.test/a', 'javascript:alert(1)', 'http://[::1]/')
    default:
      break
  }
  const from = numberOr(schema.minLength, 0)
  return fc.oneof(
    fc.string({
      minLength: Math.min(from, 50),
      maxLength: Math.max(from, Math.min(numberOr(schema.maxLength, 60), 60)),
      unit: 'grapheme',
    }),
    nasty,
  )
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value) && value.length > 0
const asSchema = (value: unknown): Schema => (typeof value === 'object' && value !== null ? (value as Schema) : {})
const numberOr = (value: unknown, otherwise: number) => (typeof value === 'number' ? value : otherwise)
