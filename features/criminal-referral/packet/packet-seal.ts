import { utf8 } from '../../../evidence/bytes.ts'
import { sha256, sm3 } from '../../../evidence/digest.ts'
import { encodeEntry } from '../../../evidence/entry.ts'
import { type Disclosure, encodeOpening, openDisclosure } from '../../../evidence/manifest.ts'
import { encodeProofPackage } from '../../../evidence/proof-package.ts'
import type { Receipt } from '../../../evidence/receipt.ts'
import { manifestName } from './packet-manifest.ts'

/** Random: 32, 32 and 16 bytes, kept with the packet. The same ones give the same entry, so entering it twice is entering it once. */
export type PacketSecrets = { readonly salt: Uint8Array; readonly blind: Uint8Array; readonly requestId: Uint8Array }

/** The seal of one file, the manifest, in the ordinary form; so the ordinary tools can verify it too. */
function disclosureOf(manifest: Uint8Array, { salt, blind }: PacketSecrets): Disclosure {
  const opening = encodeOpening({
    salt,
    kind: 'file',
    withSm3: true,
    sizeBytes: manifest.length,
    sha256: sha256(manifest),
    sm3: sm3(manifest),
    path: utf8(manifestName),
  })
  return { opening, index: 0, leafCount: 1, pathSha256: [], pathSm3: [], blind }
}

/** What goes into the public log: an act of the platform (`event`), of which the log sees a blinded commitment only. */
export const packetEntry = (manifest: Uint8Array, secrets: PacketSecrets): Uint8Array =>
  encodeEntry({
    type: 'event',
    withSm3: true,
    requestId: secrets.requestId,
    signatures: [],
    commitment: openDisclosure(disclosureOf(manifest, secrets)).commitment,
  })

/** `manifest.tsproof`: the manifest's place in the log. */
export const packetProof = (manifest: Uint8Array, secrets: PacketSecrets, receipt: Receipt): Uint8Array =>
  utf8(encodeProofPackage({ ...disclosureOf(manifest, secrets), receipt }))
