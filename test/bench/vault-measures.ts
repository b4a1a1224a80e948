import { Decrypter, Encrypter } from 'age-encryption'
import { openFile, sealFile } from '../../vault/age-file.ts'
import { type Identity, identityText, makeIdentity } from '../../vault/identity.ts'
import { openRoom } from '../../vault/open-room.ts'
import type { OpenedRecord, OpenRecord } from '../../vault/room.ts'

/** The same in Node and in a browser: what the room spends its time with. Milliseconds, the best of some rounds. */
export type Times = { readonly anchor: number; readonly ours: number }

const best = async (rounds: number, work: () => Promise<unknown>): Promise<number> => {
  let least = Number.POSITIVE_INFINITY
  for (let round = 0; round < rounds; round++) {
    const from = performance.now()
    await work()
    least = Math.min(least, performance.now() - from)
  }
  return least
}

const typageSeal = (identity: Identity, plain: Uint8Array) => {
  const encrypter = new Encrypter()
  encrypter.addRecipient(identity.recipient)
  return encrypter.encrypt(plain)
}
const typageOpen = (identity: Identity, sealed: Uint8Array) => {
  const decrypter = new Decrypter()
  decrypter.addIdentity(identityText(identity))
  return decrypter.decrypt(sealed)
}

/** One file in memory, beside `age-encryption` used as it is. */
export async function measureFile(bytes: number, rounds: number): Promise<{ seal: Times; open: Times }> {
  const identity = await makeIdentity()
  const plain = new Uint8Array(bytes).map((_, at) => at * 31)
  const sealed = await sealFile([identity.recipient], plain)
  return {
    seal: {
      anchor: await best(rounds, () => typageSeal(identity, plain)),
      ours: await best(rounds, () => sealFile([identity.recipient], plain)),
    },
    open: {
      anchor: await best(rounds, () => typageOpen(identity, sealed)),
      ours: await best(rounds, () => openFile([identity], sealed)),
    },
  }
}

/** As an entry of the register is: some 600 bytes of JSON. */
const entryOf = (number: number): OpenRecord => ({
  organisation: 'firm',
  collection: 'trade-secret',
  id: `entry-${number}`,
  revision: 1,
  value: {
    name: `虚构秘密 ${number}`,
    kind: '配方',
    level: 2,
    where: '虚构厂区三号楼档案室，柜 12，钥匙由保管人持有',
    points: Array.from({ length: 5 }, (_, at) => `虚构秘密点 ${at}：工艺参数的范围及其与原料批次的关系`),
  },
})

export type RecordTimes = { readonly seal: number; readonly open: number; readonly bytes: number }

/** So many records of a vault, sealed and opened. @returns with the records opened last, for whoever weighs them */
export async function measureRecords(
  count: number,
  rounds: number,
): Promise<RecordTimes & { opened: readonly OpenedRecord[] }> {
  const room = openRoom()
  await room.makeMemberKey()
  await room.makeVault('firm', [])
  const records = Array.from({ length: count }, (_, at) => entryOf(at))
  const sealed = await room.sealRecords(records)
  let opened: readonly OpenedRecord[] = []
  const times = {
    seal: await best(rounds, () => room.sealRecords(records)),
    open: await best(rounds, async () => {
      opened = await room.openRecords(sealed)
      if (opened.some(({ failure }) => failure !== null)) throw new Error('a record did not open')
    }),
    bytes: sealed.reduce((sum, one) => sum + one.sealed.length, 0),
  }
  return { ...times, opened }
}
