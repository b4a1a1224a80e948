import type { z } from 'zod'
import type { Service } from '../../core/contract.ts'
import { openActs } from '../../core/procedure.ts'
import { Refusal } from '../../core/refusal.ts'
import { actingPerson, type Ctx } from '../../platform/context.ts'
import type { Duty } from '../../platform/duties.ts'
import { tell } from '../../platform/notices.ts'
import type { taskContract } from './programme.contract.ts'
import * as store from './programme.store.ts'
import { requireItem } from './programme-outcome.rules.ts'
import { checkDays, move, officeActs, taskProcedure } from './programme-task.rules.ts'
import { presentProgramme } from './programme-version.service.ts'

const mayDirect = (ctx: Ctx) => ctx.actor.permissions.has('programme.assign-task')

export const taskService: Service<typeof taskContract, Ctx> = {
  async list(ctx, { limit, after, ...filter }) {
    const tasks = await store.listTasks(ctx, filter, { limit, after })
    const last = tasks.at(-1)
    return { tasks, next: tasks.length === limit && last ? `${last.dueOn}_${last.id}` : null }
  },

  async read(ctx, { id }) {
    const task = await store.findTask(ctx, id)
    const acts = openActs(taskProcedure, task.state).filter((act) => mayDirect(ctx) || !officeActs.includes(act))
    return {
      task,
      reports: await store.reportsOf(ctx, id),
      openActs: ctx.actor.permissions.has('programme.report-progress') ? acts : [],
    }
  },

  assign: assignTask,

  async act(ctx, { id, act, progress, note, personId, dueOn }) {
    const task = await store.lockTask(ctx, id)
    if (officeActs.includes(act) && !mayDirect(ctx)) throw new Refusal('office-decides')
    const moved = move(task, act, progress, note)
    if (act === 'reassign') {
      await requireMember(ctx, task.organisationId, personId ?? null)
      checkDays(task.startsOn, dueOn ?? task.dueOn)
    }
    await store.saveTask(ctx, id, {
      ...moved,
      closedAt: moved.state === 'done' || moved.state === 'dropped' ? ctx.now.toString() : null,
      ...(act === 'reassign' && { ...(personId !== undefined && { personId }), ...(dueOn && { dueOn }) }),
    })
    await store.addReport(ctx, {
      taskId: id,
      organisationId: task.organisationId,
      act,
      progress: moved.progress,
      note,
      reportedBy: actingPerson(ctx),
    })
    if (act === 'reassign')
      await tellOwner(
        ctx,
        { ...task, personId: personId ?? task.personId, dueOn: dueOn ?? task.dueOn },
        'task.assigned',
      )
    return store.findTask(ctx, id)
  },
}

type NewTask = z.output<typeof taskContract.assign.input>

export async function assignTask(ctx: Ctx, task: NewTask): Promise<{ id: string }> {
  requireItem(await presentProgramme(ctx), task.itemId)
  checkDays(task.startsOn, task.dueOn)
  if (!(await store.admittedOrganisation(ctx, task.organisationId))) throw new Refusal('no-such-organisation')
  await requireMember(ctx, task.organisationId, task.personId)
  const { id } = await store.addTask(ctx, { ...task, createdBy: actingPerson(ctx) })
  await store.addReport(ctx, {
    taskId: id,
    organisationId: task.organisationId,
    act: 'assign',
    progress: 0,
    note: '',
    reportedBy: actingPerson(ctx),
  })
  await tellOwner(ctx, { ...task, id }, 'task.assigned')
  return { id }
}

async function requireMember(ctx: Ctx, organisationId: string, personId: string | null) {
  if (personId !== null && !(await store.isMember(ctx, organisationId, personId))) throw new Refusal('not-a-member')
}

/** The person the task was given to; without one, whoever coordinates for the organisation. Nobody is told of their own act. */
async function tellOwner(
  ctx: Ctx,
  task: { id: string; organisationId: string; personId: string | null; title: string; itemId: string; dueOn: string },
  kind: string,
) {
  const receivers = task.personId
    ? [task.personId]
    : (await store.coordinatorsOf(ctx, task.organisationId)).map(({ personId }) => personId)
  for (const personId of receivers.filter((one) => one !== ctx.actor.person?.id))
    await tell(ctx, {
      personId,
      organisationId: task.organisationId,
      kind,
      params: { title: task.title, itemId: task.itemId, dueOn: task.dueOn },
      link: `/app/tasks/${task.id}`,
    })
}

/** Whoever leaves an organisation hands over the open tasks given to them. */
export const taskDuty: Duty = {
  kind: 'task',
  words: ['未办结的任务', 'Open tasks'],
  count: store.countOpenTasks,
  async handOver(ctx, from, to, organisationId) {
    const moved = await store.handOverTasks(ctx, from, to, organisationId)
    for (const { id, title, progress } of moved) {
      await store.addReport(ctx, {
        taskId: id,
        organisationId,
        act: 'hand-over',
        progress,
        note: '',
        reportedBy: actingPerson(ctx),
      })
      await tell(ctx, {
        personId: to,
        organisationId,
        kind: 'task.handed-over',
        params: { title },
        link: `/app/tasks/${id}`,
      })
    }
    return moved.length
  },
}
