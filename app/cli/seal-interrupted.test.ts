import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  appendFileSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { aWorkshop } from '../../test/command-line.ts'
import { computeNaively, readNaively } from '../../test/naive-seal.ts'

const { folder, at, run, start } = aWorkshop()
const mebibyte = 1024 * 1024
const rowBytes = 96
const recordBytes = 106
const sizeOf = (file: string) => (existsSync(file) ? statSync(file).size : 0)
const opened = (name: string) => readNaively(readFileSync(at(`${name}.tsopening`)))

/** Holes take no room and are read like anything else. */
function aHole(path: string, bytes: number, head = '') {
  writeFileSync(path, head)
  truncateSync(path, bytes)
}

/** What a journal holds: frames of a count, so many rows, and sixteen bytes to check them by. */
function rowsIn(journal: string): number {
  const bytes = existsSync(journal) ? readFileSync(journal) : Buffer.alloc(0)
  let rows = 0
  for (let at = 16; at + 4 <= bytes.length; ) {
    const count = bytes.readUInt32BE(at)
    at += 4 + count * rowBytes + 16
    if (at <= bytes.length) rows += count
  }
  return rows
}

async function until(holds: () => boolean) {
  for (const began = performance.now(); !holds(); await pause(2))
    if (performance.now() - began > 30_000) throw new Error('it never came to that')
}

const small = 2000
const large = 12
beforeAll(async () => {
  mkdirSync(at('tree'))
  mkdirSync(at('tree/large'))
  for (let number = 0; number < small; number++) writeFileSync(at('tree', `${number}.txt`), `${number}`)
  for (let number = 0; number < large; number++) aHole(at('tree/large', `${number}`), 64 * mebibyte, `${number}`)
  // What changed within the last two seconds may change again unnoticed, and is always read anew.
  await pause(2100)
})

describe('a seal that is killed in the middle', () => {
  it('goes on where it was, reads nothing twice that it had, and comes to the right roots', async () => {
    const journal = at('broken.tsjournal')
    const broken = start(['seal', 'tree', '--out', 'broken', '--threads', '1'])
    await until(() => rowsIn(journal) > small)
    broken.process.kill('SIGKILL')
    await broken.ended
    expect(existsSync(at('broken.tsopening'))).toBe(false)
    const known = rowsIn(journal)
    expect(known).toBeLessThan(small + large)

    const beginAnew = await run(['seal', 'tree', '--out', 'broken'])
    expect([beginAnew.code, beginAnew.err]).toEqual([2, expect.stringContaining('--resume')])

    const { code, out } = await run(['seal', 'tree', '--out', 'broken', '--resume', '--json'])
    const { counts, resumedFromJournal } = JSON.parse(out)
    expect([code, resumedFromJournal]).toEqual([0, true])
    expect(counts.files).toBe(small + large)
    expect(counts.reused).toBe(known)
    const opening = opened('broken')
    const naive = computeNaively(opening)
    expect(opening.rootSha256.equals(naive.rootSha256) && opening.rootSm3.equals(naive.rootSm3)).toBe(true)
    const last = opening.records.find(({ path }) => path.toString() === 'large/11')
    expect(last?.sha256).toEqual(
      createHash('sha256')
        .update(readFileSync(at('tree/large/11')))
        .digest(),
    )
    expect(readdirSync(folder).filter((name) => name.startsWith('broken'))).toEqual(['broken.tsopening'])
  })

  it('begins anew behind a damaged journal, and believes none of it', async () => {
    const broken = start(['seal', 'tree', '--out', 'damaged', '--threads', '1'])
    const journal = at('damaged.tsjournal')
    await until(() => rowsIn(journal) > 100)
    broken.process.kill('SIGKILL')
    await broken.ended
    const bytes = readFileSync(journal)
    bytes[16 + 4 + 40] = (bytes[16 + 4 + 40] as number) ^ 1
    writeFileSync(journal, bytes)
    const { out } = await run(['seal', 'tree', '--out', 'damaged', '--resume', '--json'])
    expect(JSON.parse(out)).toMatchObject({ resumedFromJournal: false, counts: { reused: 0, files: small + large } })
  })

  it('is not gone on with while it still works', async () => {
    const working = start(['seal', 'tree', '--out', 'working', '--threads', '1'])
    await until(() => sizeOf(at('working.tsjournal')) > 16)
    const second = await run(['seal', 'tree', '--out', 'working', '--resume'])
    expect([second.code, second.err]).toEqual([1, expect.stringContaining(`${working.process.pid}`)])
    expect((await working.ended).code).toBe(0)
  })
})

