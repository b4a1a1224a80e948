import type { WorkCalendar } from '../core/calendar.ts'
import type { Law } from '../core/law.ts'
import type { OrganisationKind, Permission, Role } from '../core/permission.ts'
import type { Locale, Words } from '../core/words.ts'
import type { Tx } from './database/database.ts'
import type { Duty } from './duties.ts'
import type { Log } from './log/log.ts'
import type { MatterKind } from './matter-kind.ts'
import type { ObjectStore } from './objects.ts'
import type { Settings } from './settings.ts'

/** Who acts. `person` is null for the public; `organisation` is null for somebody who belongs to none yet. */
export type Actor = {
  readonly person: { readonly id: string; readonly name: string; readonly email: string } | null
  readonly organisation: { readonly id: string; readonly kind: OrganisationKind; readonly name: string } | null
  readonly roles: readonly Role[]
  readonly permissions: ReadonlySet<Permission>
  readonly sessionId: string | null
}

/** What lives as long as the process and every use case may read. */
export type World = {
  readonly settings: Settings
  readonly calendar: WorkCalendar
  /** The law as it was shipped; what the office has set is in `lawOf(ctx)` of features/law. */
  readonly law: Law
  readonly objects: ObjectStore
  /** The public log: every official act and every deposit becomes an entry. */
  readonly log: Log
  readonly clock: () => Temporal.Instant
  /** The words of every notice that a feature tells, by kind. */
  readonly noticeWords: Words
  /** Seals second-factor secrets; kept beside the database, not in it. */
  readonly instanceKey: Buffer
  readonly demo: boolean
  /** The built stylesheets and scripts, and the digests of all files; null in most tests. */
  readonly web: { readonly stylesheet: string; readonly script: string; readonly served: string } | null
  /** What somebody who leaves an organisation must hand over first; each feature states its own. */
  readonly duties: readonly Duty[]
  /** Every kind of matter that runs through a procedure, by its name. */
  readonly matterKinds: ReadonlyMap<string, MatterKind>
}

/** Everything a use case may touch. One per request; `db` is already inside the request's transaction. */
export type Ctx = {
  readonly db: Tx
  readonly actor: Actor
  readonly world: World
  readonly now: Temporal.Instant
  /** Today in Asia/Shanghai, where the district lives. */
  readonly today: Temporal.PlainDate
  readonly locale: Locale
  readonly requestId: string
  readonly call: Call
}

/** What only doors about HTTP itself need: the caller's address, its device, the session cookie, the uploaded stream. */
export type Call = {
  readonly address: string
  readonly device: string
  readonly upload: AsyncIterable<Uint8Array> | null
  setSession(token: string | null): void
  /** Done in a transaction of its own if this act ends in a refusal, which undoes everything else: a failed sign-in must count. */
  keepIfRefused(work: (ctx: Ctx) => Promise<void>): void
}

export { todayAt, zone } from '../core/calendar.ts'

/** The person who acts, in doors that anonymous callers never reach. */
export function actingPerson({ actor }: Ctx): string {
  if (!actor.person) throw new TypeError('this door is open to the public, so it has no acting person')
  return actor.person.id
}

/** The organisation acted for, in doors whose permission comes from a role. */
export function actingOrganisation({ actor }: Ctx): string {
  if (!actor.organisation) throw new TypeError('this door needs no role, so it has no acting organisation')
  return actor.organisation.id
}
