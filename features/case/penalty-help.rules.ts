import type { WorkCalendar } from '../../core/calendar.ts'
import { articleOn, type Law, penaltyTiersOn } from '../../core/law.ts'
import { duePeriod, periodFrom } from '../../core/period.ts'
import type { MatterRecord } from '../../core/proceeding.ts'
import type { PenaltyHelp } from './case.schema.ts'
import { dayIn, isBefore, latest, partyOf } from './case-law.rules.ts'
import { rangeOf } from './penalty.rules.ts'

/**
 * What the law as of the day the act ended says about the penalty.
 *
 * @source 《行政处罚法》第三十六条 (limitation), 第三十七条 (the law of the time of the act, the newer where it is lighter),
 *   第六十三条 (hearing); 《反不正当竞争法》第二十六条
 */
export function penaltyHelp(record: MatterRecord, law: Law, calendar: WorkCalendar): PenaltyHelp {
  const endedOn = dayIn(latest(record, 'establish-act-period')?.fields.endedOn)
  const line = partyOf(record).type === 'person' ? 'hearing.line.person' : 'hearing.line.organisation'
  const article = endedOn && articleOn(law.data, 'fine', endedOn)
  return {
    endedOn: endedOn?.toString() ?? null,
    version: article?.version ?? null,
    article: article?.article ?? null,
    tiers: endedOn
      ? penaltyTiersOn(law.data, endedOn).map((tier) => ({
          tier: tier.id,
          name: [tier.name, tier.nameEn],
          ...rangeOf(tier),
          besides: tier.besides,
          basis: tier.basis,
          verified: tier.verified,
          note: tier.note,
        }))
      : [],
    hearingLineFen: law.number(line) * 100,
    hearingLineVerified: law.data.parameters.find(({ id }) => id === line)?.verified ?? '○',
    limitation: endedOn && limitation(endedOn, record, law, calendar),
    recorded: recorded(record, law, endedOn),
  }
}

/** Two years from the end of the act to the day it was found; whether five apply is for a person to judge. */
function limitation(endedOn: Temporal.PlainDate, record: MatterRecord, law: Law, calendar: WorkCalendar) {
  const { due, notBefore } = duePeriod(periodFrom(law.period('T-07'), endedOn), calendar, law.counting)
  const foundOn = dayIn(record.facts.receivedOn) ?? Temporal.PlainDate.from(record.openedOn)
  const expiresOn = due instanceof Temporal.PlainDate ? due : null
  return {
    expiresOn: expiresOn?.toString() ?? null,
    notBefore: notBefore?.toString() ?? null,
    foundOn: foundOn.toString(),
    passed: expiresOn !== null && isBefore(expiresOn, foundOn),
  }
}

function recorded(record: MatterRecord, law: Law, endedOn: Temporal.PlainDate | null): PenaltyHelp['recorded'] {
  const fields = latest(record, 'record-discretion')?.fields
  if (!fields) return null
  const [fromFen, toFen] = [Number(fields.rangeFromFen), Number(fields.rangeToFen)]
  const tiers = endedOn ? penaltyTiersOn(law.data, endedOn) : []
  return {
    ...{ tier: String(fields.tier), fromFen, toFen, gainsFen: Number(fields.gainsFen) },
    asTheLawSays: tiers.some((tier) => {
      const range = rangeOf(tier)
      return tier.id === fields.tier && range.fromFen === fromFen && range.toFen === toFen
    }),
  }
}
