import { z } from 'zod'
import { todayAt } from '../../platform/context.ts'
import { defineJob, type Job } from '../../platform/jobs.ts'
import { tell } from '../../platform/notices.ts'
import { coordinatorsOf, tasksToRemind } from './programme.store.ts'
import { makeDossier } from './programme-dossier.service.ts'
import { readTargets } from './programme-target.service.ts'

const remindDays = 7

/** Once a day: says what is due in a week, what fell due yesterday, and each week what is still late; and counts the targets. */
const remind = defineJob({
  name: 'programme:remind',
  payload: z.object({}),
  async run(ctx) {
    const today = todayAt(ctx.now).toString()
    for (const task of await tasksToRemind(ctx, today, remindDays)) {
      const receivers = task.personId
        ? [task.personId]
        : (await coordinatorsOf(ctx, task.organisationId)).map(({ personId }) => personId)
      for (const personId of receivers)
        await tell(ctx, {
          personId,
          organisationId: task.organisationId,
          kind: task.dueOn < today ? 'task.late' : 'task.due-soon',
          params: { title: task.title, dueOn: task.dueOn },
          link: `/app/tasks/${task.id}`,
        })
    }
    await readTargets(ctx)
  },
})

const recount = defineJob({ name: 'programme:read-targets', payload: z.object({}), run: (ctx) => readTargets(ctx) })

export const programmeJobs: readonly Job[] = [makeDossier, remind, recount]
