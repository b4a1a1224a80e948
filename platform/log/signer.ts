import { createPrivateKey, randomBytes, sign } from 'node:crypto'
import {
  closeSync,
  constants,
  fdatasyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { concat, equalBytes, fromBase64, fromHex, toBase64, toHex, u64, utf8 } from '../../evidence/bytes.ts'
import { type Checkpoint, checkpointText } from '../../evidence/checkpoint.ts'
import { sha256 } from '../../evidence/digest.ts'
import { encodeNote, encodeVerifierKey, keyId, type SignerKey, signLine, verifierOf } from '../../evidence/note.ts'
import { isSm2SecretKey } from '../../evidence/signature.ts'

/**
 * Who signs for one log, and what was signed last.
 *
 * The memory of the last state stands in a file of its own beside the keys, made durable before any signature over a
 * newer state leaves. So a database that was put back to an older day, or a copy of it, cannot make this log say two
 * different things: the signer sees that the state is behind and refuses.
 */
export type Signer = {
  readonly origin: string
  readonly verifierKeys: readonly string[]
  /** The newest state that was ever vouched for from here, as the file has it; null before the first. */
  remembered(): State | null
  /**
   * Remembers a state, durably, before it is acknowledged or signed. The caller has shown that it continues the last one.
   * @throws SignerRefusal when it goes back, or says something else of the same size
   */
  advance(state: State): void
  /** One signature, fast, for a promise. */
  signBriefly(state: State): string
  /** All signatures, for publication. @throws SignerRefusal for a state it has not advanced to */
  signFully(state: State): string
  close(): void
}
export type State = { readonly size: number; readonly root: Uint8Array }

export class SignerRefusal extends Error {
  override name = 'SignerRefusal'
  readonly reason: 'went-back' | 'split' | 'not-advanced' | 'memory-missing' | 'frozen'
  constructor(reason: SignerRefusal['reason']) {
    super(reason)
    this.reason = reason
  }
}

const keyTypes = ['ed25519', 'sm2', 'ml-dsa-44'] as const

export const logFolder = (dataDir: string, origin: string): string =>
  join(dataDir, 'log', toHex(sha256(utf8(origin))).slice(0, 16))

/**
 * @param options.fresh - the log has no entries yet, so it is right that nothing was signed
 * @throws SignerRefusal `memory-missing` when the log has entries and the signer remembers none: this is a copy
 */
export function openSigner(dataDir: string, origin: string, options: { fresh: boolean }): Signer {
  const folder = logFolder(dataDir, origin)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const keys = readKeys(join(folder, 'keys.json'), origin, options.fresh)
  const [ed25519] = keys
  const privateKey = createPrivateKey({
    key: Buffer.concat([fromHex('302e020100300506032b657004220420'), ed25519.seed]),
    format: 'der',
    type: 'pkcs8',
  })
  const id = keyId(verifierOf(ed25519))
  const memory = openMemory(join(folder, 'last-signed'), options.fresh)
  const text = (state: State) => checkpointText({ origin, ...state } satisfies Checkpoint)
  const brief = (state: State) => ({
    name: origin,
    id,
    signature: new Uint8Array(sign(null, utf8(text(state)), privateKey)),
  })
  let last: State | null = null
  const known = (state: State) => {
    if (!last || state.size > last.size) throw new SignerRefusal('not-advanced')
  }
  return {
    origin,
    verifierKeys: keys.map((key) => encodeVerifierKey(verifierOf(key))),
    remembered: memory.newest,
    advance(state) {
      if (last && state.size < last.size) throw new SignerRefusal('went-back')
      if (last && state.size === last.size && !equalBytes(state.root, last.root)) throw new SignerRefusal('split')
      memory.remember(state)
      last = state
    },
    signBriefly(state) {
      known(state)
      return encodeNote({ text: text(state), signatures: [brief(state)] })
    },
    signFully(state) {
      known(state)
      const others = keys.slice(1).map((key) => signLine(key, text(state), { nonce: () => randomBytes(32) }))
      return encodeNote({ text: text(state), signatures: [brief(state), ...others] })
    },
    close: memory.close,
  }
}

/** Made once for a new log; never for one that has entries, because then the keys of its entries are elsewhere. */
function readKeys(file: string, origin: string, mayMake: boolean): [SignerKey, ...SignerKey[]] {
  if (mayMake)
    try {
      const seeds = Object.fromEntries(keyTypes.map((type) => [type, toBase64(newSeed(type))]))
      writeFileSync(file, JSON.stringify({ origin, ...seeds }), { mode: 0o600, flag: 'wx', flush: true })
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
  let found: Record<string, string>
  try {
    found = JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    throw new SignerRefusal('memory-missing')
  }
  const [first, ...others] = keyTypes.map((type) => ({ name: origin, type, seed: fromBase64(found[type] ?? '') }))
  return [first as SignerKey, ...others]
}

export function newSeed(type: (typeof keyTypes)[number]): Uint8Array {
  for (;;) {
    const seed = new Uint8Array(randomBytes(32))
    if (type !== 'sm2' || isSm2SecretKey(seed)) return seed
  }
}

/**
 * Two slots, each with a digest of itself: the one with the smaller size is written over, so a write that was cut off, or
 * a second process at the same file, leaves the larger one.
 */
const slotLength = 8 + 32 + 32

function openMemory(file: string, mayMake: boolean) {
  let descriptor: number
  try {
    descriptor = openSync(file, mayMake ? constants.O_RDWR | constants.O_CREAT : constants.O_RDWR, 0o600)
  } catch {
    throw new SignerRefusal('memory-missing')
  }
  let closed = false
  const slots = () => [readSlot(descriptor, 0), readSlot(descriptor, 1)] as const
  const newest = () => slots().reduce((best, one) => (one && (!best || one.size > best.size) ? one : best), null)
  if (!newest() && !mayMake) {
    closeSync(descriptor)
    throw new SignerRefusal('memory-missing')
  }
  return {
    newest,
    remember(state: State) {
      const [first, second] = slots()
      if (Math.max(first?.size ?? -1, second?.size ?? -1) >= state.size) return
      const slot = (first?.size ?? -1) <= (second?.size ?? -1) ? 0 : 1
      const content = concat(u64(state.size), state.root)
      writeSync(descriptor, concat(content, sha256(content)), 0, slotLength, slot * slotLength)
      fdatasyncSync(descriptor)
    },
    close() {
      if (!closed) closeSync(descriptor)
      closed = true
    },
  }
}

function readSlot(descriptor: number, slot: number): State | null {
  const bytes = Buffer.alloc(slotLength)
  if (readSync(descriptor, bytes, 0, slotLength, slot * slotLength) !== slotLength) return null
  if (!equalBytes(sha256(bytes.subarray(0, 40)), bytes.subarray(40))) return null
  return { size: Number(bytes.readBigUInt64BE(0)), root: new Uint8Array(bytes.subarray(8, 40)) }
}
