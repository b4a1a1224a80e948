/** Longest name of a piece without its number and ending: with both it stays below what every system takes. */
const longest = 120

/** A title as part of a file name: on every system, in every archive. */
export const asFileName = (title: string): string =>
  [
    ...title
      .normalize('NFC')
      .replace(/[\p{Cc}\p{Cf}<>:"|?*\\/]/gu, '_')
      .trim(),
  ]
    .slice(0, longest)
    .join('')
    .replace(/[. ]+$/, '') || '材料'

/**
 * Names in the order of the complaint: `05-02-知悉范围与告知.pdf` is the second piece of part 5.
 *
 * @param pieces - in any order; those of one part keep theirs
 */
export function numbered<P extends { readonly part: number; readonly title: string; readonly ending: string }>(
  pieces: readonly P[],
): (P & { readonly name: string })[] {
  const counts = new Map<number, number>()
  const two = (n: number) => String(n).padStart(2, '0')
  return pieces
    .toSorted((a, b) => a.part - b.part)
    .map((piece) => {
      const at = (counts.get(piece.part) ?? 0) + 1
      counts.set(piece.part, at)
      return { ...piece, name: `${two(piece.part)}-${two(at)}-${asFileName(piece.title)}${piece.ending}` }
    })
}
