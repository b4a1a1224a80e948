import { openFile, sealFile } from './age-file.ts'
import { carriesKey } from './envelope.ts'
import { type Identity, identityOf, makeIdentity, randomBytes } from './identity.ts'
import { lockUnderPassphrase, lockUnderSecret, unlockWithPassphrase, unlockWithSecret } from './member-lock.ts'
import { printKey, readPrintedKey } from './printed-key.ts'
import { openRecord, recordKey, sealRecord } from './record.ts'
import type { Generation, OpenedRecord, RecordPlace, Room, SealedRecord } from './room.ts'
import { RoomError } from './room-error.ts'
import { combineShares, giveShare, splitRecovery } from './shares.ts'
import { linkNewest, newestOf, openKeys, type VaultKeys, wrapNewest } from './vault-key.ts'

/**
 * What this device remembers of a vault it opened: one generation and its recipient. Whoever does not know that generation's key cannot make
 * another list that carries it, so a server that puts a vault of its own in place of the organisation's is found out.
 */
export type Pin = { readonly generation: number; readonly recipient: string }
export type Pins = {
  find(organisation: string): Promise<Pin | null>
  keep(organisation: string, pin: Pin): Promise<void>
}

/** What is in memory while the room is unlocked. Locking drops the whole and overwrites the secrets. */
type Unlocked = { readonly member: Identity; vault: OpenVault | null }
type OpenVault = VaultKeys & { readonly recordKeys: Map<string, Promise<CryptoKey>> }

export function openRoom(pins: Pins = memoryPins()): Room {
  let unlocked: Unlocked | null = null
  /** Counts how often the room was locked, so that an unlocking overtaken by a lock comes to nothing. */
  let locks = 0

  function forget() {
    if (!unlocked) return
    for (const { secret } of [unlocked.member, ...(unlocked.vault?.byNumber.values() ?? [])]) secret.fill(0)
    unlocked = null
  }

  async function enter(unlocking: Promise<Identity>): Promise<{ recipient: string }> {
    const before = locks
    const member = await unlocking
    if (locks !== before) throw new RoomError('locked')
    forget()
    unlocked = { member, vault: null }
    return { recipient: member.recipient }
  }

  /** Nothing that was made with keys that were forgotten meanwhile may leave: they may have been overwritten. */
  async function inside<T>(work: (at: Unlocked) => T | Promise<T>): Promise<T> {
    const at = unlocked
    if (!at) throw new RoomError('locked')
    const result = await work(at)
    if (unlocked !== at) throw new RoomError('locked')
    return result
  }
  const withVault = <T>(work: (vault: OpenVault, at: Unlocked) => T | Promise<T>): Promise<T> =>
    inside((at) => {
      if (!at.vault) throw new RoomError('vault-closed')
      return work(at.vault, at)
    })

  async function openWith(
    at: Unlocked,
    holder: Identity,
    organisation: string,
    wrap: Uint8Array,
    generations: readonly Generation[],
  ) {
    const keys = await openKeys(holder, organisation, wrap, generations)
    // A vault that was made in this room was never opened by the device: its first generation stands for it until it is.
    const made = at.vault?.organisation === organisation ? at.vault.byNumber.get(1) : undefined
    const known = [await pins.find(organisation), made ? { generation: 1, recipient: made.recipient } : null]
    if (known.some((one) => one && keys.byNumber.get(one.generation)?.recipient !== one.recipient))
      throw new RoomError('vault-replaced')
    await pins.keep(organisation, { generation: keys.newest, recipient: newestOf(keys).recipient })
    at.vault = { ...keys, recordKeys: new Map() }
  }

  return {
    makeMemberKey: () => enter(makeIdentity()),
    lockUnderPassphrase: (passphrase) => inside(({ member }) => lockUnderPassphrase(member, passphrase)),
    lockUnderSecret: (secret) => inside(({ member }) => lockUnderSecret(member, secret)),
    unlockWithPassphrase: (sealed, passphrase) => enter(unlockWithPassphrase(sealed, passphrase)),
    unlockWithSecret: (sealed, secret) => enter(unlockWithSecret(sealed, secret)),
    async lock() {
      locks++
      forget()
    },
    async state() {
      const vault = unlocked?.vault
      return {
        unlocked: unlocked !== null,
        recipient: unlocked?.member.recipient ?? null,
        organisation: vault?.organisation ?? null,
        generation: vault?.newest ?? 0,
        vaultRecipient: vault ? newestOf(vault).recipient : null,
      }
    },

    makeVault: (organisation, holders) =>
      inside(async (at) => {
        const identity = await makeIdentity()
        const keys: VaultKeys = { organisation, newest: 1, byNumber: new Map([[1, identity]]) }
        const wraps = await wrapNewest(keys, holders)
        at.vault = { ...keys, recordKeys: new Map() }
        return { number: 1, recipient: identity.recipient, link: null, wraps }
      }),
    openVault: (organisation, wrap, generations) =>
      inside((at) => openWith(at, at.member, organisation, wrap, generations)),
    wrapFor: (recipients) => withVault((vault) => wrapNewest(vault, recipients)),
    rotate: (holders) =>
      withVault(async (vault, at) => {
        const identity = await makeIdentity()
        const link = await linkNewest(vault, identity)
        const number = vault.newest + 1
        const keys: VaultKeys = {
          organisation: vault.organisation,
          newest: number,
          byNumber: new Map([...vault.byNumber, [number, identity]]),
        }
        const wraps = await wrapNewest(keys, holders)
        at.vault = { ...keys, recordKeys: vault.recordKeys }
        return { number, recipient: identity.recipient, link, wraps }
      }),

    sealRecords: (records) =>
      withVault((vault) =>
        Promise.all(
          records.map(async ({ value, ...place }) => {
            if (place.organisation !== vault.organisation) throw new RoomError('vault-closed')
            const key = await keyOf(vault, place, vault.newest)
            const sealed = await sealRecord(key, place, vault.newest, value, randomBytes(12))
            return { ...place, generation: vault.newest, sealed }
          }),
        ),
      ),
    openRecords: (records) => withVault((vault) => Promise.all(records.map((record) => openOne(vault, record)))),
    sealTo: (recipients, plain) => inside(() => sealFile(recipients, plain)),
    open: (sealed) =>
      inside(async ({ member, vault }) => {
        const plain = await openFile([member, ...(vault ? [...vault.byNumber.values()].reverse() : [])], sealed)
        // A wrap, a link or a share is opened by what it is for, and its key stays inside.
        if (carriesKey(plain)) throw new RoomError('not-for-this-key')
        return plain
      }),

    makePrintedKey: () =>
      withVault(async (vault) => {
        const { secret, recipient } = await makeIdentity()
        const printed = printKey(secret)
        secret.fill(0)
        const [wrap] = await wrapNewest(vault, [recipient])
        if (!wrap) throw new TypeError('no wrap was made')
        return { printed, wrap }
      }),
    openWithPrintedKey: (organisation, printed, wrap, generations) =>
      inside(async (at) => openWith(at, await identityOf(readPrintedKey(printed)), organisation, wrap, generations)),
    splitRecovery: (threshold, people) =>
      withVault(async (vault) => {
        const { recipient, shares } = await splitRecovery(vault.organisation, threshold, people)
        const [wrap] = await wrapNewest(vault, [recipient])
        if (!wrap) throw new TypeError('no wrap was made')
        return { recipient, wrap, shares }
      }),
    giveShare: (share, askedBy) => inside(({ member }) => giveShare(member, share, askedBy)),
    combineShares: (organisation, given, wrap, generations, rehearsal) =>
      inside(async (at) => {
        const recovery = await combineShares(at.member, organisation, given)
        try {
          if (rehearsal) return { opens: await opens(recovery, organisation, wrap, generations) }
          await openWith(at, recovery, organisation, wrap, generations)
          return { opens: true }
        } finally {
          recovery.secret.fill(0)
        }
      }),
  }
}

