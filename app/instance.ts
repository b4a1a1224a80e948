import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { grantAppLogin, migrate } from '../platform/database/migrate.ts'
import { type Embedded, startEmbedded } from '../platform/postgres/embedded.ts'
import type { Settings } from '../platform/settings.ts'

/** The database of this installation, migrated, with the two ways to reach it. */
export type Instance = {
  readonly ownerUrl: string
  /** For the role that row security binds. */
  readonly appUrl: string
  readonly embedded: Embedded | null
  readonly migrations: readonly string[]
}

type Step = <T>(words: string, work: () => Promise<T>) => Promise<T>

export async function openInstance(settings: Settings, step: Step): Promise<Instance> {
  mkdirSync(settings.dataDir, { recursive: true })
  const embedded = settings.databaseUrl
    ? null
    : await step('② 启动数据库 / start PostgreSQL', () => startEmbedded(settings.dataDir))
  const ownerUrl = embedded ? embedded.ownerUrl() : settings.databaseUrl!
  try {
    const migrations = await step('③ 更新数据结构 / migrate', () => migrate(ownerUrl))
    return { ownerUrl, appUrl: await grantAppLogin(ownerUrl, appPassword(settings.dataDir)), embedded, migrations }
  } catch (error) {
    await embedded?.stop()
    throw error
  }
}

/** Made once, kept beside the data. */
function appPassword(dataDir: string): string {
  const file = join(dataDir, 'secrets', 'database-password')
  mkdirSync(join(dataDir, 'secrets'), { recursive: true, mode: 0o700 })
  try {
    writeFileSync(file, randomBytes(24).toString('hex'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  return readFileSync(file, 'utf8')
}
