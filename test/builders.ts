import { randomBytes, randomInt } from 'node:crypto'
import type { Insertable } from 'kysely'
import { type OrganisationKind, type Role, rolesOfKind } from '../core/permission.ts'
import { toBase64 } from '../evidence/bytes.ts'
import { encodeEntry } from '../evidence/entry.ts'
import { attachmentContract } from '../features/attachment/attachment.contract.ts'
import { depositContract } from '../features/deposit/deposit.contract.ts'
import type { Tables } from '../platform/database/tables.ts'
import { type Caller, signIn, type TestHouse } from './harness.ts'

const digits = () => String(randomInt(1e9)).padStart(9, '0')

export async function anOrganisation(test: TestHouse, override: Partial<Insertable<Tables['organisation']>> = {}) {
  return test.owner
    .insertInto('organisation')
    .values({ kind: 'enterprise', name: `虚构企业${digits()}`, state: 'admitted', fictitious: true, ...override })
    .returningAll()
    .executeTakeFirstOrThrow()
}

export async function aPerson(test: TestHouse, override: Partial<Insertable<Tables['person']>> = {}) {
  return test.owner
    .insertInto('person')
    .values({ name: '虚构张三', email: `${digits()}@example.test`, fictitious: true, ...override })
    .returningAll()
    .executeTakeFirstOrThrow()
}

export type Member = {
  person: { id: string; name: string; email: string }
  organisation: { id: string; kind: OrganisationKind }
  caller: Caller
}

/** Somebody signed in for an organisation of this kind, in this role; a new organisation unless one is given. */
export async function aMember(
  test: TestHouse,
  kind: OrganisationKind = 'office',
  role: Role | readonly Role[] = rolesOfKind(kind)[0]!,
  organisation?: { id: string; kind: OrganisationKind },
): Promise<Member> {
  const place = organisation ?? (await anOrganisation(test, { kind }))
  const person = await aPerson(test)
  await test.owner
    .insertInto('membership')
    .values({ organisationId: place.id, personId: person.id, roles: [...(Array.isArray(role) ? role : [role])] })
    .execute()
  return { person, organisation: place, caller: test.as(await signIn(test, person.id, place.id)) }
}

export async function aTask(
  test: TestHouse,
  override: Partial<Insertable<Tables['task']>> & { organisationId: string },
) {
  return test.owner
    .insertInto('task')
    .values({ itemId: '1.1', title: '虚构任务', dueOn: '2026-12-01', state: 'planned', ...override })
    .returningAll()
    .executeTakeFirstOrThrow()
}

export async function anOutcome(
  test: TestHouse,
  override: Partial<Insertable<Tables['outcome']>> & { organisationId: string },
) {
  const outcome = await test.owner
    .insertInto('outcome')
    .values({ itemId: '1.1', kind: 'record', title: '虚构成果', happenedOn: '2025-05-05', ...override })
    .returningAll()
    .executeTakeFirstOrThrow()
  await test.owner
    .insertInto('outcomeRevision')
    .values({
      outcomeId: outcome.id,
      revision: 1,
      organisationId: outcome.organisationId,
      document: '{}',
      reason: '',
      madeBy: null,
    })
    .execute()
  return outcome
}

/** A log entry as a seal makes it; nobody has its opening. */
export const anEntry = (requestId: Uint8Array = randomBytes(16)): Uint8Array =>
  encodeEntry({
    type: 'manifest',
    withSm3: true,
    commitment: { sha256: new Uint8Array(randomBytes(32)), sm3: new Uint8Array(randomBytes(32)) },
    requestId: new Uint8Array(requestId),
    signatures: [],
  })

/** Made through the door, as a member makes it. */
export async function aDeposit({ caller }: Pick<Member, 'caller'>, label = '虚构存证') {
  const entry = anEntry()
  const { body } = await caller.call(depositContract.make, { entries: [toBase64(entry)], label })
  const [made] = body.deposits
  if (!made) throw new Error('the deposit was not made')
  return { ...made, entry }
}

/** A case of this office as far as its evidence and its sub-dossier need one, with the people who handle it. */
export async function aCaseMatter(test: TestHouse, organisationId: string, handlers: readonly string[] = []) {
  const { id } = await test.owner
    .insertInto('proceeding')
    .values({
      kind: 'case',
      title: '虚构商业秘密案',
      number: `虚构〔2026〕${digits()}号`,
      state: 'investigating',
      organisationId,
      openedOn: '2026-11-02',
      facts: '{}',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  for (const personId of handlers)
    await test.owner
      .insertInto('proceedingPerson')
      .values({ proceedingId: id, personId, capacity: 'handler' })
      .execute()
  return id
}

/** Uploaded through the door. @returns its id */
export async function anAttachment({ caller }: Pick<Member, 'caller'>, name: string, text: string): Promise<string> {
  const { body } = await caller.call(
    attachmentContract.upload,
    { name, mediaType: 'text/plain' },
    { payload: Buffer.from(text) },
  )
  return body.id
}
