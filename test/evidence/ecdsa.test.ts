import { generateKeyPairSync, sign } from 'node:crypto'
import { expect, it } from 'vitest'
import { utf8 } from '../../evidence/bytes.ts'
import { childrenOf, readDer, tags, writeDer, writeOid } from '../../evidence/der.ts'
import { algorithmOf, type PublicKey, verifyWith } from '../../evidence/x509.ts'

const oids = { sha256: '1.2.840.10045.4.3.2', sha384: '1.2.840.10045.4.3.3', sha512: '1.2.840.10045.4.3.4' } as const

/** As it stands in a certificate. */
function publicKey(info: Uint8Array): PublicKey {
  const [algorithm, bits] = childrenOf(readDer(info))
  if (!algorithm || bits?.tag !== tags.bitString) throw new Error('no public key')
  return { keyAlgorithm: algorithmOf(algorithm), key: bits.content.subarray(1) }
}

for (const namedCurve of ['P-256', 'P-384'] as const)
  for (const hash of ['sha256', 'sha384', 'sha512'] as const)
    it(`an ECDSA signature by ${namedCurve} over ${hash} is judged alike the first time and whenever its key comes again`, () => {
      const pair = generateKeyPairSync('ec', { namedCurve })
      const key = publicKey(new Uint8Array(pair.publicKey.export({ type: 'spki', format: 'der' })))
      const algorithm = algorithmOf(readDer(writeDer(tags.sequence, writeOid(oids[hash]))))
      for (let time = 0; time < 6; time++) {
        const message = utf8(`notice ${time}`)
        const signature = new Uint8Array(sign(hash, message, pair.privateKey))
        const changed = signature.slice()
        changed[changed.length - 1] = (changed.at(-1) as number) ^ 1
        expect(verifyWith(key, algorithm, message, signature)).toBe(true)
        expect(verifyWith(key, algorithm, utf8('another notice'), signature)).toBe(false)
        expect(verifyWith(key, algorithm, message, changed)).toBe(false)
        expect(verifyWith(key, algorithm, message, signature.subarray(1))).toBe(false)
      }
      const other = publicKey(
        new Uint8Array(generateKeyPairSync('ec', { namedCurve }).publicKey.export({ type: 'spki', format: 'der' })),
      )
      const message = utf8('notice')
      expect(verifyWith(other, algorithm, message, new Uint8Array(sign(hash, message, pair.privateKey)))).toBe(false)
    })
