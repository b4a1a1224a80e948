import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The key of this installation, beside the data and not in the database: a stolen database alone opens nothing sealed with it. */
export function instanceKey(dataDir: string): Buffer {
  const folder = join(dataDir, 'secrets')
  const file = join(folder, 'instance.key')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  try {
    writeFileSync(file, randomBytes(32), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  return readFileSync(file)
}

/** AES-256-GCM: twelve bytes of nonce, sixteen of tag, the ciphertext. `about` binds it to its place. */
export function sealWith(key: Buffer, content: string | Uint8Array, about: string): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(about))
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content
  const body = Buffer.concat([cipher.update(bytes), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body])
}

/** @throws Error when it was made with another key, for another place, or changed */
export const openWith = (key: Buffer, sealed: Buffer, about: string): string =>
  openBytesWith(key, sealed, about).toString('utf8')

/** @throws Error as `openWith` */
export function openBytesWith(key: Buffer, sealed: Buffer, about: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12))
    .setAAD(Buffer.from(about))
    .setAuthTag(sealed.subarray(12, 28))
  return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()])
}