/** For a rehearsal: the keys are opened, looked at no further, and overwritten. */
async function opens(
  recovery: Identity,
  organisation: string,
  wrap: Uint8Array,
  generations: readonly Generation[],
): Promise<boolean> {
  try {
    const { byNumber } = await openKeys(recovery, organisation, wrap, generations)
    for (const { secret } of byNumber.values()) secret.fill(0)
    return true
  } catch (thrown) {
    if (thrown instanceof RoomError) return false
    throw thrown
  }
}

function keyOf(vault: OpenVault, { organisation, collection }: RecordPlace, generation: number): Promise<CryptoKey> {
  const name = `${generation} ${collection}`
  const known = vault.recordKeys.get(name)
  if (known) return known
  const identity = vault.byNumber.get(generation)
  if (!identity) return Promise.reject(new RoomError('not-for-this-key'))
  const made = recordKey(identity, { organisation, collection }, generation)
  vault.recordKeys.set(name, made)
  return made
}

async function openOne(vault: OpenVault, { sealed, generation, ...place }: SealedRecord): Promise<OpenedRecord> {
  try {
    if (place.organisation !== vault.organisation) throw new RoomError('vault-closed')
    const key = await keyOf(vault, place, generation)
    return { ...place, value: await openRecord(key, place, generation, sealed), failure: null }
  } catch (thrown) {
    if (thrown instanceof RoomError) return { ...place, value: null, failure: thrown.code }
    throw thrown
  }
}

/** Remembers as long as the room stands. */
export function memoryPins(): Pins {
  const kept = new Map<string, Pin>()
  return {
    find: async (organisation) => kept.get(organisation) ?? null,
    async keep(organisation, pin) {
      kept.set(organisation, pin)
    },
  }
}
