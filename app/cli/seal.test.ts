import { execFileSync, spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import {
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aPipe, aWorkshop } from '../../test/command-line.ts'
import { computeNaively, type NaiveRecord, readNaively } from '../../test/naive-seal.ts'

const { folder, at, run } = aWorkshop()
const kinds = { file: 0, symlink: 1, emptyFolder: 2, special: 4, unreadable: 5 }
const flags = { changed: 1, notUtf8: 2, collides: 4 }

const opened = (name: string) => readNaively(readFileSync(at(`${name}.tsopening`)))
const found = (records: readonly NaiveRecord[], path: string | Buffer) =>
  records.find((record) => record.path.equals(Buffer.from(path)))
const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest()
const sm3 = (bytes: Buffer | string) => createHash('sm3').update(bytes).digest()
/** In a name given as bytes, which need not be text. */
const inTree = (name: Buffer) => Buffer.concat([Buffer.from(`${at('tree')}/`), name])

const notUtf8 = Buffer.from('bad\xff\xfename.txt', 'latin1')
const longest = 'n'.repeat(251)
const strange = ['新\n行.txt', '-rf', ' spaces  ', 'quote\'d "name"', '\x1b[31mred', 'back\\slash', '￿', '𠮷.txt']
/** Around the ends of blocks, of what is digested in lanes, of what is read whole, and of the pieces of a stream. */
const lengths = [
  ...[0, 1, 31, 55, 56, 63, 64, 65, 119, 120, 127, 128, 1015, 1016, 1071, 1072, 1080, 1088, 4095, 4096, 4097],
  ...[65_535, 131_071, 131_072, 262_143, 262_144, 262_145, 393_216, 524_287, 524_288, 524_289, 700_001, 1_048_576],
]

beforeAll(() => {
  for (const path of ['tree/泵/零件', 'tree/empty', 'tree/sparse', 'tree/links', 'outside'])
    mkdirSync(at(path), { recursive: true })
  lengths.forEach((length, index) => {
    writeFileSync(
      at('tree', index % 3 === 0 ? '泵' : index % 3 === 1 ? '泵/零件' : '.', `${length}.bin`),
      randomBytes(length),
    )
  })
  for (const name of strange) writeFileSync(at('tree', name), `content of ${name}`)
  writeFileSync(inTree(notUtf8), 'raw')
  writeFileSync(at('tree', `${longest}.txt`), 'long')
  writeFileSync(at('tree/sparse/hole'), '')
  truncateSync(at('tree/sparse/hole'), 40_000_000)
  linkSync(at('tree/-rf'), at('tree/links/hard'))
  writeFileSync(at('outside/secret.txt'), 'never read')
  symlinkSync('../-rf', at('tree/links/to-file'))
  symlinkSync(at('outside'), at('tree/links/outside'))
  symlinkSync('nowhere', at('tree/links/dangling'))
  symlinkSync('..', at('tree/links/loop'))
  symlinkSync(Buffer.from('raw\xfftarget', 'latin1'), at('tree/links/raw'))
})

describe('a sealed tree', () => {
  let blockedWriter: ReturnType<typeof spawn>
  const socket = createServer()
  let records: readonly NaiveRecord[] = []
  let told: ReturnType<typeof JSON.parse>

  beforeAll(async () => {
    aPipe(at('tree/pipe'))
    // Whoever opened the pipe for reading would let this one go on.
    blockedWriter = spawn('sh', ['-c', `echo poison > '${at('tree/pipe')}'`])
    await new Promise<void>((ready) => socket.listen(at('tree/socket'), ready))
    const { code, out, err } = await run(['seal', 'tree', '--out', 'whole', '--json'])
    expect([code, err]).toEqual([0, ''])
    told = JSON.parse(out)
    records = opened('whole').records
  })
  afterAll(() => {
    blockedWriter.kill()
    socket.close()
  })

  it('has the digests, leaves, roots and entry that anybody computes from the definitions', () => {
    const opening = opened('whole')
    const naive = computeNaively(opening)
    expect(opening.leafCount).toBe(naive.leafCount)
    expect(opening.rootSha256.equals(naive.rootSha256)).toBe(true)
    expect(opening.rootSm3.equals(naive.rootSm3)).toBe(true)
    expect(told.entry).toBe(naive.entry.toString('base64'))
    expect(naive.entry).toHaveLength(91)
    const files = records.filter(({ kind }) => kind === kinds.file)
    for (const { path, size, sha256: first, sm3: second } of files) {
      const content = readFileSync(inTree(path))
      const equal = [size === content.length, first.equals(sha256(content)), second.equals(sm3(content))]
      expect([path.toString(), ...equal]).toEqual([path.toString(), true, true, true])
    }
    expect(told.counts).toMatchObject({ files: files.length, bytes: files.reduce((sum, { size }) => sum + size, 0) })
  })

  it('holds every name byte for byte, and nothing twice', () => {
    const list = execFileSync(
      'find',
      ['tree', '-mindepth', '1', '(', '!', '-type', 'd', '-o', '-empty', ')', '-print0'],
      {
        cwd: folder,
      },
    )
    const names = list
      .toString('latin1')
      .split('\0')
      .filter((name) => name !== '')
      .map((name) => name.slice('tree/'.length))
    const recorded = records.map(({ path }) => path.toString('latin1'))
    expect(recorded.toSorted()).toEqual(names.toSorted())
    for (const name of [...strange, `${longest}.txt`, notUtf8]) expect(found(records, name)?.kind).toBe(kinds.file)
  })

  it('records what a link says and never where it leads; hard links and sparse files are files like any other', () => {
    const targets = { 'to-file': '../-rf', outside: at('outside'), dangling: 'nowhere', loop: '..' }
    for (const [name, target] of Object.entries(targets))
      expect(found(records, `links/${name}`)).toMatchObject({
        ...{ kind: kinds.symlink, size: Buffer.byteLength(target), sha256: sha256(target), sm3: sm3(target) },
      })
    expect(found(records, 'links/raw')?.sha256).toEqual(sha256(Buffer.from('raw\xfftarget', 'latin1')))
    expect(found(records, 'links/hard')?.sha256).toEqual(found(records, '-rf')?.sha256)
    expect(found(records, 'sparse/hole')).toMatchObject({ kind: kinds.file, size: 40_000_000 })
    expect(records.some(({ path }) => path.includes('secret.txt'))).toBe(false)
    expect(found(records, 'empty')?.kind).toBe(kinds.emptyFolder)
  })

  it('names pipes and sockets without opening them', () => {
    for (const name of ['pipe', 'socket'])
      expect(found(records, name)).toMatchObject({ kind: kinds.special, size: 0, sha256: Buffer.alloc(32) })
    expect(blockedWriter.exitCode).toBeNull()
    expect(told.counts.special).toBe(2)
    expect(told.remarks).toContainEqual({ path: 'pipe', what: 'special' })
  })

  it('is told in lines that a name cannot forge', async () => {
    const { code, out } = await run(['seal', 'tree', '--out', 'lines'])
    expect(code).toBe(0)
    expect(out).toContain('✓ 已封存 / sealed')
    expect(out).toContain('bad\\xff\\xfename.txt')
    expect(out).not.toContain('\x1b')
    expect(statSync(at('lines.tsopening')).mode & 0o777).toBe(0o600)
  })

  it('shares no 32 bytes with another seal of the same tree, as far as anything of it may be shown', () => {
    const shown = (name: string) => {
      const opening = opened(name)
      const { entry, leaves, nodes, salts } = computeNaively(opening)
      const hashes = [...leaves.flatMap((leaf) => [leaf.sha256, leaf.sm3]), ...nodes, ...salts]
      const all = new Set<string>()
      for (const bytes of [entry, opening.seed, opening.blind, ...hashes])
        for (let from = 0; from + 32 <= bytes.length; from++) all.add(bytes.toString('latin1', from, from + 32))
      return all
    }
    const [first, second] = [shown('whole'), shown('lines')]
    expect(first.size).toBeGreaterThan(300)
    expect([...first].filter((bytes) => second.has(bytes))).toEqual([])
  })
})

describe('seal', () => {
  it('leaves SM3 of the contents out when asked, and still gives both roots', async () => {
    const { out } = await run(['seal', 'tree/泵', '--out', 'one-hash', '--sha256-only', '--json'])
    const opening = opened('one-hash')
    const naive = computeNaively(opening)
    expect(opening.algorithms).toBe(1)
    expect(opening.records.every((record) => record.sm3.equals(Buffer.alloc(32)))).toBe(true)
    expect(opening.rootSm3.equals(naive.rootSm3)).toBe(true)
    expect(JSON.parse(out).entry).toBe(naive.entry.toString('base64'))
  })

  it('takes a single file, several paths, and names that begin with a dash after --', async () => {
    mkdirSync(at('several/a'), { recursive: true })
    for (const name of ['a/1', '-x', 'c']) writeFileSync(at('several', name), name)
    expect((await run(['seal', '--out', '../single', '--', '-x'], { cwd: at('several') })).code).toBe(0)
    const single = opened('single')
    expect(single.records.map(({ path }) => path.toString())).toEqual(['-x'])
    expect(computeNaively(single).entry[8]).toBe(2)
    expect((await run(['seal', 'several/a', 'several/c', 'several/a/1', '--out', 'both'])).code).toBe(0)
    const paths = opened('both').records.map(({ path }) => path.toString())
    expect(paths.toSorted()).toEqual(['a/1', 'c'])
  })

  it('flags names that another system would take for one, and names that are no text', async () => {
    mkdirSync(at('names/Sub'), { recursive: true })
    mkdirSync(at('names/sub'))
    const pairs = ['Plan.txt', 'PLAN.TXT', 'é.txt'.normalize('NFC'), 'é.txt'.normalize('NFD')]
    for (const name of [...pairs, 'alone.txt', 'Sub/x', 'sub/y']) writeFileSync(at('names', name), name)
    writeFileSync(Buffer.concat([Buffer.from(`${at('names')}/`), notUtf8]), '')
    const { code, out } = await run(['seal', 'names', '--json'])
    const { records } = opened('names')
    for (const name of [...pairs, 'Sub/x', 'sub/y']) expect(found(records, name)?.flags).toBe(flags.collides)
    expect(found(records, 'alone.txt')?.flags).toBe(0)
    expect(found(records, notUtf8)?.flags).toBe(flags.notUtf8)
    expect(code).toBe(0)
    expect(JSON.parse(out).counts).toMatchObject({ namesColliding: 6, namesNotUtf8: 1 })
  })

  it('seals what it can read, names what it cannot, and says so by its exit code', async () => {
    mkdirSync(at('closed/folder'), { recursive: true })
    for (const name of ['open', 'shut', 'folder/inside']) writeFileSync(at('closed', name), name)
    // Deeper than the system can name at once.
    const step = 'd'.repeat(250)
    const dig = `for (let i = 0; i < 17; i++) { fs.mkdirSync('${step}'); process.chdir('${step}') } fs.writeFileSync('deep', 'x')`
    execFileSync(process.execPath, ['-e', dig], { cwd: at('closed') })
    afterAll(() => execFileSync('rm', ['-rf', at('closed')]))
    execFileSync('chmod', ['000', at('closed/shut'), at('closed/folder')])
    // The superuser reads everything, unless that is taken from it.
    const under = process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-dac_override,-dac_read_search'] : []
    const { code, out } = await run(['seal', 'closed', '--json'], { under })
    execFileSync('chmod', ['700', at('closed/shut'), at('closed/folder')])
    const { counts, remarks } = JSON.parse(out)
    expect(code).toBe(1)
    expect(counts).toMatchObject({ files: 1, unreadable: 3 })
    expect(remarks).toContainEqual({ path: 'shut', what: 'unreadable' })
    const { records, leafCount } = opened('closed')
    expect([found(records, 'shut')?.kind, found(records, 'folder')?.kind]).toEqual([kinds.unreadable, kinds.unreadable])
    expect(records.some(({ path, kind }) => path.length > 4000 && kind === kinds.unreadable)).toBe(true)
    expect(leafCount).toBe(1)
  })

  it('does not read again what has not changed, and never replaces an earlier seal', async () => {
    mkdirSync(at('work'))
    for (let number = 0; number < 50; number++) writeFileSync(at('work', `${number}`), `${number}`)
    execFileSync('sleep', ['2.1'])
    expect((await run(['seal', 'work'])).code).toBe(0)
    expect((await run(['seal', 'work'])).code).toBe(2)
    writeFileSync(at('work/7'), 'other')
    writeFileSync(at('work/new'), 'new')
    const { out } = await run(['seal', 'work', '--resume', '--json'])
    const { counts, opening } = JSON.parse(out)
    expect(counts).toMatchObject({ files: 51, reused: 49 })
    expect(opening).toBe(at('work-2.tsopening'))
    const again = opened('work-2')
    expect(found(again.records, '7')?.sha256).toEqual(sha256('other'))
    expect(again.rootSm3.equals(computeNaively(again).rootSm3)).toBe(true)
  })

  it('never seals its own output', async () => {
    mkdirSync(at('here'))
    writeFileSync(at('here/file'), 'x')
    expect((await run(['seal', '.', '--resume'], { cwd: at('here') })).code).toBe(0)
    expect((await run(['seal', '.', '--resume'], { cwd: at('here') })).code).toBe(0)
    expect(readdirSync(at('here')).toSorted()).toEqual(['file', 'here-2.tsopening', 'here.tsopening'])
    expect(opened('here/here-2').records).toHaveLength(1)
  })

  it('answers mistakes in one line with exit code 2, and help with 0', async () => {
    const mistakes: readonly (readonly [readonly string[], RegExp])[] = [
      [['seal', 'tree', '--no-such-option'], /no-such-option/],
      [['seal', 'not-there'], /not-there/],
      [['seal', 'tree', '--out', 'no/such/folder'], /no\/such/],
      [['seal', 'tree', '--threads', 'many'], /--threads/],
      [['seal', 'tree', '--server', 'http://example.com'], /https/],
      [['seal', 'tree', '--server', 'https://shoumi.example.cn'], /SHOUMI_KEY/],
    ]
    const answers = await Promise.all(mistakes.map(([args]) => run(args)))
    answers.forEach(({ code, out, err }, index) => {
      expect([code, out, err.trim().split('\n').length]).toEqual([2, '', 1])
      expect(err).toMatch(mistakes[index]?.[1] ?? /$^/)
    })
    const help = await run(['seal', '--help'])
    expect([help.code, help.err]).toEqual([0, ''])
    expect(help.out).toMatch(/--sha256-only[\s\S]+--resume/)
  })
})
