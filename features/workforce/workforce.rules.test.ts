import { expect, it } from 'vitest'
import { secretLevels } from '../trade-secret/classification.schema.ts'
import { dueOf } from './workforce.rules.ts'
import { ClearedPerson } from './workforce.schema.ts'

const today = Temporal.PlainDate.from('2026-11-26')
const agreement = {
  id: '0198c0de-0000-7000-8000-000000000001',
  kind: 'pledge',
  signedOn: '2026-01-05',
  expiresOn: null,
  paperAt: '示例柜一',
  paper: null,
} as const
const course = {
  id: '0198c0de-0000-7000-8000-000000000002',
  course: '示例课程',
  on: '2026-01-06',
  passed: true,
  until: null,
  result: null,
}
const person = (changes: Partial<ClearedPerson> = {}) =>
  ClearedPerson.parse({
    ...{ v: 1, name: '虚构员工', personId: null, post: '工艺员', level: secretLevels[0] },
    ...{
      clearedSince: '2026-01-05',
      clearedUntil: null,
      agreements: [agreement],
      nonCompete: null,
      training: [course],
      runs: [],
      retention: null,
    },
    ...changes,
  })
const run = {
  checklistId: 'CL-EX',
  anchorAt: '2026-11-20T00:00:00Z',
  startedAt: '2026-11-20T00:00:00Z',
  steps: {},
  closedAt: null,
}

it.each([
  ['nothing where all is in order', {}, []],
  ['a signature where none was given', { agreements: [] }, ['unsigned']],
  [
    'a signature where one of two is missing',
    { agreements: [agreement, { ...agreement, signedOn: null }] },
    ['unsigned'],
  ],
  [
    'an agreement that ends in thirty days',
    { agreements: [{ ...agreement, expiresOn: '2026-12-26' }] },
    ['agreement-expiring'],
  ],
  ['no agreement that ends a day later', { agreements: [{ ...agreement, expiresOn: '2026-12-27' }] }, []],
  ['training that was not passed', { training: [{ ...course, passed: false }] }, ['untrained']],
  ['training that ended yesterday', { training: [{ ...course, until: '2026-11-25' }] }, ['untrained']],
  ['no training that ends today', { training: [{ ...course, until: '2026-11-26' }] }, []],
  ['nothing to sign or to learn once somebody left', { clearedUntil: '2026-11-25', agreements: [], training: [] }, []],
  ['both on the last day', { clearedUntil: '2026-11-26', agreements: [], training: [] }, ['unsigned', 'untrained']],
  ['a list that is still open', { runs: [run] }, ['open-run']],
  ['erasing once the last day is over', { retention: { until: '2026-11-25', why: '示例' } }, ['erase']],
  ['no erasing on the last day', { retention: { until: '2026-11-26', why: '示例' } }, []],
])('tells of %s', (_, changes, due) => {
  expect(dueOf(person(changes), today)).toEqual(due)
})
