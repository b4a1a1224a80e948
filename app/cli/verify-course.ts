import type { ActFound, Course, CourseVerification } from '../../evidence/course.ts'
import { actPartsOf, courseProves, courseProvesNot, courseWords } from '../../evidence/course-words.ts'
import { both, checkLines, limitWords, marks, timeWords, verdictWords } from './verification-words.ts'

/** The report of `shoumi verify X.tscourse.json`. */
export const courseReport = (course: Course, { verdict, acts, withheld }: CourseVerification): string[] => [
  verdictWords(verdict),
  `  ${courseWords.title.join(' ')} ${course.matterId}`,
  `  ${both(courseWords.acts)}`.replaceAll('{count}', `${acts.length}`).replaceAll('{withheld}', `${withheld}`),
  ...acts.flatMap((act, index) => ['', ...actLines(act, course.acts[index]?.shown?.text ?? null)]),
  ...(verdict === 'proven' ? limitWords(courseProves, courseProvesNot) : []),
]

function actLines(act: ActFound, text: string | null): string[] {
  const { receipt, seq, holds } = act
  const objections = receipt?.checks.filter(({ outcome }) => outcome === 'failed' || outcome === 'unknown') ?? []
  return [
    `${marks[holds ? 'passed' : 'failed']} ${both(courseWords.act).replaceAll('{seq}', `${seq}`)}`,
    ...(text === null ? [] : [`    ${text}`]),
    ...actPartsOf(act).map(({ name, found, outcome }) => `    ${marks[outcome]} ${both(name)}：${both(found)}`),
    ...(receipt === null ? [] : [`    ${timeWords(receipt)}`]),
    ...(receipt?.verdict === 'not-proven' ? objections.flatMap(checkLines).map((line) => `    ${line}`) : []),
  ]
}
