import { z } from 'zod'
import { defineJob, enqueue, type Job } from '../../platform/jobs.ts'
import { daysToSend } from './tip.schema.ts'
import * as store from './tip.store.ts'
import { watchOver } from './tip-file.service.ts'

/**
 * Reports that were never sent are forgotten; their codes open nothing from the same moment on. One that was sent and has no
 * clue is opened again: a backup keeps what was sent, and not the job that waited.
 */
const keepChannels = defineJob({
  name: 'tip:keep-channels',
  payload: z.object({}),
  async run(job) {
    const { db, now } = job
    await store.forgetUnsent(job, now.subtract({ hours: 24 * daysToSend }).toString())
    for (const { id } of await store.sentWithoutClue(job, now.subtract({ minutes: 10 }).toString()))
      await enqueue(db, 'clue:open', { channelId: id }, { key: `clue-open/${id}` })
  },
})

/** The sealed bytes of a file that its reporter removed or never sent. Nothing could open them; now they are gone as well. */
const destroyUnsent = defineJob({
  name: 'tip:destroy-unsent',
  payload: z.object({ fileId: z.uuid(), objects: z.array(z.string()) }),
  async run(job, { fileId, objects }) {
    const file = await store.fileIfKept(job, fileId)
    if (!file) for (const object of objects) await job.world.objects.remove(object)
    else if (file.sentAt === null) await watchOver(job, fileId, objects)
  },
})

export const tipJobs: readonly Job[] = [keepChannels, destroyUnsent]
