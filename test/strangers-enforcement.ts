import { expect } from 'vitest'
import { confidentialContract } from '../features/confidential/confidential.contract.ts'
import { aCaseMatter, aMember, type Member } from './builders.ts'
import type { Answer, TestHouse } from './harness.ts'
import type { StrangerAttempt, StrangerAttempts } from './stranger.ts'

const title = '虚构：交给另一公安机关的案件'

/** A matter of the office that was handed to one police body; the stranger is an officer of another. */
async function aMatterOfAnotherBody(
  test: TestHouse,
): Promise<{ matterId: string; office: Member; police: Member; stranger: Member }> {
  const [office, police, stranger] = [
    await aMember(test, 'office', 'case-handler'),
    await aMember(test, 'public-security', 'referral-officer'),
    await aMember(test, 'public-security', 'referral-officer'),
  ]
  const matterId = await aCaseMatter(test, office.organisation.id, [office.person.id])
  await test.owner.updateTable('proceeding').set({ title }).where('id', '=', matterId).execute()
  await test.owner
    .insertInto('proceedingParty')
    .values({ proceedingId: matterId, organisationId: police.organisation.id, capacity: 'police' })
    .execute()
  return { matterId, office, police, stranger }
}

const nothingOf =
  (...words: readonly string[]) =>
  (answer: Answer<unknown>) => {
    expect(answer.status).toBe(200)
    for (const word of words) expect(answer.raw.toString('utf8')).not.toContain(word)
  }

const asksFor =
  (input: Record<string, unknown>) =>
  async (test: TestHouse): Promise<StrangerAttempt> => {
    const { matterId, office, stranger } = await aMatterOfAnotherBody(test)
    return { stranger: stranger.caller, input, expect: nothingOf(title, matterId, office.person.id) }
  }
const opens = async (test: TestHouse): Promise<StrangerAttempt> => {
  const { matterId, stranger } = await aMatterOfAnotherBody(test)
  return { stranger: stranger.caller, input: { id: matterId }, expect: 'not-found' }
}

/** What officers of another body, and keepers of another enterprise, try on clues, cases and the confidential sub-dossier. */
export const enforcementAttempts: StrangerAttempts = {
  'proceeding.list': asksFor({}),
  'proceeding.read': opens,
  'proceeding.course': opens,
  'proceeding.deadlines': asksFor({}),
  'proceeding.approvals': asksFor({ state: 'decided' }),
  'proceeding.kinds': asksFor({}),
  'proceeding.candidates': asksFor({ capacity: 'handler' }),
  'desk.today': asksFor({}),
  'desk.calendar': asksFor({ month: '2026-11' }),
  'confidential.looks': async (test) => {
    const head = await aMember(test, 'office', 'head')
    const handler = await aMember(test, 'office', 'case-handler', head.organisation)
    const owner = await aMember(test, 'enterprise', 'secret-keeper')
    const stranger = await aMember(test, 'enterprise', 'secret-keeper')
    const id = await aCaseMatter(test, head.organisation.id)
    await handler.caller.call(confidentialContract.pledge, { id, promised: true })
    await head.caller.call(confidentialContract.letIn, {
      id,
      personId: handler.person.id,
      reason: '办理本案',
      expiresOn: '2099-12-31',
    })
    await handler.caller.call(confidentialContract.nameOwner, { id, organisationId: owner.organisation.id })
    const item = await handler.caller.call(confidentialContract.add, {
      id,
      kind: 'secret-point',
      label: '他人的秘密点',
      content: '虚构',
    })
    await handler.caller.call(confidentialContract.look, { id: item.body.id, reason: '核对' })
    const seen = await owner.caller.call(confidentialContract.looks, {})
    expect(seen.body.looks).toHaveLength(1)
    return { stranger: stranger.caller, input: {}, expect: nothingOf('他人的秘密点', handler.person.name) }
  },
}
