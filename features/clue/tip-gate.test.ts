import { expect, test } from 'vitest'
import { openTipGate } from './tip-gate.ts'

function gateWithClock() {
  const clock = { at: 0, waits: [] as number[] }
  const gate = openTipGate({
    now: () => clock.at,
    sleep: async (ms) => {
      clock.waits.push(ms)
    },
  })
  const tryCode = (code: string, found: string | null = null) => gate.check(code, async () => found)
  return { clock, gate, tryCode }
}

test('the first tries at one beginning are free, then the wait doubles up to half a minute', async () => {
  const { clock, tryCode } = gateWithClock()
  for (let index = 0; index < 11; index++) await tryCode(`ABCD-000${index}`)
  expect(clock.waits).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000])
})

test('a right code after some slips waits no longer than they made it, and is not counted', async () => {
  const { clock, tryCode } = gateWithClock()
  for (let index = 0; index < 3; index++) await tryCode('ABCD-0000')
  expect(await tryCode('ABCD-1111', 'tip')).toBe('tip')
  expect(await tryCode('ABCD-1111', 'tip')).toBe('tip')
  expect(clock.waits).toEqual([1000, 1000])
})

test('another beginning does not wait; after an hour all is forgotten', async () => {
  const { clock, tryCode } = gateWithClock()
  for (let index = 0; index < 5; index++) await tryCode('ABCD-0000')
  clock.waits.length = 0
  await tryCode('EFGH-0000')
  clock.at = 3_600_001
  await tryCode('ABCD-0000')
  expect(clock.waits).toEqual([])
})

test('many wrong codes within a minute slow everybody a little, and lock nobody out', async () => {
  const { clock, tryCode } = gateWithClock()
  for (let index = 0; index < 61; index++) await tryCode(`${1000 + index}-0000`)
  expect(await tryCode('ABCD-0000', 'tip')).toBe('tip')
  expect(clock.waits).toEqual([1500])
  clock.at = 60_001
  await tryCode('EFGH-0000')
  expect(clock.waits).toEqual([1500])
})

test('whoever holds files in memory is not let wait: they are told to come again', async () => {
  const { clock, gate, tryCode } = gateWithClock()
  for (let index = 0; index < 5; index++) await tryCode('ABCD-0000')
  clock.waits.length = 0
  await expect(gate.check('ABCD-0000', async () => 'tip', { holding: true })).rejects.toMatchObject({ code: 'busy' })
  await expect(gate.check('EFGH-0000', async () => 'tip', { holding: true })).resolves.toBe('tip')
  expect(clock.waits).toEqual([])
})

test('many new reports within a minute make each further one wait a little longer, and none is turned away', async () => {
  const { clock, gate } = gateWithClock()
  for (let index = 0; index < 63; index++) await gate.begin()
  expect(clock.waits).toEqual([500, 1000, 1500])
  clock.at = 60_001
  await gate.begin()
  expect(clock.waits).toHaveLength(3)
})

test('there is room for so many bytes in an hour', () => {
  const { clock, gate } = gateWithClock()
  for (let index = 0; index < 4; index++) gate.takeRoom(1024 ** 3)
  expect(() => gate.takeRoom(1)).toThrow('busy')
  clock.at = 3_600_000
  expect(() => gate.takeRoom(1)).not.toThrow()
})

test('so many uploads at a time, a few in line, the rest is told to come back', async () => {
  const { gate } = gateWithClock()
  const open: (() => void)[] = []
  let done = 0
  const sent = Array.from({ length: 12 }, () =>
    gate.upload(async () => {
      await new Promise<void>((resolve) => open.push(resolve))
      done++
    }),
  )
  await expect(gate.upload(async () => undefined)).rejects.toMatchObject({ code: 'busy' })
  while (done < 12) {
    expect(open.length).toBeLessThanOrEqual(4)
    open.shift()?.()
    await new Promise((resolve) => setImmediate(resolve))
  }
  await Promise.all(sent)
  await expect(gate.upload(async () => 'free again')).resolves.toBe('free again')
})

test('work that fails leaves its place to the next', async () => {
  const { gate } = gateWithClock()
  for (let index = 0; index < 6; index++)
    await expect(gate.upload(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  await expect(gate.upload(async () => 1)).resolves.toBe(1)
})
