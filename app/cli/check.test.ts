import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { aLogHouse, aPipe, aWorkshop } from '../../test/command-line.ts'

const house = await aLogHouse()
const { at, run } = aWorkshop()
const contents = {
  '图纸/轴.dwg': 'axle',
  '图纸/壳.dwg': 'housing',
  'a.txt': 'A',
  'b.txt': 'B',
  'c.txt': 'C',
  'd.txt': 'D',
}

beforeAll(async () => {
  for (const [name, content] of Object.entries(contents)) {
    mkdirSync(at('tree', name, '..'), { recursive: true })
    writeFileSync(at('tree', name), content)
  }
  mkdirSync(at('tree/empty'))
  symlinkSync('a.txt', at('tree/link'))
  aPipe(at('tree/pipe'))
  const args = ['seal', 'tree', '--server', house.address]
  expect((await run(args, { env: { SHOUMI_KEY: house.key } })).code).toBe(0)
})

describe('check', () => {
  it('says of an untouched tree that all of it matches, however the tree is named', async () => {
    symlinkSync('tree', at('way'))
    const named = [
      run(['check', 'tree.tsopening', 'tree']),
      run(['check', 'tree.tsopening', at('tree/')]),
      run(['check', 'tree.tsopening', 'way']),
      run(['check', '../tree.tsopening', '.'], { cwd: at('tree') }),
    ]
    for (const { code, out } of await Promise.all(named))
      expect([code, out]).toEqual([0, expect.stringContaining('✓ 全部一致 / all match：8\n')])
  })

  it('compares one file, or one folder, of what was sealed, and says that it did not look at the rest', async () => {
    const file = await run(['check', 'tree.tsopening', 'tree/图纸/轴.dwg', '--json'])
    const folder = await run(['check', '../../tree.tsopening', '.', '--json'], { cwd: at('tree/图纸') })
    expect([file.code, folder.code]).toEqual([0, 0])
    expect(JSON.parse(file.out)).toMatchObject({ counts: { matches: 1 }, elsewhere: 8 })
    expect(JSON.parse(folder.out)).toMatchObject({ counts: { matches: 2 }, elsewhere: 7 })
    expect((await run(['check', 'tree.tsopening', 'tree.tsreceipt.json'])).code).toBe(2)
  })

  it('compares a single sealed file under any name', async () => {
    writeFileSync(at('one.docx'), 'one')
    await run(['seal', 'one.docx'])
    renameSync(at('one.docx'), at('renamed.docx'))
    expect((await run(['check', 'one.docx.tsopening', 'renamed.docx'])).code).toBe(0)
    expect((await run(['check', 'one.docx.tsopening', 'tree/a.txt'])).code).toBe(1)
  })

  it('names what changed, is missing, is of another kind, or is new', async () => {
    cpSync(at('tree'), at('later/tree'), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => !path.endsWith('pipe'),
    })
    writeFileSync(at('later/tree/a.txt'), 'a')
    writeFileSync(at('later/tree/图纸/壳.dwg'), 'housing, longer')
    rmSync(at('later/tree/b.txt'))
    rmSync(at('later/tree/c.txt'))
    symlinkSync('d.txt', at('later/tree/c.txt'))
    rmSync(at('later/tree/link'))
    symlinkSync('d.txt', at('later/tree/link'))
    mkdirSync(at('later/tree/new/inner'), { recursive: true })
    writeFileSync(at('later/tree/new/file'), 'new')
    const { code, out } = await run(['check', 'tree.tsopening', 'later/tree', '--json'])
    expect(code).toBe(1)
    const { counts, other, withoutContent } = JSON.parse(out)
    expect(counts).toEqual({ matches: 3, differs: 3, 'kind-changed': 1, missing: 1, unreadable: 0, added: 2 })
    expect(withoutContent).toBe(1)
    expect(other).toEqual(
      expect.arrayContaining([
        { path: 'a.txt', state: 'differs' },
        { path: '图纸/壳.dwg', state: 'differs' },
        { path: 'link', state: 'differs' },
        { path: 'b.txt', state: 'missing' },
        { path: 'c.txt', state: 'kind-changed' },
        { path: 'new/file', state: 'added' },
        { path: 'new/inner', state: 'added' },
      ]),
    )
    expect((await run(['check', 'tree.tsopening', 'later/tree'])).out).toContain('缺失 / missing：b.txt')
  })
})

