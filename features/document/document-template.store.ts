import type { Tx } from '../../platform/database/database.ts'
import type { TemplateContent } from './document.schema.ts'

declare module '../../platform/database/tables.ts' {
  interface Tables {
    documentTemplate: {
      form: number
      version: number
      content: Json<TemplateContent>
      reason: string
      madeBy: string
      madeAt: InstantText
    }
  }
}

type Db = { readonly db: Tx }

/** The office's newest version of a form; undefined while it uses the shipped one. */
export const newestVersion = ({ db }: Db, form: number) =>
  db
    .selectFrom('documentTemplate')
    .select(['version', 'content'])
    .where('form', '=', form)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()

export const versionsOf = ({ db }: Db, form: number) =>
  db
    .selectFrom('documentTemplate')
    .innerJoin('person', 'person.id', 'documentTemplate.madeBy')
    .select(['version', 'content', 'reason', 'person.name as by', 'madeAt'])
    .where('form', '=', form)
    .orderBy('version', 'desc')
    .execute()

export const versionNumbers = ({ db }: Db) =>
  db
    .selectFrom('documentTemplate')
    .select(({ fn }) => ['form', fn.max('version').as('version'), fn.max('madeAt').as('madeAt')])
    .groupBy('form')
    .execute()

/** @returns whether nobody was faster with this number */
export async function addVersion(
  { db }: Db,
  values: { form: number; version: number; content: TemplateContent; reason: string; madeBy: string; madeAt: string },
): Promise<boolean> {
  const added = await db
    .insertInto('documentTemplate')
    .values({ ...values, content: JSON.stringify(values.content) })
    .onConflict((conflict) => conflict.doNothing())
    .returning('version')
    .executeTakeFirst()
  return added !== undefined
}
