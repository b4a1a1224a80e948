import type { ActSpec, Guard } from '../../core/proceeding.ts'
import { handlers } from './case-field.rules.ts'
import { ground, latest, PROC, unless } from './case-law.rules.ts'

/** What the measures of a case, advance preservation and seizure, have in common by law. */

/** Who handles the case handles its measures: the platform passes a change on. @source 《市场监督管理行政处罚程序规定》第十九条、第二十二条 */
export const replaceHandlers = {
  words: ['变更办案人员', 'Replace handlers'],
  by: ['head', 'system'],
  assigns: { field: 'handlers', capacity: 'handler' },
  fields: { handlers },
  source: PROC('第十九条、第二十二条'),
} as const satisfies ActSpec

/** Hours in which an urgent measure must be reported and approved: T-08a; a test compares it with `law/periods.yaml`. */
export const urgentHours = 24

/**
 * An urgent measure is reported and approved within twenty-four hours; the hour in which it was taken does not count.
 * @source 《程序规定》第三十三条、第三十六条、第八十条; 《行政强制法》第十九条
 */
export const approvedInTime =
  (taken: string, source: string): Guard =>
  (record, attempt) => {
    const act = latest(record, taken)
    if (!act) return []
    const hour = Temporal.Instant.from(act.at).round({ smallestUnit: 'hour', roundingMode: 'ceil' })
    return unless(
      Temporal.Instant.compare(attempt.at, hour.add({ hours: urgentHours })) <= 0,
      ground(
        'urgent-approval-too-late',
        '二十四小时内没有补办批准手续，应当立即解除；仍需采取的，另行报批。',
        'Approval did not come within twenty-four hours: release at once. If it is still needed, ask anew.',
        source,
      ),
    )
  }
