import { type ComplaintBody, secretKinds } from '../clue/complaint.schema.ts'
import type { TradeSecret } from '../trade-secret/trade-secret.schema.ts'
import { pointNumber } from './assemble.rules.ts'
import { wasInForce } from './meter.rules.ts'
import type { PackRecord } from './proof-pack.schema.ts'

/** What of a pack goes into the complaint itself, in the clear: numbers, kinds, days and codes, never what the secret is. */
export type Told = Pick<
  ComplaintBody,
  'rightHolder' | 'accused' | 'access' | 'when' | 'measures' | 'secretPoints' | 'confidentialParts'
>

/**
 * Names nothing of the secret: its points appear by their number, kind, day and version, its measures by the codes of those from
 * before the act. Parts 2 to 5, and 8 where something is told of it, are marked as handed over in the confidential way, since they
 * lie in the sealed pack. Parts 6 and 7 are not: without who is accused and how it shows nobody could look into it.
 */
export const toldOf = (organisation: string, secret: TradeSecret, record: PackRecord): Told => ({
  rightHolder: organisation,
  accused: record.accused,
  access: record.access.length > 0 ? '接触途径见举证包（密文）。' : '',
  when: record.actedOn ?? '',
  measures: [
    ...new Set(
      secret.measures
        .filter((measure) => record.actedOn === null || wasInForce(measure, record.actedOn))
        .map(({ code }) => code),
    ),
  ].toSorted(),
  secretPoints: secret.points.slice(0, 50).map(({ versions, lockedOn }, at) => ({
    number: pointNumber(secret, at),
    kind: secretKinds.find((kind) => kind === secret.infoKind) ?? null,
    carrier: '举证包（密文）',
    formedOn: versions[0]?.on ?? secret.formedOn,
    version: `第 ${versions.length} 版${lockedOn ? `，${lockedOn} 锁定` : ''}`,
    publicSearch: '',
  })),
  confidentialParts: [2, 3, 4, 5, ...(record.loss.basis !== null || record.lossBasis !== '' ? [8] : [])],
})
