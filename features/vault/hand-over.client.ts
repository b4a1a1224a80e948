import { toBase64, utf8 } from '../../evidence/bytes.ts'
import { callDoor } from '../../platform/ui/client.ts'
import { refuseChanged } from './comparison.client.ts'
import { sha256Of } from './handout.client.ts'
import { encodeHandout, type Handout } from './handout.schema.ts'
import { room } from './room.client.ts'
import { sealedContract } from './sealed.contract.ts'
import type { HandoutKind } from './vault.schema.ts'

type Receiver = { readonly personId: string; readonly recipient: string }

/** As many as the door takes at once, and as a request has room for: what is sealed is a third longer in base64. */
const atOnce = (sizeBytes: number) => Math.max(1, Math.min(200, Math.floor(1_500_000 / (1.5 * sizeBytes + 1000))))

/**
 * Hands the same thing to several people of the firm, sealed to each of them and to the vault. What goes in one request is
 * handed to all of them or none; up to two hundred go in one.
 * @returns the id of each in their order, and the digest that every acknowledgement will name
 */
export async function handOverToAll(
  receivers: readonly Receiver[],
  vaultRecipient: string,
  kind: HandoutKind,
  handout: Handout,
  dueOn: string | null,
): Promise<{ ids: readonly string[]; digest: string }> {
  await refuseChanged(receivers)
  const bytes = utf8(encodeHandout(handout))
  const digest = await sha256Of(bytes)
  const ids: string[] = []
  const step = atOnce(bytes.length)
  for (let from = 0; from < receivers.length; from += step) {
    const handouts = await Promise.all(
      receivers.slice(from, from + step).map(async ({ personId, recipient }) => {
        const sealed = toBase64(await room().sealTo([recipient, vaultRecipient], bytes))
        return { personId, recipient, kind, sealed, digest, dueOn }
      }),
    )
    ids.push(...(await callDoor(sealedContract.hand, { handouts })).ids)
  }
  return { ids, digest }
}

/**
 * Hands something to one person of the firm, sealed to them and to the vault.
 * @returns its id, and the digest that the acknowledgement will name
 */
export async function handOver(
  { vaultRecipient, ...receiver }: Receiver & { readonly vaultRecipient: string },
  kind: HandoutKind,
  handout: Handout,
  dueOn: string | null,
): Promise<{ id: string; digest: string }> {
  const { ids, digest } = await handOverToAll([receiver], vaultRecipient, kind, handout, dueOn)
  const [id] = ids
  if (id === undefined) throw new TypeError('a handout that was taken has an id')
  return { id, digest }
}
