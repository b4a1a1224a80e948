import type { PenaltyTier } from '../../core/law-data.ts'
import type { ActSpec, Guard } from '../../core/proceeding.ts'
import { may, must } from './case-field.rules.ts'
import { APL, AUCL, about, ground, latest, listed, PROC, unless, yuan } from './case-law.rules.ts'

/** Help with the measure of a penalty: it computes, shows and records; a person decides. */

export const tiers = {
  ordinary: ['一般', 'Ordinary'],
  serious: ['情节严重', 'Serious'],
} as const

/** One receipt, or one expense that is lawful and necessary, with the evidence that shows it. */
export type GainLine = { readonly what: string; readonly amountFen: number; readonly evidence: string }

/**
 * The unlawful gains: what was received for the act, less lawful and necessary expenses. A line without evidence does not count.
 *
 * @returns `gainsFen` is never below zero; `unproven` are the lines left out
 * @source domain law.md §2.2: 实施违法行为取得的款项，合法必要支出可扣除（令118号 GAIN，2026-03-20 起，◐）
 */
export function unlawfulGains(
  receipts: readonly GainLine[],
  expenses: readonly GainLine[],
): {
  readonly receiptsFen: number
  readonly expensesFen: number
  readonly gainsFen: number
  readonly unproven: readonly GainLine[]
} {
  const proven = (lines: readonly GainLine[]) => lines.filter(({ evidence }) => evidence.trim() !== '')
  const sum = (lines: readonly GainLine[]) => lines.reduce((total, { amountFen }) => total + amountFen, 0)
  const receiptsFen = sum(proven(receipts))
  const expensesFen = sum(proven(expenses))
  return {
    receiptsFen,
    expensesFen,
    gainsFen: Math.max(0, receiptsFen - expensesFen),
    unproven: [...receipts, ...expenses].filter(({ evidence }) => evidence.trim() === ''),
  }
}

/** The range of the fine in fen. */
export const rangeOf = ({ fineYuan }: PenaltyTier): { readonly fromFen: number; readonly toFen: number } => ({
  fromFen: fineYuan.from * 100,
  toFen: fineYuan.to * 100,
})

/** Circumstances that make a penalty lighter, reduced, heavier, or no penalty at all. */
export const factors = {
  lighter: ['从轻', 'Lighter, within the range'],
  mitigated: ['减轻', 'Reduced, below the range'],
  exempt: ['不予处罚', 'No penalty'],
  heavier: ['从重', 'Heavier, within the range'],
} as const

export const penaltyFields = {
  tier: must('choice', '罚款档次', 'Tier', { options: tiers, source: AUCL('第二十六条') }),
  fineFen: must('fen', '罚款', 'Fine', { source: AUCL('第二十六条') }),
  gainsFen: must('fen', '没收违法所得', 'Unlawful gains to confiscate', {
    source: AUCL('第二十六条'),
    hint: ['没有违法所得的，填 0。', 'Zero if there are none.'],
  }),
  stop: may('check', '责令停止违法行为', 'Order to stop the act', { source: AUCL('第二十六条') }),
} as const

export const discretionActs = {
  'record-discretion': {
    words: ['记录裁量', 'Record the discretion'],
    by: ['handler'],
    fields: {
      lawVersion: must('line', '适用的法律版本和条文', 'Version and article of the law', { source: APL('第三十七条') }),
      tier: must('choice', '档次', 'Tier', { options: tiers, source: AUCL('第二十六条') }),
      rangeFromFen: must('fen', '法定幅度下限', 'Range from', { source: AUCL('第二十六条') }),
      rangeToFen: must('fen', '法定幅度上限', 'Range to', { source: AUCL('第二十六条') }),
      gainsFen: must('fen', '违法所得', 'Unlawful gains'),
      gains: may(
        'text',
        '违法所得的计算（逐项及证据编号）',
        'How the gains were computed, line by line with evidence',
        {
          hint: ['收入减去合法必要支出。', 'Receipts less lawful and necessary expenses.'],
        },
      ),
      factors: may('choices', '裁量情节', 'Circumstances', {
        options: factors,
        source: AUCL('第三十二条'),
      }),
      reasons: must('text', '裁量理由及依据条文', 'Reasons, with the articles', { source: PROC('第四十八条第六项') }),
    },
    source: `${AUCL('第二十六条')}；${PROC('第四十八条第六项')}`,
  },
} as const satisfies Record<string, ActSpec>

export const discretionGuards: Readonly<Partial<Record<keyof typeof discretionActs, Guard>>> = {
  'record-discretion': (record, { fields }) => [
    ...unless(
      latest(record, 'establish-act-period') !== undefined,
      ground(
        'act-end-not-established',
        '尚未认定违法行为的终了日，无法确定适用的法律版本。',
        'The day the act ended is not established, so the version of the law cannot be told.',
        APL('第三十七条'),
      ),
    ),
    ...about(
      'rangeToFen',
      unless(
        Number(fields.rangeFromFen ?? 0) <= Number(fields.rangeToFen ?? 0),
        ground(
          'range-upside-down',
          '上限低于下限，请核对。',
          'The upper end is below the lower. Check both.',
          AUCL('第二十六条'),
        ),
      ),
    ),
  ],
}

/**
 * The fine lies in the range that was recorded, or below it where the penalty is reduced.
 * @source 《反不正当竞争法》第二十六条、第三十二条
 */
export const withinTheLaw: Guard = (record, { fields }) => {
  const recorded = latest(record, 'record-discretion')?.fields
  if (!recorded)
    return [
      ground(
        'discretion-not-recorded',
        '尚未记录裁量：档次、法定幅度和裁量理由。',
        'The discretion is not recorded yet: tier, range and reasons.',
        PROC('第四十八条第六项'),
      ),
    ]
  const fine = Number(fields.fineFen ?? 0)
  const from = Number(recorded.rangeFromFen)
  const to = Number(recorded.rangeToFen)
  const mayGoBelow = listed(recorded.factors).some((one) => one === 'mitigated' || one === 'exempt')
  return [
    ...about(
      'tier',
      unless(
        fields.tier === recorded.tier,
        ground('other-tier', '与裁量记录的档次不一致。', 'Not the tier that was recorded.', AUCL('第二十六条')),
      ),
    ),
    ...about(
      'fineFen',
      unless(
        fine <= to,
        ground(
          'above-the-range',
          `罚款高于法定幅度上限 ${yuan(to)} 元。`,
          `The fine is above the range, which ends at ${yuan(to)} yuan.`,
          AUCL('第二十六条'),
        ),
      ),
      unless(
        fine >= from || mayGoBelow,
        ground(
          'below-the-range',
          `罚款低于法定幅度下限 ${yuan(from)} 元，而裁量记录中没有减轻情节。`,
          `The fine is below the range, which begins at ${yuan(from)} yuan, and no reduction was recorded.`,
          AUCL('第三十二条'),
        ),
      ),
    ),
  ]
}
