import { describe, expect, it } from 'vitest'
import { decodeCourse, verifyCourse } from '../../evidence/course.ts'
import { trustFrom } from '../../evidence/trust.ts'
import { aCase, aCaseTeam } from '../../test/case-file.ts'
import { investigate } from '../../test/case-path.ts'
import { aHouse } from '../../test/harness.ts'
import { caseActs } from '../case/case.contract.ts'
import { proceedingContract as doors } from './proceeding.contract.ts'

const test = await aHouse()
const measures = { measures: ['V1', 'V2'] }
const actsOf = async (file: Awaited<ReturnType<typeof aCase>>) => (await file.view()).timeline.map(({ act }) => act)
const waitingFor = async (file: Awaited<ReturnType<typeof aCase>>, by: 'head' | 'principal') => {
  const { body } = await file.team[by].caller.call(doors.approvals, {})
  return body.proposals.filter(({ proceedingId }) => proceedingId === file.id)
}

describe('an act that needs approval', () => {
  it('waits as a proposal with what was entered, and is done with the opinion when the right level approves', async () => {
    const file = await aCase(test)
    const { body } = await file.attempt('approve-measures', { on: '2026-03-03', fields: measures })
    expect(body).toMatchObject({ state: 'investigating' })
    const [proposal] = await waitingFor(file, 'principal')
    expect(proposal).toMatchObject({ act: 'approve-measures', level: 'principal', state: 'waiting' })
    expect(proposal?.entries.map(({ text: [zh] }) => zh).join()).toContain('进入经营场所检查')
    expect(await actsOf(file)).toEqual(['assign-handlers'])
    const approved = await file.approve(body.proposalId ?? '', 'principal')
    expect(approved.status).toBe(200)
    const { timeline } = await file.view()
    expect(timeline.slice(1)).toMatchObject([
      { act: 'approve-measures', approvedBy: file.team.principal.person.name, fields: { opinion: '同意。' } },
    ])
  })

  it('is not approved by a lower level, nor twice, nor by somebody of another office', async () => {
    const file = await aCase(test)
    const { body } = await file.attempt('approve-measures', { on: '2026-03-03', fields: measures })
    const id = body.proposalId ?? ''
    expect((await file.approve(id, 'head')).refusal.code).toBe('not-your-level')
    expect((await file.approve(id, 'principal')).status).toBe(200)
    expect((await file.approve(id, 'principal')).refusal.code).toBe('already-decided')
    const handler = await file.team.handler.caller.call(doors.decide, { id, decision: 'approve', opinion: '自批。' })
    expect(handler.status).toBe(403)
  })

  it('is not open again while it waits; its proposer may take it back, and nobody else', async () => {
    const file = await aCase(test)
    const { body } = await file.attempt('approve-measures', { on: '2026-03-03', fields: measures })
    expect((await file.attempt('approve-measures', { fields: measures })).refusal.code).toBe('approval-waiting')
    const id = body.proposalId ?? ''
    expect((await file.team.other.caller.call(doors.withdraw, { id })).refusal.code).toBe('not-yours-to-do')
    expect((await file.team.handler.caller.call(doors.withdraw, { id })).status).toBe(200)
    expect((await file.approve(id, 'principal')).refusal.code).toBe('already-decided')
    expect((await file.attempt('approve-measures', { fields: measures })).status).toBe(200)
  })

  it('rejected, leaves the record as it was, and the proposer reads why', async () => {
    const file = await aCase(test)
    const { body } = await file.attempt('approve-measures', { on: '2026-03-03', fields: measures })
    const decision = { id: body.proposalId ?? '', decision: 'reject', opinion: '理由不足。' } as const
    expect((await file.team.principal.caller.call(doors.decide, decision)).status).toBe(200)
    const view = await file.view()
    expect(view.timeline.map(({ act }) => act)).toEqual(['assign-handlers'])
    expect(view.proposals).toMatchObject([{ state: 'rejected', opinion: '理由不足。' }])
  })

  it('approved too late, is refused, and nothing of it is written', async () => {
    const file = await aCase(test)
    const { body } = await file.attempt('approve-measures', { on: '2026-03-03', fields: measures })
    const [proposal] = await waitingFor(file, 'principal')
    const documents = await file.documents()
    const late = Temporal.PlainDate.from(proposal?.validUntil ?? '').add({ days: 1 })
    test.clock.set(`${late}T02:00:00Z`)
    const answer = await file.approve(body.proposalId ?? '', 'principal')
    expect(answer.refusal).toMatchObject({ code: 'approval-expired', detail: { validUntil: proposal?.validUntil } })
    expect(await actsOf(file)).toEqual(['assign-handlers'])
    expect(await file.documents()).toEqual(documents)
  })
})

