import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { Contract } from '../core/contract.ts'
import { rolesOfKind, rolesWith } from '../core/permission.ts'
import type { Machine, Values } from '../core/proceeding.ts'
import {
  referralActContract,
  referralContract,
  reverseActContract,
} from '../features/criminal-referral/criminal-referral.contract.ts'
import { referralMachine } from '../features/criminal-referral/criminal-referral.rules.ts'
import { reverseMachine } from '../features/criminal-referral/reverse-transfer.rules.ts'
import { aMember } from './builders.ts'
import type { TestHouse } from './harness.ts'
import { aReferral, type ReferralFile } from './referral-file.ts'
import type { StrangerAttempt, StrangerAttempts } from './stranger.ts'
import { filledIn } from './walk.ts'

const on = '2026-11-24'
const title = '虚构：交给另一公安机关的反向移送'
type Handed = {
  referral: ReferralFile
  packetId: string
  attachmentId: string
  seq: number
  itemId: string
  reverseId: string
}
/** One referral and one reverse transfer of other bodies, made once for each house: they are not changed by what fails. */
const handed = new WeakMap<TestHouse, Promise<Handed>>()

async function handOver(test: TestHouse): Promise<Handed> {
  const referral = await aReferral(test, { openedOn: on })
  const packetId = await referral.sent()
  const { timeline } = await referral.view()
  const receipt = timeline.find(({ act }) => act === 'sign-receipt')
  const [attachmentId = randomUUID()] = Array.isArray(receipt?.fields.scan) ? receipt.fields.scan.map(String) : []
  const packets = await referral.packets()
  const itemId = packets.body.packets[0]?.items[0]?.id ?? randomUUID()
  const { body } = await referral.police.caller.call(referralContract.openReverse, { title, on })
  return { referral, packetId, attachmentId, itemId, seq: receipt?.seq ?? 1, reverseId: body.id }
}
function theirs(test: TestHouse): Promise<Handed> {
  const found = handed.get(test) ?? handOver(test)
  handed.set(test, found)
  return found
}

const stranger = async (test: TestHouse) => (await aMember(test, 'public-security', 'referral-officer')).caller
const notFound =
  (input: (given: Handed) => Record<string, unknown>) =>
  async (test: TestHouse): Promise<StrangerAttempt> => ({
    stranger: await stranger(test),
    input: input(await theirs(test)),
    expect: 'not-found',
  })
const tellsNothing =
  (input: Record<string, unknown>) =>
  async (test: TestHouse): Promise<StrangerAttempt> => {
    const { referral, reverseId } = await theirs(test)
    return {
      stranger: await stranger(test),
      input,
      expect: (answer) => {
        expect(answer.status).toBe(200)
        const text = answer.raw.toString('utf8')
        for (const word of [referral.id, reverseId, title]) expect(text.includes(word)).toBe(false)
      },
    }
  }

/** Every act that more than the office may do, with everything filled in: only the matter is another body's. */
function actsOf(
  feature: string,
  contract: Contract,
  machine: Machine,
  idOf: (given: Handed) => string,
): StrangerAttempts {
  const open = (act: string) => {
    const permission = contract[act]?.permission
    return (
      permission !== undefined &&
      permission !== 'public' &&
      permission !== 'signed-in' &&
      rolesWith(permission).some((role) => !rolesOfKind('office').includes(role))
    )
  }
  return Object.fromEntries(
    Object.entries(machine.acts)
      .filter(([act]) => open(act))
      .map(([act, spec]) => {
        const people = [randomUUID(), randomUUID()]
        const ids: Values = Object.fromEntries(
          Object.entries(spec.fields).flatMap(([key, { kind, required }]) =>
            required && (kind === 'attachments' || kind === 'person' || kind === 'organisation')
              ? [[key, kind === 'attachments' ? [randomUUID()] : randomUUID()]]
              : [],
          ),
        )
        const attempt = notFound((given) => ({ id: idOf(given), seq: 1, on, fields: filledIn(spec, on, ids, people) }))
        return [`${feature}.${act}`, attempt]
      }),
  )
}

/** What an officer of another police body tries on a referral, its packets and a reverse transfer. */
export const referralAttempts: StrangerAttempts = {
  ...actsOf('referral-act', referralActContract, referralMachine, ({ referral }) => referral.id),
  ...actsOf('reverse-transfer', reverseActContract, reverseMachine, ({ reverseId }) => reverseId),
  'criminal-referral.packets': notFound(({ referral }) => ({ id: referral.id })),
  'criminal-referral.item': notFound(({ referral, packetId, itemId }) => ({ id: referral.id, packetId, itemId })),
  'criminal-referral.file': notFound(({ referral, packetId }) => ({ id: referral.id, packetId })),
  'criminal-referral.actFile': notFound(({ referral, seq, attachmentId }) => ({ id: referral.id, seq, attachmentId })),
  'criminal-referral.received': tellsNothing({}),
  'criminal-referral.openReverse': tellsNothing({ title: '虚构：自己的反向移送', on }),
}
