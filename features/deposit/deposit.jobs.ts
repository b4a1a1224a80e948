import { z } from 'zod'
import { todayAt } from '../../platform/context.ts'
import { defineJob, type Job } from '../../platform/jobs.ts'
import { tell } from '../../platform/notices.ts'
import { depositsToRecheck } from './deposit.store.ts'

/** Once a day: whose originals should be compared again is told, once. */
const remind = defineJob({
  name: 'deposit:remind',
  payload: z.object({}),
  async run(ctx) {
    for (const { id, label, personId, organisationId } of await depositsToRecheck(ctx, todayAt(ctx.now).toString()))
      await tell(ctx, {
        personId,
        organisationId,
        kind: 'deposit.recheck',
        params: { label: label || id.slice(0, 8) },
        link: `/app/deposits/${id}`,
      })
  },
})

export const depositJobs: readonly Job[] = [remind]
