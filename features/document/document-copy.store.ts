import type { Generated } from 'kysely'
import type { z } from 'zod'
import type { Tx } from '../../platform/database/database.ts'
import type { CopyPurpose, DocumentCopy } from './document.schema.ts'
import type { Paper } from './document-paper.schema.ts'

declare module '../../platform/database/tables.ts' {
  interface Tables {
    documentCopy: {
      id: Generated<string>
      documentId: string
      purpose: z.infer<typeof CopyPurpose>
      form: number
      issuedOn: DayText
      paper: Json<Paper>
      digest: string
      masked: number
      madeBy: string
      madeAt: InstantText
    }
  }
}

type Db = { readonly db: Tx }
type NewCopy = Pick<DocumentCopy, 'documentId' | 'purpose' | 'form' | 'masked' | 'digest'> & {
  readonly issuedOn: string
  readonly paper: Paper
  readonly madeBy: string
  readonly madeAt: string
}

const copies = ({ db }: Db) =>
  db
    .selectFrom('documentCopy')
    .leftJoin('person', 'person.id', 'documentCopy.madeBy')
    .selectAll('documentCopy')
    .select('person.name as maker')

export const findCopy = (ctx: Db, id: string) => copies(ctx).where('documentCopy.id', '=', id).executeTakeFirstOrThrow()

/** Those of a document or of whole matters, in the order of making; also of documents that the reader may not see. */
export const copiesOf = (
  ctx: Db,
  of: { readonly documentId: string } | { readonly proceedingIds: readonly string[] },
) =>
  copies(ctx)
    .where(({ eb, fn, ref }) =>
      'documentId' in of
        ? eb('documentId', '=', of.documentId)
        : eb(fn<string>('shoumi.matter_of_document', [ref('documentId')]), 'in', [...of.proceedingIds]),
    )
    .orderBy('documentCopy.id')
    .execute()

export type CopyRow = Awaited<ReturnType<typeof findCopy>>

export const copyOf = (row: CopyRow): DocumentCopy => ({
  id: row.id,
  documentId: row.documentId,
  form: row.form,
  title: row.paper.title,
  number: row.paper.number ?? null,
  purpose: row.purpose,
  masked: row.masked,
  digest: row.digest,
  madeBy: row.maker,
  madeAt: row.madeAt,
})

export const addCopy = ({ db }: Db, { paper, ...values }: NewCopy) =>
  db
    .insertInto('documentCopy')
    .values({ ...values, paper: JSON.stringify(paper) })
    .returning('id')
    .executeTakeFirstOrThrow()
