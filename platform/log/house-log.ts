import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { asSystem, type Database } from '../database/database.ts'
import { enqueue } from '../jobs.ts'
import type { Settings } from '../settings.ts'
import { type Log, openLog } from './log.ts'
import { folderLogFiles, s3LogFiles } from './log-files.ts'
import { logStore } from './log-store.ts'

export const stampJob = 'log:stamp'

/** The log of one installation, from its settings. */
export function openHouseLog({
  settings,
  databaseUrl,
  database,
  clock,
}: {
  settings: Settings
  databaseUrl: string
  database: Database
  clock: () => Temporal.Instant
}): Promise<Log> {
  const { witnessFile, authorityFile, s3 } = settings.log
  return openLog({
    store: logStore(databaseUrl),
    files: s3 ? s3LogFiles(s3) : folderLogFiles(join(settings.dataDir, 'log', 'public')),
    dataDir: settings.dataDir,
    host: new URL(settings.publicUrl).host,
    clock,
    witnessPolicy: witnessFile ? readFileSync(witnessFile, 'utf8') : 'quorum none',
    // One key for all: a stamp over a newer state says more than one over an older.
    ...(authorityFile && {
      wantTimestamp: ({ origin, size }) =>
        asSystem(database, (tx) => enqueue(tx, stampJob, { origin, size }, { key: `${stampJob}:${origin}` })),
    }),
  })
}
