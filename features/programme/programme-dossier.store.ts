import { actingOrganisation, actingPerson, type Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database/database.ts'

type Db = { readonly db: Tx }

export const addDossier = (ctx: Ctx) =>
  ctx.db
    .insertInto('dossier')
    .values({
      organisationId: actingOrganisation(ctx),
      requestedBy: actingPerson(ctx),
      file: null,
      sizeBytes: null,
      sha256: null,
      finishedAt: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()

export const dossierUnderWay = ({ db, now }: Ctx) =>
  db
    .selectFrom('dossier')
    .select('id')
    .where('state', 'in', ['waiting', 'running'])
    .where('requestedAt', '>', now.subtract({ hours: 1 }).toString())
    .executeTakeFirst()

export const listDossiers = ({ db }: Db) =>
  db.selectFrom('dossier').selectAll().orderBy('requestedAt', 'desc').limit(20).execute()

export const findDossier = ({ db }: Db, id: string) =>
  db.selectFrom('dossier').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

export const saveDossier = (
  { db }: Db,
  id: string,
  values: {
    state?: 'running' | 'ready' | 'failed'
    done?: number
    total?: number
    file?: string
    sizeBytes?: number
    sha256?: string
    finishedAt?: string
  },
) => db.updateTable('dossier').set(values).where('id', '=', id).execute()
