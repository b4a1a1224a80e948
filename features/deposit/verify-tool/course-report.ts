import { type Course, type CourseVerification, verifyCourse } from '../../../evidence/course.ts'
import { actPartsOf, courseProves, courseProvesNot, courseWords } from '../../../evidence/course-words.ts'
import type { Trust } from '../../../evidence/trust.ts'
import { type Child, el } from '../../../platform/one-file-page/elements.ts'
import {
  momentText,
  outcomeMarks,
  type PageLanguage,
  receiptCheckLine,
} from '../../../platform/one-file-page/receipt-checks.ts'
import { toolWords } from './verify-tool.words.ts'

type Act = CourseVerification['acts'][number]

/** The course of a matter, act by act: what it says, and everything that was looked at. */
export function courseReport(course: Course, trust: Trust, language: PageLanguage): Child[] {
  const say = (pair: readonly [string, string], values: Readonly<Record<string, string | number>> = {}) =>
    pair[language].replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ''))
  const { verdict, acts, withheld } = verifyCourse(course, trust, Date.now())
  const proven = verdict === 'proven'

  function actLine(act: Act, text: string | null): HTMLElement {
    const { receipt, holds, seq } = act
    const outcome = holds ? 'passed' : 'failed'
    const time = receipt?.notLaterThanMs ?? null
    const shownTime =
      time === null ? say(courseWords.noTime) : say(courseWords.provenBy, { time: momentText(time, language) })
    return el(
      'li',
      { 'data-act': `${seq}`, 'data-outcome': outcome },
      el('span', { class: `outcome ${outcome}` }, `${outcomeMarks[outcome]} ${say(courseWords.act, { seq })}`),
      receipt?.verdict === 'proven' ? ` ${shownTime}` : null,
      text === null ? null : el('div', {}, el('code', {}, text)),
      el(
        'ol',
        {},
        ...actPartsOf(act).map((part) =>
          el(
            'li',
            {},
            el('span', { class: part.outcome }, `${outcomeMarks[part.outcome]} `),
            `${say(part.name)} — ${say(part.found)}`,
          ),
        ),
      ),
      receipt &&
        el(
          'details',
          {},
          el('summary', {}, say(toolWords.checks)),
          el('ol', { class: 'checks' }, ...receipt.checks.map((check) => receiptCheckLine(check, language))),
        ),
    )
  }

  return [
    el(
      'div',
      { class: `verdict ${proven ? 'passed' : 'failed'}`, role: 'status', id: 'course-verdict' },
      el('strong', {}, `${proven ? '✓' : '✗'} ${say(toolWords[proven ? 'proven' : 'notProven'])}`),
      el('span', {}, `${say(courseWords.title)} ${course.matterId}`),
      el('p', {}, say(courseWords.acts, { count: acts.length, withheld })),
    ),
    ...(proven
      ? [
          el('h2', {}, say(toolWords.proves)),
          el('ul', {}, ...courseProves.map((pair) => el('li', {}, say(pair)))),
          el('h2', {}, say(toolWords.provesNot)),
          el('ul', {}, ...courseProvesNot.map((pair) => el('li', {}, say(pair)))),
        ]
      : []),
    el('h2', {}, say(courseWords.title)),
    el('ol', { class: 'checks' }, ...acts.map((act, index) => actLine(act, course.acts[index]?.shown?.text ?? null))),
  ]
}
