import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { openHouse } from '../app/house.ts'
import { seed } from '../app/seed.ts'
import { grantAppLogin, migrate } from '../platform/database/migrate.ts'
import { startEmbedded } from '../platform/postgres/embedded.ts'
import { readSettings } from '../platform/settings.ts'
import { buildWeb } from '../platform/ui/build-web.ts'
import { onCluster } from './cluster.ts'

declare module 'vitest' {
  interface ProvidedContext {
    ownerUrl: string
    appPassword: string
  }
}

/** One PostgreSQL for the run, of its own; each test file copies the migrated template. */
export default async function setup(project: TestProject) {
  await buildWeb()
  const folder = await mkdtemp(join(tmpdir(), 'shoumi-pg-'))
  const postgres = await startEmbedded(folder)
  await onCluster(postgres.ownerUrl('postgres'), 'create database shoumi_template')
  await migrate(postgres.ownerUrl('shoumi_template'))
  await fillTemplate(await grantAppLogin(postgres.ownerUrl('shoumi_template'), 'test'))
  project.provide('ownerUrl', postgres.ownerUrl('postgres'))
  project.provide('appPassword', 'test')
  return async () => {
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
    await rm(postgres.folder, { recursive: true, force: true })
  }
}

/** The template is an instance that was started once: programme and first publications are there, people are not. */
async function fillTemplate(databaseUrl: string) {
  const dataDir = await mkdtemp(join(tmpdir(), 'shoumi-template-'))
  const house = await openHouse({ settings: readSettings({ DATA_DIR: dataDir }), databaseUrl })
  await seed(house)
  await house.server.close()
  await rm(dataDir, { recursive: true, force: true })
}
