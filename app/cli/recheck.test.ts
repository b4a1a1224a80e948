import { spawn } from 'node:child_process'
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { RecheckResult } from '../../features/trade-secret/recheck.schema.ts'
import { aLogHouse, aWorkshop, type Ran } from '../../test/command-line.ts'

const house = await aLogHouse()
const { at, run, folder } = aWorkshop()
const command = join(import.meta.dirname, '../../bin/shoumi.mjs')

/** As people type it: `npx shoumi recheck …`. */
function recheck(...args: readonly string[]): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [command, 'recheck', ...args], { cwd: folder })
    const said = { out: '', err: '' }
    child.stdout.on('data', (text) => {
      said.out += text
    })
    child.stderr.on('data', (text) => {
      said.err += text
    })
    child.once('error', reject)
    child.once('close', (code) => resolve({ code: code ?? -1, ...said }))
  })
}
const resultIn = (text: string) => RecheckResult.parse(JSON.parse(text))
const write = (path: string, text: string) => {
  mkdirSync(at(path, '..'), { recursive: true })
  writeFileSync(at(path), text)
}
const fill = () => {
  for (let n = 0; n < 38; n++) write(`originals/图纸/轴${n}.dwg`, `虚构内容 ${n}`)
  write('originals/配方.txt', '甲 12%，乙 88%')
  write('originals/客户/名单.csv', '虚构客户')
  write('originals/客户/价.csv', '虚构价格')
}

beforeAll(async () => {
  fill()
  mkdirSync(at('存证'))
  const seal = (...args: string[]) => run(['seal', ...args], { env: { SHOUMI_KEY: house.key } })
  expect((await seal('originals/图纸', '--out', '存证/', '--server', house.address)).code).toBe(0)
  expect((await seal('originals/配方.txt', '--out', '存证/')).code).toBe(0)
  expect((await seal('originals/客户', '--out', '存证/')).code).toBe(0)
})
beforeEach(() => {
  rmSync(at('originals'), { recursive: true, force: true })
  fill()
})

