import { openFile, sealFile } from './age-file.ts'
import { decodeVaultSecret, encodeVaultSecret, type VaultSecret } from './envelope.ts'
import { type Identity, identityOf } from './identity.ts'
import type { Generation, Wrap } from './room.ts'
import { orRefuse, RoomError } from './room-error.ts'

/** Every generation of an organisation's vault key, by number. */
export type VaultKeys = {
  readonly organisation: string
  readonly newest: number
  readonly byNumber: Map<number, Identity>
}

export const newestOf = ({ newest, byNumber }: VaultKeys): Identity => generationOf(byNumber, newest)

function generationOf(byNumber: ReadonlyMap<number, Identity>, number: number): Identity {
  const identity = byNumber.get(number)
  if (!identity) throw new RoomError('vault-closed')
  return identity
}

export async function wrapKey(secret: VaultSecret, recipient: string): Promise<Wrap> {
  return { recipient, sealed: await sealFile([recipient], encodeVaultSecret('wrap', secret)) }
}

export const wrapNewest = (keys: VaultKeys, recipients: readonly string[]): Promise<readonly Wrap[]> => {
  const { organisation, newest: generation } = keys
  const { secret } = newestOf(keys)
  return Promise.all(recipients.map((recipient) => wrapKey({ organisation, generation, secret }, recipient)))
}

/** The newest generation, sealed to the one that follows it. */
export const linkNewest = (keys: VaultKeys, next: Identity): Promise<Uint8Array> =>
  sealFile(
    [next.recipient],
    encodeVaultSecret('link', {
      organisation: keys.organisation,
      generation: keys.newest,
      secret: newestOf(keys).secret,
    }),
  )

/**
 * Opens the newest generation by a wrap, and all before it along their links.
 *
 * Wrap, list and links come from the server. Each key must be of this organisation and of its number, and have the recipient that the list
 * gives: a wrap or link put in another's place opens nothing.
 *
 * @param generations - in any order, complete
 * @throws RoomError `not-for-this-key` for a wrap of another key, organisation or generation; `damaged` for a list or link that does not hold
 */
export async function openKeys(
  holder: Identity,
  organisation: string,
  wrap: Uint8Array,
  generations: readonly Generation[],
): Promise<VaultKeys> {
  const descending = [...generations].sort((a, b) => b.number - a.number)
  const newest = descending.length
  if (newest === 0 || descending.some(({ number }, at) => number !== newest - at)) throw new RoomError('damaged')
  const byNumber = new Map<number, Identity>()
  let { secret, ...carried } = await orRefuse('damaged', async () =>
    decodeVaultSecret('wrap', await openFile([holder], wrap)),
  )
  for (const { number, recipient, link } of descending) {
    const identity = await identityOf(secret)
    if (carried.organisation !== organisation || carried.generation !== number || identity.recipient !== recipient)
      throw new RoomError(number === newest ? 'not-for-this-key' : 'damaged')
    byNumber.set(number, identity)
    if ((link === null) !== (number === 1)) throw new RoomError('damaged')
    if (link !== null) ({ secret, ...carried } = await openLink(identity, link))
  }
  return { organisation, newest, byNumber }
}

/** That a link does not open to its own key is no matter of who asks. */
const openLink = (identity: Identity, link: Uint8Array): Promise<VaultSecret> =>
  openFile([identity], link)
    .then((plain) => decodeVaultSecret('link', plain))
    .catch(() => {
      throw new RoomError('damaged')
    })
