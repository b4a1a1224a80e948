export type ReceiptAsked = {
  readonly id: number
  readonly receipt: string
  readonly trust: string
  /** The deposit that the receipt must be of. */
  readonly requestId: string
}
/** `notLaterThan` is null when no outside party says when. */
export type ReceiptFound =
  | { readonly state: 'proven'; readonly notLaterThan: string | null }
  | { readonly state: 'not-proven' }
export type ReceiptAnswer = { readonly id: number; readonly found: ReceiptFound }
