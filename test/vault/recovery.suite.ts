import fc from 'fast-check'
import { fromBase64, fromHex, toHex } from '../../evidence/bytes.ts'
import { openFile, sealFile } from '../../vault/age-file.ts'
import { decodeShare, encodeShare } from '../../vault/envelope.ts'
import { identityOf } from '../../vault/identity.ts'
import { printKey, readPrintedKey } from '../../vault/printed-key.ts'
import { RoomError } from '../../vault/room-error.ts'
import { combineShares, giveShare, splitRecovery } from '../../vault/shares.ts'
import printedVectors from '../../vault/vectors/v1/printed-keys.json' with { type: 'json' }
import shareVectors from '../../vault/vectors/v1/shares.json' with { type: 'json' }
import { holds, proves, same } from '../evidence/suite.ts'
import { firm, flip, freshKeys, keyOf, otherFirm, outcome, refusesWith } from './keys.ts'

const secrets = fc.uint8Array({ minLength: 32, maxLength: 32 })
const misread = (text: string): number | null | 'read' => {
  try {
    readPrintedKey(text)
    return 'read'
  } catch (thrown) {
    if (thrown instanceof RoomError && thrown.code === 'printed-key-misread') return thrown.line
    throw thrown
  }
}

proves('a printed key is printed and read as the vectors of version 1 say', () => {
  for (const { secret, printed } of printedVectors.read) {
    same(printKey(fromHex(secret)), printed)
    same(toHex(readPrintedKey(printed)), secret)
  }
})

proves('a printed key is read however it was typed', () => {
  fc.assert(
    fc.property(secrets, (secret) => {
      const printed = printKey(secret)
      holds(!/[ILOU]/.test(printed), 'no letter that looks like a digit')
      const typed = [
        printed.toLowerCase(),
        printed.replaceAll('-', ''),
        printed.replaceAll('-', ' ').replaceAll('\n', '\r\n'),
        printed.replace(/^\d {2}/gm, ''),
        printed.replace(/^(\d) {2}/gm, '$1. '),
        printed.replaceAll('-', '–').replace(/(?<=\w-.*)0/g, 'O'),
        printed.replace(/[0-9A-Z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)),
        `\n${printed}\n\n`,
      ]
      for (const one of typed) same(toHex(readPrintedKey(one)), toHex(secret), one)
    }),
    { numRuns: 40 },
  )
})

proves('a misread line is named, whichever letter it was, and exchanged or missing lines too', () => {
  const printed = printKey(new Uint8Array(32).map((_, at) => at * 7))
  const lines = printed.trimEnd().split('\n')
  const [one = '', two = '', three = '', four = ''] = lines
  for (const [index, line] of lines.entries())
    for (let at = 3; at < line.length; at++) {
      if (line[at] === '-') continue
      const wrong = line.slice(0, at) + (line[at] === '7' ? 'V' : '7') + line.slice(at + 1)
      same(misread(lines.map((whole, which) => (which === index ? wrong : whole)).join('\n')), index + 1, wrong)
    }
  same(misread([one, three, two, four].join('\n')), 2, 'lines exchanged')
  same(misread([one, two, four].join('\n')), 3, 'a line left out')
  same(misread([one, two, three].join('\n')), 4, 'the last one left out')
  same(misread(''), 1, 'nothing')
  same(misread([one, two, three, four, four].join('\n')), 5, 'a line too many')
  same(misread([one.slice(0, -1), two, three, four].join('\n')), 1, 'a letter left out')
  same(misread([one, two, three, `${four}Z`].join('\n')), 4, 'a letter too many')
  same(misread([one, two.replace(/.$/, '字'), three, four].join('\n')), 2, 'a letter of another script')
})

proves('shares make the key as the vectors of version 1 say, any two of the three', async () => {
  const { organisation, recovery, people, given } = shareVectors
  const asker = await identityOf(fromHex(shareVectors.asker))
  const shares = given.map(fromBase64)
  for (const chosen of [
    shares,
    shares.slice(0, 2),
    shares.slice(1),
    [shares[2], shares[0]].filter((one) => one !== undefined),
  ])
    same((await combineShares(asker, organisation, chosen)).recipient, recovery.recipient)
  for (const { secret, share } of people) {
    const again = await giveShare(await identityOf(fromHex(secret)), fromBase64(share), asker.recipient)
    holds((await openFile([asker], again)).length > 0, 'sealed to the asker')
  }
  await refusesWith(
    'shares-do-not-match',
    combineShares(asker, organisation, [shares[1] ?? asker.secret, fromBase64(shareVectors.ofAnotherSet)]),
  )
  await refusesWith('shares-do-not-match', combineShares(asker, otherFirm, shares))
  await refusesWith('not-for-this-key', combineShares(await keyOf(4), organisation, shares))
})

