import { type Generated, sql } from 'kysely'
import type { Tx } from '../../platform/database/database.ts'

declare module '../../platform/database/tables.ts' {
  interface Tables {
    clueChannel: {
      id: string
      kind: 'tip' | 'complaint'
      named: boolean
      clueId: string | null
      createdAt: InstantText
      sentAt: InstantText | null
      receivedOn: DayText | null
      toldState: string | null
      toldDueOn: DayText | null
      toldPaused: Generated<boolean>
      toldAt: InstantText | null
    }
    tip: { channelId: string; sealedBody: Buffer; sealedReceipt: Buffer | null }
    tipCode: { digest: Buffer; channelId: string; expiresAt: InstantText | null }
    tipIdentity: { channelId: string; sealedIdentity: Buffer }
    tipFile: {
      id: string
      channelId: string
      format: string
      sizeBytes: number
      found: string[]
      apart: string | null
      sealedFacts: Buffer
      copyObject: string | null
      sealedCopyKey: Buffer | null
      agreed: Generated<boolean>
      addedAt: InstantText
      sentAt: InstantText | null
    }
    tipOriginal: { fileId: string; channelId: string; object: string; sealedKey: Buffer }
    clueMessage: {
      id: Generated<string>
      channelId: string
      sender: 'reporter' | 'office'
      personId: string | null
      sealedBody: Buffer
      sentAt: InstantText
    }
  }
}

type Db = { readonly db: Tx }

/** In the order of time, as the database makes them. */
export async function newId({ db }: Db): Promise<string> {
  const { rows } = await sql<{ id: string }>`select uuidv7() as id`.execute(db)
  return rows[0]?.id as string
}

/** Opens the channel of this code for the rest of the transaction; null when no code that is still good has this digest. */
export async function enterTip({ db }: Db, digest: Buffer, at: string): Promise<string | null> {
  const { rows } = await sql<{
    id: string | null
  }>`select shoumi.enter_tip(${digest}, ${at}::timestamptz) as id`.execute(db)
  return rows[0]?.id ?? null
}

export const beginTip = async ({ db }: Db, id: string): Promise<void> => {
  await sql`select shoumi.begin_tip(${id}::uuid)`.execute(db)
}

export const keepTipUntil = async ({ db }: Db, id: string, until: string | null): Promise<void> => {
  await sql`select shoumi.keep_tip_until(${id}::uuid, ${until}::timestamptz)`.execute(db)
}

/** @returns false when a code with this digest is there already; whoever calls must then undo everything */
export async function insertTip(
  { db }: Db,
  {
    id,
    digest,
    named,
    sealedBody,
    at,
    until,
  }: {
    id: string
    digest: Buffer
    named: boolean
    sealedBody: Buffer
    at: string
    until: string
  },
): Promise<boolean> {
  await db.insertInto('clueChannel').values({ id, kind: 'tip', named, createdAt: at }).execute()
  const kept = await db
    .insertInto('tipCode')
    .values({ digest, channelId: id, expiresAt: until })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (!kept.numInsertedOrUpdatedRows) return false
  await db.insertInto('tip').values({ channelId: id, sealedBody }).execute()
  return true
}

export const saveTip = ({ db }: Db, channelId: string, values: { sealedBody?: Buffer; sealedReceipt?: Buffer }) =>
  db.updateTable('tip').set(values).where('channelId', '=', channelId).execute()

export const findTip = ({ db }: Db, channelId: string) =>
  db.selectFrom('tip').selectAll().where('channelId', '=', channelId).executeTakeFirstOrThrow()

export const saveIdentity = ({ db }: Db, channelId: string, sealedIdentity: Buffer) =>
  db
    .insertInto('tipIdentity')
    .values({ channelId, sealedIdentity })
    .onConflict((conflict) => conflict.column('channelId').doUpdateSet({ sealedIdentity }))
    .execute()

export const findIdentity = ({ db }: Db, channelId: string) =>
  db.selectFrom('tipIdentity').selectAll().where('channelId', '=', channelId).executeTakeFirst()

export const findChannel = ({ db }: Db, id: string) =>
  db.selectFrom('clueChannel').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

export const lockChannel = ({ db }: Db, id: string) =>
  db.selectFrom('clueChannel').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

/** The channel of a clue, if it has one and it may be seen. */
export const channelOfClue = ({ db }: Db, clueId: string) =>
  db.selectFrom('clueChannel').selectAll().where('clueId', '=', clueId).executeTakeFirst()

