import type { ColumnType, Generated } from 'kysely'
import type { OrganisationKind, Role } from '../../core/permission.ts'
import type { Locale } from '../../core/words.ts'

/** A moment as ISO 8601 text in UTC; the driver is set to hand it over in this shape. */
export type InstantText = string
/** A day as `YYYY-MM-DD`. */
export type DayText = string

export type Json<T> = ColumnType<T, string, string>
type WithDefault<T> = Generated<T>

/**
 * The tables of the kernel. A feature adds its own next to its store:
 * `declare module '../../platform/database/tables.ts' { interface Tables { task: TaskTable } }`.
 */
export interface Tables {
  organisation: {
    id: Generated<string>
    kind: OrganisationKind
    name: string
    creditCode: string | null
    state: 'awaiting-confirmation' | 'awaiting-admission' | 'admitted' | 'declined' | 'suspended'
    address: WithDefault<string>
    contactName: WithDefault<string>
    contactPhone: WithDefault<string>
    contactEmail: WithDefault<string>
    listed: WithDefault<boolean>
    introduction: WithDefault<string>
    fictitious: WithDefault<boolean>
    createdAt: Generated<InstantText>
    decidedAt: InstantText | null
    decisionReason: string | null
  }
  person: {
    id: Generated<string>
    name: string
    email: string
    locale: WithDefault<Locale>
    mailMode: WithDefault<'each' | 'digest' | 'none'>
    state: WithDefault<'invited' | 'active' | 'closed'>
    fictitious: WithDefault<boolean>
    createdAt: Generated<InstantText>
  }
  membership: {
    organisationId: string
    personId: string
    roles: Role[]
    joinedAt: Generated<InstantText>
    leftAt: InstantText | null
  }
  session: {
    id: Generated<string>
    tokenDigest: Buffer
    personId: string
    organisationId: string | null
    method: string
    device: WithDefault<string>
    createdAt: Generated<InstantText>
    seenAt: Generated<InstantText>
    expiresAt: InstantText
    revokedAt: InstantText | null
  }
  journal: {
    id: Generated<number>
    at: Generated<InstantText>
    requestId: string
    personId: string | null
    organisationId: string | null
    act: string
    subject: string | null
    detail: Json<Record<string, unknown>>
    digest: Buffer
  }
  attachment: {
    id: Generated<string>
    organisationId: string
    name: string
    mediaType: string
    sizeBytes: number
    sha256: string
    published: WithDefault<boolean>
    /** The matter it was put into; null while it is in none. */
    matterId: WithDefault<string | null>
    confidential: WithDefault<boolean>
    uploadedBy: string
    uploadedAt: Generated<InstantText>
  }
  notice: {
    id: Generated<string>
    personId: string
    organisationId: string | null
    kind: string
    params: Json<Record<string, unknown>>
    link: string | null
    urgent: WithDefault<boolean>
    createdAt: Generated<InstantText>
    readAt: InstantText | null
    mailedAt: InstantText | null
  }
  outgoingMail: {
    id: Generated<string>
    recipient: string
    subject: string
    body: string
    createdAt: Generated<InstantText>
    sentAt: InstantText | null
    failedAt: InstantText | null
    failure: string | null
  }
  instanceFact: { key: string; value: Json<unknown>; setAt: Generated<InstantText> }
}