describe('verify', () => {
  const changedTree = () => {
    rmSync(at('other'), { recursive: true, force: true })
    cpSync(at('tree'), at('other/tree'), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => !path.endsWith('pipe'),
    })
    const bytes = readFileSync(at('other/tree/图纸/轴.dwg'))
    bytes[2] = (bytes[2] as number) ^ 1
    writeFileSync(at('other/tree/图纸/轴.dwg'), bytes)
  }

  it('holds for receipt and opening with the originals, and names the one file in which one byte changed', async () => {
    for (const file of ['tree.tsreceipt.json', 'tree.tsopening']) {
      const good = await run(['verify', file, 'tree', '--json'])
      expect([good.code, JSON.parse(good.out).verdict]).toEqual([0, 'proven'])
    }
    changedTree()
    for (const file of ['tree.tsreceipt.json', 'tree.tsopening']) {
      const { code, out } = await run(['verify', file, 'other/tree'])
      expect(code).toBe(1)
      expect(out).toContain('✗ 未能证明 / not proven')
      expect(out).toContain('内容已变 / content changed：图纸/轴.dwg')
    }
  })

  it('needs a key that is known from elsewhere, by policy or trust file', async () => {
    const env = { XDG_CONFIG_HOME: at('nobody-known') }
    const unknown = await run(['verify', 'tree.tsreceipt.json'], { env })
    expect([unknown.code, unknown.out]).toEqual([1, expect.stringContaining('--trust')])
    writeFileSync(at('log.policy'), await (await fetch(`${house.address}/log/policy`)).text())
    writeFileSync(at('trust.json'), await (await fetch(`${house.address}/log/trust.json`)).text())
    expect((await run(['verify', 'tree.tsreceipt.json', '--policy', 'log.policy'], { env })).code).toBe(0)
    expect((await run(['verify', 'tree.tsreceipt.json', '--trust', 'trust.json'], { env })).code).toBe(0)
    expect((await run(['inspect', 'trust.json'])).out).toContain('信任文件 / trust file')
  })

  it('says in one line what is wrong with what it was given', async () => {
    const receipt = JSON.parse(readFileSync(at('tree.tsreceipt.json'), 'utf8'))
    writeFileSync(at('cut.tsopening'), readFileSync(at('tree.tsopening')).subarray(0, 300))
    writeFileSync(at('odd.json'), JSON.stringify({ ...receipt, tlogProof: 'nonsense' }))
    writeFileSync(at('plain.txt'), 'not evidence')
    const alone = at('alone.tsreceipt.json')
    writeFileSync(alone, JSON.stringify(receipt))
    const wrong: readonly (readonly [number, readonly string[]])[] = [
      [2, ['verify', 'no-such-file']],
      [2, ['verify', 'tree.tsreceipt.json', 'no-such-folder']],
      [2, ['verify', 'tree.tsreceipt.json', 'tree', 'more']],
      [2, ['verify', 'tree.tsreceipt.json', '--trust', 'no-such-file']],
      [2, ['verify', 'tree.tsreceipt.json', '--trust', 'plain.txt']],
      [1, ['verify', 'alone.tsreceipt.json', 'tree']],
      [1, ['verify', 'plain.txt']],
      [1, ['check', 'cut.tsopening', 'tree']],
      [1, ['inspect', 'cut.tsopening']],
      [1, ['inspect', 'odd.json']],
    ]
    const ran = await Promise.all(wrong.map(([, args]) => run(args)))
    ran.forEach(({ code, out, err }, index) => {
      expect([wrong[index]?.[1], code, out, err.trim().split('\n').length]).toEqual([
        wrong[index]?.[1],
        wrong[index]?.[0],
        '',
        1,
      ])
    })
    // A receipt that can be read and does not hold is reported check by check.
    expect((await run(['verify', 'odd.json'])).code).toBe(1)
  })
})

describe('inspect', () => {
  it('shows what is in each kind of file, for people and for programs', async () => {
    await run(['prove', 'tree.tsopening', 'a.txt', '--out', 'a.tsproof'])
    const shown = { 'tree.tsreceipt.json': 'receipt', 'tree.tsopening': 'opening', 'a.tsproof': 'package' }
    for (const [file, kind] of Object.entries(shown)) {
      const [text, machine] = [await run(['inspect', file]), await run(['inspect', file, '--json'])]
      expect([text.code, machine.code, JSON.parse(machine.out).kind]).toEqual([0, 0, kind])
      expect(text.out).toContain('SHA-256 承诺值 / SHA-256 commitment')
    }
    const { records, totalBytes } = JSON.parse((await run(['inspect', 'tree.tsopening', '--json'])).out)
    expect(records).toEqual({ file: 6, symlink: 1, 'empty-directory': 1, special: 1 })
    expect(totalBytes).toBe(Object.values(contents).join('').length)
  })
})
