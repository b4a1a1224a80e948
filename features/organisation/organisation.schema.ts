import { z } from 'zod'
import { Id } from '../../core/contract.ts'
import { parseCreditCode } from '../../core/credit-code.ts'
import { organisationKinds, roles } from '../../core/permission.ts'

export const organisationStates = [
  'awaiting-confirmation',
  'awaiting-admission',
  'admitted',
  'declined',
  'suspended',
] as const
export const OrganisationState = z.enum(organisationStates)
export type OrganisationState = z.infer<typeof OrganisationState>

export const OrganisationKind = z.enum(organisationKinds)
export const RoleName = z.enum(roles)

/** A unified social credit code, normalised; the message says which part is wrong. @source GB 32100—2015 */
export const CreditCode = z.string().transform((text, context) => {
  const parsed = parseCreditCode(text)
  if (parsed.valid) return parsed.code
  context.addIssue({ code: 'custom', message: `${parsed.message['zh-CN']} | ${parsed.message.en}` })
  return z.NEVER
})

export const Email = z.email().max(200)
const name = z.string().trim().min(2).max(200)
const line = z.string().trim().max(300)

export const Profile = z.object({
  name,
  address: line.default(''),
  contactName: line.default(''),
  contactPhone: z
    .string()
    .trim()
    .regex(
      /^[+0-9()\-\s]{0,30}$/,
      '电话只能填写数字、空格和 + - ( )。 | A telephone number has digits, spaces and + - ( ) only.',
    )
    .default(''),
  contactEmail: z.union([z.literal(''), Email]).default(''),
  introduction: z.string().trim().max(2000).default(''),
  listed: z.boolean().default(false),
})

export const Organisation = Profile.extend({
  id: Id,
  kind: OrganisationKind,
  creditCode: z.string().nullable(),
  state: OrganisationState,
  fictitious: z.boolean(),
  createdAt: z.iso.datetime(),
  decidedAt: z.iso.datetime().nullable(),
  decisionReason: z.string().nullable(),
})
export type Organisation = z.infer<typeof Organisation>

export const Member = z.object({
  personId: Id,
  name: z.string(),
  email: z.string(),
  roles: z.array(RoleName),
  state: z.enum(['invited', 'active', 'closed']),
  joinedAt: z.iso.datetime(),
  leftAt: z.iso.datetime().nullable(),
  openDuties: z.number().int(),
})
export type Member = z.infer<typeof Member>
