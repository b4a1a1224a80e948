import { type DataMistake, pathText } from '../../core/data-mistake.ts'
import { itemsOf, type Programme } from './programme.schema.ts'

/** What the shapes alone cannot say. Also asked before an edit becomes a new version. */
export function programmeMistakes(programme: Programme): DataMistake[] {
  const sources = new Set(programme.sources.sources.map(({ id }) => id))
  const mistakes: DataMistake[] = []
  for (const { path, value } of walk(programme)) {
    const [file = '', ...rest] = path
    const complain = (message: string) => mistakes.push({ file: `${String(file)}.yaml`, path: pathText(rest), message })
    if (typeof value.source === 'string' && !sources.has(value.source))
      complain(`出处 ${value.source} 不在 sources.yaml 中 / source ${value.source} is not in sources.yaml`)
    if (
      value.status === '未得' &&
      ((typeof value.text === 'string' && value.text !== '') || (Array.isArray(value.units) && value.units.length > 0))
    )
      complain('标为【未得】的内容必须留空 / what is marked 未得 must be empty')
    if (typeof value.text === 'string' && value.text === '' && value.status !== '未得')
      complain('内容为空,应标为【未得】 / empty text must be marked 未得')
  }
  return [...mistakes, ...countMistakes(programme)]
}

function countMistakes(programme: Programme): DataMistake[] {
  const ids = {
    measures: programme.measures.measures.map(({ id }) => id),
    items: itemsOf(programme).map(({ item }) => item.id),
    targets: programme.targets.targets.map(({ id }) => id),
    phases: programme.phases.phases.map(({ id }) => id),
  }
  return Object.entries(ids).flatMap(([what, all]) => {
    const stated = programme.instrument.counts[what as keyof typeof ids]
    const repeated = all.filter((id, index) => all.indexOf(id) !== index)
    return [
      ...(all.length === stated
        ? []
        : [
            {
              file: 'instrument.yaml',
              path: `counts.${what}`,
              message: `写明 ${stated} 项,实有 ${all.length} 项 / ${stated} stated, ${all.length} found`,
            },
          ]),
      ...repeated.map((id) => ({
        file: 'measures.yaml',
        path: what,
        message: `编号 ${id} 重复 / id ${id} stands twice`,
      })),
      ...(what === 'items'
        ? itemsOf(programme)
            .filter(({ measure, item }) => !item.id.startsWith(`${measure.id}.`))
            .map(({ item }) => ({
              file: 'measures.yaml',
              path: item.id,
              message: '编号与所在措施不符 / the id does not fit its measure',
            }))
        : []),
    ]
  })
}

type Node = Record<string, unknown>
function* walk(
  value: unknown,
  path: readonly PropertyKey[] = [],
): Generator<{ path: readonly PropertyKey[]; value: Node }> {
  if (typeof value !== 'object' || value === null) return
  if (!Array.isArray(value)) yield { path, value: value as Node }
  for (const [key, one] of Object.entries(value)) yield* walk(one, [...path, Array.isArray(value) ? Number(key) : key])
}
