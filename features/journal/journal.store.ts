import { sql } from 'kysely'
import type { Ctx } from '../../platform/context.ts'

export type JournalFilter = {
  act?: string | undefined
  subject?: string | undefined
  limit: number
  after?: string | undefined
}

export function listEntries({ db }: Ctx, { act, subject, limit, after }: JournalFilter) {
  let query = db
    .selectFrom('journal')
    .leftJoin('person', 'person.id', 'journal.personId')
    .leftJoin('organisation', 'organisation.id', 'journal.organisationId')
    .select([
      'journal.id',
      'journal.at',
      'act',
      'subject',
      'person.name as person',
      'organisation.name as organisation',
      'detail',
    ])
    .select(sql<string>`encode(digest, 'hex')`.as('digest'))
  if (act) query = query.where('act', 'like', `${act.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`)
  if (subject) query = query.where('subject', '=', subject)
  if (after) query = query.where('journal.id', '<', Number(after))
  return query.orderBy('journal.id', 'desc').limit(limit).execute()
}
