import type { LawData } from '../../core/law-data.ts'
import type { Tx } from '../../platform/database/database.ts'
import type { Programme } from '../programme/programme.schema.ts'
import { presentVersion } from '../programme/programme-version.service.ts'
import * as store from './publication.store.ts'
import { type SeedPublication, seedPublicationsFrom } from './publication-seed.content.ts'
import { keepVersion } from './publication-version.service.ts'
import { indexProgramme } from './search.service.ts'

type Here = { readonly db: Tx; readonly now: Temporal.Instant }

const reason = '随平台装入的首批内容 / first content, loaded with the platform'

/**
 * The first content of an instance: what has no entry yet is published, what has one is left alone, whatever became of it.
 * @param ctx - with the system's eyes
 */
export async function seedPublications(
  ctx: Here,
  programme: Programme,
  law: Pick<LawData, 'instruments'>,
): Promise<void> {
  let added = false
  for (const seed of seedPublicationsFrom(programme, law)) added = (await publishSeed(ctx, seed)) || added
  if (!added) return
  const { document, madeAt } = await presentVersion(ctx)
  await indexProgramme(ctx, document, madeAt)
}

async function publishSeed(ctx: Here, { kind, slug, text }: SeedPublication): Promise<boolean> {
  const publication = await store.addPublication(ctx, { kind, slug, organisationId: null, createdBy: null })
  if (!publication) return false
  const publicationId = publication.id
  await store.addText(ctx, publicationId, text, [])
  await keepVersion(ctx, { publicationId, kind, slug, number: 1, text, reason, publishedBy: null })
  await store.moveText(ctx, publicationId, { state: 'published' })
  await store.addAct(ctx, { publicationId, round: 1, act: 'publish', toState: 'published', note: reason, doneBy: null })
  return true
}
