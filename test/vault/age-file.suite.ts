import { Decrypter, Encrypter } from 'age-encryption'
import fc from 'fast-check'
import { fromBase64, fromHex, joined, textOf, toHex, utf8 } from '../../evidence/bytes.ts'
import { openFile, openStream, sealFile, sealStream } from '../../vault/age-file.ts'
import { type Cipher, engines } from '../../vault/chacha.ts'
import { identityOf, identityText, randomBytes } from '../../vault/identity.ts'
import { openPayload, sealPayload } from '../../vault/payload.ts'
import cliVectors from '../../vault/vectors/v1/age-cli.json' with { type: 'json' }
import fileVectors from '../../vault/vectors/v1/files.json' with { type: 'json' }
import { holds, proves, same } from '../evidence/suite.ts'
import { flip, freshKeys, keyOf, outcome, refusesWith } from './keys.ts'

const chunk = 65_536
/** Around the edges of a chunk and of what is worked on at once. */
const sizes = [0, 1, chunk - 1, chunk, chunk + 1, 16 * chunk, 16 * chunk + 1, 18 * chunk + 7]
const bytesOf = (size: number) => Uint8Array.from({ length: size }, (_, at) => (at * 31) >>> 3)
const streamOf = (bytes: Uint8Array, pieceBytes: number) => {
  let at = 0
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= bytes.length) return controller.close()
      controller.enqueue(bytes.slice(at, at + pieceBytes))
      at += pieceBytes
    },
  })
}
/** By hand: a `Response` hides what a stream failed with. */
async function collect(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for (const reader = stream.getReader(); ; ) {
    const { done, value } = await reader.read()
    if (done) return joined(parts)
    parts.push(value)
  }
}
const identical = (a: Uint8Array, b: Uint8Array, about: string) =>
  holds(a.length === b.length && a.every((byte, at) => byte === b[at]), about)

proves('a file that the command line of age made opens', async () => {
  const identity = await identityOf(fromHex(cliVectors.secret))
  for (const { length, sealed } of cliVectors.files) {
    const expected = new Uint8Array(length).fill(97)
    identical(await openFile([identity], fromBase64(sealed)), expected, `${length}`)
    identical(await collect(await openStream([identity], streamOf(fromBase64(sealed), 1000))), expected, `${length}`)
  }
  const own = await identityOf(fromHex(fileVectors.secret))
  for (const { text, sealed } of fileVectors.files) same(textOf(await openFile([own], fromBase64(sealed))), text)
})

proves('a file of any size goes to age and comes from age, whole or in a stream', async () => {
  const [identity] = await freshKeys(1)
  if (!identity) throw new RangeError('no key')
  const typage = new Decrypter()
  typage.addIdentity(identityText(identity))
  const encrypter = new Encrypter()
  encrypter.addRecipient(identity.recipient)
  for (const size of sizes) {
    const plain = bytesOf(size)
    const whole = await sealFile([identity.recipient], plain)
    const streamed = await collect(await sealStream([identity.recipient], streamOf(plain, 50_000)))
    same(whole.length, streamed.length, `${size}: one length`)
    for (const sealed of [whole, streamed, await encrypter.encrypt(plain)]) {
      identical(await typage.decrypt(sealed), plain, `${size}: by age`)
      identical(await openFile([identity], sealed), plain, `${size}: whole`)
      identical(await collect(await openStream([identity], streamOf(sealed, 33_333))), plain, `${size}: in a stream`)
    }
  }
})

proves('a file is opened by each it was sealed to, and by nobody else', async () => {
  const [first, second, stranger] = await freshKeys(3)
  if (!first || !second || !stranger) throw new RangeError('no keys')
  const sealed = await sealFile([first.recipient, second.recipient], utf8('虚构'))
  for (const identity of [first, second]) {
    same(textOf(await openFile([identity], sealed)), '虚构')
    same(textOf(await openFile([stranger, identity], sealed)), '虚构')
  }
  await refusesWith('not-for-this-key', openFile([stranger], sealed))
  await refusesWith('not-for-this-key', openFile([], sealed))
  await refusesWith('not-for-this-key', openStream([stranger], streamOf(sealed, 7)))
})

proves('a file in which one bit was changed does not open', async () => {
  const identity = await keyOf(5)
  const sealed = await sealFile([identity.recipient], utf8('虚构内容'))
  for (let at = 0; at < sealed.length; at++) {
    const found = await outcome(openFile([identity], flip(sealed, at)))
    // A changed stanza is one for somebody else; everything after it is authenticated.
    holds(found === 'damaged' || (found === 'not-for-this-key' && at < 130), `byte ${at}: ${found}`)
    holds(
      (await outcome(openStream([identity], streamOf(flip(sealed, at), 40)).then(collect))) !== 'done',
      `byte ${at}`,
    )
  }
})

proves('a file that was cut, prolonged or put together anew does not open', async () => {
  const identity = await keyOf(5)
  const plain = bytesOf(2 * chunk)
  const sealed = await sealFile([identity.recipient], plain)
  const headBytes = sealed.length - 2 * (chunk + 16)
  const [head, one, two] = [
    sealed.subarray(0, headBytes),
    sealed.subarray(headBytes, headBytes + chunk + 16),
    sealed.subarray(headBytes + chunk + 16),
  ]
  const together = (...parts: Uint8Array[]) => new Uint8Array(parts.flatMap((part) => [...part]))
  const wrong = {
    'without its last chunk': together(head, one),
    'without its first chunk': together(head, two),
    'with chunks exchanged': together(head, two, one),
    'with a chunk twice': together(head, one, one, two),
    'with bytes behind it': together(sealed, Uint8Array.of(0)),
    'with a chunk that is no chunk': together(sealed, new Uint8Array(16)),
    'without a payload': head.subarray(0, headBytes - 16),
    'in the middle of its header': head.subarray(0, 100),
    empty: new Uint8Array(),
    'one long line': new Uint8Array(100_000).fill(97),
  }
  for (const [about, bytes] of Object.entries(wrong)) {
    await refusesWith('damaged', openFile([identity], bytes), about)
    await refusesWith('damaged', openStream([identity], streamOf(bytes, 5000)).then(collect), about)
  }
})

proves('every cipher of the realm makes and reads the same payload', async () => {
  const key = randomBytes(32)
  const ciphers = (await Promise.all(Object.values(engines).map((engine) => engine(key)))).filter(
    (cipher): cipher is Cipher => cipher !== null,
  )
  holds(ciphers.length >= 1, 'there is one')
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: 3 * chunk }), async (size) => {
      const plain = bytesOf(size)
      const sealed = await Promise.all(ciphers.map((cipher) => sealPayload(cipher, plain)))
      for (const one of sealed) same(toHex(one.subarray(-100)), toHex(sealed[0]?.subarray(-100) ?? one))
      for (const cipher of ciphers) {
        identical(await openPayload(cipher, sealed[0] ?? plain), plain, 'opens')
        await refusesWith('damaged', openPayload(cipher, new Uint8Array(flip(sealed[0] ?? plain, size))))
      }
    }),
    { numRuns: 8 },
  )
})
