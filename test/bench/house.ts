import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openHouse } from '../../app/house.ts'
import { seed } from '../../app/seed.ts'
import type { OrganisationKind, Role } from '../../core/permission.ts'
import { openDatabase } from '../../platform/database/database.ts'
import { grantAppLogin, migrate } from '../../platform/database/migrate.ts'
import { digestToken } from '../../platform/http/mount.ts'
import { startEmbedded } from '../../platform/postgres/embedded.ts'
import { readSettings } from '../../platform/settings.ts'

export type Measured = {
  readonly house: Awaited<ReturnType<typeof openHouse>>
  readonly address: string
  readonly ownerUrl: string
  readonly dataDir: string
}

/** A whole house on a database and a port of its own, to be measured; nothing of it is left afterwards. */
export async function withHouse<T>(measure: (measured: Measured) => Promise<T>): Promise<T> {
  const dataDir = await mkdtemp(join(tmpdir(), 'shoumi-bench-'))
  const postgres = await startEmbedded(dataDir)
  try {
    const ownerUrl = postgres.ownerUrl()
    await migrate(ownerUrl)
    const house = await openHouse({
      settings: readSettings({ DATA_DIR: dataDir }),
      databaseUrl: await grantAppLogin(ownerUrl, 'bench'),
      perMinute: 1e9,
    })
    await seed(house)
    const address = await house.server.listen({ port: 0, host: '127.0.0.1' })
    try {
      return await measure({ house, address, ownerUrl, dataDir })
    } finally {
      await house.server.close()
    }
  } finally {
    await postgres.stop()
    // As root the database lies elsewhere, where its service user may read it.
    for (const used of [postgres.folder, dataDir]) await rm(used, { recursive: true, force: true })
  }
}

/** Somebody of an organisation of this kind, signed in. */
export async function somebody(ownerUrl: string, kind: OrganisationKind, role: Role) {
  const owner = openDatabase(ownerUrl)
  const { id: organisationId } = await owner
    .insertInto('organisation')
    .values({ kind, name: '虚构', state: 'admitted' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const { id: personId } = await owner
    .insertInto('person')
    .values({ name: '虚构', email: 'bench@example.test' })
    .returning('id')
    .executeTakeFirstOrThrow()
  await owner
    .insertInto('membership')
    .values({ organisationId, personId, roles: [role] })
    .execute()
  const token = randomBytes(16).toString('hex')
  await owner
    .insertInto('session')
    .values({
      tokenDigest: digestToken(token),
      personId,
      organisationId,
      method: 'bench',
      expiresAt: '2099-01-01T00:00:00Z',
    })
    .execute()
  await owner.destroy()
  return { organisationId, token }
}
