import { defineWords, type Words } from './words.ts'

/**
 * The law, the record or the caller's rights do not allow this act.
 *
 * A refusal is an expected answer: it rolls the transaction back, reaches the user in
 * words, and is not logged as an error. Anything else that is thrown is a defect.
 */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly code: string
  readonly detail: Readonly<Record<string, unknown>>

  constructor(code: string, detail: Readonly<Record<string, unknown>> = {}) {
    super(code)
    this.code = code
    this.detail = detail
  }
}

/** Refusals that `mount` itself gives; every door has them, so no contract declares them. */
export const kernelRefusals = defineWords({
  'sign-in-required': ['请先登录，再办理此事。', 'Sign in first, then try again.'],
  forbidden: ['您现在的身份没有办理此事的权限。', 'Your present role does not allow this.'],
  'not-found': ['没有找到，或不在您可以查看的范围内。', 'Not found, or not yours to see.'],
  'invalid-input': [
    '有内容填写不正确，请按提示修改后重新提交。',
    'Some of what you entered is not right. Correct it and send it again.',
  ],
  'too-many-requests': ['操作过于频繁，请过一会儿再试。', 'Too many requests. Wait a little and try again.'],
  'foreign-origin': ['请求来自其他网站，已拒绝。', 'The request came from another site and was refused.'],
  'too-large': ['内容过大，超出上限。', 'This is larger than the limit.'],
  'changed-meanwhile': [
    '您打开之后，他人已作了修改。请刷新后核对，再提交。',
    'Somebody changed this after you opened it. Reload, compare, then send again.',
  ],
  defect: ['系统出现故障，已记录。请稍后再试。', 'Something broke on our side and was recorded. Try again later.'],
})

/** The HTTP status of a refusal; anything not listed is 409, "the record does not allow it". */
export const refusalStatus: Readonly<Record<string, number>> = {
  'sign-in-required': 401,
  forbidden: 403,
  'foreign-origin': 403,
  'not-found': 404,
  'invalid-input': 400,
  'too-many-requests': 429,
  'too-large': 413,
}

export type RefusalWords = Words
