import { type OrganisationKind, permissionsOf, type Role, rolesOfKind } from '../../core/permission.ts'
import { advance, type Procedure } from '../../core/procedure.ts'
import { Refusal } from '../../core/refusal.ts'
import type { OrganisationState } from './organisation.schema.ts'

export type OrganisationAct = 'confirm' | 'admit' | 'decline' | 'suspend' | 'reinstate'

/** An enterprise registers, its representative confirms by mail, the office admits it. */
export const procedure: Procedure<OrganisationState, OrganisationAct> = {
  'awaiting-confirmation': { confirm: 'awaiting-admission' },
  'awaiting-admission': { admit: 'admitted', decline: 'declined' },
  admitted: { suspend: 'suspended' },
  declined: {},
  suspended: { reinstate: 'admitted' },
}

/** Acts that take something away are given a reason, which the organisation reads. */
export function decide(state: OrganisationState, act: OrganisationAct, reason: string): OrganisationState {
  const to = advance(procedure, state, act)
  if ((act === 'decline' || act === 'suspend') && reason.trim() === '') throw new Refusal('reason-required')
  return to
}

export function rolesFor(kind: OrganisationKind, roles: readonly Role[]): Role[] {
  const foreign = roles.filter((role) => !rolesOfKind(kind).includes(role))
  if (foreign.length > 0) throw new Refusal('role-not-of-this-kind', { roles: foreign.join(', ') })
  if (roles.length === 0) throw new Refusal('role-required')
  return [...new Set(roles)]
}

const managesMembers = (roles: readonly Role[]) => permissionsOf(roles).has('organisation.manage-members')

/**
 * Somebody must remain who can invite and dismiss; otherwise the organisation is locked out of itself.
 *
 * @param present - the present members other than the one whose roles change
 * @param remaining - the roles that person keeps; none when leaving
 */
export function keepSomebodyInCharge(present: readonly { roles: readonly Role[] }[], remaining: readonly Role[]) {
  if (![...present.map(({ roles }) => roles), remaining].some(managesMembers)) throw new Refusal('last-in-charge')
}
