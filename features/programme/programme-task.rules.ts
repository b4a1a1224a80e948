import { advance, type Procedure } from '../../core/procedure.ts'
import { Refusal } from '../../core/refusal.ts'
import type { TaskAct, TaskState } from './programme-task.schema.ts'

/** What may happen to a task. Nothing is deleted: a dropped task keeps its reason and can be taken up again. */
export const taskProcedure: Procedure<TaskState, TaskAct> = {
  planned: { report: 'under-way', finish: 'done', drop: 'dropped', reassign: 'planned' },
  'under-way': { report: 'under-way', finish: 'done', drop: 'dropped', reassign: 'under-way' },
  done: { reopen: 'under-way' },
  dropped: { reopen: 'under-way' },
}

/** Acts that only the body that assigned the work may do; the rest is for whoever does it. */
export const officeActs: readonly TaskAct[] = ['drop', 'reopen', 'reassign']

const needReason: readonly TaskAct[] = ['drop', 'reopen']

/**
 * @param progress - percent; null keeps what it was. A finished task is at 100, and only finishing takes it there
 * @throws Refusal `act-not-open`, `reason-required`, `progress-means-finished`
 */
export function move(
  task: { state: TaskState; progress: number },
  act: TaskAct,
  progress: number | null,
  note: string,
): { state: TaskState; progress: number } {
  const state = advance(taskProcedure, task.state, act)
  if (needReason.includes(act) && note.trim() === '') throw new Refusal('reason-required')
  if (act === 'finish') return { state, progress: 100 }
  if (progress === 100) throw new Refusal('progress-means-finished')
  const kept = act === 'reopen' && task.progress === 100 ? 90 : task.progress
  return { state, progress: progress ?? kept }
}

/** @throws Refusal `due-before-start` */
export function checkDays(startsOn: string | null, dueOn: string) {
  if (startsOn !== null && startsOn > dueOn) throw new Refusal('due-before-start')
}
