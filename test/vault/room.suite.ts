import { concat, textOf, toBase64, toHex, utf8 } from '../../evidence/bytes.ts'
import { openFile } from '../../vault/age-file.ts'
import { decodeMember, decodeVaultSecret } from '../../vault/envelope.ts'
import { identityOf, identityText } from '../../vault/identity.ts'
import { openIdleLock } from '../../vault/idle-lock.ts'
import { keyOfSecret } from '../../vault/member-lock.ts'
import { memoryPins, openRoom } from '../../vault/open-room.ts'
import type { Room, SealedRecord } from '../../vault/room.ts'
import { holds, proves, same } from '../evidence/suite.ts'
import { aMember, aRecord, aVault, firm, flip, listed, otherFirm, outcome, refusesWith, wrapOf } from './keys.ts'

const nothing = new Uint8Array()
const nothingOpen = { organisation: null, generation: 0, vaultRecipient: null }
const secret = new Uint8Array(32).fill(9)
/** Every method that works with keys, called with what makes no difference. */
const calls: Readonly<
  Record<
    Exclude<keyof Room, 'lock' | 'state' | 'makeMemberKey' | 'unlockWithPassphrase' | 'unlockWithSecret'>,
    (room: Room) => Promise<unknown>
  >
> = {
  lockUnderPassphrase: (room) => room.lockUnderPassphrase('long enough a passphrase'),
  lockUnderSecret: (room) => room.lockUnderSecret(secret),
  makeVault: (room) => room.makeVault(firm, []),
  openVault: (room) => room.openVault(firm, nothing, []),
  wrapFor: (room) => room.wrapFor([]),
  rotate: (room) => room.rotate([]),
  sealRecords: (room) => room.sealRecords([aRecord()]),
  openRecords: (room) => room.openRecords([]),
  sealTo: (room) => room.sealTo([], nothing),
  open: (room) => room.open(nothing),
  makePrintedKey: (room) => room.makePrintedKey(),
  openWithPrintedKey: (room) => room.openWithPrintedKey(firm, '', nothing, []),
  splitRecovery: (room) => room.splitRecovery(2, []),
  giveShare: (room) => room.giveShare(nothing, ''),
  combineShares: (room) => room.combineShares(firm, [], nothing, [], true),
}

proves('a locked room does nothing but unlock', async () => {
  const { owner } = await aVault()
  await owner.room.lock()
  for (const room of [openRoom(), owner.room]) {
    for (const [method, call] of Object.entries(calls)) await refusesWith('locked', call(room), method)
    same(await room.state(), { unlocked: false, recipient: null, ...nothingOpen })
  }
})

proves('without an open vault there is nothing of it to wrap, rotate, seal, open, print or split', async () => {
  const { room } = await aMember()
  for (const method of ['wrapFor', 'rotate', 'sealRecords', 'openRecords', 'makePrintedKey', 'splitRecovery'] as const)
    await refusesWith('vault-closed', calls[method](room), method)
})

proves('a member key comes back into a room from its lock', async () => {
  const { room, recipient } = await aMember()
  const sealed = await room.lockUnderSecret(secret)
  const again = openRoom()
  same(await again.unlockWithSecret(sealed, secret), { recipient })
  same(await again.state(), { unlocked: true, recipient, ...nothingOpen })
  await refusesWith('wrong-secret', again.unlockWithSecret(sealed, flip(secret, 0)))
  holds((await again.state()).unlocked, 'a mistaken try closes nothing')
})

proves('an unlocking that was overtaken by a lock comes to nothing', async () => {
  const { room } = await aMember()
  const sealed = await room.lockUnderSecret(secret)
  const again = openRoom()
  const unlocking = again.unlockWithSecret(sealed, secret)
  await again.lock()
  await refusesWith('locked', unlocking)
  holds(!(await again.state()).unlocked, 'it stays locked')
})

proves('what was being made when the room was locked does not leave it', async () => {
  const { owner, keeper } = await aVault()
  const making = [
    owner.room.wrapFor([keeper.recipient]),
    owner.room.rotate([keeper.recipient]),
    owner.room.sealRecords([aRecord()]),
    owner.room.makePrintedKey(),
  ].map(outcome)
  await owner.room.lock()
  same(await Promise.all(making), ['locked', 'locked', 'locked', 'locked'])
})