export const saveChannel = (
  { db }: Db,
  id: string,
  values: {
    clueId?: string
    sentAt?: string
    receivedOn?: string
    toldState?: string
    toldDueOn?: string | null
    toldPaused?: boolean
    toldAt?: string
  },
) => db.updateTable('clueChannel').set(values).where('id', '=', id).execute()

/** What was begun before this moment and never sent is gone, with all that belongs to it. */
export const forgetUnsent = ({ db }: Db, before: string) =>
  db
    .deleteFrom('clueChannel')
    .where('kind', '=', 'tip')
    .where('sentAt', 'is', null)
    .where('createdAt', '<', before)
    .execute()

/** What was sent before this moment and waits for its clue. */
export const sentWithoutClue = ({ db }: Db, before: string) =>
  db.selectFrom('clueChannel').select('id').where('clueId', 'is', null).where('sentAt', '<', before).execute()

export const insertFile = async (
  { db }: Db,
  {
    original,
    ...file
  }: {
    id: string
    channelId: string
    format: string
    sizeBytes: number
    found: string[]
    apart: string | null
    sealedFacts: Buffer
    copyObject: string | null
    sealedCopyKey: Buffer | null
    addedAt: string
    original: { object: string; sealedKey: Buffer }
  },
): Promise<void> => {
  await db.insertInto('tipFile').values(file).execute()
  await db
    .insertInto('tipOriginal')
    .values({ fileId: file.id, channelId: file.channelId, ...original })
    .execute()
}

/** In the order of arrival; the office sees only what was sent. */
export const filesOf = ({ db }: Db, channelId: string) =>
  db.selectFrom('tipFile').selectAll().where('channelId', '=', channelId).orderBy('addedAt').orderBy('id').execute()
export type FileRow = Awaited<ReturnType<typeof filesOf>>[number]

export const findFile = ({ db }: Db, id: string) =>
  db.selectFrom('tipFile').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

export const findOriginal = ({ db }: Db, fileId: string) =>
  db.selectFrom('tipOriginal').selectAll().where('fileId', '=', fileId).executeTakeFirstOrThrow()

/** Undefined once it was removed or forgotten. */
export const fileIfKept = ({ db }: Db, id: string) =>
  db.selectFrom('tipFile').select('sentAt').where('id', '=', id).executeTakeFirst()

/** Gone with its keys: what is left of it cannot be opened any more, and is destroyed by the worker. */
export const removeFile = ({ db }: Db, id: string) => db.deleteFrom('tipFile').where('id', '=', id).execute()

export async function sendFiles(
  { db }: Db,
  channelId: string,
  sentAt: string,
  agreed: readonly string[],
): Promise<void> {
  const unsent = db.updateTable('tipFile').where('channelId', '=', channelId).where('sentAt', 'is', null)
  if (agreed.length > 0)
    await unsent
      .set({ agreed: true })
      .where('id', 'in', [...agreed])
      .execute()
  await unsent.set({ sentAt }).execute()
}

export type NewMessage = {
  readonly id: string
  readonly channelId: string
  readonly sender: 'reporter' | 'office'
  readonly personId: string | null
  readonly sealedBody: Buffer
  readonly sentAt: string
}

export const insertMessage = ({ db }: Db, values: NewMessage) => db.insertInto('clueMessage').values(values).execute()

export const messagesOf = ({ db }: Db, channelId: string) =>
  db.selectFrom('clueMessage').selectAll().where('channelId', '=', channelId).orderBy('sentAt').orderBy('id').execute()

/** The office whose clues these are, and those of it who register or lead. */
export const theOffice = ({ db }: Db) =>
  db
    .selectFrom('organisation')
    .select('id')
    .where('kind', '=', 'office')
    .where('state', '=', 'admitted')
    .orderBy('createdAt')
    .executeTakeFirstOrThrow()

export const receiversOf = ({ db }: Db, organisationId: string) =>
  db
    .selectFrom('membership')
    .innerJoin('person', 'person.id', 'membership.personId')
    .select('personId')
    .where('organisationId', '=', organisationId)
    .where('leftAt', 'is', null)
    .where('person.state', '=', 'active')
    .where(sql<boolean>`membership.roles && array['registrar', 'head']`)
    .orderBy('personId')
    .execute()
