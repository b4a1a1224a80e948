import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { ActSpec, Machine } from '../core/proceeding.ts'
import { referralActContract, reverseActContract } from '../features/criminal-referral/criminal-referral.contract.ts'
import { referralMachine } from '../features/criminal-referral/criminal-referral.rules.ts'
import { reverseMachine } from '../features/criminal-referral/reverse-transfer.rules.ts'
import { aMember, type Member } from './builders.ts'
import type { TestHouse } from './harness.ts'
import { aReferral, type ReferralFile } from './referral-file.ts'
import type { StrangerAttempt, StrangerAttempts } from './stranger.ts'
import { filledIn } from './walk.ts'

const title = '虚构：移送给另一机关的案件'

/** A matter of the office in the hands of one body; whoever tries is an officer of another, of the same kind. */
async function inOtherHands(test: TestHouse, kind: string, state: string): Promise<{ id: string; stranger: Member }> {
  const office = await aMember(test, 'office', 'case-handler')
  const police = await aMember(test, 'public-security', 'referral-officer')
  const { id } = await test.owner
    .insertInto('proceeding')
    .values({ kind, title, state, organisationId: office.organisation.id, openedOn: '2026-11-23', facts: '{}' })
    .returning('id')
    .executeTakeFirstOrThrow()
  await test.owner
    .insertInto('proceedingParty')
    .values({ proceedingId: id, organisationId: police.organisation.id, capacity: 'police' })
    .execute()
  return { id, stranger: await aMember(test, 'public-security', 'referral-officer') }
}

const fieldsFor = (spec: ActSpec) => ({
  ...filledIn(spec, '2026-11-24', {}, [randomUUID(), randomUUID()]),
  ...Object.fromEntries(
    Object.entries(spec.fields)
      .filter(([, { kind, required }]) => kind === 'attachments' && required)
      .map(([key]) => [key, [randomUUID()]]),
  ),
})

/** The acts of these doors that an officer may do somewhere, tried where nothing was handed to them. */
const onActs = (
  prefix: string,
  { machine, doors, state }: { machine: Machine; doors: Readonly<Record<string, unknown>>; state: string },
): StrangerAttempts =>
  Object.fromEntries(
    Object.entries(machine.acts)
      .filter(([act, { by }]) => doors[act] !== undefined && isOpenToOfficers(by))
      .map(([act, spec]) => [
        `${prefix}.${act}`,
        async (test: TestHouse): Promise<StrangerAttempt> => {
          const { id, stranger } = await inOtherHands(test, machine.kind, state)
          const input = { id, seq: 0, on: '2026-11-24', fields: fieldsFor(spec) }
          return { stranger: stranger.caller, input, expect: 'not-found' }
        },
      ]),
  )

/** Doors of several kinds of people, in the office and outside of it, are open to officers too; who may do it is told by the record. */
const isOpenToOfficers = (by: ActSpec['by']) => {
  const people = by.filter((one) => one !== 'system')
  return people.some((one) => one === 'police' || one === 'procuratorate') || new Set(people.map(permissionOf)).size > 1
}
const permissionOf = (capacity: string) => (capacity === 'principal' ? 'head' : capacity)

const onPacket =
  (input: (file: ReferralFile, packetId: string) => Promise<Record<string, unknown>>) =>
  async (test: TestHouse): Promise<StrangerAttempt> => {
    const file = await aReferral(test, { openedOn: '2026-11-24' })
    const packetId = await file.sent()
    const { caller } = await aMember(test, 'public-security', 'referral-officer')
    return { stranger: caller, input: { id: file.id, ...(await input(file, packetId)) }, expect: 'not-found' }
  }

/** What officers of another police body try on a referral, its packets, and a transfer to the office. */
export const referralAttempts: StrangerAttempts = {
  ...onActs('referral-act', { machine: referralMachine, doors: referralActContract, state: 'sent' }),
  ...onActs('reverse-transfer', { machine: reverseMachine, doors: reverseActContract, state: 'opened' }),
  'criminal-referral.packets': onPacket(async () => ({})),
  'criminal-referral.file': onPacket(async (_file, packetId) => ({ packetId })),
  'criminal-referral.item': onPacket(async (file, packetId) => {
    const [packet] = (await file.packets()).body.packets
    return { packetId, itemId: packet?.items[0]?.id }
  }),
  'criminal-referral.actFile': onPacket(async (file) => {
    const { timeline } = await file.view()
    const receipt = timeline.find(({ act }) => act === 'sign-receipt')
    return { seq: receipt?.seq, attachmentId: (receipt?.fields.scan as string[] | undefined)?.[0] }
  }),
  'criminal-referral.received': async (test) => {
    const file = await aReferral(test, { openedOn: '2026-11-24' })
    await file.sent()
    const { caller } = await aMember(test, 'public-security', 'referral-officer')
    return {
      stranger: caller,
      input: {},
      expect: (answer) => {
        expect(answer.status).toBe(200)
        expect(answer.raw.toString('utf8')).not.toContain(file.id)
      },
    }
  },
  'criminal-referral.openReverse': async (test) => {
    await aMember(test, 'office', 'registrar')
    const first = await aMember(test, 'public-security', 'referral-officer')
    const { caller, organisation } = await aMember(test, 'public-security', 'referral-officer')
    return {
      stranger: caller,
      input: { title, on: '2026-11-24' },
      // It is the caller's own, whoever else has one.
      expect: async (answer) => {
        expect(answer.status).toBe(200)
        const { id } = answer.body as { id: string }
        const parties = await test.owner
          .selectFrom('proceedingParty')
          .select('organisationId')
          .where('proceedingId', '=', id)
          .execute()
        expect(parties).toEqual([{ organisationId: organisation.id }])
        expect(organisation.id).not.toBe(first.organisation.id)
      },
    }
  },
}
