import { describe, expect, it } from 'vitest'
import { utf8 } from '../evidence/bytes.ts'
import { openRoom } from './open-room.ts'
import { paddedLength } from './record.ts'
import type { Generation, NewGeneration, Room, SealedRecord } from './room.ts'

const firm = '01a21546-0000-7000-8000-000000000001'
const other = '01a21546-0000-7000-8000-000000000002'
const passphrase = '虚构 口令 足够 长 一些 吧'

async function aMember(): Promise<{ room: Room; recipient: string }> {
  const room = openRoom()
  return { room, ...(await room.makeMemberKey()) }
}
const wrapFor = ({ wraps }: Pick<NewGeneration, 'wraps'>, recipient: string) => {
  const wrap = wraps.find((one) => one.recipient === recipient)
  if (!wrap) throw new RangeError('no wrap was made')
  return wrap.sealed
}
const plain = ({ number, recipient, link }: NewGeneration): Generation => ({ number, recipient, link })
async function aVault() {
  const owner = await aMember()
  const keeper = await aMember()
  const first = await owner.room.makeVault(firm, [owner.recipient, keeper.recipient])
  return { owner, keeper, first }
}
const aRecord = (more: object = {}) => ({
  organisation: firm,
  collection: 'trade-secret',
  id: '01a21546-0000-7000-8000-00000000000a',
  revision: 1,
  value: { name: '虚构配方', points: ['甲三成'] },
  ...more,
})
const flip = (bytes: Uint8Array, at: number) => bytes.map((byte, index) => (index === at ? byte ^ 1 : byte))
const refusal = async (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: Error) => error.message,
  )

describe('a member key', () => {
  it('comes back with its passphrase, however the letters were composed, and with no other', async () => {
    const { room, recipient } = await aMember()
    const sealed = await room.lockUnderPassphrase('Caf\u00e9 虚构 口令 长')
    const again = openRoom()
    expect(await refusal(again.unlockWithPassphrase(sealed, 'Cafe 虚构 口令 长'))).toBe('wrong-passphrase')
    expect((await again.state()).unlocked).toBe(false)
    expect(await again.unlockWithPassphrase(sealed, 'Cafe\u0301 虚构 口令 长')).toEqual({ recipient })
    expect(await refusal(room.lockUnderPassphrase('太短'))).toBe('passphrase-short')
  }, 60_000)

  it('comes back with the secret of a passkey, and with no other', async () => {
    const { room, recipient } = await aMember()
    const secret = crypto.getRandomValues(new Uint8Array(32))
    const sealed = await room.lockUnderSecret(secret)
    expect(await openRoom().unlockWithSecret(sealed, secret)).toEqual({ recipient })
    expect(await refusal(openRoom().unlockWithSecret(sealed, flip(secret, 3)))).toBe('wrong-secret')
    for (const at of [0, 6, 10, 30, sealed.length - 1])
      expect(['damaged', 'wrong-secret']).toContain(
        await refusal(openRoom().unlockWithSecret(flip(sealed, at), secret)),
      )
  })

  it('is forgotten when the room is locked', async () => {
    const { owner } = await aVault()
    await owner.room.lock()
    expect(await owner.room.state()).toEqual({ unlocked: false, recipient: null, organisation: null, generation: 0 })
    expect(await refusal(owner.room.sealRecords([aRecord()]))).toBe('locked')
    expect(await refusal(owner.room.lockUnderPassphrase(passphrase))).toBe('locked')
  })
})

