import type { Ctx } from '../../platform/context.ts'

/** What the public directory shows; the row policies give the public nothing else. */
export const listDirectory = ({ db }: Ctx) =>
  db
    .selectFrom('organisation')
    .select(['id', 'kind', 'name', 'address', 'introduction', 'contactPhone', 'contactEmail', 'fictitious'])
    .where('listed', '=', true)
    .where('state', '=', 'admitted')
    .orderBy('kind')
    .orderBy('name')
    .limit(5000)
    .execute()

export const listAddresses = ({ db }: Ctx) =>
  db
    .selectFrom('publication')
    .innerJoin('publicationVersion as version', (on) =>
      on
        .onRef('version.publicationId', '=', 'publication.id')
        .onRef('version.number', '=', 'publication.currentVersion'),
    )
    .select(['slug', 'publishedAt'])
    .orderBy('publishedAt', 'desc')
    .limit(20_000)
    .execute()
