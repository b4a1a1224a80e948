import { defineWords, type Pair } from '../../core/words.ts'
import type { Checklists } from '../checklist/checklist.schema.ts'
import type { Contact } from './incident.schema.ts'

/** Outside the firm; counsel acts in the list itself. @source content/templates.yaml TPL-19 contacts: 监管、公安、律师、公证、鉴定、取证 */
const outside = defineWords({
  regulator: ['市场监管部门', 'Market regulation'],
  police: ['公安机关', 'Police'],
  notary: ['公证机构', 'Notary'],
  appraiser: ['鉴定机构', 'Appraiser'],
  forensic: ['取证机构', 'Forensic body'],
})

/** Who notices is whoever it is; nobody looks them up. */
const anybody = 'discoverer'
/** Whom an incident needs: those who act in its list, and those outside whom the plan of the firm names. Names and numbers are the firm's. */
export function rolesOf({ actors, checklists }: Checklists, checklistId: string): readonly Pair[] {
  const steps = checklists.find(({ id }) => id === checklistId)?.phases.flatMap((phase) => phase.steps) ?? []
  const acting = actors.filter(({ id }) => id !== anybody && steps.some(({ actor }) => actor === id))
  return [...acting.map(({ name }): Pair => [name.zh, name.en]), ...Object.values(outside)]
}

/** Who can be reached comes first, in the order of the book. */
export const reachable = (contacts: readonly Contact[]): readonly Contact[] =>
  contacts.filter(({ name, phone }) => name !== '' || phone !== '')

/** A number as a telephone dials it; null where there is none in it. */
export function dialled(phone: string): string | null {
  const digits = phone.replace(/(?!^\+)\D/g, '')
  return /^\+?\d{3,20}$/.test(digits) ? digits : null
}
