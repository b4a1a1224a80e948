import { createHash, createHmac } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { aLogHouse, aWorkshop } from '../../test/command-line.ts'
import { computeNaively, readNaively } from '../../test/naive-seal.ts'

const house = await aLogHouse()
const { at, run, json } = aWorkshop()

/** Short and easy to guess, as the things are that somebody would try; eight of them, so that no leaf is padding. */
const contents: Readonly<Record<string, string>> = {
  '报价/甲公司.txt': '42',
  '报价/乙公司.txt': '43',
  '报价/丙公司.txt': '44',
  '名单.csv': '虚构张三',
  '配方/一号.txt': '12%',
  '配方/二号.txt': '13%',
  '配方/三号.txt': '14%',
  '说明.md': '示例',
}
const disclosed = '报价/甲公司.txt'
const others = Object.entries(contents).filter(([name]) => name !== disclosed)
const notText = Buffer.concat([Buffer.from('报价'), Buffer.from([0xff]), Buffer.from('.txt')])
const asShown = '\\xe6\\x8a\\xa5\\xe4\\xbb\\xb7\\xff.txt'

beforeAll(async () => {
  for (const [name, content] of Object.entries(contents)) {
    mkdirSync(at('tree', name, '..'), { recursive: true })
    writeFileSync(at('tree', name), content)
  }
  const args = ['seal', 'tree', '--server', house.address]
  expect((await run(args, { env: { SHOUMI_KEY: house.key } })).code).toBe(0)
})

describe('a package that discloses one file', () => {
  beforeAll(async () => {
    const { code, out } = await run(['prove', 'tree.tsopening', disclosed])
    expect([code, out]).toEqual([0, expect.stringContaining('甲公司.txt.tsproof')])
  })

  it('proves that file by itself, and nothing of another content', async () => {
    const whole = await run(['verify', '甲公司.txt.tsproof', `tree/${disclosed}`, '--json'])
    expect([whole.code, JSON.parse(whole.out).verdict]).toEqual([0, 'proven'])
    writeFileSync(at('changed.txt'), '52')
    const changed = await run(['verify', '甲公司.txt.tsproof', 'changed.txt'])
    expect([changed.code, changed.out]).toEqual([
      1,
      expect.stringContaining('内容已变 / content changed：报价/甲公司.txt'),
    ])
    for (const field of ['pathSha256', 'pathSm3', 'blind']) {
      const tampered = json('甲公司.txt.tsproof')
      const [first, ...rest] = field === 'blind' ? [tampered.blind] : tampered[field]
      const bytes = Buffer.from(first, 'base64')
      bytes[7] = (bytes[7] as number) ^ 1
      tampered[field] = field === 'blind' ? bytes.toString('base64') : [bytes.toString('base64'), ...rest]
      writeFileSync(at('tampered.tsproof'), JSON.stringify(tampered))
      expect((await run(['verify', 'tampered.tsproof'])).code).toBe(1)
    }
  })

  it('holds no name, content, digest, salt, leaf preimage or seed of another file', () => {
    const { opening, blind, pathSha256, pathSm3, receipt } = json('甲公司.txt.tsproof')
    const text = readFileSync(at('甲公司.txt.tsproof'))
    const decoded = [opening, blind, receipt.entry, ...pathSha256, ...pathSm3].map((one) => Buffer.from(one, 'base64'))
    const all = Buffer.concat([text, ...decoded])
    const sealed = readNaively(readFileSync(at('tree.tsopening')))
    const { openings, salts } = computeNaively(sealed)
    const own = openings.find((one) => one.includes(disclosed)) as Buffer
    expect(all.includes(own)).toBe(true)
    const ofOthers = openings.filter((one) => one !== own)
    expect(ofOthers).toHaveLength(7)
    const secrets = [
      sealed.seed,
      ...ofOthers,
      ...salts.filter((salt) => !own.includes(salt)),
      ...others.flatMap(([name, content]) => [
        ...[name, name.split('/').at(-1) ?? name].map((word) => Buffer.from(word)),
        ...['sha256', 'sm3'].map((algorithm) => createHash(algorithm).update(content).digest()),
      ]),
    ]
    for (const secret of secrets)
      for (const spelling of [secret, secret.toString('hex'), secret.toString('base64').replace(/=+$/, '')])
        expect([secret.toString(), all.includes(spelling)]).toEqual([secret.toString(), false])
  })

  it('withstands whoever has the exact names and contents of the others and wants them confirmed', () => {
    const { opening, blind, pathSha256, pathSm3, receipt } = json('甲公司.txt.tsproof')
    const hashes = new Set([...pathSha256, ...pathSm3].map((one) => Buffer.from(one, 'base64').toString('hex')))
    expect(hashes.size).toBe(6)
    const known = [opening, blind, receipt.entry].map((one) => Buffer.from(one, 'base64'))
    const [ownOpening, ownBlind, entry] = known as [Buffer, Buffer, Buffer]
    const salt = ownOpening.subarray(8, 40)
    const u64 = (value: number) => Buffer.from(value.toString(16).padStart(16, '0'), 'hex')
    const keys = [
      salt,
      ownBlind,
      entry.subarray(10, 42),
      entry.subarray(42, 74),
      entry.subarray(74, 90),
      Buffer.alloc(32),
    ]
    const derived = keys.flatMap((key) =>
      Array.from({ length: 32 }, (_, ordinal) =>
        createHmac('sha256', key).update('TSSALT\0\x01').update(u64(ordinal)).digest(),
      ),
    )
    const salts = [...keys.filter(({ length }) => length === 32), ...derived]
    const preimage = (name: string, content: string, with_: Buffer) => {
      const path = Buffer.from(name)
      const digests = ['sha256', 'sm3'].map((algorithm) => createHash(algorithm).update(content).digest())
      const length = Buffer.alloc(4)
      length.writeUInt32BE(path.length)
      const head = [Buffer.from('TSLEAF\0\x01'), with_, Buffer.from([0, 3]), u64(Buffer.byteLength(content))]
      return Buffer.concat([...head, ...digests, length, path])
    }
    const guesses = (name: string, content: string, tried: readonly Buffer[]) => [
      ...[content, name, name + content, `\0${content}`, `\0${name}${content}`].map((text) => Buffer.from(text)),
      ...tried.flatMap((one) => {
        const leaf = preimage(name, content, one)
        return [leaf, Buffer.concat([Buffer.from([0]), leaf])]
      }),
    ]
    const matches = (tried: readonly Buffer[]) =>
      others
        .flatMap(([name, content]) => guesses(name, content, tried))
        .flatMap((guess) => ['sha256', 'sm3'].map((algorithm) => createHash(algorithm).update(guess).digest('hex')))
        .filter((guess) => hashes.has(guess))
    expect(matches(salts)).toEqual([])
    // With the salts, which stay with the owner, the same attack finds the neighbour at once, by both hashes.
    const sealed = readNaively(readFileSync(at('tree.tsopening')))
    expect(matches(computeNaively(sealed).salts)).toHaveLength(2)
  })
})

