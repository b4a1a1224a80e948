import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { EvidenceError } from '../../evidence/evidence-error.ts'
import { readPolicy } from '../../evidence/policy.ts'
import { DataError } from '../data-file.ts'
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
    witnessPolicy: witnessFile ? await readWitnesses(witnessFile) : 'quorum none',
    authorities: authorityFile ? await readAuthorities(authorityFile) : [],
    ...more,
  })
}

/** @throws DataError with the line that is wrong */
export async function readWitnesses(path: string): Promise<string> {
  const file = basename(path)
  const wrong = (at: string, message: string) => new DataError([{ file, path: at, message }])
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    throw wrong('', '缺少这个文件，请补上 / this file is missing: add it')
  })
  try {
    const { logs } = readPolicy(text)
    if (logs.length > 0)
      throw wrong('', '不要写 log 行：本机的日志会自动写在前面 / leave out log lines: ours are put before')
    return text
  } catch (error) {
    if (!(error instanceof EvidenceError)) throw error
    const { line = '', reason = error.code } = error.detail
    throw wrong(
      line === '' ? '' : `第 ${line} 行 / line ${line}`,
      `不是 C2SP tlog-policy / not a C2SP tlog-policy: ${reason}`,
    )
  }
}
