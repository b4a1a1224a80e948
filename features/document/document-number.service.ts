import type { Service } from '../../core/contract.ts'
import { done } from '../../core/contract.ts'
import { Refusal } from '../../core/refusal.ts'
import { actingPerson, type Ctx } from '../../platform/context.ts'
import { type ShippedSeries, shippedNumbering } from './document.data.ts'
import type { AgencyParticulars } from './document.schema.ts'
import type { numberContract } from './document-number.contract.ts'
import { gapsOf, numberOf, patternMistake, runningNumber, runningYear } from './document-number.rules.ts'
import * as store from './document-number.store.ts'

/**
 * The next number of a series: 案号, 文号. Kept only if the transaction is; whoever draws from the same series at the same time
 * waits for it, so that no number is missing and none is given twice.
 *
 * @throws TypeError for a series that neither the law's data nor the office knows
 */
export async function nextNumber(ctx: Ctx, key: string): Promise<string> {
  const shipped = await shippedOne(key)
  const rule = (await store.newestRule(ctx, key)) ?? shipped
  const agency = (await store.particulars(ctx))?.shortName ?? (await store.officeName(ctx))
  const n = await store.drawNumber(ctx, key, runningYear(rule.pattern, ctx.today))
  return numberOf(rule, { agency, year: ctx.today.year, n })
}

async function shippedOne(key: string): Promise<ShippedSeries> {
  const found = (await shippedNumbering()).series.find((one) => one.key === key)
  if (!found) throw new TypeError(`no series of numbers is called ${key}`)
  return found
}

/** What the authority says of itself; what it has not said yet is empty, and the remedies are named in general. */
export async function particularsOf(ctx: Pick<Ctx, 'db'>): Promise<AgencyParticulars & { known: boolean }> {
  const found = await store.particulars(ctx)
  if (found) return { ...found, known: true }
  const { remedies } = await shippedNumbering()
  return { shortName: '', ...remedies, address: '', contactName: '', contactPhone: '', known: false }
}

export const numberService: Service<typeof numberContract, Ctx> = {
  async list(ctx) {
    const { series, note } = await shippedNumbering()
    const rules = await store.rulesEver(ctx)
    const counters = await store.counters(ctx)
    const particulars = await particularsOf(ctx)
    const agency = particulars.shortName || (await store.officeName(ctx))
    return {
      note,
      agency,
      particulars,
      series: series.map((shipped) => {
        const own = rules.find((rule) => rule.series === shipped.key)
        const { kind, pattern } = own ?? shipped
        const year = runningYear(pattern, ctx.today)
        const next = (counters.find((one) => one.series === shipped.key && one.year === year)?.last ?? 0) + 1
        return {
          key: shipped.key,
          label: [...shipped.label] as [string, string],
          kind,
          pattern,
          shipped: own === undefined,
          next,
          sample: numberOf({ kind, pattern }, { agency, year: ctx.today.year, n: next }),
        }
      }),
      history: rules.map(({ series: key, kind, pattern, reason, by, madeAt }) => ({
        key,
        kind,
        pattern,
        reason,
        by: by ?? '',
        madeAt,
      })),
    }
  },

  async change(ctx, { key, kind, pattern, reason }) {
    const { series } = await shippedNumbering()
    if (!series.some((one) => one.key === key)) throw new Refusal('not-found')
    // A rule of another series that was given up still owns the numbers it gave.
    const others = [...series, ...(await store.rulesEver(ctx)).map((rule) => ({ ...rule, key: rule.series }))]
    const mistake = patternMistake(
      { key, kind, pattern },
      others.map((one) => ({ key: one.key, kind: one.kind, pattern: one.pattern })),
    )
    if (mistake) throw new Refusal('pattern-wrong', { why: mistake[0], whyEn: mistake[1] })
    await store.addRule(ctx, {
      series: key,
      kind,
      pattern,
      reason,
      madeBy: actingPerson(ctx),
      madeAt: ctx.now.toString(),
    })
    return done
  },

  async check(ctx, { key }) {
    const shipped = await shippedOneOr404(key)
    const rules = [...(await store.rulesEver(ctx)).filter(({ series }) => series === key), shipped]
    const year = runningYear((rules[0] ?? shipped).pattern, ctx.today)
    const last = (await store.counters(ctx)).find((one) => one.series === key && one.year === year)?.last ?? 0
    const used = (await store.usedNumbers(ctx, key)).flatMap(({ number, voided }) => {
      const n = runningNumber(number, rules, year)
      return n === null ? [] : [{ n, voided }]
    })
    return {
      year,
      last,
      used: used.length,
      voided: used.filter(({ voided }) => voided).length,
      gaps: gapsOf(
        last,
        used.map(({ n }) => n),
      ),
    }
  },

  async skip(ctx, { key, next }) {
    const { pattern } = (await store.newestRule(ctx, key)) ?? (await shippedOneOr404(key))
    if (!(await store.skipNumbers(ctx, key, runningYear(pattern, ctx.today), next - 1)))
      throw new Refusal('numbers-only-rise')
    return done
  },

  async describe(ctx, { reason, ...particulars }) {
    await store.addParticulars(ctx, {
      ...particulars,
      reason,
      madeBy: actingPerson(ctx),
      madeAt: ctx.now.toString(),
    })
    return done
  },
}

async function shippedOneOr404(key: string) {
  const found = (await shippedNumbering()).series.find((one) => one.key === key)
  if (!found) throw new Refusal('not-found')
  return found
}
