import { type Identity, identityOf, makeIdentity } from '../../vault/identity.ts'
import { openRoom } from '../../vault/open-room.ts'
import type { Generation, NewGeneration, OpenRecord, Room, RoomRefusal } from '../../vault/room.ts'
import { same } from '../evidence/suite.ts'

export const firm = '01a21546-0000-7000-8000-000000000001'
export const otherFirm = '01a21546-0000-7000-8000-000000000002'

export const flip = (bytes: Uint8Array, at: number): Uint8Array =>
  bytes.map((byte, index) => (index === at ? byte ^ 1 : byte))

/** What a piece of work comes to: `done`, or the code it was refused with. A defect is thrown on. */
export async function outcome(work: Promise<unknown>): Promise<'done' | RoomRefusal> {
  try {
    await work
    return 'done'
  } catch (thrown) {
    if (typeof thrown === 'object' && thrown !== null && 'code' in thrown) return thrown.code as RoomRefusal
    throw thrown
  }
}
export const refusesWith = async (code: RoomRefusal, work: Promise<unknown>, about = '') =>
  same(await outcome(work), code, about)

export async function aMember(): Promise<{ room: Room; recipient: string }> {
  const room = openRoom()
  return { room, ...(await room.makeMemberKey()) }
}
/** A vault with an owner and one more keeper, open with the owner. */
export async function aVault() {
  const owner = await aMember()
  const keeper = await aMember()
  const first = await owner.room.makeVault(firm, [owner.recipient, keeper.recipient])
  return { owner, keeper, first }
}
export const wrapOf = ({ wraps }: Pick<NewGeneration, 'wraps'>, recipient: string): Uint8Array => {
  const wrap = wraps.find((one) => one.recipient === recipient)
  if (!wrap) throw new RangeError('no wrap was made')
  return wrap.sealed
}
/** As the server tells it. */
export const listed = ({ number, recipient, link }: Generation): Generation => ({ number, recipient, link })

export const aRecord = (more: Partial<OpenRecord> = {}): OpenRecord => ({
  organisation: firm,
  collection: 'trade-secret',
  id: '01a21546-0000-7000-8000-00000000000a',
  revision: 1,
  value: { name: '虚构配方', points: ['甲三成'] },
  ...more,
})

export const keyOf = (byte: number): Promise<Identity> => identityOf(new Uint8Array(32).fill(byte))
export const freshKeys = (count: number): Promise<Identity[]> =>
  Promise.all(Array.from({ length: count }, () => makeIdentity()))
