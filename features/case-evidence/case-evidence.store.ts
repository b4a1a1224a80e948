import { type Generated, sql } from 'kysely'
import { actingPerson, type Ctx } from '../../platform/context.ts'
import type { Taken } from './case-evidence.schema.ts'

declare module '../../platform/database/tables.ts' {
  interface Tables {
    evidenceItem: {
      id: Generated<string>
      proceedingId: string
      number: number
      name: string
      confidential: boolean
      taken: Json<Taken>
      takenBy: string[]
      startedAt: InstantText | null
      endedAt: InstantText | null
      madeBy: string
      madeAt: Generated<InstantText>
    }
    evidenceFile: {
      evidenceId: string
      attachmentId: string
      name: string
      sizeBytes: number
      sha256: string
      sm3: string
    }
    evidenceCustody: {
      evidenceId: string
      seq: number
      event: string
      happenedAt: InstantText
      fromWhom: string
      toWhom: string
      place: string
      purpose: string
      result: string
      personId: string | null
      recordedAt: InstantText
      salt: Buffer
      digest: Buffer
    }
    evidenceDeposit: {
      id: Generated<string>
      evidenceId: string
      requestId: string
      receipt: string
      verdict: 'proven' | 'not-proven'
      notLaterThan: InstantText | null
      matchingFiles: number
      report: Json<unknown>
      verifiedBy: string
      verifiedAt: Generated<InstantText>
    }
  }
}

export const evidenceOf = ({ db }: Ctx, proceedingId: string) =>
  db
    .selectFrom('evidenceItem')
    .innerJoin('person', 'person.id', 'evidenceItem.madeBy')
    .selectAll('evidenceItem')
    .select('person.name as makerName')
    .where('proceedingId', '=', proceedingId)
    .orderBy('number')
    .execute()

export const findEvidence = ({ db }: Ctx, id: string) =>
  db.selectFrom('evidenceItem').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

export const filesOf = ({ db }: Ctx, ids: readonly string[]) =>
  ids.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('evidenceFile')
        .selectAll()
        .where('evidenceId', 'in', [...ids])
        .orderBy('name')
        .execute()

export const custodyOf = ({ db }: Ctx, ids: readonly string[]) =>
  ids.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('evidenceCustody')
        .leftJoin('person', 'person.id', 'evidenceCustody.personId')
        .selectAll('evidenceCustody')
        .select('person.name as personName')
        .where('evidenceId', 'in', [...ids])
        .orderBy('seq')
        .execute()

export const depositsOf = ({ db }: Ctx, ids: readonly string[]) =>
  ids.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('evidenceDeposit')
        .innerJoin('person', 'person.id', 'evidenceDeposit.verifiedBy')
        .selectAll('evidenceDeposit')
        .select('person.name as verifierName')
        .where('evidenceId', 'in', [...ids])
        .orderBy('evidenceDeposit.id')
        .execute()

export const peopleNamed = ({ db }: Ctx, ids: readonly string[]) =>
  ids.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('person')
        .select(['id', 'name'])
        .where('id', 'in', [...ids])
        .execute()

/** The matter must be locked, or two pieces could get one number. */
export async function nextEvidenceNumber({ db }: Ctx, proceedingId: string): Promise<number> {
  const { rows } = await sql<{ number: number }>`select shoumi.next_evidence_number(${proceedingId}) as number`.execute(
    db,
  )
  return rows[0]?.number ?? 1
}

export const addEvidence = (
  ctx: Ctx,
  values: {
    proceedingId: string
    number: number
    name: string
    confidential: boolean
    taken: Taken
    takenBy: string[]
    startedAt: string
    endedAt: string | null
  },
) =>
  ctx.db
    .insertInto('evidenceItem')
    .values({ ...values, taken: JSON.stringify(values.taken), madeBy: actingPerson(ctx) })
    .returning('id')
    .executeTakeFirstOrThrow()

export const addFiles = (
  { db }: Ctx,
  values: readonly {
    evidenceId: string
    attachmentId: string
    name: string
    sizeBytes: number
    sha256: string
    sm3: string
  }[],
) =>
  values.length === 0
    ? Promise.resolve()
    : db
        .insertInto('evidenceFile')
        .values([...values])
        .execute()
        .then(() => undefined)

export const addLink = (
  { db }: Ctx,
  values: {
    evidenceId: string
    seq: number
    event: string
    happenedAt: string
    fromWhom: string
    toWhom: string
    place: string
    purpose: string
    result: string
    personId: string | null
    recordedAt: string
    salt: Buffer
    digest: Buffer
  },
) => db.insertInto('evidenceCustody').values(values).execute()

export const addDeposit = (
  ctx: Ctx,
  values: {
    evidenceId: string
    requestId: string
    receipt: string
    verdict: 'proven' | 'not-proven'
    notLaterThan: string | null
    matchingFiles: number
    report: unknown
  },
) =>
  ctx.db
    .insertInto('evidenceDeposit')
    .values({
      ...values,
      report: JSON.stringify(values.report),
      verifiedBy: actingPerson(ctx),
      verifiedAt: ctx.now.toString(),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
