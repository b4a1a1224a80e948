import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aLogHouse, aWorkshop } from '../../test/command-line.ts'
import { computeNaively, readNaively } from '../../test/naive-seal.ts'

const house = await aLogHouse()
const { at, run, start } = aWorkshop()
const withKey = { env: { SHOUMI_KEY: house.key } }
const kept = (folder: string) => readdirSync(at(folder)).toSorted()

beforeAll(() => {
  mkdirSync(at('图纸/泵'), { recursive: true })
  writeFileSync(at('图纸/泵/轴.dwg'), 'axle')
})

describe('watch --once, as a scheduler calls it', () => {
  const once = (...more: readonly string[]) =>
    run(['watch', '图纸', '--out', '存证', '--once', '--json', ...more], withKey)

  it('seals what is new, and keeps nothing when nothing changed', async () => {
    const [first, again] = [await once(), await once()]
    expect([first.code, JSON.parse(first.out).state]).toEqual([0, 'sealed'])
    expect([again.code, JSON.parse(again.out).state]).toEqual([0, 'unchanged'])
    expect(kept('存证')).toEqual(['图纸.tsopening'])
  })

  it('keeps the seal of a night without a network, and deposits it the next time with all others', async () => {
    writeFileSync(at('图纸/壳.dwg'), 'housing')
    const offline = await once('--server', 'http://127.0.0.1:9')
    expect([offline.code, offline.err]).toEqual([1, expect.stringContaining('连不上')])
    expect(kept('存证')).toEqual(['图纸-2.tsopening', '图纸.tsopening'])
    const online = await once('--server', house.address)
    expect(online.code).toBe(0)
    expect(kept('存证')).toEqual(
      ['图纸-2.tsopening', '图纸-2.tsreceipt.json', '图纸.tsopening', '图纸.tsreceipt.json'].toSorted(),
    )
    expect((await run(['verify', '存证/图纸-2.tsreceipt.json', '图纸'])).code).toBe(0)
  })

  it('is not held up by an older seal that was damaged', async () => {
    const damaged = at('存证/图纸-3.tsopening')
    writeFileSync(damaged, readFileSync(at('存证/图纸-2.tsopening')).subarray(0, 200))
    const { code, err, out } = await once('--server', house.address)
    expect([code, err]).toEqual([1, expect.stringContaining('图纸-3.tsopening')])
    expect(out).toContain('图纸-4.tsreceipt.json')
    expect(existsSync(damaged)).toBe(true)
  })

  it('refuses to write into the folder it watches, and a folder that is not there', async () => {
    for (const args of [
      ['watch', '图纸', '--out', '图纸/存证'],
      ['watch', 'no-such-folder', '--out', '存证'],
      ['watch', '图纸', '--out', '存证', '--every', 'often'],
    ]) {
      const { code, err } = await run(args)
      expect([code, err.trim().split('\n').length]).toEqual([2, 1])
    }
    expect(kept('图纸')).toEqual(['壳.dwg', '泵'].toSorted())
  })
})

describe('watch --on-change', () => {
  const lines: { state: string; opening?: string }[] = []
  mkdirSync(at('notes'))
  writeFileSync(at('notes/1'), 'one')
  const watching = start(
    ['watch', 'notes', '--out', 'seals', '--on-change', '--quiet-for', '1s', '--json', '--server', house.address],
    withKey,
  )
  if (watching.process.stdout)
    createInterface(watching.process.stdout).on('line', (line) => {
      lines.push(JSON.parse(line))
    })
  afterAll(() => watching.process.kill())

  const untilState = async (state: string, count: number) => {
    for (const began = performance.now(); lines.filter((line) => line.state === state).length < count; await pause(20))
      if (performance.now() - began > 20_000) throw new Error(`no ${state} among ${JSON.stringify(lines)}`)
  }

  it('seals and deposits at once, again after a change that was followed by quiet, and nothing in between', async () => {
    await untilState('receipt', 1)
    mkdirSync(at('notes/sub'))
    for (let number = 0; number < 5; number++) {
      writeFileSync(at('notes/sub/2'), `two ${number}`)
      await pause(200)
    }
    await untilState('receipt', 2)
    const sealed = lines.filter(({ state }) => state === 'sealed')
    expect(sealed).toHaveLength(2)
    const opening = readNaively(readFileSync(sealed[1]?.opening ?? ''))
    expect(opening.records.map(({ path }) => path.toString()).toSorted()).toEqual(['1', 'sub/2'])
    expect(opening.rootSha256.equals(computeNaively(opening).rootSha256)).toBe(true)
    expect(watching.process.exitCode).toBeNull()
  })
})
