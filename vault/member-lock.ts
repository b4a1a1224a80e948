import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { Decrypter, Encrypter } from 'age-encryption'
import { utf8 } from '../evidence/bytes.ts'
import { openFile, sealFile } from './age-file.ts'
import { decodeMember, encodeMember } from './envelope.ts'
import { type Identity, identityOf, secretBytes } from './identity.ts'
import { orRefuse, RoomError } from './room-error.ts'

/**
 * A member key under lock: an age file, made with a passphrase or sealed to a key that follows from 32 secret bytes. Either is opened by the
 * command line of age too.
 *
 * A passphrase is taken in its compatibility form (NFKC), because input methods differ in how they spell the same letters.
 */
const leastLetters = 12
/** 128 MiB for a tenth of a second to a second and a half, as the device is: OWASP's least for scrypt with one lane. */
const workFactor = 17
/** What is opened comes from the server, which must not be able to exhaust the device. */
const mostWork = 18

const asTaken = (passphrase: string) => passphrase.normalize('NFKC')

/** @throws RoomError `passphrase-short` */
export async function lockUnderPassphrase({ secret }: Identity, passphrase: string): Promise<Uint8Array> {
  const taken = asTaken(passphrase)
  if ([...taken].length < leastLetters) throw new RoomError('passphrase-short')
  const encrypter = new Encrypter()
  encrypter.setPassphrase(taken)
  encrypter.setScryptWorkFactor(workFactor)
  return encrypter.encrypt(encodeMember(secret))
}

/** @throws RoomError `wrong-passphrase` · `damaged` */
export async function unlockWithPassphrase(sealed: Uint8Array, passphrase: string): Promise<Identity> {
  const work = /^age-encryption\.org\/v1\n-> scrypt [\w+/]{22} ([1-9]\d?)\n/.exec(
    new TextDecoder('latin1').decode(sealed.subarray(0, 100)),
  )
  if (!work || Number(work[1]) > mostWork) throw new RoomError('damaged')
  let wrong = false
  const decrypter = new Decrypter()
  decrypter.addPassphrase(asTaken(passphrase))
  decrypter.addIdentity({
    unwrapFileKey() {
      wrong = true
      return null
    },
  })
  try {
    return await identityOf(decodeMember(await decrypter.decrypt(sealed)))
  } catch {
    throw new RoomError(wrong ? 'wrong-passphrase' : 'damaged')
  }
}

/** @param secret - 32 bytes nobody can guess; a short or chosen text is none */
export const lockUnderSecret = async ({ secret }: Identity, lock: Uint8Array): Promise<Uint8Array> =>
  sealFile([(await keyOfSecret(lock)).recipient], encodeMember(secret))

/** @throws RoomError `wrong-secret` · `damaged` */
export async function unlockWithSecret(sealed: Uint8Array, lock: Uint8Array): Promise<Identity> {
  const key = await keyOfSecret(lock)
  const plain = await openFile([key], sealed).catch((thrown: unknown) => {
    throw thrown instanceof RoomError && thrown.code === 'not-for-this-key' ? new RoomError('wrong-secret') : thrown
  })
  return orRefuse('damaged', () => identityOf(decodeMember(plain)))
}

/** The secret itself may serve elsewhere: only what is derived from it for this purpose is used. */
export function keyOfSecret(lock: Uint8Array): Promise<Identity> {
  if (lock.length !== secretBytes) throw new TypeError('a secret has 32 bytes')
  return identityOf(hkdf(sha256, lock, undefined, utf8('shoumi-vault/lock/v1'), secretBytes))
}
