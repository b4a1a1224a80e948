import { expect, test } from 'vitest'
import { aHouse } from '../../test/harness.ts'
import { publishedContract } from './publication.contract.ts'

const here = await aHouse()
const found = async (q: string) =>
  (await here.anyone.call(publishedContract.search, { q })).body.hits.map(({ title }) => title)

test('a phrase in quotes is found in its order, loose words in any', async () => {
  expect((await found('“示范基地”')).some((title) => title.includes('示范基地'))).toBe(true)
  expect(await found('基地 示范')).not.toEqual([])
  expect(await found('“基地示范”')).toEqual([])
})