describe('a tree that changes while it is sealed', () => {
  it('is sealed as far as it held still; what grew or vanished is flagged and named', async () => {
    mkdirSync(at('moving/growing'), { recursive: true })
    mkdirSync(at('moving/many'))
    const growing = Array.from({ length: 20 }, (_, number) => `growing/${number}`)
    for (const name of growing) aHole(at('moving', name), 200 * 1024)
    aHole(at('moving/large'), 128 * mebibyte)
    aHole(at('moving/vanishes-late'), 300 * 1024)
    for (let number = 0; number < 3000; number++) aHole(at('moving/many', `${number}`), 200 * 1024)
    const names = readdirSync(at('moving/many'))
    const appending = `const all = process.argv.slice(1).map((path) => fs.openSync(path, 'a'))
      for (;;) for (const file of all) fs.writeSync(file, 'x')`
    const files = [...growing, 'large'].map((name) => at('moving', name))
    const writer = spawn(process.execPath, ['-e', appending, ...files], { stdio: 'ignore' })
    await until(() => sizeOf(at('moving/large')) > 128 * mebibyte)
    const sealing = start(['seal', 'moving', '--threads', '1', '--json'])
    // With the first of its files done, the names of that folder have been read; the last ones have not been opened.
    await until(() => sizeOf(at('moving.tsopening.part')) > 50 * recordBytes)
    const vanished = [...names.slice(-5).map((name) => `many/${name}`), 'vanishes-late']
    for (const name of vanished) unlinkSync(at('moving', name))
    const { code, out } = await sealing.ended
    writer.kill('SIGKILL')
    const { counts, remarks } = JSON.parse(out)
    expect(code).toBe(1)
    const named = (what: string) =>
      remarks.filter((one: { what: string }) => one.what === what).map((one: { path: string }) => one.path)
    expect(named('changed-while-sealing')).toEqual(expect.arrayContaining(['large']))
    expect(counts.changed).toBeGreaterThan(0)
    expect(named('vanished').toSorted()).toEqual(vanished.toSorted())
    const opening = opened('moving')
    expect(opening.rootSha256.equals(computeNaively(opening).rootSha256)).toBe(true)
    const recordOf = (name: string) => opening.records.find(({ path }) => path.toString() === name)
    expect(recordOf('large')?.flags).toBe(1)
    // What was sealed of each, flagged or not, is what it held up to some moment.
    for (const name of [...growing, 'large']) {
      const content = readFileSync(at('moving', name)).subarray(0, recordOf(name)?.size)
      expect(recordOf(name)?.sha256).toEqual(createHash('sha256').update(content).digest())
    }
  })
})

describe('files that lay still for long', () => {
  it('and are written over while they are sealed, are recorded with the times of the content that was read, or flagged', async () => {
    mkdirSync(at('still'))
    const count = 20_000
    for (let number = 0; number < count; number++) writeFileSync(at('still', `${number}`), `old ${number}`)
    await pause(2100)
    const writtenOn = Math.floor(statSync(at('still', `${count - 1}`)).mtimeMs)
    const names = readdirSync(at('still')).toReversed()
    const sealing = start(['seal', 'still', '--threads', '1'])
    await until(() => sizeOf(at('still.tsopening.part')) > 500 * recordBytes)
    // From the other end, so that the two meet.
    for (const name of names) {
      const descriptor = openSync(at('still', name), 'r+')
      writeSync(descriptor, 'new')
      closeSync(descriptor)
    }
    await sealing.ended
    const { records } = opened('still')
    const digestOf = (text: string) => createHash('sha256').update(text).digest('hex')
    const found = { old: 0, new: 0, flagged: 0, wrong: 0 }
    for (const { path, sha256, mtimeNs, flags } of records) {
      const digest = Buffer.from(sha256).toString('hex')
      const time = Number(mtimeNs / 1_000_000n)
      if (flags !== 0) found.flagged++
      else if (digest === digestOf(`old ${path}`) && time <= writtenOn) found.old++
      else if (digest === digestOf(`new ${path}`) && time > writtenOn + 2000) found.new++
      else found.wrong++
    }
    expect(found.wrong).toBe(0)
    expect(found.old).toBeGreaterThan(0)
    expect(found.new).toBeGreaterThan(0)
  })
})

describe('a disk that is full', () => {
  it('leaves nothing half-written, says so in words, and what was read is not read again', async () => {
    // The opening of this tree is larger than that.
    const under = ['sh', '-c', 'ulimit -f 100; exec "$@"', 'sh']
    const full = await run(['seal', 'tree', '--out', 'full'], { under })
    expect(full.code).toBe(1)
    expect(full.err).toMatch(/文件超过系统允许的大小.*[\s\S]*--resume/)
    expect(full.err).not.toContain('    at ')
    expect(readdirSync(folder).filter((name) => name.startsWith('full'))).toEqual(['full.tsjournal'])
    appendFileSync(at('full.tsjournal'), 'cut off')
    const { code, out } = await run(['seal', 'tree', '--out', 'full', '--resume', '--json'])
    expect(code).toBe(0)
    expect(JSON.parse(out).counts.reused).toBeGreaterThan(100)
  })

  it('has an unwritable place for the result told before any work', async () => {
    const under = process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-dac_override'] : []
    mkdirSync(join(folder, 'closed'), { mode: 0o500 })
    const { code, err } = await run(['seal', 'tree', '--out', 'closed/x'], { under })
    expect([code, err.trim().split('\n').length]).toEqual([1, 1])
    expect(err).toContain('没有权限')
  })
})