describe('a vault', () => {
  it('is opened by every holder, and by nobody else', async () => {
    const { keeper, first } = await aVault()
    await keeper.room.openVault(firm, wrapFor(first, keeper.recipient), [plain(first)])
    expect(await keeper.room.state()).toMatchObject({ organisation: firm, generation: 1 })
    const stranger = await aMember()
    expect(await refusal(stranger.room.openVault(firm, wrapFor(first, keeper.recipient), [plain(first)]))).toBe(
      'not-for-this-key',
    )
  })

  it('is not opened with a wrap of another organisation or generation, nor for another key than the one named', async () => {
    const { keeper, first } = await aVault()
    const wrap = wrapFor(first, keeper.recipient)
    expect(await refusal(keeper.room.openVault(other, wrap, [plain(first)]))).toBe('not-for-this-key')
    expect(await refusal(keeper.room.openVault(firm, wrap, [{ ...plain(first), number: 2 }]))).toBe('damaged')
    const named = { ...plain(first), recipient: keeper.recipient }
    expect(await refusal(keeper.room.openVault(firm, wrap, [named]))).toBe('not-for-this-key')
  })

  it('changes its key: who stays opens old and new, who left opens nothing new', async () => {
    const { owner, keeper, first } = await aVault()
    const [before] = await owner.room.sealRecords([aRecord()])
    const second = await owner.room.rotate([owner.recipient])
    const [after] = await owner.room.sealRecords([aRecord({ revision: 2, value: '新' })])
    const generations = [plain(first), plain(second)]
    const again = owner.room
    await again.openVault(firm, wrapFor(second, owner.recipient), generations)
    const opened = await again.openRecords([before, after].filter((one) => one !== undefined))
    expect(opened.map(({ value }) => value)).toEqual([aRecord().value, '新'])
    await keeper.room.openVault(firm, wrapFor(first, keeper.recipient), [plain(first)])
    const left = await keeper.room.openRecords([after].filter((one) => one !== undefined))
    expect(left[0]?.failure).toBe('not-for-this-key')
    expect(await refusal(keeper.room.openVault(firm, wrapFor(first, keeper.recipient), generations))).not.toBe('done')
  })
})

describe('a sealed record', () => {
  const opens = async (room: Room, record: SealedRecord) => (await room.openRecords([record]))[0]?.failure ?? 'opened'

  it('opens where it belongs, and nowhere else', async () => {
    const { owner } = await aVault()
    const [sealed] = await owner.room.sealRecords([aRecord()])
    if (!sealed) throw new RangeError('nothing was sealed')
    expect(await opens(owner.room, sealed)).toBe('opened')
    expect(await opens(owner.room, { ...sealed, revision: 2 })).toBe('damaged')
    expect(await opens(owner.room, { ...sealed, collection: 'person' })).toBe('damaged')
    expect(await opens(owner.room, { ...sealed, id: other })).toBe('damaged')
    expect(await opens(owner.room, { ...sealed, organisation: other })).toBe('vault-closed')
    expect(await opens(owner.room, { ...sealed, generation: 2 })).toBe('not-for-this-key')
    for (let at = 0; at < sealed.sealed.length; at += 7)
      expect(await opens(owner.room, { ...sealed, sealed: flip(sealed.sealed, at) })).toBe('damaged')
    expect(await opens(owner.room, { ...sealed, sealed: sealed.sealed.slice(0, 5) })).toBe('damaged')
  })

  it('tells little by its length, and nothing by being the same', async () => {
    const { owner } = await aVault()
    const [short, longer, again] = await owner.room.sealRecords([
      aRecord({ value: '甲' }),
      aRecord({ value: '甲'.repeat(60) }),
      aRecord({ value: '甲' }),
    ])
    expect(short?.sealed.length).toBe(longer?.sealed.length)
    expect(short?.sealed).not.toEqual(again?.sealed)
    for (let length = 1; length < 100_000; length += 37) {
      expect(paddedLength(length)).toBeGreaterThanOrEqual(length)
      expect(paddedLength(length)).toBeLessThanOrEqual(length > 4096 ? length * 1.12 : Math.max(256, length * 2))
    }
  })

  it('spoils no other when it cannot be opened', async () => {
    const { owner } = await aVault()
    const sealed = await owner.room.sealRecords([aRecord(), aRecord({ id: other })])
    const opened = await owner.room.openRecords(
      sealed.map((one, at) => (at === 0 ? { ...one, sealed: flip(one.sealed, 20) } : one)),
    )
    expect(opened.map(({ failure }) => failure)).toEqual(['damaged', null])
  })
})

describe('an age file', () => {
  it('is opened by the member it was sealed to, and by the vault', async () => {
    const { owner, keeper, first } = await aVault()
    const text = utf8('虚构告知')
    const toKeeper = await owner.room.sealTo([keeper.recipient], text)
    expect(await keeper.room.open(toKeeper)).toEqual(text)
    expect(await refusal(owner.room.open(toKeeper))).toBe('not-for-this-key')
    const toVault = await keeper.room.sealTo([first.recipient], text)
    expect(await owner.room.open(toVault)).toEqual(text)
    expect(await refusal(owner.room.open(flip(toVault, toVault.length - 1)))).toBe('damaged')
  })
})

