import { openIdleLock } from '../../../vault/idle-lock.ts'
import { openRoom } from '../../../vault/open-room.ts'
import type { Room } from '../../../vault/room.ts'
import { RoomError } from '../../../vault/room-error.ts'
import { devicePins } from './device-pins.ts'
import type { FromRoom, RoomCall, ToRoom } from './room-messages.ts'

/*
 * Holds the keys of whoever works in this tab. It is served with a content policy of its own under which it can connect to nothing
 * (`vault-policy.ts`), answers the methods of `Room` and nothing else, and forgets everything when nobody has touched the page for a while.
 */
const room = openRoom(devicePins())
const idle = openIdleLock(Date.now())
const lookEveryMs = 5000
/** Whoever sits there, reading, is told so long before. */
const soonMs = 60_000
/** Who unlocks is there; what else pages ask for, they may ask by themselves. */
const unlocking: ReadonlySet<string> = new Set<keyof Room>([
  'makeMemberKey',
  'unlockWithPassphrase',
  'unlockWithSecret',
])
/** What is being worked on is finished before an idle room locks. */
let working = 0
let warned = false

const tell = (message: FromRoom, transfer: Transferable[] = []) => self.postMessage(message, { transfer })

async function lock() {
  await room.lock()
  warned = false
  tell({ type: 'locked' })
}

/** Also before each call: a device that slept may have been out of its owner's sight. */
async function lockIfIdle() {
  if (working === 0 && idle.leftMs(Date.now()) === 0 && (await room.state()).unlocked) await lock()
}
async function look() {
  await lockIfIdle()
  const leftMs = idle.leftMs(Date.now())
  if (leftMs > soonMs || !(await room.state()).unlocked) return
  warned = true
  tell({ type: 'soon', leftMs })
}
setInterval(look, lookEveryMs)

function stay() {
  if (!warned) return
  warned = false
  tell({ type: 'soon', leftMs: null })
}

self.addEventListener('message', async ({ data }: MessageEvent<ToRoom>) => {
  if (data.type === 'call') return answer(data)
  if (data.type === 'leave') return lock()
  await lockIfIdle()
  if (data.type === 'idle-lock') idle.allow(data.minutes)
  else idle.seen(Date.now())
  stay()
})

async function answer({ id, method, args }: RoomCall) {
  await lockIfIdle()
  working++
  try {
    if (!Object.hasOwn(room, method)) throw new TypeError('the room has no such method')
    const value: unknown = await Reflect.apply(room[method], room, args)
    if (unlocking.has(method)) idle.seen(Date.now())
    tell({ type: 'answer', id, value }, value instanceof Uint8Array ? [value.buffer as ArrayBuffer] : [])
    if (method === 'lock') await lock()
  } catch (thrown) {
    if (thrown instanceof RoomError) tell({ type: 'refusal', id, code: thrown.code, line: thrown.line })
    else tell({ type: 'defect', id, name: thrown instanceof Error ? thrown.name : 'unknown' })
  } finally {
    working--
  }
}