proves('a vault is opened by every holder, by nobody else, and by who is added later', async () => {
  const { owner, keeper, first } = await aVault()
  await keeper.room.openVault(firm, wrapOf(first, keeper.recipient), [listed(first)])
  same((await keeper.room.state()).organisation, firm)
  const later = await aMember()
  await refusesWith('not-for-this-key', later.room.openVault(firm, wrapOf(first, keeper.recipient), [listed(first)]))
  const [wrap] = await owner.room.wrapFor([later.recipient])
  await later.room.openVault(firm, wrap?.sealed ?? nothing, [listed(first)])
  const sealed = await owner.room.sealRecords([aRecord()])
  same((await later.room.openRecords(sealed))[0]?.value, aRecord().value)
})

proves('when the key changes, who stays opens old and new, and who left opens nothing new', async () => {
  const { owner, keeper, first } = await aVault()
  const before = await owner.room.sealRecords([aRecord()])
  const second = await owner.room.rotate([owner.recipient])
  const { generation, vaultRecipient } = await owner.room.state()
  same({ generation, vaultRecipient }, { generation: 2, vaultRecipient: second.recipient })
  const third = await owner.room.rotate([owner.recipient])
  const after = await owner.room.sealRecords([aRecord({ revision: 2, value: '新' })])
  const generations = [first, second, third].map(listed)
  await owner.room.openVault(firm, wrapOf(third, owner.recipient), generations)
  const opened = await owner.room.openRecords([...before, ...after])
  same(
    opened.map(({ value }) => value),
    [aRecord().value, '新'],
  )
  await keeper.room.openVault(firm, wrapOf(first, keeper.recipient), [listed(first)])
  same((await keeper.room.openRecords(after))[0]?.failure, 'not-for-this-key')
  same((await keeper.room.openRecords(before))[0]?.failure, null)
  await refusesWith('not-for-this-key', keeper.room.openVault(firm, wrapOf(first, keeper.recipient), generations))
  same((await keeper.room.state()).generation, 1, 'and the vault that was open stays')
})

proves('a vault put in the place of the one that this device knows is found out', async () => {
  const pins = memoryPins()
  const { owner, keeper, first } = await aVault()
  const second = await owner.room.rotate([keeper.recipient])
  const sealedKey = await keeper.room.lockUnderSecret(secret)
  const device = openRoom(pins)
  await device.unlockWithSecret(sealedKey, secret)
  await device.openVault(firm, wrapOf(first, keeper.recipient), [listed(first)])
  const false1 = await (await aMember()).room.makeVault(firm, [keeper.recipient])
  const opening = () => device.openVault(firm, wrapOf(false1, keeper.recipient), [listed(false1)])
  await refusesWith('vault-replaced', opening())
  await device.openVault(firm, wrapOf(second, keeper.recipient), [first, second].map(listed))
  const [sealed] = await device.sealRecords([aRecord()])
  same(sealed?.generation, 2)
  await refusesWith(
    'vault-replaced',
    device.openVault(firm, wrapOf(first, keeper.recipient), [listed(first)]),
    'rolled back',
  )
  const again = openRoom(pins)
  await again.unlockWithSecret(sealedKey, secret)
  await refusesWith('vault-replaced', again.openVault(firm, wrapOf(false1, keeper.recipient), [listed(false1)]))
  same((await again.state()).organisation, null)
})

proves('who made a vault is not talked into another when the room goes on with what the server keeps', async () => {
  const { owner, first } = await aVault()
  const false1 = await (await aMember()).room.makeVault(firm, [owner.recipient])
  await refusesWith('vault-replaced', owner.room.openVault(firm, wrapOf(false1, owner.recipient), [listed(false1)]))
  await owner.room.openVault(firm, wrapOf(first, owner.recipient), [listed(first)])
  // A change that was not taken leaves the generation that the server has, or one that another keeper made meanwhile.
  await owner.room.rotate([owner.recipient])
  await owner.room.openVault(firm, wrapOf(first, owner.recipient), [listed(first)])
  same((await owner.room.state()).generation, 1)
})

