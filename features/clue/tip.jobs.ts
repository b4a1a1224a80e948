import { z } from 'zod'
import { defineJob, type Job } from '../../platform/jobs.ts'
import { systemCtx } from '../../platform/system-ctx.ts'
import { daysToSend } from './tip.schema.ts'
import * as store from './tip.store.ts'
import { watchOver } from './tip-file.service.ts'

/** Reports that were never sent are forgotten; their codes open nothing from the same moment on. */
const forgetUnsent = defineJob({
  name: 'tip:forget-unsent',
  payload: z.object({}),
  async run(job) {
    const ctx = systemCtx(job)
    await store.forgetUnsent(ctx, ctx.now.subtract({ hours: 24 * daysToSend }).toString())
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

export const tipJobs: readonly Job[] = [forgetUnsent, destroyUnsent]
