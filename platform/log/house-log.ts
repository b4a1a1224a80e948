import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { asSystem, type Database } from '../database/database.ts'
import { enqueue } from '../jobs.ts'
import type { Settings } from '../settings.ts'
import { type Log, type LogOptions, openLog } from './log.ts'
import { folderLogFiles, s3LogFiles } from './log-files.ts'
import { type LogStore, logStore } from './log-store.ts'
import { readAuthorities } from './timestamp-authorities.ts'

const stampJob = 'log:stamp'

/** The log of one running house; stamps are asked for through its job queue. */
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
  return openInstanceLog(settings, logStore(databaseUrl), {
    clock,
    // One key for all: a stamp over a newer state says more than one over an older.
    ...(settings.log.authorityFile && {
      wantTimestamp: ({ origin, size }) =>
        asSystem(database, (tx) => enqueue(tx, stampJob, { origin, size }, { key: `${stampJob}:${origin}` })),
    }),
  })
}

/** The log of an installation from its settings, also without a house around it. */
export async function openInstanceLog(
  settings: Settings,
  store: LogStore,
  more: Partial<Pick<LogOptions, 'clock' | 'wantTimestamp'>> = {},
): Promise<Log> {
  const { witnessFile, authorityFile, s3 } = settings.log
  return openLog({
    store,
    files: s3 ? s3LogFiles(s3) : folderLogFiles(join(settings.dataDir, 'log', 'public')),
    dataDir: settings.dataDir,
    host: new URL(settings.publicUrl).host,
    clock: Temporal.Now.instant,
    witnessPolicy: witnessFile ? readFileSync(witnessFile, 'utf8') : 'quorum none',
    authorities: authorityFile ? await readAuthorities(authorityFile) : [],
    ...more,
  })
}
