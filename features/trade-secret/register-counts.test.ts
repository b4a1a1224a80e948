import { expect, test } from 'vitest'
import { aMember } from '../../test/builders.ts'
import { aHouse } from '../../test/harness.ts'
import { aVault } from '../../test/vault-maker.ts'
import { sealedContract as sealed } from '../vault/sealed.contract.ts'
import { tradeSecretContract } from './trade-secret.contract.ts'

const house = await aHouse()
const office = await aMember(house, 'office', 'head')
const counts = { 'level:core': 3, 'kind:T04': 3 }

test('the office sees the numbers of an enterprise while it agrees, and nothing before and after', async () => {
  const { owner } = await aVault(house)
  const other = await aVault(house)
  const seen = async () =>
    (await office.caller.call(sealed.counts, {})).body.counts.filter(
      ({ organisationId }) => organisationId === owner.organisation.id,
    )
  const own = async () => (await owner.caller.call(sealed.ownCounts, {})).body
  expect([await seen(), await own()]).toEqual([[], { agreed: false, counts: {}, countedAt: null }])

  expect((await owner.caller.call(sealed.agreeToCounts, { agreed: true, counts })).status).toBe(200)
  expect(await seen()).toMatchObject([{ organisationId: owner.organisation.id, counts }])
  expect(await own()).toMatchObject({ agreed: true, counts })
  expect((await other.owner.caller.call(sealed.ownCounts, {})).body.agreed).toBe(false)

  expect((await owner.caller.call(sealed.agreeToCounts, { agreed: false, counts })).status).toBe(200)
  expect([await seen(), await own()]).toEqual([[], { agreed: false, counts: {}, countedAt: null }])
  const kept = await house.owner
    .selectFrom('registerCount')
    .select('counts')
    .where('organisationId', '=', owner.organisation.id)
    .executeTakeFirstOrThrow()
  expect(kept.counts).toEqual({})
})

test('only who keeps the room agrees, only the office’s leading roles see, and both read what the levels are called', async () => {
  const { employee } = await aVault(house)
  const handler = await aMember(house, 'office', 'case-handler')
  expect((await employee.caller.call(sealed.agreeToCounts, { agreed: true, counts })).status).toBe(403)
  expect((await employee.caller.call(sealed.ownCounts, {})).status).toBe(403)
  expect((await handler.caller.call(sealed.counts, {})).status).toBe(403)
  for (const { caller } of [office, employee])
    expect((await caller.call(tradeSecretContract.classification, {})).body.levels.length).toBeGreaterThan(0)
  expect((await house.anyone.call(tradeSecretContract.classification, {})).status).toBe(401)
})

test('a count that says more than level and kind is refused', async () => {
  const { owner } = await aVault(house)
  for (const key of ['name:配方', 'level:核心', 'secret', 'kind:'])
    expect((await owner.caller.call(sealed.agreeToCounts, { agreed: true, counts: { [key]: 1 } })).status).toBe(400)
  expect((await owner.caller.call(sealed.ownCounts, {})).body.agreed).toBe(false)
})
