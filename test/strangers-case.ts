import { aMember } from './builders.ts'
import { aCase, type CaseFile } from './case-file.ts'
import type { TestHouse } from './harness.ts'
import type { StrangerAttempt, StrangerAttempts } from './stranger.ts'

/** An officer of the police, to whom nothing of the case was handed, knows its id and tries an act that several capacities may do. */
const onTheCase =
  (fields: (file: CaseFile) => Record<string, unknown>) =>
  async (test: TestHouse): Promise<StrangerAttempt> => {
    const file = await aCase(test, { openedOn: '2026-11-24' })
    const { caller } = await aMember(test, 'public-security', 'referral-officer')
    return {
      stranger: caller,
      input: { id: file.id, seq: 1, on: '2026-11-24', fields: fields(file) },
      expect: 'not-found',
    }
  }

export const caseAttempts: StrangerAttempts = {
  'case.request-recusal': onTheCase(({ team }) => ({
    whose: team.handler.person.id,
    requestedBy: 'party',
    relation: '虚构的利害关系',
  })),
  'case.recuse': onTheCase(({ team }) => ({
    whose: team.handler.person.id,
    handlers: [team.other.person.id, team.presider.person.id],
    reason: '虚构',
  })),
  'case.reject-recusal': onTheCase(({ team }) => ({ whose: team.handler.person.id, reason: '虚构' })),
  'case.return-for-supplement': onTheCase(() => ({ missing: '虚构' })),
  'preservation.reject-urgent': async (test) => {
    const file = await aCase(test, { openedOn: '2026-11-24' })
    const measure = await file.preservation()
    const { caller } = await aMember(test, 'public-security', 'referral-officer')
    return {
      stranger: caller,
      input: { id: measure.id, seq: 0, on: '2026-11-24', fields: { reason: '虚构', returned: true } },
      expect: 'not-found',
    }
  },
}
