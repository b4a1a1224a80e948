import { expect, test } from 'vitest'
import { aHouse } from '../../test/harness.ts'
import { aReferral } from '../../test/referral-file.ts'

const here = await aHouse()

test('probe', async () => {
  const file = await aReferral(here)
  expect(await file.state()).toBe('suspected')
  await file.approved()
  expect(await file.state()).toBe('approved')
  await file.packet()
  await file.send()
  await file.byPolice('sign-receipt', { officer: '虚构王警官' })
  await file.byPolice('police-refuse', { noticeNo: '虚构不立〔2026〕1号' })
  await file.byPolice
  expect(await file.state()).toBe('police-refused')
  await file.done('accept-refusal')
  expect(await file.case.state()).toBe('investigating')
})
