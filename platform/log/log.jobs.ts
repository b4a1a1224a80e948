import { z } from 'zod'
import { defineJob, type Job } from '../jobs.ts'

/** Asked for after every publication. A throw brings it back later; by then a newer checkpoint may have taken its place. */
export const stampCheckpoint = defineJob({
  name: 'log:stamp',
  payload: z.object({ origin: z.string(), size: z.number().int() }),
  run: async ({ world }, { origin, size }) => {
    await world.log.stamp(origin, size)
  },
})

/** Once a day: what the authorities say about revoked certificates is put beside tokens made before. */
export const completeTimestamps = defineJob({
  name: 'log:complete-timestamps',
  payload: z.object({}),
  run: async ({ world }) => {
    await world.log.completeTimestamps()
  },
})

export const logJobs: readonly Job[] = [stampCheckpoint, completeTimestamps]