describe('the record', () => {
  it('refuses an act that was entered on an older state of it', async () => {
    const file = await aCase(test)
    await investigate(file)
    const door = file.team.handler.caller
    const { timeline } = await file.view()
    const again = caseActs['identify-party']
    if (!again) throw new RangeError('no such door')
    const answer = await door.call(again, {
      id: file.id,
      seq: timeline.length - 1,
      on: file.today,
      fields: (timeline.find(({ act }) => act === 'identify-party')?.fields ?? {}) as never,
    })
    expect(answer.refusal.code).toBe('changed-meanwhile')
    expect((await file.view()).timeline).toHaveLength(timeline.length)
  })

  it('is taken away as a course that checks offline, with acts withheld, and not when a word of it was changed', async () => {
    const file = await aCase(test)
    await investigate(file)
    await test.house.world.log.publish()
    const text = async (withhold?: string) => {
      const answer = await file.team.handler.caller.call(doors.course, { id: file.id, ...(withhold && { withhold }) })
      expect(answer.status).toBe(200)
      return answer.raw.toString('utf8')
    }
    const trust = trustFrom(await test.house.world.log.trust())
    const now = test.clock.now.epochMilliseconds
    const whole = await text()
    expect(verifyCourse(decodeCourse(whole), trust, now).verdict).toBe('proven')
    const named = (await file.view()).timeline.filter(({ fields }) => JSON.stringify(fields).includes('虚构李四'))
    const hidden = await text(named.map(({ seq }) => seq).join())
    expect(hidden.includes('虚构李四')).toBe(false)
    expect(verifyCourse(decodeCourse(hidden), trust, now).verdict).toBe('proven')
    expect(whole.includes('虚构李四')).toBe(true)
    const changed = verifyCourse(decodeCourse(whole.replace('虚构李四', '虚构王五')), trust, now)
    expect(changed.verdict).toBe('not-proven')
  })
})

describe('lists', () => {
  it('find a matter by words and number, by kind and state, and mine', async () => {
    const team = await aCaseTeam(test)
    const file = await aCase(test, { team })
    const find = async (filter: object, by: 'handler' | 'presider' = 'handler') =>
      (await team[by].caller.call(doors.list, filter)).body.matters.filter(({ id }) => id === file.id).length
    expect(await find({ search: '精密机械' })).toBe(1)
    expect(await find({ search: file.number ?? '' })).toBe(1)
    expect(await find({ search: '没有这个词' })).toBe(0)
    expect(await find({ kind: 'case', state: 'investigating', open: 'true' })).toBe(1)
    expect(await find({ kind: 'seizure' })).toBe(0)
    expect(await find({ mine: 'true' })).toBe(1)
    expect(await find({ mine: 'true' }, 'presider')).toBe(0)
  })

  it('tell every running period, the nearest first', async () => {
    const file = await aCase(test)
    const { body } = await file.team.handler.caller.call(doors.deadlines, { mine: 'true' })
    expect(body.deadlines).toMatchObject([{ period: 'T-10', due: '2026-05-31', matterSummary: { id: file.id } }])
  })

  it('name who can be given a capacity', async () => {
    const team = await aCaseTeam(test)
    const { body } = await team.head.caller.call(doors.candidates, { capacity: 'reviewer' })
    expect(body.candidates.map(({ id }) => id)).toContain(team.reviewer.person.id)
    expect(body.candidates.map(({ id }) => id)).not.toContain(team.handler.person.id)
  })
})
