import { expect, it } from 'vitest'
import { readContent } from '../../platform/content.ts'
import { courseText, mark, questionsOf, strayOf } from './course.rules.ts'
import { Courses, Exam } from './course.schema.ts'

const courses = await readContent('courses', Courses)
const exam = await readContent('exam', Exam)
const asked = questionsOf(exam, 'C1')
const ids = asked.map(({ id }) => id)
const right = Object.fromEntries(asked.map(({ id, answer }) => [id, answer]))

it('a course and its questions name nothing that is not there', () => {
  expect(strayOf(courses, exam)).toEqual([])
  expect(strayOf({ ...courses, courses: courses.courses.slice(1) }, exam)).toContainEqual({
    file: 'exam.yaml',
    path: 'Q001',
  })
})

it('all right is a hundred', () => {
  expect(ids).toHaveLength(8)
  expect(mark(exam, ids, right)).toEqual({ score: 100, passed: true, wrong: [] })
})

it('two of three right choices count nothing, and so does one too many', () => {
  expect(mark(exam, ['Q003'], { Q003: ['A', 'C'] })).toMatchObject({ score: 0, passed: false })
  expect(mark(exam, ['Q003'], { Q003: ['A', 'B', 'C', 'D'] })).toMatchObject({ score: 0, passed: false })
  expect(mark(exam, ['Q003'], { Q003: ['D', 'C', 'A'] })).toMatchObject({ score: 100, passed: true })
})

it('a question weighs by its kind: of fifteen points, three lost are eighty, four are not enough', () => {
  expect(asked.map(({ type }) => type).toSorted()).toEqual([
    ...['multiple', 'multiple', 'single', 'single', 'single', 'trueFalse', 'trueFalse', 'trueFalse'],
  ])
  expect(mark(exam, ids, { ...right, Q003: [] })).toMatchObject({ score: 80, passed: true })
  expect(mark(exam, ids, { ...right, Q003: [], Q002: ['T'] })).toMatchObject({ score: 73, passed: false })
})

it('what is not in the file any more cannot be marked', () => {
  expect(mark(exam, ['Q001', 'Q999'], right)).toBeNull()
  expect(mark(exam, [], {})).toBeNull()
})

it('the text of a course has its aims, its points and its practice', () => {
  const [basics] = courses.courses
  if (!basics) throw new RangeError('no course')
  const text = courseText(basics)
  for (const part of [
    '45 分钟',
    '说出三个法定条件',
    '1. 什么是商业秘密',
    '三个条件，不需要登记',
    '拿自己岗位的五份资料',
  ])
    expect(text).toContain(part)
  for (const one of courses.courses) expect(courseText(one).length).toBeLessThan(5000)
})
