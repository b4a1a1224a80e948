import { expect, it } from 'vitest'
import { readContent } from '../../platform/content.ts'
import { Templates } from '../template/template.schema.ts'
import { Courses } from '../workforce/course.schema.ts'
import { waysToClose } from './closing.rules.ts'
import { SelfAssessment } from './diagnostic.schema.ts'

const { items } = await readContent('self-assessment', SelfAssessment)
const { templates } = await readContent('templates', Templates)
const { courses } = await readContent('courses', Courses)
const ways = (id: string) => {
  const item = items.find((one) => one.id === id)
  return item ? waysToClose(item, templates, courses) : []
}

it('every question has a way to close its gap', () => {
  expect(items.filter(({ id }) => ways(id).length === 0).map(({ id }) => id)).toEqual([])
})

it.each([
  ['REG-02', ['/secrets', '/deposits', '/papers/make/TPL-03']],
  ['PPL-05', ['/people', '/papers/make/TPL-06', '/papers/make/TPL-10']],
  ['INC-06', ['/incidents', '/papers/make/TPL-19']],
  ['ORG-01', ['/papers/make/TPL-01']],
])('%s is closed at %j, as templates name it', (id, expected) => {
  expect(
    ways(id)
      .filter(({ kind }) => kind !== 'course')
      .map(({ to }) => to),
  ).toEqual(expected)
})

it('a course is offered where it names the question, and leads to the people who take it', () => {
  const courseOf = (id: string) => ways(id).filter(({ kind }) => kind === 'course')
  expect(courseOf('EXT-08').map(({ to }) => to)).toEqual(['/people'])
  expect(courseOf('RUL-06')).toEqual([])
})

it('templates and courses name only questions that there are', () => {
  const known = new Set(items.map(({ id }) => id))
  const named = [...templates, ...courses].flatMap(({ assessmentItems }) => assessmentItems)
  expect(named.filter((id) => !known.has(id))).toEqual([])
})