describe('a printed key', () => {
  it('opens the vault when it is typed in again, in small letters and with other spaces', async () => {
    const { owner, first } = await aVault()
    const { printed, wrap } = await owner.room.makePrintedKey()
    const [sealed] = await owner.room.sealRecords([aRecord()])
    const { room } = await aMember()
    const typed = printed.toLowerCase().replaceAll('-', ' ')
    await room.openWithPrintedKey(firm, typed, wrap.sealed, [plain(first)])
    const [opened] = await room.openRecords(sealed ? [sealed] : [])
    expect(opened?.value).toEqual(aRecord().value)
  })

  it('names the line that was misread', async () => {
    const { owner, first } = await aVault()
    const { printed, wrap } = await owner.room.makePrintedKey()
    const lines = printed.split('\n')
    for (const at of [0, 1, 2, 3]) {
      const wrong = lines.map((line, index) =>
        index === at ? line.slice(0, 5) + (line[5] === '7' ? '8' : '7') + line.slice(6) : line,
      )
      const { room } = await aMember()
      await expect(room.openWithPrintedKey(firm, wrong.join('\n'), wrap.sealed, [plain(first)])).rejects.toMatchObject({
        message: 'printed-key-misread',
        line: at + 1,
      })
    }
  })
})

describe('shares of a recovery key', () => {
  async function shared(threshold: number, people: number) {
    const { owner, first } = await aVault()
    const members = await Promise.all(Array.from({ length: people }, () => aMember()))
    const split = await owner.room.splitRecovery(
      threshold,
      members.map(({ recipient }) => recipient),
    )
    const asker = await aMember()
    const given = await Promise.all(
      members.map(({ room }, at) => room.giveShare(split.shares[at]?.sealed ?? new Uint8Array(), asker.recipient)),
    )
    return { owner, first, members, split, asker, given }
  }

  it.each([
    [2, 2],
    [2, 3],
    [3, 5],
  ])('%i of %i open the vault, whichever they are; one fewer do not', async (threshold, people) => {
    const { first, split, asker, given } = await shared(threshold, people)
    const join = (chosen: readonly Uint8Array[], rehearsal = false) =>
      asker.room.combineShares(firm, chosen, split.wrap.sealed, [plain(first)], rehearsal)
    expect(await refusal(join(given.slice(0, threshold - 1)))).toBe('too-few-shares')
    expect(await join(given.slice(0, threshold), true)).toEqual({ opens: true })
    expect((await asker.room.state()).organisation).toBeNull()
    expect(await join(given.slice(-threshold))).toEqual({ opens: true })
    expect((await asker.room.state()).organisation).toBe(firm)
  })

  it('are of one set, each given once, and for one asker', async () => {
    const { owner, first, split, asker, given, members } = await shared(2, 3)
    const again = await owner.room.splitRecovery(2, [members[0]?.recipient ?? '', members[1]?.recipient ?? ''])
    const strange = await members[0]?.room.giveShare(again.shares[0]?.sealed ?? new Uint8Array(), asker.recipient)
    const join = (chosen: readonly (Uint8Array | undefined)[]) =>
      asker.room.combineShares(
        firm,
        chosen.flatMap((one) => (one ? [one] : [])),
        split.wrap.sealed,
        [plain(first)],
        false,
      )
    expect(await refusal(join([given[0], strange]))).toBe('shares-do-not-match')
    expect(await refusal(join([given[0], given[0]]))).toBe('too-few-shares')
    const notMine = await members[0]?.room.giveShare(split.shares[0]?.sealed ?? new Uint8Array(), owner.recipient)
    expect(await refusal(join([given[1], notMine]))).toBe('not-for-this-key')
  })
})

it('nothing that the room answers holds a key', async () => {
  const { owner, keeper, first } = await aVault()
  const answers = [
    await owner.room.state(),
    first,
    await owner.room.wrapFor([keeper.recipient]),
    await owner.room.rotate([owner.recipient]),
    await owner.room.lockUnderSecret(new Uint8Array(32)),
    await owner.room.splitRecovery(2, [owner.recipient, keeper.recipient]),
    await owner.room.sealRecords([aRecord()]),
  ]
  const text = JSON.stringify(answers, (_key, value) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
  )
  expect(text.includes('AGE-SECRET-KEY')).toBe(false)
})
