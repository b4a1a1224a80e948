import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import { encodeTrust } from '../../evidence/trust.ts'
import { aWorkshop } from '../../test/command-line.ts'
import { aPack } from '../../test/pack-maker.ts'

const { at, run } = aWorkshop()
const made = aPack()
writeFileSync(at('包.zip'), made.zip)
writeFileSync(at('trust.json'), JSON.stringify(encodeTrust(made.trust)))
const unpack = (folder: string, files: Iterable<readonly [string, Uint8Array]>) => {
  for (const [name, bytes] of files) {
    mkdirSync(dirname(at(folder, name)), { recursive: true })
    writeFileSync(at(folder, name), bytes)
  }
}
const verify = (file: string, ...more: string[]) => run(['verify', file, '--trust', 'trust.json', ...more])

describe('verify of a proof pack', () => {
  it('tells every piece, the receipt of the index, the receipts in it, and what that does not prove', async () => {
    const { code, out } = await verify('包.zip')
    expect([code, out]).toEqual([0, expect.stringContaining('✓ 核验通过：各件、目录与凭证都成立')])
    expect(out).toContain('虚构材料公司 · S-001 虚构配方')
    expect(out).toMatch(/✓ 目录的存证凭证 .*最迟 \/ no later than 2026-11-24T02:00:05.000Z/)
    expect(out).toContain('✓ 02-秘密点/秘密点说明.txt：与目录一致')
    expect(out).toContain('也不证明构成商业秘密')
  })

  it('takes the folder it was unpacked in, and names what was changed, added and taken out', async () => {
    unpack('好', made.files)
    expect((await verify('好')).code).toBe(0)
    const [index, proof, first, second, ...rest] = [...made.files]
    const spoilt = [second?.[0] ?? '', new Uint8Array([1, 2, 3])] as const
    unpack(
      '坏',
      [index, proof, spoilt, ...rest].filter((one) => one !== undefined),
    )
    writeFileSync(at('坏', '多.txt'), '多')
    const { code, out } = await verify('坏')
    expect([code, out]).toEqual([1, expect.stringContaining('✗ 不成立')])
    for (const line of [
      `✗ ${first?.[0]}：目录中有，没有文件`,
      `✗ ${second?.[0]}：与目录不一致`,
      '✗ 多.txt：有文件，目录中没有',
    ])
      expect(out).toContain(line)
  })

  it('does not call it proven when nobody confirmed the log, and gives the same to programs', async () => {
    const unknown = await run(['verify', '包.zip'])
    expect([unknown.code, unknown.out]).toEqual([1, expect.stringContaining('未能证明')])
    const { verdict, files, receipts } = JSON.parse((await verify('包.zip', '--json')).out)
    expect([verdict, files.length, receipts[0].verification.verdict]).toEqual(['proven', 4, 'proven'])
  })

  it('says how a sealed one is opened, and what is no pack', async () => {
    writeFileSync(at('a.zip.age'), 'age-encryption.org/v1\n-> X25519 …')
    const sealed = await verify('a.zip.age')
    expect([sealed.code, sealed.err]).toEqual([2, expect.stringContaining('age -d -i')])
    const { aPacket } = await import('../../test/packet-maker.ts')
    writeFileSync(at('other.zip'), (await aPacket()).zip)
    const other = await verify('other.zip')
    expect([other.code, other.err]).toEqual([2, expect.stringContaining('index.json')])
    mkdirSync(at('空'))
    const empty = await verify('空')
    expect([empty.code, empty.err]).toEqual([2, expect.stringContaining('文件夹里没有举证包的目录')])
  })

  it('is shown by inspect, piece by piece, without a judgement; one that was cut off is damaged', async () => {
    const { code, out } = await run(['inspect', '包.zip', '--json'])
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      kind: 'proof-pack',
      organisation: '虚构材料公司',
      pieces: [{}, {}, {}, {}],
    })
    expect((await run(['inspect', '包.zip'])).out).toContain('秘密点说明')
    writeFileSync(at('断.zip'), made.zip.slice(0, -9))
    expect((await run(['inspect', '断.zip'])).code).toBe(1)
  })
})
