import type { Generated } from 'kysely'
import type { Capacity } from '../../core/proceeding.ts'
import type { Tx } from '../../platform/database/database.ts'
import type { DocumentSummary, FactValues, ServiceFacts, Volume } from './document.schema.ts'
import type { Paper } from './document-paper.schema.ts'

declare module '../../platform/database/tables.ts' {
  interface Tables {
    document: {
      id: Generated<string>
      proceedingId: string
      form: number
      title: string
      state: Generated<'draft' | 'issued' | 'voided'>
      revision: Generated<number>
      filled: Json<FactValues>
      changed: Json<FactValues>
      templateVersion: number | null
      number: string | null
      confidential: Generated<boolean>
      volume: Volume | null
      aboutId: string | null
      replacesId: string | null
      draftedBy: string | null
      draftedAt: InstantText
      issuedBy: string | null
      issuedOn: DayText | null
      issuedAt: InstantText | null
      digest: string | null
      servedOn: DayText | null
      servedManner: ServiceFacts['manner'] | null
      servedTo: string | null
      serviceNote: Generated<string>
      voidedBy: string | null
      voidedAt: InstantText | null
      voidReason: string | null
      paper: Json<Paper> | null
    }
  }
}

type Db = { readonly db: Tx }

const documents = ({ db }: Db) =>
  db
    .selectFrom('document')
    .innerJoin('proceeding', 'proceeding.id', 'document.proceedingId')
    .leftJoin('person as drafter', 'drafter.id', 'document.draftedBy')
    .leftJoin('person as issuer', 'issuer.id', 'document.issuedBy')
    .selectAll('document')
    .select(['proceeding.kind as matterKind', 'drafter.name as drafterName', 'issuer.name as issuerName'])

export const findDocument = (ctx: Db, id: string) =>
  documents(ctx).where('document.id', '=', id).executeTakeFirstOrThrow()

/** Whoever changes a document waits for whoever changes it now. */
export const lockDocument = (ctx: Db, id: string) =>
  documents(ctx).where('document.id', '=', id).forUpdate('document').executeTakeFirstOrThrow()

export const documentsOf = (ctx: Db, proceedingIds: readonly string[]) =>
  documents(ctx)
    .where('proceedingId', 'in', [...proceedingIds])
    .orderBy('document.id')
    .execute()

/**
 * The matters whose papers lie in the file of this one: of a case its clue, its measures and its referral too (一案一卷).
 * @source 《市场监督管理行政处罚程序规定》第七十八条
 */
export async function mattersFiledWith(ctx: Db, proceedingId: string): Promise<string[]> {
  const { kind, parentId } = await findMatterOf(ctx, proceedingId)
  if (kind !== 'case') return [proceedingId]
  const children = await ctx.db.selectFrom('proceeding').select('id').where('parentId', '=', proceedingId).execute()
  return [proceedingId, ...(parentId ? [parentId] : []), ...children.map(({ id }) => id)]
}

export type DocumentRow = Awaited<ReturnType<typeof findDocument>>

export const summaryOf = (row: DocumentRow): DocumentSummary => ({
  id: row.id,
  form: row.form,
  title: row.title,
  state: row.state,
  number: row.number,
  confidential: row.confidential,
  volume: row.volume,
  draftedAt: row.draftedAt,
  draftedBy: row.drafterName,
  issuedOn: row.issuedOn,
  issuedBy: row.issuerName,
  digest: row.digest,
  service:
    row.servedOn && row.servedManner && row.servedTo
      ? { servedOn: row.servedOn, manner: row.servedManner, servedTo: row.servedTo, note: row.serviceNote }
      : null,
  aboutId: row.aboutId,
  replacesId: row.replacesId,
  voidedAt: row.voidedAt,
  voidReason: row.voidReason,
})

export const issuedOf = ({ db }: Db, proceedingId: string) =>
  db
    .selectFrom('document')
    .select(['id', 'form', 'number', 'issuedOn', 'servedOn'])
    .where('proceedingId', '=', proceedingId)
    .where('state', '=', 'issued')
    .orderBy('id')
    .execute()

export type NewDocument = {
  readonly proceedingId: string
  readonly form: number
  readonly title: string
  readonly filled: FactValues
  readonly confidential: boolean
  readonly volume: Volume | null
  readonly aboutId: string | null
  readonly replacesId: string | null
  readonly draftedBy: string | null
  readonly draftedAt: string
}
export type Issuing = {
  readonly number: string | null
  readonly templateVersion: number
  readonly issuedBy: string | null
  readonly issuedOn: string
  readonly issuedAt: string
  readonly digest: string
  readonly paper: Paper
}

const written = ({ filled, ...values }: NewDocument) => ({ ...values, filled: JSON.stringify(filled), changed: '{}' })

export const addDraft = ({ db }: Db, values: NewDocument) =>
  db.insertInto('document').values(written(values)).returning('id').executeTakeFirstOrThrow()

/** Issued in one step by an act: it was never a draft that anybody could see. */
export const addIssued = ({ db }: Db, values: NewDocument, issuing: Issuing) =>
  db
    .insertInto('document')
    .values({ ...written(values), state: 'issued', ...issuing, paper: JSON.stringify(issuing.paper) })
    .returning('id')
    .executeTakeFirstOrThrow()

/** @returns whether the draft was still at this revision */
export async function saveDraft(
  { db }: Db,
  id: string,
  base: number,
  { changed, filled, ...values }: { changed: FactValues; filled?: FactValues; confidential?: boolean },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('document')
    .set({
      ...values,
      changed: JSON.stringify(changed),
      ...(filled && { filled: JSON.stringify(filled) }),
      revision: base + 1,
    })
    .where('id', '=', id)
    .where('revision', '=', base)
    .where('state', '=', 'draft')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export const issueDraft = ({ db }: Db, id: string, issuing: Issuing) =>
  db
    .updateTable('document')
    .set({ state: 'issued', ...issuing, paper: JSON.stringify(issuing.paper) })
    .where('id', '=', id)
    .execute()

export const saveService = ({ db }: Db, id: string, { servedOn, manner, servedTo, note }: ServiceFacts) =>
  db
    .updateTable('document')
    .set({ servedOn, servedManner: manner, servedTo, serviceNote: note })
    .where('id', '=', id)
    .execute()

export const voidDocument = (
  { db }: Db,
  id: string,
  values: { voidedBy: string | null; voidedAt: string; voidReason: string },
) =>
  db
    .updateTable('document')
    .set({ state: 'voided', ...values })
    .where('id', '=', id)
    .execute()

/** `agency` is empty for another body, which may see the matter and not the office's own entry. */
export const findMatterOf = ({ db }: Db, proceedingId: string) =>
  db
    .selectFrom('proceeding')
    .leftJoin('organisation', 'organisation.id', 'proceeding.organisationId')
    .select(({ fn, val }) => [
      'proceeding.kind',
      'proceeding.parentId',
      fn.coalesce('organisation.name', val('')).as('agency'),
    ])
    .where('proceeding.id', '=', proceedingId)
    .executeTakeFirstOrThrow()

/** Whether this person has, or ever had, this part in the matter. */
export async function tookPart(
  { db }: Db,
  proceedingId: string,
  personId: string,
  capacity: Capacity,
): Promise<boolean> {
  const found = await db
    .selectFrom('proceedingPerson')
    .select('id')
    .where('proceedingId', '=', proceedingId)
    .where('personId', '=', personId)
    .where('capacity', '=', capacity)
    .executeTakeFirst()
  return found !== undefined
}
