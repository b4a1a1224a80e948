import type { PeriodPart, PeriodRow } from './law-data.ts'
import type { PeriodRule } from './period-rule.ts'

/** The periods of the table as they are counted. A row that only names its parts is not one itself. */
export const periodRulesOf = (rows: readonly PeriodRow[]): PeriodRule[] =>
  rows.flatMap((row) => [
    ...(row.length === undefined && row.parts.length > 0 ? [] : [ruleOfRow(row)]),
    ...row.parts.map((part) => ruleOfPart(row, part)),
  ])

const ruleOfRow = (row: PeriodRow): PeriodRule => ({
  id: row.id,
  matter: [row.matter, row.matterEn],
  trigger: [row.trigger, row.triggerEn],
  length: row.length ?? null,
  lengthWords: row.words.length,
  unit: row.unit ?? null,
  direction: row.direction,
  sense: row.sense,
  whose: row.whose,
  countedBy: row.countedBy,
  extensions: row.extensions ?? [],
  pauses: row.pauses ?? [],
  lapses: row.lapses,
  onExpiry: [row.onExpiry, row.onExpiryEn],
  lead: row.lead ?? 0,
  internalLength: row.internalLength ?? null,
  basis: row.basis,
  verified: row.verified,
  note: row.note,
})

function ruleOfPart(row: PeriodRow, part: PeriodPart): PeriodRule {
  const of = ruleOfRow(row)
  return {
    ...of,
    id: part.id,
    matter: [part.matter, part.matterEn],
    trigger: [part.trigger ?? row.trigger, part.triggerEn ?? row.triggerEn],
    length: part.length ?? null,
    lengthWords: part.lengthWords,
    unit: part.unit ?? null,
    extensions: part.extensions ?? of.extensions,
    pauses: part.pauses ?? of.pauses,
    lead: part.lead ?? of.lead,
    onExpiry: [part.onExpiry ?? row.onExpiry, part.onExpiryEn ?? row.onExpiryEn],
  }
}
