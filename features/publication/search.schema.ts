/** What the public search finds. */
export const searchKinds = ['publication', 'question', 'item', 'organisation', 'decision'] as const
export type SearchKind = (typeof searchKinds)[number]

export type SearchDocument = {
  readonly kind: SearchKind
  /** Unique within its kind. */
  readonly ref: string
  /** Address on the public site, without a language prefix. */
  readonly url: string
  readonly title: string
  /** The text without its markup; what is shown around a hit is cut from it. */
  readonly plain: string
  readonly updatedAt: string
}

export const hitsPerPage = 20
/** Of a very common word only the newest so many are ranked: measured, ranking all of 100,000 takes a hundred times as long. */
export const rankedAtMost = 2000
