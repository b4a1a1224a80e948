import { type Generated, sql } from 'kysely'
import type { RichText } from '../../core/rich-text.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database/database.ts'
import type {
  DraftState,
  PublicationDraft,
  PublicationKind,
  PublicationText,
  PublicationVersion,
  VersionState,
} from './publication.schema.ts'

type TextColumns = {
  title: string
  summary: string
  body: RichText
  documentNumber: string
  issuingBody: string
  issuedOn: string | null
  mark: PublicationText['mark']
  source: string
  inForceFrom: string | null
  inForceTo: string | null
  attachmentIds: string[]
}

declare module '../../platform/database/tables.ts' {
  interface Tables {
    publication: {
      id: Generated<string>
      kind: PublicationKind
      slug: string
      organisationId: string | null
      currentVersion: number | null
      createdBy: string | null
      createdAt: Generated<InstantText>
    }
    publicationDraft: Omit<TextColumns, 'body'> & {
      publicationId: string
      body: Json<RichText>
      state: Generated<DraftState>
      round: Generated<number>
      revision: Generated<number>
      reason: Generated<string>
      authors: string[]
      commentOpensOn: DayText | null
      commentClosesOn: DayText | null
      updatedAt: InstantText
    }
    publicationVersion: Omit<TextColumns, 'body'> & {
      publicationId: string
      number: number
      body: Json<RichText>
      state: Generated<VersionState>
      reason: string
      digest: string
      publishedBy: string | null
      publishedAt: InstantText
      endedAt: InstantText | null
      endReason: Generated<string>
    }
    publicationAct: {
      id: Generated<string>
      publicationId: string
      round: number
      act: string
      toState: DraftState
      note: Generated<string>
      doneBy: string | null
      doneAt: InstantText
    }
  }
}

/** Whoever holds a transaction: doors, jobs, the start. */
type Here = { readonly db: Tx; readonly now: Temporal.Instant }

const texts = ({ db }: Pick<Here, 'db'>) =>
  db
    .selectFrom('publicationDraft as draft')
    .innerJoin('publication', 'publication.id', 'draft.publicationId')
    .selectAll('draft')
    .select(['publication.kind', 'publication.slug', 'publication.currentVersion'])

export const findText = (ctx: Ctx, id: string): Promise<PublicationDraft> =>
  texts(ctx).where('draft.publicationId', '=', id).executeTakeFirstOrThrow()

export const lockText = (ctx: Ctx, id: string): Promise<PublicationDraft> =>
  texts(ctx).where('draft.publicationId', '=', id).forUpdate('draft').executeTakeFirstOrThrow()

/** The text that is open for comment at this address, if one is: readable by everybody. */
export const findTextInComment = (ctx: Ctx, slug: string): Promise<PublicationDraft | undefined> =>
  texts(ctx).where('publication.slug', '=', slug).where('draft.state', '=', 'in-comment').executeTakeFirst()

export const listTextsInComment = (ctx: Ctx): Promise<PublicationDraft[]> =>
  texts(ctx).where('draft.state', '=', 'in-comment').orderBy('commentClosesOn').limit(50).execute()

export type TextFilter = {
  kind?: PublicationKind | undefined
  state?: DraftState | undefined
  text?: string | undefined
}

export function listTexts({ db }: Ctx, filter: TextFilter, page: { limit: number; after?: string | undefined }) {
  let query = db
    .selectFrom('publicationDraft as draft')
    .innerJoin('publication', 'publication.id', 'draft.publicationId')
    .select([
      'publication.id',
      'kind',
      'slug',
      'title',
      'state',
      'round',
      'currentVersion',
      'commentOpensOn',
      'commentClosesOn',
      'updatedAt',
      sql<number>`(select count(*) from publication_comment c where c.publication_id = publication.id and c.state = 'waiting')`.as(
        'commentsWaiting',
      ),
    ])
  if (filter.kind) query = query.where('kind', '=', filter.kind)
  if (filter.state) query = query.where('draft.state', '=', filter.state)
  if (filter.text) query = query.where('title', 'ilike', `%${filter.text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`)
  if (page.after) query = query.where('publication.id', '<', page.after)
  return query.orderBy('publication.id', 'desc').limit(page.limit).execute()
}

/** @returns nothing when the address is taken */
export const addPublication = (
  { db }: Here,
  values: { kind: PublicationKind; slug: string; organisationId: string | null; createdBy: string | null },
) =>
  db
    .insertInto('publication')
    .values(values)
    .onConflict((on) => on.column('slug').doNothing())
    .returning('id')
    .executeTakeFirst()

const columns = ({ body, ...text }: PublicationText) => ({
  title: text.title,
  summary: text.summary,
  body: JSON.stringify(body),
  documentNumber: text.documentNumber,
  issuingBody: text.issuingBody,
  issuedOn: text.issuedOn,
  mark: text.mark,
  source: text.source,
  inForceFrom: text.inForceFrom,
  inForceTo: text.inForceTo,
  attachmentIds: text.attachmentIds,
})

