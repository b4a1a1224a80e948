import fc from 'fast-check'
import { fromHex, toHex } from '../../evidence/bytes.ts'
import { comparisonCode } from '../../vault/comparison.ts'
import { recipientBytes, recipientOf } from '../../vault/identity.ts'
import vectors from '../../vault/vectors/v1/comparison.json' with { type: 'json' }
import { holds, proves, same } from '../evidence/suite.ts'

proves('the code of a public key is what the vectors of version 1 say, for a person and for a vault', () => {
  for (const { publicKey, recipient, member, vault } of vectors.codes) {
    same(toHex(recipientBytes(recipient)), publicKey)
    same(comparisonCode('member', recipient), member)
    same(comparisonCode('vault', recipient), vault)
  }
})

proves('every code is six groups of five digits, and one changed bit of the key changes it', () => {
  const key = fc.uint8Array({ minLength: 32, maxLength: 32 })
  fc.assert(
    fc.property(key, fc.nat({ max: 255 }), (bytes, bit) => {
      const code = comparisonCode('member', recipientOf(bytes))
      holds(/^\d{5}( \d{5}){5}$/.test(code), code)
      const other = bytes.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))
      holds(comparisonCode('member', recipientOf(other)) !== code, 'another key')
      holds(comparisonCode('vault', recipientOf(bytes)) !== code, 'the same key as a vault’s')
    }),
  )
})

proves('what is no public key has no code', () => {
  const [first] = vectors.codes
  const recipient = first?.recipient ?? ''
  for (const wrong of [
    '',
    'age1',
    recipient.slice(0, -1),
    `${recipient.slice(0, -1)}q`,
    recipient.replace('age1', 'bge1'),
    recipientOf(fromHex('00'.repeat(31))),
  ]) {
    let refused = false
    try {
      comparisonCode('member', wrong)
    } catch {
      refused = true
    }
    holds(refused, wrong)
  }
})
