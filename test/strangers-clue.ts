import { expect } from 'vitest'
import { complaintContract } from '../features/clue/complaint.contract.ts'
import { aMember, type Member } from './builders.ts'
import { aClue, aComplaint, complaintText } from './clue-file.ts'
import type { TestHouse } from './harness.ts'
import type { StrangerAttempt, StrangerAttempts } from './stranger.ts'

const keeper = (test: TestHouse) => aMember(test, 'enterprise', 'representative')

const onTheirComplaint =
  (more: Record<string, unknown> = {}, { draft = true }: { draft?: boolean } = {}) =>
  async (test: TestHouse): Promise<StrangerAttempt> => {
    // The oldest office is the one that complaints go to.
    if (!draft) await aMember(test, 'office', 'registrar')
    const { id } = await aComplaint(test, { draft })
    return { stranger: (await keeper(test)).caller, input: { id, ...more }, expect: 'not-found' }
  }

/** An officer of the police, to whom nothing of the clue was handed. */
const onTheClue =
  (fields: Record<string, unknown>) =>
  async (test: TestHouse): Promise<StrangerAttempt> => {
    const clue = await aClue(test)
    const { caller } = await aMember(test, 'public-security', 'referral-officer')
    return { stranger: caller, input: { id: clue.id, seq: 1, on: '2026-11-24', fields }, expect: 'not-found' }
  }

const complaintsOf = async ({ caller }: Member) =>
  (await caller.call(complaintContract.list, {})).body.complaints.map(({ id }) => id)

/** What somebody of another enterprise tries on complaints, and somebody of another body on clues. */
export const clueAttempts: StrangerAttempts = {
  'complaint.begin': async (test) => {
    const owner = await keeper(test)
    return {
      stranger: (await keeper(test)).caller,
      input: { organisationId: owner.organisation.id },
      expect: async (answer) => {
        expect(answer.status).toBe(200)
        expect(await complaintsOf(owner)).toEqual([])
      },
    }
  },
  'complaint.list': async (test) => {
    const { id } = await aComplaint(test, { draft: true })
    return {
      stranger: (await keeper(test)).caller,
      input: {},
      expect: (answer) => {
        expect(answer.status).toBe(200)
        expect(answer.raw.toString('utf8')).not.toContain(id)
      },
    }
  },
  'complaint.read': onTheirComplaint(),
  'complaint.save': onTheirComplaint({ revision: 2, body: complaintText, attachments: [] }),
  'complaint.discard': onTheirComplaint(),
  'complaint.send': onTheirComplaint({ revision: 2 }),
  'complaint.write': onTheirComplaint({ body: '冒充投诉人' }, { draft: false }),
  'clue-act.notify-reporter': onTheClue({ about: 'decision', means: 'phone' }),
  'clue-act.archive': onTheClue({}),
}
