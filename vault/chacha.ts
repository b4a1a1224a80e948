import { chacha20poly1305 } from '@noble/ciphers/chacha.js'

type Turn = (
  nonce: Uint8Array<ArrayBuffer>,
  given: Uint8Array<ArrayBuffer>,
  into: Uint8Array<ArrayBuffer>,
) => Promise<void>
/**
 * ChaCha20-Poly1305 under one key, whichever the realm does fastest. Writes to where there is just room for it: sixteen bytes more than the
 * text, or fewer. `open` throws when the tag does not hold, and what it may have written then is to be thrown away.
 */
export type Cipher = { readonly seal: Turn; readonly open: Turn }
/** @returns null where the realm does not have it */
export type Engine = (key: Uint8Array<ArrayBuffer>) => Promise<Cipher | null>

export const tagBytes = 16
const algorithm = 'ChaCha20-Poly1305'

/** OpenSSL, in Node. Asked for at run time, so that nothing of Node is bundled for browsers. */
const nodeEngine: Engine = async (key) => {
  const { process } = globalThis as { process?: Partial<NodeJS.Process> }
  const crypto = process?.getBuiltinModule?.('node:crypto')
  if (!crypto) return null
  const name = 'chacha20-poly1305'
  const options = { authTagLength: tagBytes }
  return {
    async seal(nonce, plain, into) {
      const cipher = crypto.createCipheriv(name, key, nonce, options)
      into.set(cipher.update(plain))
      cipher.final()
      into.set(cipher.getAuthTag(), plain.length)
    },
    async open(nonce, sealed, into) {
      const decipher = crypto.createDecipheriv(name, key, nonce, options)
      decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes))
      into.set(decipher.update(sealed.subarray(0, sealed.length - tagBytes)))
      decipher.final()
    },
  }
}

/** The browser's own, since Chromium 156; its jobs run on other threads. */
const webEngine: Engine = async (key) => {
  const { subtle } = crypto
  const usages: KeyUsage[] = ['encrypt', 'decrypt']
  // Older declarations do not know the format's name.
  const format: string = 'raw-secret'
  const imported = await subtle.importKey(format as 'raw', key, algorithm, false, usages).catch(() => null)
  if (!imported) return null
  return {
    async seal(iv, plain, into) {
      into.set(new Uint8Array(await subtle.encrypt({ name: algorithm, iv }, imported, plain)))
    },
    async open(iv, sealed, into) {
      into.set(new Uint8Array(await subtle.decrypt({ name: algorithm, iv }, imported, sealed)))
    },
  }
}

const scriptEngine: Engine = async (key) => ({
  async seal(nonce, plain, into) {
    chacha20poly1305(key, nonce).encrypt(plain, into)
  },
  async open(nonce, sealed, into) {
    chacha20poly1305(key, nonce).decrypt(sealed, into)
  },
})

/** Fastest first. */
export const engines = { node: nodeEngine, web: webEngine, script: scriptEngine }

export async function cipherOf(key: Uint8Array<ArrayBuffer>): Promise<Cipher> {
  for (const engine of Object.values(engines)) {
    const cipher = await engine(key)
    if (cipher) return cipher
  }
  throw new TypeError('no cipher')
}
