import { z } from 'zod'
import { Id } from '../../core/contract.ts'
import { organisationKinds, roles } from '../../core/permission.ts'
import { locales } from '../../core/words.ts'

export const mailModes = ['each', 'digest', 'none'] as const
const Place = z.object({ id: Id, name: z.string(), kind: z.enum(organisationKinds) })

/** Who is signed in, for whom they act, and what they may do. */
export const SessionView = z.object({
  person: z.object({
    id: Id,
    name: z.string(),
    email: z.string(),
    locale: z.enum(locales),
    mailMode: z.enum(mailModes),
  }),
  organisation: Place.nullable(),
  organisations: z.array(Place.extend({ roles: z.array(z.enum(roles)) })),
  roles: z.array(z.enum(roles)),
  permissions: z.array(z.string()),
  unreadNotices: z.number().int(),
  demo: z.boolean(),
})
export type SessionView = z.infer<typeof SessionView>

/** A sign-in is complete, or wants the second step. */
export const SignInOutcome = z.discriminatedUnion('step', [
  z.object({ step: z.literal('done') }),
  z.object({ step: z.literal('second-factor'), token: z.string() }),
])
