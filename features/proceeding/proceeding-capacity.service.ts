import type { Role } from '../../core/permission.ts'
import type { ActSpec, ApprovalLevel, Capacity, MatterRecord } from '../../core/proceeding.ts'
import { Refusal } from '../../core/refusal.ts'
import type { Ctx } from '../../platform/context.ts'
import { partiesOf } from './proceeding.store.ts'

/** Capacities that follow from a role in the office alone. */
const roleCapacities: Readonly<Partial<Record<Capacity, readonly Role[]>>> = {
  registrar: ['registrar', 'case-handler', 'head'],
  reviewer: ['case-reviewer'],
  head: ['head', 'principal'],
  principal: ['principal'],
}

/** Capacities that somebody has in a matter only once they were named in it, and the role they need for it. */
const namedCapacities: Readonly<Partial<Record<Capacity, readonly Role[]>>> = {
  handler: ['case-handler'],
  presider: ['case-handler', 'case-reviewer', 'head'],
}

const outsideCapacities: readonly Capacity[] = ['police', 'procuratorate', 'party']

/** The roles of which one is needed to be named in this capacity. */
export const rolesForCapacity = (capacity: Capacity): readonly Role[] =>
  namedCapacities[capacity] ?? roleCapacities[capacity] ?? []

export const rolesForApproval = (level: ApprovalLevel): readonly Role[] =>
  level === 'head' ? ['head', 'principal'] : ['principal']

export const mayApprove = ({ actor }: Ctx, level: ApprovalLevel): boolean =>
  rolesForApproval(level).some((role) => actor.roles.includes(role))

/**
 * In which capacity the caller does this act in this matter: the first of those the act allows.
 * @throws Refusal `not-yours-to-do`
 */
export async function capacityIn(ctx: Ctx, record: MatterRecord, spec: ActSpec): Promise<Capacity> {
  const held = await capacitiesOf(ctx, record, spec.by)
  const capacity = spec.by.find((one) => held.has(one))
  if (!capacity) throw new Refusal('not-yours-to-do')
  return capacity
}

async function capacitiesOf(
  ctx: Ctx,
  { id, people }: MatterRecord,
  wanted: readonly Capacity[],
): Promise<Set<Capacity>> {
  const { roles, person, organisation } = ctx.actor
  const held = new Set<Capacity>()
  if (organisation?.kind === 'office') {
    for (const capacity of wanted) {
      if (roleCapacities[capacity]?.some((role) => roles.includes(role))) held.add(capacity)
      const named = people.some((one) => one.personId === person?.id && one.capacity === capacity && !one.until)
      if (named && namedCapacities[capacity]?.some((role) => roles.includes(role))) held.add(capacity)
    }
    return held
  }
  if (!organisation || !wanted.some((one) => outsideCapacities.includes(one))) return held
  const parties = await partiesOf(ctx, id)
  for (const { organisationId, capacity, until } of parties)
    if (organisationId === organisation.id && until === null) held.add(capacity)
  return held
}
