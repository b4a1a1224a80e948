import { type DataMistake, pathText } from '../../core/data-mistake.ts'
import { itemsOf, type Programme } from './programme.schema.ts'

/** What the shapes alone cannot say. Also asked before an edit becomes a new version. */
export function programmeMistakes(programme: Programme): DataMistake[] {
  const sources = new Set(programme.sources.sources.map(({ id }) => id))
  const notOfficial = new Set(programme.sources.sources.flatMap(({ id, official }) => (official ? [] : [id])))
  const mistakes: DataMistake[] = []
  for (const { path, value } of walk(programme)) {
    const [file = '', ...rest] = path
    const complain = (field: string, message: string) =>
      mistakes.push({ file: `${String(file)}.yaml`, path: pathText([...rest, field]), message })
    if (typeof value.source === 'string' && !sources.has(value.source))
      complain(
        'source',
        `出处 ${value.source} 不在 sources.yaml 中，请补列或改正 / source ${value.source} is not in sources.yaml: list it or correct it`,
      )
    if (value.status === '未得')
      for (const field of Object.keys(value).filter((key) => !aboutIt.has(key) && !isEmpty(value[key])))
        complain(
          field,
          '标为【未得】的内容必须留空；已取得的请改标记和出处 / what is marked 未得 must be empty: once obtained, change mark and source',
        )
    if (value.text === '' && value.status !== '未得')
      complain('text', '内容为空，应标为【未得】 / empty text must be marked 未得')
    if ((value.status === '官' || value.status === '校') && notOfficial.has(String(value.source)))
      complain(
        'status',
        `出处 ${value.source} 不是官方文本，不得标【${value.status}】 / ${value.source} is no official text: it cannot be marked ${value.status}`,
      )
  }
  return [...mistakes, ...countMistakes(programme)]
}

/** What may be said about something that was not obtained. */
const aboutIt = new Set(['id', 'subject', 'status', 'source', 'note'])
const isEmpty = (value: unknown) => value === '' || value === null || (Array.isArray(value) && value.length === 0)

function countMistakes(programme: Programme): DataMistake[] {
  const counted = {
    measures: programme.measures.measures,
    items: itemsOf(programme).map(({ item }) => item),
    targets: programme.targets.targets,
    phases: programme.phases.phases,
  }
  const wrongCounts = Object.entries(counted).flatMap(([what, { length }]) => {
    const stated = programme.instrument.counts[what as keyof typeof counted]
    if (length === stated) return []
    const message = `写明 ${stated} 项，实有 ${length} 项，请核对 / ${stated} stated, ${length} found: check both`
    return [{ file: 'instrument.yaml', path: `counts.${what}`, message }]
  })
  const files: [string, string, readonly { id: string }[]][] = [
    ['measures', 'measures', counted.measures],
    ['measures', 'items', counted.items],
    ['targets', 'targets', counted.targets],
    ['phases', 'phases', counted.phases],
    ['incentives', 'incentives', programme.incentives.incentives],
    ['questions', 'questions', programme.questions.questions],
    ['frame', 'sections', programme.frame.sections],
    ['demonstration', 'sections', programme.demonstration.sections],
    ['cooperation', 'modules', programme.cooperation.modules],
    ['sources', 'sources', programme.sources.sources],
  ]
  const repeated = files.flatMap(([file, path, things]) => {
    const ids = things.map(({ id }) => id)
    return ids
      .filter((id, index) => ids.indexOf(id) !== index)
      .map((id) => ({
        file: `${file}.yaml`,
        path,
        message: `编号 ${id} 重复，请改正 / id ${id} stands twice: correct one`,
      }))
  })
  const misplaced = itemsOf(programme)
    .filter(({ measure, item }) => !item.id.startsWith(`${measure.id}.`))
    .map(({ item }) => ({
      file: 'measures.yaml',
      path: item.id,
      message: '编号与所在措施不符，请改正 / the id does not fit its measure: correct it',
    }))
  const backwards = programme.phases.phases.flatMap(({ from, to }, index) =>
    from !== null && to !== null && to < from
      ? [
          {
            file: 'phases.yaml',
            path: `phases[${index}].to`,
            message: '止日早于起日，请核对 / it ends before it begins',
          },
        ]
      : [],
  )
  return [...wrongCounts, ...repeated, ...misplaced, ...backwards]
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
