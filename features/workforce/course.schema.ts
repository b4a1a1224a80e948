import { z } from 'zod'
import { contentHead, Said, SourceRef } from '../../core/content.ts'

const CourseId = z.string().regex(/^C\d{1,2}$/)
const Named = z.strictObject({ id: z.string().min(1), name: Said })

const Course = z.strictObject({
  id: CourseId,
  title: Said,
  audience: z.array(z.string()).min(1),
  minutes: z.int().min(1),
  objectives: z.array(Said).min(1),
  outline: z.array(z.strictObject({ topic: Said, points: z.array(Said).min(1) })).min(1),
  practice: Said,
  templates: z.array(z.string()),
  assessmentItems: z.array(z.string()),
  questionCount: z.int().min(1),
  sources: z.array(SourceRef).min(1),
})
export type Course = z.infer<typeof Course>

/** `content/courses.yaml`: what people of a firm learn, by post. */
export const Courses = z.strictObject({
  ...contentHead('courses'),
  audiences: z.array(Named),
  paths: z.array(z.strictObject({ id: z.string(), name: Said, courses: z.array(CourseId).min(1) })),
  certificate: Said,
  coverageNote: Said,
  courses: z.array(Course).min(1),
})
export type Courses = z.infer<typeof Courses>

export const QuestionId = z.string().regex(/^Q\d{3}$/)
const questionTypes = ['single', 'multiple', 'trueFalse'] as const
const Question = z
  .strictObject({
    id: QuestionId,
    course: CourseId,
    type: z.enum(questionTypes),
    difficulty: z.enum(['easy', 'medium', 'hard']),
    stem: Said,
    options: z.array(z.strictObject({ key: z.string().regex(/^[A-Z]$/), zh: z.string(), en: z.string() })).min(2),
    answer: z.array(z.string()).min(1),
    explanation: Said,
    sources: z.array(SourceRef).min(1),
  })
  .superRefine(({ id, type, options, answer }, found) => {
    const keys = new Set(options.map(({ key }) => key))
    if (answer.some((key) => !keys.has(key)) || (type !== 'multiple' && answer.length !== 1))
      found.addIssue(`${id}：答案与选项不符 / the answer does not fit the options`)
  })
export type Question = z.infer<typeof Question>

const count = z.int().min(0)
const { intro: _, ...examHead } = contentHead('exam')
/** `content/exam.yaml`: questions of every course, and how a paper is drawn and marked. */
export const Exam = z.strictObject({
  ...examHead,
  rules: z.array(z.strictObject({ id: z.string(), text: Said })),
  paperBlueprint: z.strictObject({
    total: count,
    ...{ single: count, multiple: count, trueFalse: count, minPerCourse: count },
    points: z.strictObject({ single: count, multiple: count, trueFalse: count }),
    passScore: z.int().min(1).max(100),
    fillWith: z.enum(questionTypes),
    shuffleOptions: z.boolean(),
  }),
  questions: z.array(Question).min(1),
})
export type Exam = z.infer<typeof Exam>
