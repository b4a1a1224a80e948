/**
 * The sealed room: what the pages of an enterprise may ask of the worker that holds its keys.
 *
 * Keys are made here, live here in memory while the room is unlocked, and never leave except sealed. Every value that goes out is either a
 * public recipient (`age1…`), a sealed value, or an opened text that a page is about to show.
 *
 * Names: a *member key* belongs to one person. The *vault key* belongs to an organisation and is wrapped for each keeper's member key;
 * its *generation* grows when somebody is removed, and each generation carries the one before, sealed to it (its *link*), so that
 * whoever opens the newest opens them all.
 */
export interface Room {
  /** Makes a member key and unlocks the room with it. @returns the recipient others seal to */
  makeMemberKey(): Promise<{ recipient: string }>
  /** Seals the member key under a passphrase, for keeping on the server. Refuses a passphrase of fewer than 12 characters: `passphrase-short`. */
  lockUnderPassphrase(passphrase: string): Promise<Uint8Array>
  /** Seals the member key under 32 secret bytes, such as what a passkey answers (WebAuthn PRF). */
  lockUnderSecret(secret: Uint8Array): Promise<Uint8Array>
  /** @throws `wrong-passphrase` */
  unlockWithPassphrase(sealed: Uint8Array, passphrase: string): Promise<{ recipient: string }>
  /** @throws `wrong-secret` */
  unlockWithSecret(sealed: Uint8Array, secret: Uint8Array): Promise<{ recipient: string }>
  /** Forgets every key. */
  lock(): Promise<void>
  state(): Promise<RoomState>

  /** Makes the first vault key of an organisation, open from then on. */
  makeVault(organisation: string, holders: readonly string[]): Promise<NewGeneration>
  /**
   * Opens the newest generation with this member's wrap, and the older ones along their links.
   *
   * @param generations - all of them, in any order
   * @throws `not-for-this-key` · `damaged` · `vault-replaced`
   */
  openVault(organisation: string, wrap: Uint8Array, generations: readonly Generation[]): Promise<void>
  /** Wraps the newest generation for more holders. */
  wrapFor(recipients: readonly string[]): Promise<readonly Wrap[]>
  /** The next generation, for these holders only. */
  rotate(holders: readonly string[]): Promise<NewGeneration>

  /** Seals values of JSON under the newest generation; each is bound to its organisation, collection, id and revision. */
  sealRecords(records: readonly OpenRecord[]): Promise<readonly SealedRecord[]>
  /** Opens many at once. One that cannot be opened comes back with `failure` and does not spoil the others. */
  openRecords(records: readonly SealedRecord[]): Promise<readonly OpenedRecord[]>
  /** age files, for whoever holds one of these keys. */
  sealTo(recipients: readonly string[], plain: Uint8Array): Promise<Uint8Array>
  /** Opens an age file sealed to this member or to any generation of the vault. @throws `not-for-this-key` · `damaged` */
  open(sealed: Uint8Array): Promise<Uint8Array>

  /** A key to print and put into a safe: the text to print (with a checksum in each line), and a wrap for it. */
  makePrintedKey(): Promise<{ printed: string; wrap: Wrap }>
  /** Opens the vault with the printed key instead of a member's wrap. @throws `printed-key-misread` (with the line) · `not-for-this-key` */
  openWithPrintedKey(
    organisation: string,
    printed: string,
    wrap: Uint8Array,
    generations: readonly Generation[],
  ): Promise<void>
  /** Splits a recovery key among people, `threshold` of whom must come together (2 ≤ threshold ≤ people ≤ 16). */
  splitRecovery(threshold: number, people: readonly string[]): Promise<Split>
  /** Opens one's own share and seals it to whoever asks, who sees nothing of the others. */
  giveShare(share: Uint8Array, askedBy: string): Promise<Uint8Array>
  /** Puts given shares together. `rehearsal` tells whether they would open the vault and forgets them; otherwise the vault is open afterwards. @throws `too-few-shares` · `shares-do-not-match` */
  combineShares(
    organisation: string,
    given: readonly Uint8Array[],
    wrap: Uint8Array,
    generations: readonly Generation[],
    rehearsal: boolean,
  ): Promise<{ opens: boolean }>
}

export type RoomState = {
  unlocked: boolean
  /** The member's recipient, while unlocked. */
  recipient: string | null
  organisation: string | null
  /** Newest generation that is open; 0 when none. */
  generation: number
  /** Its recipient, as the opened key has it. */
  vaultRecipient: string | null
}
/** A vault key in public: its number, its recipient, and the one before it, sealed to it. */
export type Generation = { number: number; recipient: string; link: Uint8Array | null }
export type Wrap = { recipient: string; sealed: Uint8Array }
export type NewGeneration = Generation & { wraps: readonly Wrap[] }
export type Split = { recipient: string; wrap: Wrap; shares: readonly { recipient: string; sealed: Uint8Array }[] }

/** Where a value belongs; the seal holds nowhere else. */
export type RecordPlace = { organisation: string; collection: string; id: string; revision: number }
export type OpenRecord = RecordPlace & { value: unknown }
export type SealedRecord = RecordPlace & { generation: number; sealed: Uint8Array }
export type OpenedRecord = RecordPlace & ({ value: unknown; failure: null } | { value: null; failure: RoomRefusal })

export const roomRefusals = [
  'locked',
  'vault-closed',
  'passphrase-short',
  'wrong-passphrase',
  'wrong-secret',
  'not-for-this-key',
  'damaged',
  'printed-key-misread',
  'too-few-shares',
  'shares-do-not-match',
  /** Not the vault that this device opened before under the organisation's name. */
  'vault-replaced',
] as const
export type RoomRefusal = (typeof roomRefusals)[number]
