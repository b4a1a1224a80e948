import { z } from 'zod'
import { defineJob, type Job } from '../../platform/jobs.ts'
import { inOwnTransaction, systemCtx } from '../../platform/system-ctx.ts'
import { systemAct } from '../proceeding/proceeding-act.service.ts'
import { endedByLaw } from './published-decision.service.ts'

/**
 * Ends every publication whose period is over. The public page has not shown it since; this puts it on the record, in cases
 * that are archived too.
 *
 * @source 《市场监督管理行政处罚信息公示规定》第十三条
 */
const endPublications = defineJob({
  name: 'case:end-publications',
  payload: z.object({}),
  async run(ctx) {
    for (const { proceedingId } of await endedByLaw(systemCtx(ctx)))
      await inOwnTransaction(ctx, (own) => systemAct(own, proceedingId, 'end-publication', { reason: '公示期满。' }))
  },
})

export const caseJobs: readonly Job[] = [endPublications]