describe('prove', () => {
  it('finds a file by where it lies on the disk, and names that cannot be typed as they are shown', async () => {
    const byDisk = await run(['prove', '../../tree.tsopening', '二号.txt', '--json'], { cwd: at('tree/配方') })
    expect([byDisk.code, JSON.parse(byDisk.out)]).toEqual([0, expect.objectContaining({ file: '配方/二号.txt' })])
    mkdirSync(at('raw'))
    writeFileSync(Buffer.concat([Buffer.from(`${at('raw')}/`), notText]), 'x')
    await run(['seal', 'raw'])
    const args = ['prove', 'raw.tsopening', asShown, '--out', 'raw.tsproof']
    expect((await run(args)).code).toBe(0)
    const without = await run(['verify', 'raw.tsproof'])
    expect([without.code, without.err]).toEqual([1, expect.stringContaining('没有凭证')])
  })

  it('writes a name that the verifying page knows, into a folder when one is named', async () => {
    mkdirSync(at('for-court'))
    for (const [out, written] of [
      ['second', 'second.tsproof'],
      ['for-court/', 'for-court/二号.txt.tsproof'],
    ] as const) {
      const { code } = await run(['prove', 'tree.tsopening', '配方/二号.txt', '--out', out])
      expect([code, existsSync(at(written))]).toEqual([0, true])
    }
  })

  it('refuses what is not in the seal, a receipt of another seal, and to replace a file', async () => {
    copyFileSync(at('tree.tsreceipt.json'), at('raw.tsreceipt.json'))
    const answers = [
      await run(['prove', 'tree.tsopening', 'no-such-file']),
      await run(['prove', 'tree.tsopening', disclosed]),
      await run(['prove', 'raw.tsopening', asShown, '--out', 'never.tsproof']),
    ]
    expect(answers.map(({ code }) => code)).toEqual([2, 2, 1])
    for (const { err } of answers) expect(err.trim().split('\n')).toHaveLength(1)
    const machine = await run(['prove', 'tree.tsopening', 'no-such-file', '--json'])
    expect(JSON.parse(machine.out)).toEqual({ error: answers[0]?.err.trim(), exitCode: 2 })
    expect(existsSync(at('never.tsproof'))).toBe(false)
  })
})