/** Shares of a fresh splitting, given to one asker. */
async function given(threshold: number, count: number) {
  const people = await freshKeys(count)
  const asker = await keyOf(2)
  const split = await splitRecovery(
    firm,
    threshold,
    people.map(({ recipient }) => recipient),
  )
  const shares = await Promise.all(
    people.map((person, at) => giveShare(person, split.shares[at]?.sealed ?? new Uint8Array(), asker.recipient)),
  )
  return { asker, split, shares, people }
}

proves('as many as were agreed make the key, whoever they are, and one fewer do not', async () => {
  const sizes = fc
    .integer({ min: 2, max: 7 })
    .chain((count) => fc.tuple(fc.integer({ min: 2, max: count }), fc.constant(count)))
  await fc.assert(
    fc.asyncProperty(sizes, fc.infiniteStream(fc.nat()), async ([threshold, count], luck) => {
      const { asker, split, shares } = await given(threshold, count)
      const shuffled = shares
        .map((share) => ({ share, place: luck.next().value ?? 0 }))
        .sort((a, b) => a.place - b.place)
        .map(({ share }) => share)
      same((await combineShares(asker, firm, shuffled.slice(0, threshold))).recipient, split.recipient)
      await refusesWith('too-few-shares', combineShares(asker, firm, shuffled.slice(0, threshold - 1)))
    }),
    { numRuns: 12 },
  )
  const { asker, split, shares } = await given(16, 16)
  same((await combineShares(asker, firm, shares)).recipient, split.recipient)
})

proves('a share given twice counts once', async () => {
  const { asker, split, shares } = await given(2, 3)
  const [one, two] = shares
  if (!one || !two) throw new RangeError('no shares')
  await refusesWith('too-few-shares', combineShares(asker, firm, [one, one]))
  same((await combineShares(asker, firm, [one, two, one])).recipient, split.recipient)
  await refusesWith('too-few-shares', combineShares(asker, firm, []))
})

proves('a forged share makes no key, and a false claim in its head is noticed', async () => {
  const { asker, shares } = await given(2, 3)
  const [one, two] = shares
  if (!one || !two) throw new RangeError('no shares')
  const share = decodeShare(await openFile([asker], two))
  const forged = {
    'another part': { ...share, part: flip(share.part, 0) },
    'a part of the other’s place': { ...share, part: decodeShare(await openFile([asker], one)).part },
    'another threshold': { ...share, threshold: 3 },
    'another set': { ...share, setId: flip(share.setId, 3) },
    'another recovery key': { ...share, recovery: flip(share.recovery, 3) },
    'another organisation': { ...share, organisation: otherFirm },
    'the place of the first': { ...share, index: 1 },
  }
  for (const [about, claim] of Object.entries(forged)) {
    const sealed = await sealFile([asker.recipient], encodeShare(claim))
    await refusesWith('shares-do-not-match', combineShares(asker, firm, [one, sealed]), about)
  }
  for (let at = 0; at < two.length; at += 5) {
    const found = await outcome(combineShares(asker, firm, [one, flip(two, at)]))
    holds(found === 'damaged' || (found === 'not-for-this-key' && at < 130), `byte ${at}: ${found}`)
  }
  const impossible = [{ threshold: 1 }, { threshold: 4 }, { index: 0 }, { index: 4 }]
  for (const claim of impossible) {
    const sealed = await sealFile([asker.recipient], encodeShare({ ...share, ...claim }))
    await refusesWith('damaged', combineShares(asker, firm, [one, sealed]), JSON.stringify(claim))
  }
})

proves('a key is split among two to sixteen different people', async () => {
  const people = (await freshKeys(17)).map(({ recipient }) => recipient)
  const [first = ''] = people
  const wrong: readonly [number, readonly string[]][] = [
    [1, people.slice(0, 3)],
    [4, people.slice(0, 3)],
    [2.5, people.slice(0, 3)],
    [2, people],
    [2, [first, first, people[1] ?? '']],
    [2, [first]],
  ]
  for (const [threshold, among] of wrong) {
    const found = await splitRecovery(firm, threshold, among).catch((thrown: unknown) => thrown)
    holds(found instanceof RangeError, `${threshold} of ${among.length}`)
  }
})
