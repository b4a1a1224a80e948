import { Refusal } from '../../core/refusal.ts'
import { itemsOf, type Programme } from './programme.schema.ts'

export type Change = { path: string; before: unknown; after: unknown }

type Node = { readonly [key: string]: unknown }
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value)

/** What differs between two versions, leaf by leaf. Things with an `id` are compared by it, so that a moved one is not a changed one. */
export function changesBetween(before: unknown, after: unknown, path = ''): Change[] {
  if (Object.is(before, after)) return []
  if (Array.isArray(before) && Array.isArray(after)) return changesBetween(byId(before), byId(after), path)
  if (!isNode(before) || !isNode(after)) return [{ path, before, after }]
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return keys.flatMap((key) => changesBetween(before[key], after[key], path === '' ? key : `${path}/${key}`))
}

const byId = (list: readonly unknown[]): Node =>
  Object.fromEntries(
    list.map((one, index) => [isNode(one) && typeof one.id === 'string' ? one.id : String(index), one]),
  )

/** Identifiers that others rely on: they outlive every edit. */
export const idsOf = (programme: Programme): string[] => [
  ...programme.measures.measures.map(({ id }) => id),
  ...itemsOf(programme).map(({ item }) => item.id),
  ...programme.targets.targets.map(({ id }) => id),
  ...programme.phases.phases.map(({ id }) => `phase ${id}`),
]

/**
 * Whether this edit may become a version.
 *
 * @returns the changes
 * @throws Refusal `nothing-changed`; `ids-are-kept` when an id is gone or new; `official-text-needs-source` when an official text
 *   changes but neither its source nor its note does: whoever reads it later must learn where the change comes from
 */
export function checkEdit(before: Programme, after: Programme): Change[] {
  const changes = changesBetween(before, after)
  if (changes.length === 0) throw new Refusal('nothing-changed')
  const [old, now] = [new Set(idsOf(before)), new Set(idsOf(after))]
  const lost = [...old.symmetricDifference(now)]
  if (lost.length > 0) throw new Refusal('ids-are-kept', { ids: lost.join(', ') })
  for (const { path, field } of changes.map(({ path }) => split(path))) {
    if (!officialFields.has(field) || !isOfficial(at(before, path))) continue
    const attested = changes.some((one) => one.path === `${path}/source` || one.path === `${path}/note`)
    if (!attested) throw new Refusal('official-text-needs-source', { place: path })
  }
  return changes
}

const officialFields = new Set(['text', 'title', 'content', 'question', 'answer', 'goalText', 'when'])

function split(path: string) {
  const parts = path.split('/')
  return { path: parts.slice(0, -1).join('/'), field: parts.at(-1) ?? '' }
}

function at(root: unknown, path: string): unknown {
  return path
    .split('/')
    .reduce<unknown>(
      (node, key) => (Array.isArray(node) ? byId(node)[key] : isNode(node) ? node[key] : undefined),
      root,
    )
}

const isOfficial = (node: unknown) => isNode(node) && (node.status === '官' || node.status === '校')

/** Where today stands among the phases; the last one begun. */
export function phaseOn(programme: Programme, today: Temporal.PlainDate) {
  const day = today.toString()
  return (
    programme.phases.phases.findLast(({ from, to }) => (from === null || from <= day) && (to === null || day <= to)) ??
    null
  )
}
