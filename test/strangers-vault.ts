import { randomBytes } from 'node:crypto'
import { expect } from 'vitest'
import { sealedContract } from '../features/vault/sealed.contract.ts'
import { vaultContract } from '../features/vault/vault.contract.ts'
import type { TestHouse } from './harness.ts'
import type { StrangerAttempt, StrangerAttempts } from './stranger.ts'
import {
  aLock,
  aRecipient,
  aSealedRecord,
  aVault,
  type Keyed,
  sealedBytes,
  splitAmong,
  wrapFor,
} from './vault-maker.ts'

type Firm = Awaited<ReturnType<typeof aVault>>
type Input = Record<string, unknown>
type Given = { their: Firm; own: Firm; test: TestHouse }

/** The representative of one enterprise names something of another: it does not exist for them. */
const notFound =
  (input: (given: Given) => Input | Promise<Input>) =>
  async (test: TestHouse): Promise<StrangerAttempt> => {
    const [their, own] = [await aVault(test), await aVault(test)]
    return { stranger: own.owner.caller, input: await input({ their, own, test }), expect: 'not-found' }
  }

/** What names no other's thing touches one's own only: whatever the answer, the other enterprise's room is as it was and nothing of it is told. */
const touchesNothing =
  (input: (given: Given) => Input | Promise<Input>, code: string | null = null) =>
  async (test: TestHouse): Promise<StrangerAttempt> => {
    const [their, own] = [await aVault(test), await aVault(test)]
    await splitAmong(their)
    const given = await input({ their, own, test })
    const before = await told(their.owner)
    return {
      stranger: own.owner.caller,
      input: given,
      expect: async (answer) => {
        expect({ status: answer.status === 200, code: answer.refusal?.code ?? null }).toEqual({
          status: code === null,
          code,
        })
        const text = answer.raw.toString('utf8')
        for (const { person, recipient } of Object.values(their)) {
          expect(text.includes(person.id)).toBe(false)
          expect(text.includes(recipient)).toBe(false)
        }
        expect(await told(their.owner)).toEqual(before)
      },
    }
  }

async function told({ caller }: Keyed): Promise<unknown> {
  const { body: room } = await caller.call(vaultContract.room, {})
  const { body: kept } = await caller.call(sealedContract.list, { collection: 'trade-secret' })
  const { body: handed } = await caller.call(sealedContract.handouts, { box: 'sent' })
  return { room, kept, handed }
}

const theirRecord = async ({ their }: Given): Promise<{ collection: 'trade-secret'; id: string }> => {
  const record = aSealedRecord()
  await their.owner.caller.call(sealedContract.save, { collection: 'trade-secret', records: [record] })
  return { collection: 'trade-secret', id: record.id }
}
const theirRecovery = async ({ their }: Given): Promise<{ id: string }> => {
  await splitAmong(their)
  const { body } = await their.keeper.caller.call(vaultContract.askRecovery, { purpose: 'rehearsal', reason: '演练' })
  return body
}
const theirProposal = async ({ their }: Given): Promise<{ id: string }> => {
  const proposal = { collection: 'trade-secret' as const, sealed: sealedBytes() }
  return (await their.employee.caller.call(sealedContract.propose, proposal)).body
}
const digest = randomBytes(32).toString('hex')
const aHandoutFor = ({ person, recipient }: Keyed) => ({
  ...{ personId: person.id, recipient, kind: 'acknowledge' as const, sealed: sealedBytes(), digest, dueOn: null },
})
const theirHandout = async ({ their }: Given): Promise<{ id: string }> => {
  const handouts = [aHandoutFor(their.employee)]
  const { body } = await their.owner.caller.call(sealedContract.hand, { handouts })
  return { id: body.ids[0] ?? '' }
}
const theirLock = async ({ their }: Given): Promise<{ id: string }> => {
  await their.owner.caller.call(vaultContract.addLock, { lock: aLock() })
  const { body } = await their.owner.caller.call(vaultContract.room, {})
  return { id: body.key?.locks[0]?.id ?? '' }
}
const nothing = () => ({})

