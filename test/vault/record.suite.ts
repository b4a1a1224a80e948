import fc from 'fast-check'
import { fromHex, toHex } from '../../evidence/bytes.ts'
import { canonicalJson } from '../../vault/canonical-json.ts'
import { randomBytes } from '../../vault/identity.ts'
import { encodePlace, openRecord, paddedLength, recordKey, sealRecord } from '../../vault/record.ts'
import vectors from '../../vault/vectors/v1/records.json' with { type: 'json' }
import { holds, proves, same } from '../evidence/suite.ts'
import { flip, keyOf, refusesWith } from './keys.ts'

const place = { organisation: 'firm', collection: 'person', id: 'a', revision: 3 }
const generation = 2

proves('records are sealed as the vectors of version 1 say, byte for byte, and open again', async () => {
  for (const { secret, value, nonce, place: placed, sealed, generation: number, ...where } of vectors.records) {
    const key = await recordKey({ secret: fromHex(secret) }, where, number)
    same(toHex(encodePlace(where, number)), placed)
    same(toHex(await sealRecord(key, where, number, value, new Uint8Array(fromHex(nonce)))), sealed)
    same(canonicalJson(await openRecord(key, where, number, fromHex(sealed))), canonicalJson(value))
  }
  holds(vectors.records.length === 6, 'the vectors are there')
})

proves('any value of JSON comes back, whatever its place is called', async () => {
  const identity = await keyOf(7)
  const places = fc.record({
    organisation: fc.string({ unit: 'binary' }),
    collection: fc.string(),
    id: fc.string({ unit: 'binary' }),
    revision: fc.nat(),
  })
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), places, async (value, where) => {
      const key = await recordKey(identity, where, generation)
      const sealed = await sealRecord(key, where, generation, value, randomBytes(12))
      same(canonicalJson(await openRecord(key, where, generation, sealed)), canonicalJson(value))
    }),
    { numRuns: 60 },
  )
})

proves('a record opens in no other place, revision, generation, collection or organisation', async () => {
  const identity = await keyOf(7)
  const key = await recordKey(identity, place, generation)
  const sealed = await sealRecord(key, place, generation, '虚构', randomBytes(12))
  const elsewhere = [
    { ...place, revision: 2 },
    { ...place, revision: 4 },
    { ...place, id: 'b' },
    { ...place, collection: 'carrier' },
    { ...place, organisation: 'other' },
    // The same letters, parted otherwise.
    { ...place, collection: 'persona', id: '' },
  ]
  for (const where of elsewhere) {
    await refusesWith('damaged', openRecord(key, where, generation, sealed), 'with the very same key')
    await refusesWith('damaged', openRecord(await recordKey(identity, where, generation), where, generation, sealed))
  }
  await refusesWith('damaged', openRecord(key, place, 1, sealed), 'another generation')
  await refusesWith('damaged', openRecord(await recordKey(identity, place, 1), place, 1, sealed), 'and its key')
  await refusesWith(
    'damaged',
    openRecord(await recordKey(await keyOf(8), place, generation), place, generation, sealed),
  )
  same(await openRecord(key, place, generation, sealed), '虚构')
})

proves('a record in which one bit was changed, or which was cut, does not open', async () => {
  const key = await recordKey(await keyOf(7), place, generation)
  const sealed = await sealRecord(key, place, generation, '虚构', randomBytes(12))
  for (let at = 0; at < sealed.length; at++)
    await refusesWith('damaged', openRecord(key, place, generation, flip(sealed, at)), `byte ${at}`)
  for (const length of [0, 8, 20, 36, sealed.length - 1])
    await refusesWith('damaged', openRecord(key, place, generation, sealed.subarray(0, length)), `${length} bytes`)
})

proves('the length tells a size class and no more, and equal values do not look equal', async () => {
  for (const [length, padded] of vectors.padding) same(paddedLength(length ?? 0), padded, `${length}`)
  fc.assert(
    fc.property(fc.nat({ max: 5_000_000 }), (length) => {
      const padded = paddedLength(length)
      holds(padded >= length && padded >= 256, 'room for all')
      holds(padded <= (length <= 4096 ? Math.max(256, 2 * length) : 1.12 * length), 'at most as much as is said')
      same(paddedLength(padded), padded, 'a class is its own')
    }),
  )
  const key = await recordKey(await keyOf(7), place, generation)
  const lengths = ['', '甲', '甲'.repeat(70)].map(async (value) => {
    const [one, again] = await Promise.all([0, 1].map(() => sealRecord(key, place, generation, value, randomBytes(12))))
    holds(toHex(one ?? new Uint8Array()) !== toHex(again ?? new Uint8Array()), 'sealed twice')
    return one?.length
  })
  same(new Set(await Promise.all(lengths)).size, 1)
})

proves('canonical JSON has one spelling, and what JSON would lose is refused', () => {
  same(canonicalJson({ b: [1, 'é'], a: { d: null, c: -0 } }), '{"a":{"c":0,"d":null},"b":[1,"é"]}')
  same(canonicalJson({ kept: 1, left: undefined }), '{"kept":1}')
  fc.assert(
    fc.property(fc.jsonValue(), (value) => same(canonicalJson(JSON.parse(canonicalJson(value))), canonicalJson(value))),
  )
  for (const lost of [
    undefined,
    Number.NaN,
    1n,
    new Date(0),
    new Map(),
    () => 1,
    [Number.POSITIVE_INFINITY],
    { a: Symbol('x') },
  ]) {
    let refused = false
    try {
      canonicalJson(lost)
    } catch (error) {
      refused = error instanceof TypeError
    }
    holds(refused, String(lost))
  }
})
