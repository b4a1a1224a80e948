import type { Pair } from '../../core/words.ts'
import { type ListCompared, RecheckResult } from './recheck.schema.ts'
import type { Recheck, TradeSecret } from './trade-secret.schema.ts'

export type Taken = { readonly recheck: Recheck } | { readonly refused: Pair }

const clockSkewMs = 10 * 60 * 1000
const mostNames = 100

/** Everything that was looked at, in one. */
export const sumOf = (lists: readonly ListCompared[]): { checked: number; different: number; failed: number } => ({
  checked: lists.reduce((sum, { checked }) => sum + checked, 0),
  different: lists.reduce((sum, { different }) => sum + different, 0),
  failed: lists.filter(({ state, receipt }) => state !== 'compared' || receipt === 'other').length,
})

/**
 * What of a result file belongs to one entry: the lists of its deposits; the whole, where it names none of them.
 * The file was made outside and says what it likes: it is taken down as what somebody brought, nothing is concluded from it.
 */
export function takeRecheck(text: string, secret: TradeSecret, nowMs: number): Taken {
  const result = read(text)
  if (!result)
    return refuse(
      '这不是复核结果文件。请选择 shoumi recheck --out 生成的文件。',
      'This is no result of a re-check. Choose the file that shoumi recheck --out made.',
    )
  if (Date.parse(result.at) > nowMs + clockSkewMs)
    return refuse(
      '结果文件里的时间在将来，请检查那台电脑的时钟，再复核一次。',
      'The result is dated in the future. Set the clock of that machine and compare again.',
    )
  const linked = new Set(secret.deposits.map(({ requestId }) => requestId))
  const own = result.lists.filter(({ requestId }) => requestId !== null && linked.has(requestId))
  const lists = own.length > 0 ? own : result.lists
  const sum = sumOf(lists)
  if (sum.failed > 0)
    return refuse(
      `有 ${sum.failed} 份清单没能复核，请先在那台电脑上处理，再复核一次。`,
      `Lists that could not be compared: ${sum.failed}. See to them on that machine and compare again.`,
    )
  if (sum.checked === 0) return refuse('结果文件里没有复核过的原件。', 'The result has compared nothing.')
  if (secret.rechecks.some(({ at }) => at === result.at))
    return refuse('这次复核已经登记过。', 'This re-check is registered already.')
  return {
    recheck: {
      at: result.at,
      checked: sum.checked,
      different: sum.different,
      names: lists.flatMap(({ names }) => names ?? []).slice(0, mostNames),
      scope: own.length > 0 ? 'deposits' : 'whole',
    },
  }
}

const refuse = (zh: string, en: string): Taken => ({ refused: [zh, en] })

function read(text: string): RecheckResult | null {
  try {
    const parsed = RecheckResult.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

const mostKept = 200
/** With this one, in the order of time, and no more than are kept. */
export const withRecheck = (rechecks: readonly Recheck[], one: Recheck): Recheck[] =>
  [...rechecks, one].sort((a, b) => (a.at < b.at ? -1 : 1)).slice(-mostKept)
