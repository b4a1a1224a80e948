import { pairOf } from '../../core/content.ts'
import type { Pair } from '../../core/words.ts'
import type { Classification } from './classification.schema.ts'

type Kinds = Pick<Classification, 'technicalInformation' | 'businessInformation'>

/** Kinds of information, technical ones first, as the catalogue has them. */
export const kindsOf = ({ technicalInformation, businessInformation }: Kinds) => [
  ...technicalInformation,
  ...businessInformation,
]

const nameOf = (found: Classification['levels'][number]['name'] | undefined, id: string): Pair =>
  found ? pairOf(found) : [id, id]

/** What a kind such as `T04` is called; the code itself until the catalogue is there, or where it has no such kind. */
export const kindName = (classification: Classification | undefined, code: string): Pair =>
  nameOf(classification && kindsOf(classification).find((kind) => kind.code === code)?.name, code)

/** What a level such as `core` is called, in the same way. */
export const levelName = (classification: Classification | undefined, id: string): Pair =>
  nameOf(classification?.levels.find((level) => level.id === id)?.name, id)
