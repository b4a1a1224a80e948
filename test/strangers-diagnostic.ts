import { expect } from 'vitest'
import { diagnosticContract } from '../features/diagnostic/diagnostic.contract.ts'
import { aMember, type Member } from './builders.ts'
import { aContribution } from './diagnostic-maker.ts'
import type { TestHouse } from './harness.ts'
import type { StrangerAttempt, StrangerAttempts } from './stranger.ts'

/** One enterprise gave its scores; another does something: of the first it learns nothing, and what the first gave stays as it was. */
const touchesNothing =
  (input: Record<string, unknown>) =>
  async (test: TestHouse): Promise<StrangerAttempt> => {
    const owner = await aMember(test, 'enterprise', 'representative')
    const stranger = await aMember(test, 'enterprise', 'representative')
    expect((await owner.caller.call(diagnosticContract.contribute, aContribution('small', 73.1))).status).toBe(200)
    const before = await stored(test, owner)
    return {
      stranger: stranger.caller,
      input,
      expect: async (answer) => {
        expect(answer.status).toBe(200)
        expect(answer.raw.toString('utf8')).not.toMatch(/73\.1|75/)
        expect(await stored(test, owner)).toEqual(before)
      },
    }
  }

const stored = (test: TestHouse, { organisation }: Member) =>
  test.owner
    .selectFrom('assessmentContribution')
    .selectAll()
    .where('organisationId', '=', organisation.id)
    .executeTakeFirstOrThrow()

export const diagnosticAttempts: StrangerAttempts = {
  'diagnostic.peers': touchesNothing({ size: 'small' }),
  'diagnostic.contribute': touchesNothing(aContribution('small', 20)),
  'diagnostic.withdraw': touchesNothing({}),
}
