import { NoResultError } from 'kysely'
import type { ZodError } from 'zod'
import { kernelRefusals, Refusal, type RefusalWords, refusalStatus } from '../../core/refusal.ts'
import { type Said, sayBoth } from '../../core/words.ts'

export type FieldIssue = { field: string; message: Said }
/** What every refused or failed call answers. `issues` names the fields of an `invalid-input`. */
export type ErrorReply = {
  code: string
  message: Said
  detail?: Readonly<Record<string, unknown>>
  issues?: FieldIssue[]
  requestId: string
}

/** A refusal whose words cannot be found is a defect: the person would read a code. */
export class UnknownRefusal extends Error {
  override name = 'UnknownRefusal'
}

export function refusalReply(refusal: Refusal, words: RefusalWords, requestId: string) {
  const pair = words[refusal.code] ?? kernelRefusals[refusal.code as keyof typeof kernelRefusals]
  if (!pair) throw new UnknownRefusal(`refusal ${refusal.code} has no words`)
  const body: ErrorReply = { code: refusal.code, message: sayBoth(pair, refusal.detail), requestId }
  if (Object.keys(refusal.detail).length > 0) body.detail = refusal.detail
  return { status: refusalStatus[refusal.code] ?? 409, body }
}

export function invalidReply(error: ZodError, requestId: string): ErrorReply {
  return {
    code: 'invalid-input',
    message: sayBoth(kernelRefusals['invalid-input']),
    issues: error.issues.map((issue) => ({ field: issue.path.join('.'), message: issueWords(issue) })),
    requestId,
  }
}

/**
 * What is wrong with one field, in words. A schema that wants its own words gives them as `message`
 * in the form `中文 | English`.
 */
function issueWords(issue: ZodError['issues'][number]): Said {
  const [zh, en] = issue.message.split(' | ')
  if (zh && en) return { 'zh-CN': zh, en }
  switch (issue.code) {
    case 'invalid_type':
      return sayBoth(['此项必填，且格式须正确。', 'This is required, in the right form.'])
    case 'too_small':
      return issue.origin === 'string'
        ? sayBoth(['至少填写 {n} 个字。', 'Enter at least {n} characters.'], { n: issue.minimum })
        : sayBoth(['不能小于 {n}。', 'Must not be less than {n}.'], { n: issue.minimum })
    case 'too_big':
      return issue.origin === 'string'
        ? sayBoth(['最多填写 {n} 个字。', 'Enter at most {n} characters.'], { n: issue.maximum })
        : sayBoth(['不能大于 {n}。', 'Must not be more than {n}.'], { n: issue.maximum })
    case 'invalid_format':
      return sayBoth(formatWords[issue.format] ?? ['格式不正确。', 'Not in the right form.'])
    case 'invalid_value':
      return sayBoth(['请从给出的选项中选择。', 'Choose one of the options.'])
    case 'unrecognized_keys':
      return sayBoth(['不认识的字段：{keys}。', 'Unknown field: {keys}.'], { keys: issue.keys.join(', ') })
    default:
      return sayBoth(['填写不正确。', 'Not right.'])
  }
}

const formatWords: Readonly<Record<string, readonly [string, string]>> = {
  email: ['请填写电子邮箱，例如 name@example.cn。', 'Enter an e-mail address, such as name@example.cn.'],
  date: ['请按 2026-11-24 的格式填写日期。', 'Enter the day as 2026-11-24.'],
  uuid: ['编号不正确。', 'Not a valid identifier.'],
  url: ['请填写完整网址，以 https:// 开头。', 'Enter a full address beginning with https://.'],
}

/**
 * What PostgreSQL says when a value that the contract let through cannot be read as what its column holds: a cursor that is none, a zero byte, a
 * number out of range, a day that is none.
 * @source PostgreSQL, Appendix A, class 22 (data exception)
 */
const unreadableValue: ReadonlySet<unknown> = new Set(['22P02', '22021', '22003', '22007', '22008', '22P05'])

/** Other people's things and things that do not exist are one answer, so that nobody can tell which it is. */
export function asRefusal(error: unknown): unknown {
  if (error instanceof NoResultError) return new Refusal('not-found')
  if (error instanceof Error && 'code' in error && unreadableValue.has(error.code)) return new Refusal('invalid-input')
  return error
}