proves('records are of the open organisation, and one that does not open spoils no other', async () => {
  const { owner } = await aVault()
  await refusesWith('vault-closed', owner.room.sealRecords([aRecord(), aRecord({ organisation: otherFirm })]))
  const sealed = await owner.room.sealRecords([
    aRecord(),
    aRecord({ id: 'b' }),
    aRecord({ id: 'c' }),
    aRecord({ id: 'd' }),
  ])
  const [one, two, three, four] = sealed
  if (!one || !two || !three || !four) throw new RangeError('nothing was sealed')
  const asked: SealedRecord[] = [
    one,
    { ...two, sealed: flip(two.sealed, 30) },
    { ...three, generation: 7 },
    { ...four, organisation: otherFirm },
    { ...four, revision: 2 },
    { ...four, id: 'a' },
  ]
  const opened = await owner.room.openRecords(asked)
  same(
    opened.map(({ failure }) => failure),
    [null, 'damaged', 'not-for-this-key', 'vault-closed', 'damaged', 'damaged'],
  )
  same(
    opened.map(({ id }) => id),
    asked.map(({ id }) => id),
  )
  for (const { value, failure } of opened) holds(failure === null || value === null, 'nothing of what failed')
})

proves('a file opens for the member and for any generation of the vault', async () => {
  const { owner, keeper, first } = await aVault()
  const toKeeper = await owner.room.sealTo([keeper.recipient], utf8('虚构告知'))
  same(textOf(await keeper.room.open(toKeeper)), '虚构告知')
  await refusesWith('not-for-this-key', owner.room.open(toKeeper))
  const toVault = await keeper.room.sealTo([first.recipient], utf8('虚构线索'))
  await owner.room.rotate([owner.recipient])
  same(textOf(await owner.room.open(toVault)), '虚构线索')
  await refusesWith('damaged', owner.room.open(flip(toVault, toVault.length - 1)))
})

proves('no key comes out of the room by being opened as if it were a file', async () => {
  const { owner, keeper, first } = await aVault()
  const second = await owner.room.rotate([owner.recipient])
  const { shares } = await owner.room.splitRecovery(2, [owner.recipient, keeper.recipient])
  for (const sealed of [wrapOf(first, owner.recipient), second.link, shares[0]?.sealed])
    await refusesWith('not-for-this-key', owner.room.open(sealed ?? nothing))
})

proves('a printed key opens the vault, and after the key has changed, with its new wrap', async () => {
  const { owner, first } = await aVault()
  const { printed, wrap } = await owner.room.makePrintedKey()
  const sealed = await owner.room.sealRecords([aRecord()])
  const { room } = await aMember()
  await room.openWithPrintedKey(firm, printed, wrap.sealed, [listed(first)])
  same((await room.openRecords(sealed))[0]?.value, aRecord().value)
  const second = await owner.room.rotate([owner.recipient, wrap.recipient])
  const generations = [first, second].map(listed)
  const other = await aMember()
  await other.room.openWithPrintedKey(firm, printed, wrapOf(second, wrap.recipient), generations)
  same((await other.room.state()).generation, 2)
  const wrong = printed.replace(/(?<=\n2 {2}.)./, (letter) => (letter === 'A' ? 'B' : 'A'))
  await refusesWith('printed-key-misread', room.openWithPrintedKey(firm, wrong, wrap.sealed, [listed(first)]))
  const another = await owner.room.makePrintedKey()
  await refusesWith('not-for-this-key', room.openWithPrintedKey(firm, another.printed, wrap.sealed, [listed(first)]))
})

proves('people recover together what none of them could alone, and a rehearsal leaves nothing open', async () => {
  const { owner, keeper, first } = await aVault()
  const people = [await aMember(), await aMember(), await aMember()]
  const split = await owner.room.splitRecovery(
    2,
    people.map(({ recipient }) => recipient),
  )
  const asker = await aMember()
  const given = await Promise.all(
    people.map(({ room }, at) => room.giveShare(split.shares[at]?.sealed ?? nothing, asker.recipient)),
  )
  const combine = (shares: readonly Uint8Array[], rehearsal: boolean, wrap = split.wrap.sealed) =>
    asker.room.combineShares(firm, shares, wrap, [listed(first)], rehearsal)
  same(await combine(given.slice(0, 2), true), { opens: true })
  same((await asker.room.state()).organisation, null)
  same(await combine(given.slice(0, 2), true, wrapOf(first, keeper.recipient)), { opens: false })
  await refusesWith('not-for-this-key', combine(given.slice(0, 2), false, wrapOf(first, keeper.recipient)))
  await refusesWith('too-few-shares', combine(given.slice(0, 1), true))
  same(await combine(given.slice(1), false), { opens: true })
  same((await asker.room.state()).organisation, firm)
  await refusesWith('not-for-this-key', owner.room.combineShares(firm, given, split.wrap.sealed, [listed(first)], true))
})

