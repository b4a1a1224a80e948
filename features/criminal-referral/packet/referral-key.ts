import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fromBase64, toBase64 } from '../../../evidence/bytes.ts'
import { encodeNote, type SignerKey, signLine, type VerifierKey, verifierOf } from '../../../evidence/note.ts'
import { newSeed } from '../../../platform/log/signer.ts'
import { signedText } from './packet-manifest.ts'

/** Who signs packets for this installation. */
export type ReferralSigner = {
  readonly keys: readonly VerifierKey[]
  /** `manifest.sig`. SM2 takes random bytes, so each signing gives other bytes: keep what was signed. */
  sign(packetId: string, manifest: Uint8Array, receipt: Uint8Array): string
}

const types = ['ed25519', 'sm2'] as const

/**
 * The key lies beside the keys of the log, in a file of its own, and is made the first time it is needed. It is in no backup:
 * who restores one signs with a new key, and every packet names its own.
 *
 * @param host - of this installation; the name of the key is `<host>/referral`
 */
export function openReferralSigner(dataDir: string, host: string): ReferralSigner {
  const file = join(dataDir, 'log', 'referral-keys.json')
  const name = `${host}/referral`
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  try {
    const seeds = Object.fromEntries(types.map((type) => [type, toBase64(newSeed(type))]))
    writeFileSync(file, JSON.stringify({ name, ...seeds }), { mode: 0o600, flag: 'wx', flush: true })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  const kept: Readonly<Record<string, string>> = JSON.parse(readFileSync(file, 'utf8'))
  const signers = types.map(
    (type): SignerKey => ({ name: kept['name'] ?? name, type, seed: fromBase64(kept[type] ?? '') }),
  )
  return {
    keys: signers.map(verifierOf),
    sign(packetId, manifest, receipt) {
      const text = signedText(packetId, manifest, receipt)
      const signatures = signers.map((signer) =>
        signLine(signer, text, { nonce: () => new Uint8Array(randomBytes(32)) }),
      )
      return encodeNote({ text, signatures })
    },
  }
}
