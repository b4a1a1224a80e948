import { execFileSync } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
const evidence = join(root, 'evidence')
const manifestOf = (folder: string) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
const folder = mkdtempSync(join(tmpdir(), 'shoumi-package-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the evidence library as a package of its own', () => {
  it('needs what its package names, in the versions that are tested here, and nothing else', () => {
    const imported = globSync('*.ts', { cwd: evidence }).flatMap((file) =>
      [...readFileSync(join(evidence, file), 'utf8').matchAll(/from '([^.'][^']*)'/g)].map(([, name = '']) => name),
    )
    const packages = new Set(imported.map((name) => name.split('/').slice(0, 2).join('/')))
    const { dependencies } = manifestOf(evidence)
    expect([...packages].sort()).toEqual(Object.keys(dependencies).sort())
    expect(manifestOf(root).dependencies).toMatchObject(dependencies)
  })

  it('is built to plain modules that verify a receipt without this repository', () => {
    const compiler = join(root, 'node_modules/typescript-native/bin/tsc')
    execFileSync(compiler, ['-p', join(evidence, 'tsconfig.build.json'), '--outDir', folder])
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
    const script = `
      import { readFileSync } from 'node:fs'
      import { decodeReceipt } from './receipt.js'
      import { decodeTrust } from './trust.js'
      import { verifyReceipt } from './verify.js'
      const read = (name) => readFileSync('${join(evidence, 'vectors/receipts/v0.1')}/' + name, 'utf8')
      const receipt = decodeReceipt(read('a.tsreceipt.json'))
      console.log(verifyReceipt({ receipt, trust: decodeTrust(read('trust.json')), now: Date.now() }).verdict)`
    writeFileSync(join(folder, 'verify-one.js'), script)
    const said = execFileSync(process.execPath, [join(folder, 'verify-one.js')], { cwd: folder, encoding: 'utf8' })
    expect(said.trim()).toBe('proven')
  })
})
