import type { Room } from '../../../vault/room.ts'
import { RoomError } from '../../../vault/room-error.ts'
import { trustedAddress } from '../trusted-address.ts'
import type { FromRoom, RoomCall, ToRoom } from './room-messages.ts'
import workerAddress from './vault-worker.ts?worker&url'

export type RoomClient = Room & {
  /** Hears whenever the room was locked: by the person, for being idle, because the page was left, or because its worker broke. @returns to hear no more */
  onLock(listener: () => void): () => void
  /** Hears how long it is until the room locks itself, when that is less than a minute, and null when somebody is there again. */
  onSoon(listener: (leftMs: number | null) => void): () => void
  /** After how many minutes without a person the room locks itself, 1 to 60. */
  lockWhenIdle(minutes: number): void
}

const address = trustedAddress('shoumi-vault-worker', workerAddress)
/** What a person does. Calls that pages make by themselves, to refresh what they show, keep no room open. */
const signsOfLife = ['pointerdown', 'keydown', 'input', 'click', 'touchstart', 'wheel'] as const
const touchEveryMs = 5000

/**
 * Starts the worker that holds the keys. It locks when nobody touched the page for a while, ten minutes unless told otherwise, and when the
 * page is left.
 *
 * Every method throws a RoomError with the code the room refused with.
 */
export function openRoomClient(): RoomClient {
  const worker = new Worker(address(), { type: 'module', name: 'vault' })
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  const listeners = new Set<() => void>()
  const warned = new Set<(leftMs: number | null) => void>()
  let broken: Error | null = null
  let last = 0
  let touchedAt = Number.NEGATIVE_INFINITY
  const post = (message: ToRoom) => worker.postMessage(message)

  worker.addEventListener('message', ({ data }: MessageEvent<FromRoom>) => {
    if (data.type === 'locked') {
      for (const tell of listeners) tell()
      return
    }
    if (data.type === 'soon') {
      for (const tell of warned) tell(data.leftMs)
      return
    }
    const asked = waiting.get(data.id)
    waiting.delete(data.id)
    if (data.type === 'answer') asked?.resolve(data.value)
    else asked?.reject(data.type === 'refusal' ? new RoomError(data.code, data.line) : new Error(data.name))
  })
  worker.addEventListener('error', ({ message }) => {
    broken = new Error(message || 'the worker of the sealed room did not start')
    for (const { reject } of waiting.values()) reject(broken)
    waiting.clear()
    // Its keys went with it; what was opened with them goes too.
    worker.terminate()
    for (const tell of listeners) tell()
  })
  const touch = () => {
    if (performance.now() - touchedAt < touchEveryMs) return
    touchedAt = performance.now()
    post({ type: 'touched' })
  }
  for (const sign of signsOfLife) addEventListener(sign, touch, { passive: true, capture: true })
  addEventListener('pagehide', () => post({ type: 'leave' }))
  touch()

  const call =
    <M extends keyof Room>(method: M) =>
    (...args: Parameters<Room[M]>) =>
      new Promise<unknown>((resolve, reject) => {
        if (broken) return reject(broken)
        last++
        waiting.set(last, { resolve, reject })
        post({ type: 'call', id: last, method, args } as RoomCall)
      }) as ReturnType<Room[M]>
  return {
    makeMemberKey: call('makeMemberKey'),
    lockUnderPassphrase: call('lockUnderPassphrase'),
    lockUnderSecret: call('lockUnderSecret'),
    unlockWithPassphrase: call('unlockWithPassphrase'),
    unlockWithSecret: call('unlockWithSecret'),
    lock: call('lock'),
    state: call('state'),
    makeVault: call('makeVault'),
    openVault: call('openVault'),
    wrapFor: call('wrapFor'),
    rotate: call('rotate'),
    sealRecords: call('sealRecords'),
    openRecords: call('openRecords'),
    sealTo: call('sealTo'),
    open: call('open'),
    makePrintedKey: call('makePrintedKey'),
    openWithPrintedKey: call('openWithPrintedKey'),
    splitRecovery: call('splitRecovery'),
    giveShare: call('giveShare'),
    combineShares: call('combineShares'),
    onLock(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    onSoon(listener) {
      warned.add(listener)
      return () => {
        warned.delete(listener)
      }
    },
    lockWhenIdle: (minutes) => post({ type: 'idle-lock', minutes }),
  }
}
