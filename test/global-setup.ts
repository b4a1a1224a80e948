import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { grantAppLogin, migrate } from '../platform/database/migrate.ts'
import { startEmbedded } from '../platform/postgres/embedded.ts'
import { onCluster } from './cluster.ts'

declare module 'vitest' {
  interface ProvidedContext {
    ownerUrl: string
    appPassword: string
  }
}

/** One PostgreSQL for the run, of its own; each test file copies the migrated template. */
export default async function setup(project: TestProject) {
  const folder = await mkdtemp(join(tmpdir(), 'shoumi-pg-'))
  const postgres = await startEmbedded(folder)
  await onCluster(postgres.ownerUrl('postgres'), 'create database shoumi_template')
  await migrate(postgres.ownerUrl('shoumi_template'))
  await grantAppLogin(postgres.ownerUrl(), 'test')
  project.provide('ownerUrl', postgres.ownerUrl('postgres'))
  project.provide('appPassword', 'test')
  return async () => {
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
    await rm(postgres.folder, { recursive: true, force: true })
  }
}
