import { type Generated, sql } from 'kysely'
import type { Ctx } from '../../platform/context.ts'
import { actingPerson } from '../../platform/context.ts'
import type { Channel } from './criminal-referral.schema.ts'
import type { WayOfShowing } from './packet/packet.schema.ts'

declare module '../../platform/database/tables.ts' {
  interface Tables {
    referralPacket: {
      id: Generated<string>
      proceedingId: string
      part: 'referral' | 'supplement'
      state: Generated<'draft' | 'frozen' | 'sealed'>
      draft: Json<Record<string, unknown>>
      revision: Generated<number>
      madeBy: string
      madeAt: Generated<InstantText>
      number: string | null
      frozenBy: string | null
      frozenAt: InstantText | null
      manifest: string | null
      salt: Buffer | null
      blind: Buffer | null
      requestId: Buffer | null
      receipt: string | null
      signature: string | null
      sealedAt: InstantText | null
      zipSha256: string | null
      zipBytes: number | null
    }
    referralItem: {
      id: Generated<string>
      packetId: string
      position: number
      material: number
      name: string
      title: string
      provenance: string
      reason: string
      shownAs: WayOfShowing
      mediaType: string
      sizeBytes: number
      sha256: string
      sm3: string
    }
    referralDelivery: {
      id: Generated<string>
      messageId: Generated<string>
      packetId: string
      proceedingId: string
      capacity: 'police' | 'procuratorate'
      channel: Channel
      senderId: string
      receiverId: string | null
      receiverName: string
      sentAt: InstantText
      deliveredAt: InstantText | null
      acknowledgedAt: InstantText | null
      acknowledgedBy: string | null
    }
  }
}

type Db = Pick<Ctx, 'db'>

export const packetsOf = ({ db }: Db, proceedingId: string) =>
  db.selectFrom('referralPacket').selectAll().where('proceedingId', '=', proceedingId).orderBy('id').execute()
export type PacketRow = Awaited<ReturnType<typeof packetsOf>>[number]

export const findPacket = ({ db }: Db, proceedingId: string, id: string) =>
  db
    .selectFrom('referralPacket')
    .selectAll()
    .where('id', '=', id)
    .where('proceedingId', '=', proceedingId)
    .executeTakeFirstOrThrow()

/** Whoever changes a packet waits for whoever changes it now. */
export const lockPacket = ({ db }: Db, id: string) =>
  db.selectFrom('referralPacket').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow()

export const lockDraft = ({ db }: Db, proceedingId: string) =>
  db
    .selectFrom('referralPacket')
    .selectAll()
    .where('proceedingId', '=', proceedingId)
    .where('state', '=', 'draft')
    .forUpdate()
    .executeTakeFirst()

export const addDraft = (ctx: Ctx, values: { proceedingId: string; part: PacketRow['part']; draft: unknown }) =>
  ctx.db
    .insertInto('referralPacket')
    .values({ ...values, draft: JSON.stringify(values.draft), madeBy: actingPerson(ctx) })
    .returning(['id', 'revision'])
    .executeTakeFirstOrThrow()

export const saveDraft = ({ db }: Db, id: string, revision: number, draft: unknown) =>
  db
    .updateTable('referralPacket')
    .set({ draft: JSON.stringify(draft), revision })
    .where('id', '=', id)
    .returning('revision')
    .executeTakeFirstOrThrow()

export type Frozen = {
  readonly number: string
  readonly frozenBy: string
  readonly frozenAt: string
  readonly manifest: string
  readonly salt: Buffer
  readonly blind: Buffer
  readonly requestId: Buffer
}
export const freezePacket = ({ db }: Db, id: string, frozen: Frozen) =>
  db
    .updateTable('referralPacket')
    .set({ ...frozen, state: 'frozen' })
    .where('id', '=', id)
    .execute()

export type Sealed = {
  readonly receipt: string
  readonly signature: string
  readonly sealedAt: string
  readonly zipSha256: string
  readonly zipBytes: number
}
export const sealPacket = ({ db }: Db, id: string, sealed: Sealed) =>
  db
    .updateTable('referralPacket')
    .set({ ...sealed, state: 'sealed' })
    .where('id', '=', id)
    .execute()

export type NewItem = {
  readonly packetId: string
  readonly position: number
  readonly material: number
  readonly name: string
  readonly title: string
  readonly provenance: string
  readonly reason: string
  readonly shownAs: WayOfShowing
  readonly mediaType: string
  readonly sizeBytes: number
  readonly sha256: string
  readonly sm3: string
}
export const addItems = ({ db }: Db, items: readonly NewItem[]) =>
  items.length === 0
    ? Promise.resolve()
    : db
        .insertInto('referralItem')
        .values([...items])
        .execute()
        .then(() => undefined)

export const itemsOf = ({ db }: Db, packetIds: readonly string[]) =>
  packetIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('referralItem')
        .selectAll()
        .where('packetId', 'in', [...packetIds])
        .orderBy('packetId')
        .orderBy('position')
        .execute()

export const findItem = ({ db }: Db, packetId: string, id: string) =>
  db
    .selectFrom('referralItem')
    .selectAll()
    .where('id', '=', id)
    .where('packetId', '=', packetId)
    .executeTakeFirstOrThrow()

export const deliveriesOf = ({ db }: Db, proceedingId: string) =>
  db.selectFrom('referralDelivery').selectAll().where('proceedingId', '=', proceedingId).orderBy('id').execute()

