import type { Classification } from './classification.schema.ts'
import { guessKinds } from './grading.rules.ts'

/** One thing on a disk that may need registering. */
export type Found = { readonly name: string; readonly kind: string; readonly where: string; readonly why: string }

/** What endings usually hold. The list is the platform's; it says “perhaps”, and a person decides. */
const byEnding: Readonly<Record<string, readonly string[]>> = {
  T01: [
    'dwg',
    'dxf',
    'step',
    'stp',
    'iges',
    'igs',
    'sldprt',
    'sldasm',
    'catpart',
    'catproduct',
    'prt',
    'ipt',
    'iam',
    '3dm',
  ],
  T08: ['nc', 'mpf', 'gcode', 'tap', 'cnc', 'ptp'],
  T09: ['onnx', 'pt', 'pth', 'safetensors', 'gguf', 'ckpt', 'tflite'],
  T10: ['mat', 'hdf5', 'h5', 'tdms', 'parquet'],
  T11: ['hex', 'bin', 'elf', 'ap1x', 'l5x', 'acd'],
  B09: ['sqlite', 'db', 'mdb', 'accdb', 'bak', 'dmp'],
}
/** Documents: what they hold is told by their name, if at all. */
const documents = new Set(['docx', 'doc', 'wps', 'xlsx', 'xls', 'et', 'pptx', 'ppt', 'dps', 'pdf', 'csv', 'txt', 'md'])
/** This many alike in one folder are one thing. */
const manyAlike = 6

/** @param path - below the scanned folder, with `/` */
export function guessFile(classification: Classification, path: string): Found | null {
  const parts = path.split('/')
  const file = parts.at(-1) ?? ''
  const dot = file.lastIndexOf('.')
  const ending = dot > 0 ? file.slice(dot + 1).toLowerCase() : ''
  const name = dot > 0 ? file.slice(0, dot) : file
  const kind = Object.entries(byEnding).find(([, endings]) => endings.includes(ending))?.[0]
  if (kind) return { name, kind, where: path, why: `扩展名 .${ending}` }
  if (!documents.has(ending)) return null
  const folder = parts.at(-2) ?? ''
  const [guess] =
    guessKinds(classification, name, 1).length > 0
      ? guessKinds(classification, name, 1)
      : guessKinds(classification, folder, 1)
  return guess ? { name, kind: guess.kind.code, where: path, why: `名称像“${guess.kind.name.zh}”` } : null
}

/** Many of a kind in one folder become one entry for the folder. */
export function gatherAlike(found: readonly Found[]): readonly Found[] {
  const groups = new Map<string, Found[]>()
  for (const one of found) {
    const folder = one.where.slice(0, one.where.lastIndexOf('/') + 1)
    const key = `${folder}\0${one.kind}`
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return [...groups].flatMap(([key, group]) => {
    const folder = key.split('\0')[0]?.replace(/\/$/, '') ?? ''
    const [first] = group
    if (!first || group.length < manyAlike) return group
    return [
      {
        name: `${folder.split('/').at(-1) || '本文件夹'}（${group.length} 个文件）`,
        kind: first.kind,
        where: folder === '' ? '.' : folder,
        why: first.why,
      },
    ]
  })
}

/** A table that the register imports, and that a spreadsheet shows as text: no cell is taken for a formula. */
export function scanTable(found: readonly Found[], root: string): string {
  const cell = (text: string) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`
  const rows = found.map(({ name, kind, where, why }) => [name, kind, `${root}/${where}`.replace(/\/\.$/, ''), why])
  return `\uFEFF${[['名称', '类别', '位置', '说明'], ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}
