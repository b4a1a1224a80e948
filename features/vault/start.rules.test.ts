import { expect, test } from 'vitest'
import { type RoomStanding, startSteps } from './start.rules.ts'

const nothing: RoomStanding = { hasVault: false, holders: 0, members: 1, canRecover: false, records: {} }
const open = (standing: Partial<RoomStanding>) =>
  startSteps({ ...nothing, ...standing }).flatMap(({ id, done }) => (done ? [] : [id]))

test('a firm that begins has everything before it, the first secret first', () => {
  expect(open({})).toEqual(['first', 'recovery', 'assess', 'papers', 'people'])
})

test('a second keeper is asked for only where there is somebody', () => {
  expect(open({ members: 2 })).toContain('second')
  expect(open({ members: 2, holders: 2 })).not.toContain('second')
})

test('what was done is done, and a way back counts only once there is a room', () => {
  const records = { 'trade-secret': 1, assessment: 1, document: 3, person: 2 }
  expect(open({ hasVault: true, canRecover: true, records })).toEqual([])
  expect(open({ canRecover: true, records })).toEqual(['recovery'])
  expect(open({ hasVault: true, canRecover: true, records: { ...records, 'trade-secret': 0 } })).toEqual(['first'])
})
