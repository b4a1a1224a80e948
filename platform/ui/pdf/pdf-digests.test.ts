import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, it } from 'vitest'
import { ownFonts } from '../../documents/own-fonts.ts'
import { compilerDigest, fontDigests } from './pdf-digests.ts'

const require = createRequire(import.meta.url)

it.each([compilerDigest, ...fontDigests.flat()])('$file is the one of the installed package', (part) => {
  const bytes = readFileSync(require.resolve(part.file))
  expect({ sizeBytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }).toEqual({
    sizeBytes: part.sizeBytes,
    sha256: part.sha256,
  })
})

it('a browser is given the fonts of the server, in their order', () => {
  expect(fontDigests.map((weights) => weights.map(({ file }) => file))).toEqual(ownFonts.map(({ files }) => [...files]))
})
