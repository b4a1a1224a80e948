import { sql } from 'kysely'
import type { z } from 'zod'
import { jobs } from '../app/worker.ts'
import { clueActContract, clueContract } from '../features/clue/clue.contract.ts'
import { clueMachine } from '../features/clue/clue.rules.ts'
import { complaintContract } from '../features/clue/complaint.contract.ts'
import { asSystem } from '../platform/database/database.ts'
import { aMember, type Member } from './builders.ts'
import { aCaseTeam, CaseFile, type CaseTeam } from './case-file.ts'
import type { TestHouse } from './harness.ts'

/** Whoever works on a case, and whoever registers clues. */
export type ClueTeam = CaseTeam & { readonly registrar: Member }

export async function aClueTeam(test: TestHouse): Promise<ClueTeam> {
  const team = await aCaseTeam(test)
  return { ...team, registrar: await aMember(test, 'office', 'registrar', team.office) }
}

type Registration = z.input<typeof clueContract.register.input>
export const registration = {
  source: 'discovery',
  title: '虚构丙公司涉嫌使用他人图纸',
  receivedOn: '2026-11-23',
  accused: '虚构丙精密机械有限公司',
  rightHolder: '虚构丁科技有限公司',
  summary: '虚构：巡查时发现展会样品与他人图纸一致。',
} as const satisfies Registration

/** A clue as the people of its office work on it. */
export const clueFile = (test: TestHouse, team: ClueTeam, id: string) =>
  new CaseFile(test, team, { id, number: null, machine: clueMachine, contract: clueActContract })

/** A clue that the office found, registered through the door, unless another way in is given. */
export async function aClue(test: TestHouse, given: { team?: ClueTeam; register?: Partial<Registration> } = {}) {
  const team = given.team ?? (await aClueTeam(test))
  const { status, body, refusal } = await team.registrar.caller.call(clueContract.register, {
    ...registration,
    ...given.register,
  })
  if (status !== 200) throw new Error(JSON.stringify(refusal))
  return clueFile(test, team, body.id)
}

/** What is queued under this name is done, in order, as the worker does it. */
export async function doQueued(test: TestHouse, name: string): Promise<void> {
  const { database, world } = test.house
  const job = jobs.find((one) => one.name === name)
  if (!job) throw new RangeError(`no job is called ${name}`)
  const { rows } = await sql<{ id: string; payload: unknown }>`
    select jobs.id, p.payload from graphile_worker.jobs join graphile_worker._private_jobs p on p.id = jobs.id
    where task_identifier = ${name} order by jobs.id`.execute(test.owner)
  for (const { id, payload } of rows) {
    const known = job.payload.parse(payload)
    await asSystem(database, (db) => job.run({ db, world, now: world.clock(), database }, known))
    await sql`delete from graphile_worker._private_jobs where id = ${id}`.execute(test.owner)
  }
}

export const complaintText = {
  rightHolder: '虚构戊材料有限公司',
  standing: 'owner',
  accused: '虚构己新材料有限公司',
  infringement: '虚构：离职技术员入职后两个月，对方推出参数相同的产品。',
  truthful: true,
} as const satisfies Partial<z.input<typeof complaintContract.save.input>['body']>

/** A complaint that an enterprise wrote; sent, with its clue opened, unless it is to stay a draft. */
export async function aComplaint(
  test: TestHouse,
  given: { by?: Member; body?: z.input<typeof complaintContract.save.input>['body']; draft?: boolean } = {},
) {
  const by = given.by ?? (await aMember(test, 'enterprise', 'representative'))
  const { body } = await by.caller.call(complaintContract.begin, {})
  const saved = await by.caller.call(complaintContract.save, {
    id: body.id,
    revision: 1,
    body: { ...complaintText, ...given.body },
    attachments: [],
  })
  if (!given.draft) {
    const sent = await by.caller.call(complaintContract.send, { id: body.id, revision: saved.body.revision })
    if (sent.status !== 200) throw new Error(JSON.stringify(sent.refusal))
    await doQueued(test, 'clue:open')
  }
  const { clueId } = await test.owner
    .selectFrom('clueChannel')
    .select('clueId')
    .where('id', '=', body.id)
    .executeTakeFirstOrThrow()
  return { by, id: body.id, revision: saved.body.revision, clueId }
}
