import { describe, expect, it } from 'vitest'
import { aMember, type Member } from '../../test/builders.ts'
import { aContribution } from '../../test/diagnostic-maker.ts'
import { aHouse } from '../../test/harness.ts'
import { diagnosticContract as doors } from './diagnostic.contract.ts'
import type { SizeId } from './diagnostic.schema.ts'

const test = await aHouse()
const aFirm = () => aMember(test, 'enterprise', 'representative')

/** Firms that give these scores one after another, a minute between them. */
async function givenBy(size: SizeId, scores: readonly number[]): Promise<Member[]> {
  const firms: Member[] = []
  for (const score of scores) {
    const firm = await aFirm()
    test.clock.set(test.clock.now.add({ minutes: 1 }).toString())
    expect((await firm.caller.call(doors.contribute, aContribution(size, score))).status).toBe(200)
    firms.push(firm)
  }
  return firms
}
const peersFor = async ({ caller }: Member, size: SizeId) => (await caller.call(doors.peers, { size })).body

it('the questions are read by anybody, whole and without an account', async () => {
  const { body, status } = await test.anyone.call(doors.content, {})
  expect(status).toBe(200)
  expect(body.items).toHaveLength(78)
  expect(body.privacyNotice.zh).toContain('不要写入商业秘密的具体内容')
})

describe('how others did', () => {
  it('is told from ten enterprises of one size on, in quartiles to the nearest five', async () => {
    const firms = await givenBy('small', [10, 20, 30, 40, 50, 60, 70, 80, 90])
    const [first] = firms
    if (!first) throw new RangeError('no firm')
    expect(await peersFor(first, 'small')).toMatchObject({ threshold: 10, peers: null, mine: { size: 'small' } })
    await givenBy('small', [98.5])
    const { peers } = await peersFor(first, 'small')
    expect(peers?.enterprises).toBe(10)
    // Of 10 … 98.5: the quartiles are 32.5, 55 and 77.5; to the nearest five 30 (a half goes to the even), 55 and 80.
    expect(peers?.dimensions['ORG']).toEqual({ low: 30, middle: 55, high: 80 })
    expect(Object.keys(peers?.dimensions ?? {})).toHaveLength(10)
    expect((await peersFor(first, 'micro')).peers).toBeNull()
  })

  it('does not move when one more comes, nor does it tell that one came', async () => {
    const [watcher] = await givenBy('medium', Array(10).fill(50))
    if (!watcher) throw new RangeError('no firm')
    const before = await peersFor(watcher, 'medium')
    expect(before.peers?.enterprises).toBe(10)
    await givenBy('medium', Array(9).fill(0))
    expect(await peersFor(watcher, 'medium')).toEqual(before)
    await givenBy('medium', [0])
    expect(await peersFor(watcher, 'medium')).toMatchObject({
      peers: { enterprises: 20, dimensions: { REG: { low: 0, middle: 25, high: 50 } } },
    })
  })

  it('leaves out a dimension that fewer than ten have', async () => {
    const firms = await givenBy('large', Array(10).fill(60))
    const [first] = firms
    if (!first) throw new RangeError('no firm')
    await first.caller.call(doors.contribute, aContribution('large', 60, { ARE: null }))
    const { peers } = await peersFor(first, 'large')
    expect(peers?.enterprises).toBe(10)
    expect(Object.keys(peers?.dimensions ?? {})).not.toContain('ARE')
  })

  it('is gone below the threshold once one withdraws, and its scores are cleared', async () => {
    const firms = await givenBy('micro', Array(10).fill(40))
    const [first, second] = firms
    if (!first || !second) throw new RangeError('no firm')
    expect((await peersFor(second, 'micro')).peers?.enterprises).toBe(10)
    expect((await first.caller.call(doors.withdraw, {})).status).toBe(200)
    expect(await peersFor(second, 'micro')).toMatchObject({ peers: null })
    expect((await peersFor(first, 'micro')).mine).toBeNull()
    const row = await test.owner
      .selectFrom('assessmentContribution')
      .select(['scores', 'withdrawnAt'])
      .where('organisationId', '=', first.organisation.id)
      .executeTakeFirstOrThrow()
    expect(row.scores).toBeNull()
    expect(row.withdrawnAt).not.toBeNull()
    expect((await first.caller.call(doors.withdraw, {})).status).toBe(200)
    expect((await first.caller.call(doors.contribute, aContribution('micro', 55))).status).toBe(200)
    expect((await peersFor(second, 'micro')).peers?.enterprises).toBe(10)
  })

  it('is read by the office in the same way, and no single enterprise is', async () => {
    const head = await aMember(test, 'office', 'head')
    const { peers, mine } = await peersFor(head, 'medium')
    expect(peers?.enterprises).toBe(20)
    expect(mine).toBeNull()
    expect((await head.caller.call(doors.contribute, aContribution('small', 50))).status).toBe(403)
    const journal = await test.owner
      .selectFrom('journal')
      .selectAll()
      .where('act', '=', 'diagnostic.contribute')
      .execute()
    expect(journal.length).toBeGreaterThan(10)
    expect(journal.every(({ detail }) => !('scores' in (detail as object)))).toBe(true)
  })

  it('is not for employees, nor for bodies that neither keep secrets nor answer for the programme', async () => {
    const employee = await aMember(test, 'enterprise', 'employee')
    const handler = await aMember(test, 'office', 'case-handler')
    for (const { caller } of [employee, handler])
      expect((await caller.call(doors.peers, { size: 'small' })).status).toBe(403)
    expect((await employee.caller.call(doors.contribute, aContribution('small', 50))).status).toBe(403)
  })
})

describe('what is given', () => {
  it('belongs to the questions as they are now', async () => {
    const firm = await aFirm()
    const give = (change: object) =>
      firm.caller.call(doors.contribute, { ...aContribution('small', 50), ...change } as ReturnType<
        typeof aContribution
      >)
    expect((await give({ version: '0.9.0' })).refusal).toMatchObject({
      code: 'other-version',
      detail: { version: '1.0.0' },
    })
    expect((await give({ scores: { ORG: 50 } })).refusal.code).toBe('other-dimensions')
    expect((await give({ scores: { ...aContribution('small', 50).scores, XYZ: 1 } })).refusal.code).toBe(
      'other-dimensions',
    )
    for (const wrong of [-1, 100.1, 33.33, '50'])
      expect((await give({ scores: { ...aContribution('small', 50).scores, ORG: wrong } })).status, String(wrong)).toBe(
        400,
      )
    expect((await give({ size: 'giant' })).status).toBe(400)
    expect((await give({ answers: {} })).status).toBe(400)
    expect((await peersFor(firm, 'small')).mine).toBeNull()
  })
})
