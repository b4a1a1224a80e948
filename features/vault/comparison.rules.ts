import { comparisonIds } from './comparison.schema.ts'

/** What is known of public keys without having to believe the server: one's own, from the room, and those that were compared. */
export type KnownKeys = {
  readonly own: { readonly personId: string; readonly recipient: string }
  readonly compared: ReadonlyMap<string, string>
}
export type Standing = 'own' | 'compared' | 'not-compared' | 'changed'

/** How the public key that the server gives for somebody stands. `changed`: it is another than was known, which may be an attack. */
export function standingOf(id: string, recipient: string, { own, compared }: KnownKeys): Standing {
  if (id === own.personId) return recipient === own.recipient ? 'own' : 'changed'
  const known = compared.get(id)
  if (known === undefined) return 'not-compared'
  return known === recipient ? 'compared' : 'changed'
}

/**
 * How the vault that is open stands to the newest generation that the server lists. `behind`: another keeper changed the key, if opening it
 * anew bears that out. `replaced`: the server lists another key under the number of the open one.
 */
export function vaultStanding(
  open: { readonly generation: number; readonly vaultRecipient: string | null },
  newest: { readonly number: number; readonly recipient: string } | undefined,
): 'open' | 'behind' | 'replaced' {
  if (!newest || open.generation > newest.number) return 'open'
  if (open.generation < newest.number) return 'behind'
  return open.vaultRecipient === newest.recipient ? 'open' : 'replaced'
}

export type Holder = { holder: 'member' | 'printed' | 'shared'; personId: string | null; recipient: string }
type Listed = {
  readonly members: readonly { personId: string; recipient: string | null; holds: boolean }[]
  readonly otherRecipients: readonly { holder: 'printed' | 'shared'; recipient: string }[]
}

/** Everybody who holds the key of the vault, as the server lists them, and those among them whose public key nobody vouches for. */
export function nextHolders(listed: Listed, known: KnownKeys): { holders: Holder[]; unsure: Holder[] } {
  const holders: Holder[] = [
    ...listed.members.flatMap(({ holds, personId, recipient }) =>
      holds && recipient ? [{ holder: 'member' as const, personId, recipient }] : [],
    ),
    ...listed.otherRecipients.map(({ holder, recipient }) => ({ holder, personId: null, recipient })),
  ]
  const unsure = holders.filter((one) => {
    const id = one.holder === 'member' ? (one.personId ?? '') : comparisonIds[one.holder]
    const standing = standingOf(id, one.recipient, known)
    return standing === 'not-compared' || standing === 'changed'
  })
  return { holders, unsure }
}
