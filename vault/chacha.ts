import { chacha20poly1305 } from '@noble/ciphers/chacha.js'

/** ChaCha20-Poly1305 under one key, whichever the realm does fastest. `open` throws when the tag does not hold. */
export type Cipher = {
  seal(nonce: Uint8Array<ArrayBuffer>, plain: Uint8Array<ArrayBuffer>): Promise<Uint8Array>
  open(nonce: Uint8Array<ArrayBuffer>, sealed: Uint8Array<ArrayBuffer>): Promise<Uint8Array>
}
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
    async seal(nonce, plain) {
      const cipher = crypto.createCipheriv(name, key, nonce, options)
      const sealed = new Uint8Array(plain.length + tagBytes)
      sealed.set(cipher.update(plain))
      cipher.final()
      sealed.set(cipher.getAuthTag(), plain.length)
      return sealed
    },
    async open(nonce, sealed) {
      const decipher = crypto.createDecipheriv(name, key, nonce, options)
      decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes))
      const plain = decipher.update(sealed.subarray(0, sealed.length - tagBytes))
      decipher.final()
      return plain
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
    seal: async (iv, plain) => new Uint8Array(await subtle.encrypt({ name: algorithm, iv }, imported, plain)),
    open: async (iv, sealed) => new Uint8Array(await subtle.decrypt({ name: algorithm, iv }, imported, sealed)),
  }
}

const scriptEngine: Engine = async (key) => ({
  seal: async (nonce, plain) => chacha20poly1305(key, nonce).encrypt(plain),
  open: async (nonce, sealed) => chacha20poly1305(key, nonce).decrypt(sealed),
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
