import { join } from 'node:path'
import { shippedForms, shippedNumbering } from '../features/document/document.data.ts'
import { readProgramme } from '../features/programme/programme.data.ts'
import { seedProgramme } from '../features/programme/programme-version.service.ts'
import { seedPublications } from '../features/publication/publication.seed.ts'
import { asSystem } from '../platform/database/database.ts'
import type { House } from '../platform/http/mount.ts'
import { readLaw } from '../platform/law.ts'

const programmeFolder = join(import.meta.dirname, '../programme/jiangbei')

/**
 * Loads the district's programme and the first publications into an instance that has none. All shipped data is read and checked
 * every time, so that a mistake in it is named at start.
 */
export async function seed({ database, world }: House): Promise<void> {
  const [programme, law] = await Promise.all([
    readProgramme(programmeFolder),
    readLaw(),
    shippedForms(),
    shippedNumbering(),
  ])
  await asSystem(database, async (db) => {
    const ctx = { db, world, now: world.clock() }
    await seedProgramme(ctx, programme)
    await seedPublications(ctx, programme, law)
  })
}
