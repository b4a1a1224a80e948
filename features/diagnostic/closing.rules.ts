import type { Said } from '../../core/content.ts'
import { defineWords, type Pair } from '../../core/words.ts'
import type { Item } from './diagnostic.schema.ts'

/** What of the content files is known to serve a question. */
type Serving = { readonly id: string; readonly title: Said; readonly assessmentItems: readonly string[] }

const places = defineWords({
  register: ['商业秘密登记', 'Register of trade secrets'],
  people: ['涉密人员', 'Cleared persons'],
  training: ['人员的培训与测试', 'Training of people'],
  carriers: ['载体、场所与系统', 'Carriers, places and systems'],
  incidents: ['泄密处置与演练', 'Incidents and drills'],
  deposits: ['存证', 'Deposits'],
})
/** Where on this platform the work of a dimension is done; the rest is done with papers. Our own arrangement. */
const byDimension: Readonly<Record<string, readonly { readonly to: string; readonly words: Pair }[]>> = {
  REG: [
    { to: '/secrets', words: places.register },
    { to: '/deposits', words: places.deposits },
  ],
  PPL: [{ to: '/people', words: places.people }],
  CAR: [{ to: '/carriers', words: places.carriers }],
  ARE: [{ to: '/carriers', words: places.carriers }],
  ITS: [{ to: '/carriers', words: places.carriers }],
  INC: [{ to: '/incidents', words: places.incidents }],
  IMP: [{ to: '/people', words: places.training }],
}

export type WayToClose = { readonly kind: 'place' | 'template' | 'course'; readonly to: string; readonly words: Pair }

/** Where a gap is closed: on a page of this platform, with a template or by a course, as those name the question themselves. */
export const waysToClose = (
  { id, dimension }: Pick<Item, 'id' | 'dimension'>,
  templates: readonly Serving[],
  courses: readonly Serving[],
): readonly WayToClose[] => {
  const serving = (all: readonly Serving[], kind: 'template' | 'course', to: (id: string) => string) =>
    all
      .filter(({ assessmentItems }) => assessmentItems.includes(id))
      .map((one): WayToClose => ({ kind, to: to(one.id), words: [one.title.zh, one.title.en] }))
  return [
    ...(byDimension[dimension] ?? []).map((place): WayToClose => ({ kind: 'place', ...place })),
    ...serving(templates, 'template', (template) => `/papers/make/${template}`),
    ...serving(courses, 'course', () => '/people'),
  ]
}
