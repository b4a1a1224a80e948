import { utf8 } from '../../../evidence/bytes.ts'
import { type OneFileSecrets, oneFileEntry, oneFileProof } from '../../../evidence/one-file.ts'
import type { Receipt } from '../../../evidence/receipt.ts'
import { manifestName } from './packet-manifest.ts'

/** Random, kept with the packet: the manifest is entered under them once, however often it is tried. */
export type PacketSecrets = OneFileSecrets

const fileOf = (manifest: Uint8Array) => ({ name: manifestName, content: manifest })

/** What goes into the public log: an act of the platform (`event`), of which the log sees a blinded commitment only. */
export const packetEntry = (manifest: Uint8Array, secrets: PacketSecrets): Uint8Array =>
  oneFileEntry('event', fileOf(manifest), secrets)

/** `manifest.tsproof`: the manifest's place in the log. */
export const packetProof = (manifest: Uint8Array, secrets: PacketSecrets, receipt: Receipt): Uint8Array =>
  utf8(oneFileProof(fileOf(manifest), secrets, receipt))
