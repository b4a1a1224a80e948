import type { Mark, Programme } from './programme.schema.ts'

/** A text of the programme that may be edited: where it stands, which field holds it, how it is known. */
export type EditableText = {
  readonly path: readonly (string | number)[]
  readonly field: string
  readonly value: string
  readonly status: Mark
  readonly source: string
  readonly note: string
}

/** The field that says what a datum is about, in the order they are looked for. */
const mainFields = ['text', 'content', 'title', 'question', 'readAs'] as const

type Node = { readonly [key: string]: unknown }
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Every marked datum of the programme, in its order. Identifiers, counts and days are not texts. */
export function editableTexts(programme: Programme): EditableText[] {
  const found: EditableText[] = []
  const walk = (value: unknown, path: readonly (string | number)[]) => {
    if (Array.isArray(value)) {
      for (const [index, one] of value.entries()) walk(one, [...path, index])
      return
    }
    if (!isNode(value)) return
    const field = mainFields.find((name) => typeof value[name] === 'string')
    if (field && typeof value.status === 'string')
      found.push({
        path,
        field,
        value: String(value[field]),
        status: value.status as Mark,
        source: String(value.source),
        note: typeof value.note === 'string' ? value.note : '',
      })
    for (const [key, one] of Object.entries(value)) walk(one, [...path, key])
  }
  walk(programme, [])
  return found
}

/** A copy of the programme in which one datum is changed; an empty note is no note. */
export function withText(
  programme: Programme,
  path: readonly (string | number)[],
  change: Readonly<Record<string, string>>,
): Programme {
  const copy = structuredClone(programme)
  const datum = path.reduce<unknown>(
    (node, key) => (isNode(node) || Array.isArray(node) ? (node as Record<string | number, unknown>)[key] : undefined),
    copy,
  )
  if (!isNode(datum)) throw new TypeError(`nothing stands at ${path.join('/')}`)
  Object.assign(datum, change)
  if (change.note === '') delete (datum as Record<string, unknown>).note
  return copy
}
