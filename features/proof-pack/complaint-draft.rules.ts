import { type ComplaintBody, secretKinds } from '../clue/complaint.schema.ts'
import type { TradeSecret } from '../trade-secret/trade-secret.schema.ts'
import type { PackRecord } from './proof-pack.schema.ts'

/** What of a pack goes into the complaint itself, in the clear: numbers, kinds, days and codes, never what the secret is. */
export type Told = Pick<
  ComplaintBody,
  'rightHolder' | 'accused' | 'when' | 'measures' | 'secretPoints' | 'confidentialParts'
>

/**
 * Names nothing of the secret: its points appear by their number, kind, day and version. Parts 2 to 6 are marked as handed
 * over in the confidential way, since they lie in the sealed pack.
 */
export const toldOf = (organisation: string, secret: TradeSecret, record: PackRecord): Told => ({
  rightHolder: organisation,
  accused: record.accused,
  when: record.actedOn ?? '',
  measures: [...new Set(secret.measures.map(({ code }) => code))].toSorted(),
  secretPoints: secret.points.slice(0, 50).map(({ versions, lockedOn }, at) => ({
    number: `${secret.number}-${at + 1}`,
    kind: secretKinds.find((kind) => kind === secret.infoKind) ?? null,
    carrier: '举证包（密文）',
    formedOn: versions[0]?.on ?? secret.formedOn,
    version: `第 ${versions.length} 版${lockedOn ? `，${lockedOn} 锁定` : ''}`,
    publicSearch: '',
  })),
  confidentialParts: [2, 3, 4, 5, 6],
})
