import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

const evidence = join(import.meta.dirname, '../../evidence')
const vectors = join(evidence, 'vectors/receipts/v0.1')
const folder = mkdtempSync(join(tmpdir(), 'shoumi-by-hand-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const isThere = (...command: [string, string]) => spawnSync(command[0], [command[1]]).status === 0
const byHand = (receipt: string, opening: string) =>
  spawnSync('python3', [join(evidence, 'by-hand.py'), receipt, opening], { encoding: 'utf8' })
const receipt = join(vectors, 'a.tsreceipt.json')
const opening = join(vectors, 'a.tsopening')

describe.skipIf(!isThere('python3', '--version') || !isThere('openssl', 'version'))(
  'a program of another language, written after the description of the formats',
  () => {
    it('finds that opening, entry, proof and signatures hold', () => {
      const { status, stdout } = byHand(receipt, opening)
      expect(stdout).not.toContain('FAIL')
      expect(stdout).toMatch(/ok {3}Ed25519, fingerprint [0-9a-f]{64}/)
      expect(stdout).toMatch(/ok {3}SM2, fingerprint [0-9a-f]{64}/)
      expect(status).toBe(0)
    })

    it.each([
      ['the opening', (whole: Buffer) => whole.fill((whole[200] ?? 0) ^ 1, 200, 201), null],
      ['the entry', null, (text: string) => text.replace(/"entry": "(.{40})./, (_, kept) => `"entry": "${kept}${'A'}`)],
      [
        'the root',
        null,
        (text: string) => text.replace(/\\n11\\n(.)/, (_, first) => `\\n11\\n${first === 'A' ? 'B' : 'A'}`),
      ],
    ])('refuses it when %s was changed', (_what, changeOpening, changeReceipt) => {
      const [changedReceipt, changedOpening] = [join(folder, 'c.tsreceipt.json'), join(folder, 'c.tsopening')]
      const whole = readFileSync(opening)
      writeFileSync(changedOpening, changeOpening ? changeOpening(whole) : whole)
      const text = readFileSync(receipt, 'utf8')
      const changed = changeReceipt ? changeReceipt(text) : text
      expect(changed === text).toBe(changeReceipt === null)
      writeFileSync(changedReceipt, changed)
      const { status, stdout } = byHand(changedReceipt, changedOpening)
      expect(stdout).toContain('FAIL')
      expect(status).toBe(1)
    })
  },
)
