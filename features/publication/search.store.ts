import { sql } from 'kysely'
import type { Tx } from '../../platform/database/database.ts'
import type { SearchDocument, SearchKind } from './search.schema.ts'

declare module '../../platform/database/tables.ts' {
  interface Tables {
    searchDocument: {
      kind: SearchKind
      ref: string
      url: string
      title: string
      plain: string
      tsv: string
      published: boolean
      updatedAt: InstantText
    }
  }
}

type Here = { readonly db: Tx }

/** @param tsv - a tsvector literal, made by `tsvectorLiteral` */
export const saveDocument = ({ db }: Here, { tsv, ...document }: SearchDocument & { tsv: string }) =>
  db
    .insertInto('searchDocument')
    .values({ ...document, published: true, tsv: sql`${tsv}::tsvector` })
    .onConflict((on) =>
      on.columns(['kind', 'ref']).doUpdateSet((of) => ({
        url: of.ref('excluded.url'),
        title: of.ref('excluded.title'),
        plain: of.ref('excluded.plain'),
        tsv: of.ref('excluded.tsv'),
        published: true,
        updatedAt: of.ref('excluded.updatedAt'),
      })),
    )
    .execute()

export const hideDocument = ({ db }: Here, kind: SearchKind, ref: string) =>
  db.updateTable('searchDocument').set({ published: false }).where('kind', '=', kind).where('ref', '=', ref).execute()

export const hideDocumentsExcept = ({ db }: Here, kind: SearchKind, refs: readonly string[]) =>
  db
    .updateTable('searchDocument')
    .set({ published: false })
    .where('kind', '=', kind)
    .where(sql<boolean>`ref <> all(${[...refs]}::text[])`)
    .execute()

export type Found = { kind: SearchKind; url: string; title: string; plain: string; updatedAt: string; total: number }

/** @param tsquery - a tsquery literal, made by `tsqueryLiteral` */
export async function findDocuments(
  { db }: Here,
  tsquery: string,
  { kind, newest, limit, offset }: { kind: SearchKind | null; newest: number; limit: number; offset: number },
): Promise<Found[]> {
  const { rows } = await sql<Found>`
    select kind, url, title, plain, updated_at, count(*) over () as total
      from shoumi.search_published(${tsquery}::tsquery, ${kind}, ${newest})
     order by rank desc, updated_at desc, ref
     limit ${limit} offset ${offset}`.execute(db)
  return rows
}

/** An organisation as the public directory shows it; nothing when it is not in the directory. */
export const findListed = ({ db }: Here, id: string) =>
  db
    .selectFrom('organisation')
    .select(['id', 'name', 'kind', 'introduction', 'address'])
    .where('id', '=', id)
    .where('listed', '=', true)
    .where('state', '=', 'admitted')
    .executeTakeFirst()