export const addText = ({ db, now }: Here, publicationId: string, text: PublicationText, authors: string[]) =>
  db
    .insertInto('publicationDraft')
    .values({ publicationId, ...columns(text), authors, updatedAt: now.toString() })
    .execute()

/** @returns whether the text was still at this revision */
export async function saveText(
  { db, now }: Here,
  id: string,
  base: number,
  text: PublicationText,
  author: string,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('publicationDraft')
    .set({
      ...columns(text),
      revision: base + 1,
      authors: sql<string[]>`(select array_agg(distinct one) from unnest(authors || ${author}::uuid) one)`,
      updatedAt: now.toString(),
    })
    .where('publicationId', '=', id)
    .where('revision', '=', base)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export const moveText = (
  { db, now }: Here,
  id: string,
  change: Partial<
    Pick<PublicationDraft, 'state' | 'round' | 'reason' | 'authors' | 'commentOpensOn' | 'commentClosesOn'>
  >,
) =>
  db
    .updateTable('publicationDraft')
    .set({ ...change, updatedAt: now.toString() })
    .where('publicationId', '=', id)
    .execute()

export const addAct = (
  { db, now }: Here,
  act: { publicationId: string; round: number; act: string; toState: DraftState; note: string; doneBy: string | null },
) =>
  db
    .insertInto('publicationAct')
    .values({ ...act, doneAt: now.toString() })
    .execute()

export const listActs = ({ db }: Ctx, publicationId: string) =>
  db
    .selectFrom('publicationAct')
    .leftJoin('person', 'person.id', 'publicationAct.doneBy')
    .select(['act', 'toState', 'round', 'note', 'person.name as by', 'doneAt'])
    .where('publicationId', '=', publicationId)
    .orderBy('publicationAct.id', 'desc')
    .execute()

export async function addVersion(
  { db, now }: Here,
  publicationId: string,
  version: { number: number; text: PublicationText; reason: string; digest: string; publishedBy: string | null },
) {
  const { number, text, ...rest } = version
  await db
    .updateTable('publicationVersion')
    .set({ state: 'superseded', endedAt: now.toString() })
    .where('publicationId', '=', publicationId)
    .where('state', '=', 'in-force')
    .execute()
  await db
    .insertInto('publicationVersion')
    .values({ publicationId, number, ...columns(text), ...rest, publishedAt: now.toString() })
    .execute()
  await db.updateTable('publication').set({ currentVersion: number }).where('id', '=', publicationId).execute()
}

export const repealVersion = ({ db, now }: Here, publicationId: string, endReason: string) =>
  db
    .updateTable('publicationVersion')
    .set({ state: 'repealed', endedAt: now.toString(), endReason })
    .where('publicationId', '=', publicationId)
    .where('state', '=', 'in-force')
    .execute()

export const listVersions = ({ db }: Pick<Here, 'db'>, publicationId: string): Promise<PublicationVersion[]> =>
  db
    .selectFrom('publicationVersion')
    .selectAll()
    .where('publicationId', '=', publicationId)
    .orderBy('number', 'desc')
    .execute()

export const findPublication = ({ db }: Pick<Here, 'db'>, slug: string) =>
  db
    .selectFrom('publication')
    .select(['id', 'kind', 'slug', 'currentVersion'])
    .where('slug', '=', slug)
    .executeTakeFirst()

const published = ({ db }: Pick<Here, 'db'>, kind: PublicationKind | undefined) => {
  const query = db
    .selectFrom('publicationVersion as version')
    .innerJoin('publication', (on) =>
      on
        .onRef('publication.id', '=', 'version.publicationId')
        .onRef('publication.currentVersion', '=', 'version.number'),
    )
  return kind ? query.where('publication.kind', '=', kind) : query
}

export const listPublished = (
  ctx: Pick<Here, 'db'>,
  kind: PublicationKind | undefined,
  { limit, offset }: { limit: number; offset: number },
) =>
  published(ctx, kind)
    .select([
      'kind',
      'slug',
      'number as version',
      'state',
      'title',
      'summary',
      'documentNumber',
      'issuingBody',
      'issuedOn',
      'inForceFrom',
      'mark',
      'publishedAt',
    ])
    .orderBy('publishedAt', 'desc')
    .orderBy('publication.id', 'desc')
    .limit(limit)
    .offset(offset)
    .execute()

export const countPublished = async (ctx: Pick<Here, 'db'>, kind: PublicationKind | undefined): Promise<number> =>
  (
    await published(ctx, kind)
      .select((of) => of.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
  ).n

export const officePeopleWith = async (
  { db }: Ctx,
  organisationId: string,
  roles: readonly string[],
): Promise<string[]> => {
  const rows = await db
    .selectFrom('membership')
    .select('personId')
    .where('organisationId', '=', organisationId)
    .where('leftAt', 'is', null)
    .where(sql<boolean>`roles && ${[...roles]}::text[]`)
    .execute()
  return rows.map(({ personId }) => personId)
}
