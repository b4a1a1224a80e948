import { fromBase64, textOf, toHex } from '../../evidence/bytes.ts'
import { decodeHandout, type Handout } from './handout.schema.ts'
import { room } from './room.client.ts'

/** SHA-256, hexadecimal: what an acknowledgement names. */
export const sha256Of = async (bytes: Uint8Array): Promise<string> =>
  toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes))))

/**
 * Opens what was handed. Whoever acknowledges it puts their name to a digest that came beside it: it must be the digest of what they read.
 *
 * @throws RoomError · Error `handout-changed` · ZodError when it is not a handout
 */
export async function openHandout({ sealed, digest }: { sealed: string; digest: string }): Promise<Handout> {
  const bytes = await room().open(fromBase64(sealed))
  if ((await sha256Of(bytes)) !== digest) throw new Error('handout-changed')
  return decodeHandout(textOf(bytes))
}
