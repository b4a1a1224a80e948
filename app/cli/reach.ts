import { type Database, openDatabase } from '../../platform/database/database.ts'
import { runningInstance } from '../../platform/postgres/embedded.ts'
import type { Settings } from '../../platform/settings.ts'
import { openInstance } from '../instance.ts'

export type Reached = {
  readonly settings: Settings
  readonly ownerUrl: string
  readonly owner: Database
  readonly close: () => Promise<void>
}

/** The database of this installation: that of the running server, or started for the length of this command. */
export async function reach(settings: Settings): Promise<Reached> {
  const running = settings.databaseUrl ? null : await runningInstance(settings.dataDir)
  const instance = running?.ownerUrl ? null : await openInstance(settings, (_words, work) => work())
  const ownerUrl = running?.ownerUrl ?? instance!.ownerUrl
  const owner = openDatabase(ownerUrl, { connections: 3, applicationName: 'shoumi-cli' })
  return {
    settings,
    ownerUrl,
    owner,
    close: async () => {
      await owner.destroy()
      await instance?.embedded?.stop()
    },
  }
}
