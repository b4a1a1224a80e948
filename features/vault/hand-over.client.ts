import { toBase64, toHex, utf8 } from '../../evidence/bytes.ts'
import { callDoor } from '../../platform/ui/client.ts'
import { encodeHandout, type Handout } from './handout.schema.ts'
import { room } from './room.client.ts'
import { sealedContract } from './sealed.contract.ts'
import type { HandoutKind } from './vault.schema.ts'

/**
 * Hands something to one person of the firm, sealed to them and to the vault.
 * @returns its id, and the digest that the acknowledgement will name
 */
export async function handOver(
  to: { readonly personId: string; readonly recipient: string; readonly vaultRecipient: string },
  kind: HandoutKind,
  handout: Handout,
  dueOn: string | null,
): Promise<{ id: string; digest: string }> {
  const bytes = utf8(encodeHandout(handout))
  const digest = toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes))))
  const sealed = toBase64(await room().sealTo([to.recipient, to.vaultRecipient], bytes))
  const { ids } = await callDoor(sealedContract.hand, {
    handouts: [{ personId: to.personId, recipient: to.recipient, kind, sealed, digest, dueOn }],
  })
  const [id] = ids
  if (id === undefined) throw new TypeError('a handout that was taken has an id')
  return { id, digest }
}
