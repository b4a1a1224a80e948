import type { Course, Courses, Exam, Question } from './course.schema.ts'

/** What was chosen, by the number of the question. */
export type Choices = Readonly<Record<string, readonly string[]>>
export type Marked = {
  /** Of a hundred, rounded down: nobody passes by rounding. */
  readonly score: number
  readonly passed: boolean
  readonly wrong: readonly Question[]
}

/** The questions of one course; none has as many as a paper may hold, so that all of them are asked. */
export const questionsOf = ({ questions }: Pick<Exam, 'questions'>, courseId: string): readonly Question[] =>
  questions.filter(({ course }) => course === courseId)

/**
 * All or nothing for each question, as points of the whole.
 *
 * @param asked - numbers of the questions; one that the file does not have any more cannot be marked
 * @returns null when something that was asked is not in the file
 * @source content/exam.yaml R1, R2
 */
export function mark(exam: Exam, asked: readonly string[], choices: Choices): Marked | null {
  const questions = asked.map((id) => exam.questions.find((one) => one.id === id))
  const known = questions.filter((one) => one !== undefined)
  if (known.length === 0 || known.length < asked.length) return null
  const { points, passScore } = exam.paperBlueprint
  const worth = (some: readonly Question[]) => some.reduce((sum, { type }) => sum + points[type], 0)
  const wrong = known.filter((one) => !isRight(one, choices[one.id] ?? []))
  const score = Math.floor((100 * (worth(known) - worth(wrong))) / worth(known))
  return { score, passed: score >= passScore, wrong }
}

export const isRight = ({ answer }: Question, chosen: readonly string[]): boolean =>
  chosen.length === answer.length && answer.every((key) => chosen.includes(key))

/** The course as the text that is handed out; a Chinese document, whatever language the screen is in. */
export const courseText = ({ minutes, objectives, outline, practice }: Course): string =>
  [
    `预计用时：${minutes} 分钟`,
    ['学习目标', ...objectives.map(({ zh }) => `· ${zh}`)].join('\n'),
    ...outline.map(({ topic, points }, at) =>
      [`${at + 1}. ${topic.zh}`, ...points.map(({ zh }) => `· ${zh}`)].join('\n'),
    ),
    `练习\n${practice.zh}`,
  ].join('\n\n')

/** What in either file names something that is not there. */
export function strayOf(
  { audiences, paths, courses }: Courses,
  { questions }: Exam,
): readonly { file: string; path: string }[] {
  const ids = new Set(courses.map(({ id }) => id))
  const posts = new Set(audiences.map(({ id }) => id))
  return [
    ...paths.flatMap(({ id, courses: named }) =>
      named.filter((one) => !ids.has(one)).map((one) => ({ file: 'courses.yaml', path: `${id} ${one}` })),
    ),
    ...courses.flatMap(({ id, audience }) =>
      audience.filter((one) => !posts.has(one)).map((one) => ({ file: 'courses.yaml', path: `${id} ${one}` })),
    ),
    ...courses
      .filter(({ id, questionCount }) => questionsOf({ questions }, id).length !== questionCount)
      .map(({ id }) => ({ file: 'courses.yaml', path: `${id} questionCount` })),
    ...questions.filter(({ course }) => !ids.has(course)).map(({ id }) => ({ file: 'exam.yaml', path: id })),
  ]
}