/** What was handed to this body, the newest first, with the matter as far as the body still takes part in it. */
export function deliveriesTo(
  { db }: Db,
  receiverId: string,
  { limit, after }: { limit: number; after?: string | undefined },
) {
  let query = db
    .selectFrom('referralDelivery')
    .innerJoin('referralPacket', 'referralPacket.id', 'referralDelivery.packetId')
    .leftJoin('proceeding', 'proceeding.id', 'referralDelivery.proceedingId')
    .select([
      'referralDelivery.id',
      'referralDelivery.packetId',
      'referralDelivery.proceedingId',
      'referralDelivery.capacity',
      'referralDelivery.channel',
      'referralDelivery.sentAt',
      'referralDelivery.acknowledgedAt',
      'referralPacket.manifest',
      'referralPacket.zipBytes',
      'proceeding.state',
    ])
    .where('referralDelivery.receiverId', '=', receiverId)
  if (after) query = query.where('referralDelivery.id', '<', after)
  return query.orderBy('referralDelivery.id', 'desc').limit(limit).execute()
}

export type NewDelivery = {
  readonly packetId: string
  readonly proceedingId: string
  readonly capacity: 'police' | 'procuratorate'
  readonly channel: Channel
  readonly senderId: string
  readonly receiverId: string | null
  readonly receiverName: string
  readonly sentAt: string
  readonly deliveredAt: string | null
}
/** Once for each packet and receiver: sending it again changes nothing. */
export const addDelivery = ({ db }: Db, values: NewDelivery) =>
  db
    .insertInto('referralDelivery')
    .values(values)
    .onConflict((conflict) => conflict.columns(['packetId', 'receiverName']).doNothing())
    .execute()

export const acknowledgeDeliveries = (
  { db }: Db,
  proceedingId: string,
  capacity: NewDelivery['capacity'],
  { at, by }: { at: string; by: string },
) =>
  db
    .updateTable('referralDelivery')
    .set({ acknowledgedAt: at, acknowledgedBy: by, deliveredAt: sql`coalesce(delivered_at, ${at}::timestamptz)` })
    .where('proceedingId', '=', proceedingId)
    .where('capacity', '=', capacity)
    .where('acknowledgedAt', 'is', null)
    .execute()

/** What was issued in a matter and still stands, with the digest under which its file lies. */
export const issuedDocuments = ({ db }: Db, proceedingId: string) =>
  db
    .selectFrom('document')
    .select(['id', 'form', 'title', 'number', 'digest', 'confidential', 'issuedOn'])
    .where('proceedingId', '=', proceedingId)
    .where('state', '=', 'issued')
    .orderBy('id')
    .execute()

/** Bodies other than this one no longer take part in this capacity: they keep what they were handed. */
export const endOtherParts = ({ db }: Db, proceedingId: string, capacity: string, keep: string | null, until: string) =>
  db
    .updateTable('proceedingParty')
    .set({ until })
    .where('proceedingId', '=', proceedingId)
    .where('capacity', '=', capacity as 'police')
    .where('until', 'is', null)
    .where('organisationId', 'is distinct from', keep)
    .execute()

export const bodyNamed = ({ db }: Db, id: string) =>
  db.selectFrom('organisation').select(['id', 'name', 'kind']).where('id', '=', id).executeTakeFirst()

export const partiesNow = ({ db }: Db, proceedingId: string) =>
  db
    .selectFrom('proceedingParty')
    .innerJoin('organisation', 'organisation.id', 'proceedingParty.organisationId')
    .select(['organisation.id', 'organisation.name', 'organisation.kind', 'proceedingParty.capacity'])
    .where('proceedingId', '=', proceedingId)
    .where('until', 'is', null)
    .execute()

export async function openReverseTransfer({ db }: Db, title: string, on: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`select shoumi.open_reverse_transfer(${title}, ${on}::date) as id`.execute(
    db,
  )
  const [row] = rows
  if (!row) throw new Error('the function returns one row')
  return row.id
}

export async function actFile({ db }: Db, matterId: string, seq: number, attachmentId: string) {
  const { rows } = await sql<{ name: string; mediaType: string; sha256: string }>`
    select * from shoumi.referral_act_file(${matterId}::uuid, ${seq}::int, ${attachmentId}::uuid)`.execute(db)
  return rows[0] ?? null
}

/** The active members of bodies who hold one of the roles; for jobs, which see them. */
export const membersOf = ({ db }: Db, organisationIds: readonly string[], roles: readonly string[]) =>
  organisationIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('membership')
        .innerJoin('person', 'person.id', 'membership.personId')
        .select(['membership.personId', 'membership.organisationId'])
        .where('organisationId', 'in', [...organisationIds])
        .where('leftAt', 'is', null)
        .where('person.state', '=', 'active')
        .where(sql<boolean>`membership.roles && ${sql.val([...roles])}::text[]`)
        .execute()

export const actRow = ({ db }: Db, proceedingId: string, seq: number) =>
  db
    .selectFrom('proceedingAct')
    .innerJoin('proceeding', 'proceeding.id', 'proceedingAct.proceedingId')
    .select(['proceeding.kind', 'proceedingAct.act', 'proceedingAct.capacity'])
    .where('proceedingId', '=', proceedingId)
    .where('seq', '=', seq)
    .executeTakeFirstOrThrow()