/** What the representative of another enterprise tries on every door of the sealed room. */
export const vaultAttempts: StrangerAttempts = {
  'vault.room': touchesNothing(nothing),
  'vault.makeKey': touchesNothing(() => ({ recipient: aRecipient(), lock: aLock() }), 'key-exists'),
  'vault.replaceKey': touchesNothing(() => ({ recipient: aRecipient(), lock: aLock(), reason: '遗失' })),
  'vault.addLock': touchesNothing(() => ({ lock: aLock() })),
  'vault.removeLock': notFound(theirLock),
  'vault.make': touchesNothing(({ own }) => ({ recipient: aRecipient(), wraps: [wrapFor(own.owner)] }), 'vault-exists'),
  'vault.open': touchesNothing(nothing),
  'vault.addHolder': touchesNothing(({ their }) => ({ generation: 1, wrap: wrapFor(their.keeper) }), 'wrong-holder'),
  'vault.removeHolder': notFound(({ their }) => ({ id: their.keeper.person.id })),
  'vault.changeKey': touchesNothing(
    ({ their }) => ({ number: 2, recipient: aRecipient(), link: sealedBytes(), wraps: [wrapFor(their.owner)] }),
    'wrong-holder',
  ),
  'vault.openWithPrintedKey': touchesNothing(() => ({ reason: '试试' }), 'no-printed-key'),
  'vault.split': touchesNothing(({ their }) => {
    const recipient = aRecipient()
    return {
      ...{ generation: 1, recipient, threshold: 2 },
      wrap: { holder: 'shared', personId: null, recipient, sealed: sealedBytes() },
      shares: [their.owner, their.keeper].map((one) => ({
        ...{ personId: one.person.id, recipient: one.recipient, sealed: sealedBytes() },
      })),
    }
  }, 'wrong-holder'),
  'vault.askRecovery': touchesNothing(() => ({ purpose: 'recovery', reason: '试试' }), 'no-shares'),
  'vault.takeShare': notFound(theirRecovery),
  'vault.giveShare': notFound(async (given) => ({ ...(await theirRecovery(given)), sealed: sealedBytes() })),
  'vault.collectShares': notFound(theirRecovery),
  'vault.endRecovery': notFound(async (given) => ({ ...(await theirRecovery(given)), outcome: 'withdrawn' })),
  'vault.events': touchesNothing(nothing),
  'sealed.list': touchesNothing(async (given) => ({ collection: (await theirRecord(given)).collection })),
  'sealed.save': touchesNothing(async (given) => {
    const { collection, id } = await theirRecord(given)
    return { collection, records: [{ ...aSealedRecord(), id }] }
  }),
  'sealed.remove': notFound(async (given) => ({ ...(await theirRecord(given)), revision: 1 })),
  'sealed.erase': notFound(async (given) => ({ ...(await theirRecord(given)), reason: '试试' })),
  'sealed.revisions': notFound(theirRecord),
  'sealed.propose': touchesNothing(() => ({ collection: 'trade-secret', sealed: sealedBytes() })),
  'sealed.proposals': touchesNothing(async (given) => {
    await theirProposal(given)
    return {}
  }),
  'sealed.decide': notFound(async (given) => ({ ...(await theirProposal(given)), decision: 'admitted', answer: null })),
  'sealed.hand': touchesNothing(({ their }) => ({ handouts: [aHandoutFor(their.employee)] }), 'wrong-holder'),
  'sealed.handouts': touchesNothing(async (given) => {
    await theirHandout(given)
    return { box: 'sent' }
  }),
  'sealed.openHandout': notFound(theirHandout),
  'sealed.answer': notFound(async (given) => ({ ...(await theirHandout(given)), digest, answer: sealedBytes() })),
  'sealed.withdraw': notFound(theirHandout),
  'sealed.receivers': touchesNothing(nothing),
  'checklist.read': touchesNothing(nothing),
  'workforce.courses': touchesNothing(nothing),
  'template.templates': touchesNothing(nothing),
  'sealed.standing': touchesNothing(nothing),
  'sealed.ownCounts': touchesNothing(() => ({})),
  'sealed.agreeToCounts': touchesNothing(() => ({ agreed: true, counts: { 'level:core': 1 } })),
  'sealed.renewCounts': touchesNothing(() => ({ counts: { 'level:core': 1 } })),
}
