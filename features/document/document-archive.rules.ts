import type { Volume } from './document.schema.ts'

/**
 * The order of a file: 正卷, 副卷 by section, each in the order of the article. What is confidential goes into a volume of its
 * own (platform's own rule ○); the others hold only masked copies and a note of where it lies.
 *
 * @source 《市场监督管理行政处罚程序规定》第七十八条
 */
export const archiveSections = {
  main: ['立案审批表', '决定书及送达回证', '其他文书及送达回证', '证据', '听证笔录', '财物处理单据', '其他'],
  side: ['案源材料', '调查终结报告', '审核意见', '听证报告', '结案审批表', '其他'],
  confidential: ['涉密材料'],
} as const satisfies Record<Volume, readonly string[]>

export const volumeNames: Readonly<Record<Volume, string>> = { main: '正卷', side: '副卷', confidential: '涉密附卷' }

type Section = readonly [volume: 'main' | 'side', section: number]

const sections: readonly (readonly [Section, readonly number[]])[] = [
  [['main', 0], [7]],
  [
    ['main', 1],
    [44, 45, 46],
  ],
  [
    ['main', 2],
    [2, 3, 4, 5, 6, 10, 13, 15, 16, 17, 18, 19, 20, 21, 22, 23, 25, 26, 27, 28, 31, 32, 33, 34, 37, 39, 47, 48, 49, 51],
  ],
  [
    ['main', 3],
    [9, 11, 12, 14, 29, 30, 38],
  ],
  [['main', 4], [40]],
  [
    ['main', 5],
    [24, 52],
  ],
  [['side', 0], [1]],
  [['side', 1], [35]],
  [
    ['side', 2],
    [8, 36, 42, 43],
  ],
  [['side', 3], [41]],
  [['side', 4], [53]],
  [
    ['side', 5],
    [8, 42, 43],
  ],
]

/** In place of what lies in the confidential volume the others hold its masked copy, or a page that says where it lies. */
export const archivedAs = ['original', 'copy', 'pointer'] as const

export type ArchivedForm = {
  readonly id: string
  readonly as: (typeof archivedAs)[number]
  readonly form: number
  readonly issuedOn: string
  readonly confidential: boolean
  /** The document that this one serves: a proof of service lies with what it proves. */
  readonly aboutId: string | null
}
export type Place = Pick<ArchivedForm, 'id' | 'as'> & {
  readonly volume: Volume
  readonly section: number
  readonly place: number
}

/** Covers, tables of papers and notes (54–56) are about a volume, not in it. */
const aboutVolumes = [54, 55, 56]

/**
 * The place of each issued form: its volume, its section and its number there, counted from 1 through the volume.
 *
 * Within a section the order is that of issue; a proof of service follows what it serves.
 */
export function archiveOrder(forms: readonly ArchivedForm[]): Place[] {
  const byId = new Map(forms.map((form) => [form.id, form]))
  const placed = forms
    .filter(({ form }) => !aboutVolumes.includes(form))
    .map((form) => {
      const host = form.form === 50 ? byId.get(form.aboutId ?? '') : undefined
      const [volume, section] = sectionOf(host ?? form)
      const secret = form.confidential && form.as === 'original'
      return {
        id: form.id,
        as: form.as,
        volume: secret ? ('confidential' as const) : volume,
        section: secret ? 0 : section,
        key: [host?.issuedOn ?? form.issuedOn, host?.id ?? form.id, host ? 1 : 0, form.issuedOn, form.id] as const,
      }
    })
  const order: readonly Volume[] = ['main', 'side', 'confidential']
  placed.sort(
    (a, b) => order.indexOf(a.volume) - order.indexOf(b.volume) || a.section - b.section || compareKeys(a.key, b.key),
  )
  const counts: Record<Volume, number> = { main: 0, side: 0, confidential: 0 }
  return placed.map(({ id, as, volume, section }) => ({ id, as, volume, section, place: ++counts[volume] }))
}

function sectionOf({ form }: ArchivedForm): Section {
  const found = sections.find(([, forms]) => forms.includes(form))
  return found?.[0] ?? ['main', 6]
}

function compareKeys(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  for (const [index, left] of a.entries()) {
    const right = b[index] ?? ''
    if (left !== right) return left < right ? -1 : 1
  }
  return 0
}
