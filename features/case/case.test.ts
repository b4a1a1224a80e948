import { expect, test } from 'vitest'
import { aCase } from '../../test/case-file.ts'
import {
  archive,
  concludeInvestigation,
  decideTogether,
  giveNotice,
  hear,
  investigate,
  performAndClose,
  publish,
  review,
  serveDecision,
} from '../../test/case-path.ts'
import { aHouse } from '../../test/harness.ts'

const here = await aHouse()

test('a case that a clue became is in the hands of those who were named at filing', async () => {
  const file = await aCase(here)
  const { matter, people, periods, facts } = await file.view()
  expect(matter).toMatchObject({ kind: 'case', state: 'investigating', openedOn: '2026-03-02' })
  expect(file.number).toMatch(/案〔2026〕1号$/)
  expect(people.map(({ personId, capacity }) => [personId, capacity])).toEqual([
    [file.team.handler.person.id, 'handler'],
    [file.team.other.person.id, 'handler'],
  ])
  expect(facts).toMatchObject({ partyName: '虚构江北乙精密机械有限公司' })
  expect(periods.find(({ period }) => period === 'T-10')).toMatchObject({ startOn: '2026-03-02', due: '2026-05-31' })
})

test('the whole path', async () => {
  const file = await aCase(here)
  await investigate(file)
  await concludeInvestigation(file)
  await review(file)
  await giveNotice(file)
  await hear(file)
  await decideTogether(file)
  await serveDecision(file)
  await publish(file)
  await performAndClose(file)
  await archive(file)
  console.log((await file.documents()).map(({ form, title, number, state }) => [form, title, number, state].join(' ')))
})