proves('nothing that the room answers holds a key of a member, of the vault or of its recovery', async () => {
  const { owner, keeper, first } = await aVault()
  const { room } = owner
  const answers: unknown[] = [first, await room.state()]
  const keep = async <T>(work: Promise<T>) => {
    const answer = await work
    answers.push(answer)
    return answer
  }
  const underSecret = await keep(room.lockUnderSecret(secret))
  await keep(room.wrapFor([keeper.recipient]))
  const second = await keep(room.rotate([owner.recipient, keeper.recipient]))
  const sealed = await keep(room.sealRecords([aRecord()]))
  await keep(room.openRecords(sealed))
  await keep(room.open(await keep(room.sealTo([owner.recipient], utf8('虚构')))))
  const { wrap, shares } = await keep(room.splitRecovery(2, [owner.recipient, keeper.recipient]))
  const given = await keep(room.giveShare(shares[0]?.sealed ?? nothing, owner.recipient))
  await keep(keeper.room.giveShare(shares[1]?.sealed ?? nothing, owner.recipient))
  await keep(room.openVault(firm, wrapOf(second, owner.recipient), [first, second].map(listed)))
  await keep(outcome(room.combineShares(firm, [given], wrap.sealed, [first, second].map(listed), true)))
  await keep(room.makePrintedKey())
  for (const work of [room.open(wrapOf(first, owner.recipient)), room.unlockWithSecret(underSecret, flip(secret, 1))])
    answers.push(await work.catch((thrown: unknown) => thrown))

  // The keys, as only whoever has the lock's secret can know them.
  const member = decodeMember(await openFile([await keyOfSecret(secret)], underSecret))
  const holder = await identityOf(member)
  const vaults = await Promise.all(
    [first, second].map(async (one) =>
      decodeVaultSecret('wrap', await openFile([holder], wrapOf(one, owner.recipient))),
    ),
  )
  const written = writtenOut(answers)
  for (const key of [member, ...vaults.map((one) => one.secret)])
    for (const spelling of [toHex(key), toBase64(key).slice(0, 42), identityText({ secret: key })])
      holds(!written.includes(spelling.toLowerCase()), 'a key was answered')
  holds(written.includes(owner.recipient), 'the answers were looked at')
})

/** All texts and all bytes, the latter as text, in hexadecimal and in base64, in small letters. */
function writtenOut(value: unknown): string {
  if (value instanceof Uint8Array)
    return `${toHex(value)} ${toBase64(value)} ${new TextDecoder('latin1').decode(value)}`.toLowerCase()
  if (value instanceof Error) return `${value.message} ${value.stack}`.toLowerCase()
  if (typeof value === 'object' && value !== null) return Object.values(value).map(writtenOut).join(' ')
  return String(value).toLowerCase()
}

proves(
  'the room locks itself after its minutes without anybody, also when the device slept or its clock went back',
  () => {
    const minute = 60_000
    const idle = openIdleLock(0)
    holds(idle.leftMs(10 * minute - 1) > 0, 'not yet')
    holds(idle.leftMs(10 * minute) === 0, 'after ten minutes')
    idle.seen(10 * minute)
    holds(idle.leftMs(11 * minute) > 0, 'somebody was there')
    holds(idle.leftMs(500 * minute) === 0, 'it slept')
    holds(idle.leftMs(-5 * minute) === 0, 'it went back')
    holds(idle.leftMs(10 * minute - 5) > 0, 'it was put right')
    same(idle.leftMs(12 * minute), 8 * minute)
    idle.allow(1)
    holds(idle.leftMs(11 * minute) === 0, 'after one minute')
    idle.allow(60)
    holds(idle.leftMs(69 * minute) > 0, 'not before an hour')
    for (const wrong of [0, 0.5, 61, Number.NaN]) {
      let refused = false
      try {
        idle.allow(wrong)
      } catch (thrown) {
        refused = thrown instanceof RangeError
      }
      holds(refused, `${wrong}`)
    }
  },
)

proves('pieces of a key in the wrong length are a defect, not a key', async () => {
  for (const length of [0, 31, 33]) {
    let refused = false
    await identityOf(new Uint8Array(length)).catch((thrown: unknown) => {
      refused = thrown instanceof TypeError
    })
    holds(refused, `${length}`)
  }
  same(concat(nothing), nothing)
})
