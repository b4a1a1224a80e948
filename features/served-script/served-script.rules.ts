import { concat, toHex, utf8 } from '../../evidence/bytes.ts'
import { sha256 } from '../../evidence/digest.ts'
import { type OneFileSecrets, oneFileEntry, oneFileProof } from '../../evidence/one-file.ts'
import type { Receipt } from '../../evidence/receipt.ts'

/** The name under which a list is sealed and downloaded. */
export const listName = 'served-files.txt'

export const digestOfList = (list: string): string => toHex(sha256(utf8(list)))
export const fileCount = (list: string): number => list.split('\n').length - 1

/** There is nothing to hide in a list that everybody gets: what a seal takes at random follows from it here. */
const secretsOf = (list: string): OneFileSecrets => {
  const derived = (name: string) => sha256(concat(utf8(`shoumi-served-files/${name}/v1\0`), sha256(utf8(list))))
  return { salt: derived('salt'), blind: derived('blind'), requestId: derived('request').slice(0, 16) }
}
const fileOf = (list: string) => ({ name: listName, content: utf8(list) })

/** The list's entry in the log, and the number under which its receipt is fetched. */
export const entryOfList = (list: string): { entry: Uint8Array; requestId: string } => {
  const secrets = secretsOf(list)
  return { entry: oneFileEntry('single-file', fileOf(list), secrets), requestId: toHex(secrets.requestId) }
}

/** `served-files.tsproof`: verifies beside the list, without anything else of ours. */
export const proofOfList = (list: string, receipt: Receipt): string =>
  oneFileProof(fileOf(list), secretsOf(list), receipt)