describe('recheck', () => {
  it('says of untouched originals that all of them match, whatever else lies beside them', async () => {
    write('originals/别的/新.txt', '没有封存过')
    const { code, out } = await recheck('存证', 'originals')
    expect([code, out.split('\n')[0]]).toEqual([0, '✓ 41 份全部一致 / all 41 match'])
    expect(out).toMatch(/图纸\.tsopening：38 份，0 份不一致.*凭证属于这份清单/)
    expect(out).toMatch(/配方\.txt\.tsopening：1 份，0 份不一致.*旁边没有凭证/)
    expect(out).not.toContain('新.txt')
  })

  it('counts and names what changed, is gone or became something else, and ends with 1', async () => {
    write('originals/图纸/轴7.dwg', '虚构内容 八')
    rmSync(at('originals/配方.txt'))
    rmSync(at('originals/客户/价.csv'))
    symlinkSync('名单.csv', at('originals/客户/价.csv'))
    const { code, out } = await recheck('存证', 'originals')
    expect([code, out.split('\n')[0]]).toEqual([1, '✗ 41 份中有 3 份已不一致 / 3 of 41 no longer match'])
    for (const line of ['内容已变 / content changed：轴7.dwg', '缺失 / missing：配方.txt', '类型已变'])
      expect(out).toContain(line)
  })

  it('keeps a result that names nothing unless asked to, and holds no digest', async () => {
    write('originals/图纸/轴7.dwg', '虚构内容 八')
    const plain = await recheck('存证', 'originals', '--json', '--out', '结果.json')
    const kept = readFileSync(at('结果.json'), 'utf8')
    expect(resultIn(kept)).toEqual(resultIn(plain.out))
    expect(resultIn(kept)).toMatchObject({ checked: 41, different: 1, failed: 0 })
    expect(kept).not.toMatch(/轴|originals|存证|[0-9a-f]{33}/)
    const named = await recheck('存证', 'originals', '--json', '--names')
    const drawings = resultIn(named.out).lists.find(({ receipt }) => receipt === 'belongs')
    expect(drawings).toMatchObject({ checked: 38, names: ['轴7.dwg'], how: { differs: 1, missing: 0 } })
    const { requestId } = JSON.parse((await run(['inspect', '存证/图纸.tsopening', '--json'])).out)
    expect(drawings?.requestId).toBe(requestId)
  })

  it('takes the newest of a series, and the earlier ones when asked', async () => {
    write('originals/图纸/轴7.dwg', '第二版')
    expect((await run(['seal', 'originals/图纸', '--out', '存证/', '--resume'])).code).toBe(0)
    const newest = await recheck('存证', 'originals', '--json')
    expect([newest.code, resultIn(newest.out)]).toMatchObject([0, { checked: 41, different: 0 }])
    expect(resultIn((await recheck('存证', 'originals', '--all', '--json')).out)).toMatchObject({
      checked: 79,
      different: 1,
    })
    rmSync(at('存证/图纸-2.tsopening'))
  })

  it('compares the other lists when one is damaged, of another receipt, or lost, and ends with 1', async () => {
    mkdirSync(at('坏'))
    for (const name of readdirSync(at('存证')))
      if (/\.(tsopening|tsreceipt\.json)$/.test(name)) copyFileSync(at('存证', name), at('坏', name))
    const bytes = readFileSync(at('坏/配方.txt.tsopening'))
    writeFileSync(at('坏/配方.txt.tsopening'), bytes.subarray(0, 100))
    copyFileSync(at('坏/图纸.tsreceipt.json'), at('坏/客户.tsreceipt.json'))
    copyFileSync(at('坏/图纸.tsreceipt.json'), at('坏/丢.tsreceipt.json'))
    const { code, out } = await recheck('坏', 'originals')
    expect(code).toBe(1)
    expect(out).toContain('! 40 份全部一致')
    expect(out).toContain('✗ 3 份清单没能复核')
    expect(out).toContain('旁边的凭证不属于这份清单')
    expect(out).toMatch(/丢\.tsreceipt\.json：有凭证，没有同名清单/)
  })

  it('stays and compares again, over a disk that is away for a while', async () => {
    const child = spawn(process.execPath, [command, 'recheck', '存证', 'originals', '--every', '1s', '--json'], {
      cwd: folder,
    })
    const said = { out: '', err: '' }
    child.stdout.on('data', (text) => {
      said.out += text
    })
    child.stderr.on('data', (text) => {
      said.err += text
    })
    const until = async (isSo: () => boolean) => {
      while (!isSo()) await new Promise((later) => setTimeout(later, 50))
    }
    const rounds = () => said.out.split('\n').filter((line) => line !== '')
    try {
      await until(() => rounds().length > 0)
      renameSync(at('originals'), at('away'))
      await until(() => said.err !== '')
      const before = rounds().length
      renameSync(at('away'), at('originals'))
      write('originals/配方.txt', '改过')
      await until(() => rounds().length > before + 1)
    } finally {
      child.kill()
    }
    expect(said.err).toContain('没有这个文件或文件夹')
    expect(resultIn(rounds()[0] ?? '')).toMatchObject({ checked: 41, different: 0 })
    expect(resultIn(rounds().at(-1) ?? '')).toMatchObject({ checked: 41, different: 1 })
  })

  it('says in one line what it cannot use', async () => {
    mkdirSync(at('空'), { recursive: true })
    const wrong = [
      ['没有', 'originals'],
      ['空', 'originals'],
      ['存证', '没有'],
      ['存证', 'originals', '多'],
      ['存证', 'originals', '--every', '昨天'],
    ]
    for (const args of wrong) {
      const { code, out, err } = await recheck(...args)
      expect([args, code, out, err.trim().split('\n').length]).toEqual([args, 2, '', 1])
    }
    expect((await recheck('存证')).code).toBe(2)
    const { out } = await recheck('--help')
    for (const way of ['cron', 'systemd-run', 'schtasks']) expect(out).toContain(way)
  })
})
