export type Change = { readonly kind: 'same' | 'added' | 'removed'; readonly text: string }

const most = 1500

/**
 * What became of the paragraphs of a text, in reading order: removed ones stand before what took their place.
 * Texts beyond 1,500 paragraphs are compared up to there and shown whole from there on.
 */
export function differenceBetween(before: readonly string[], after: readonly string[]): Change[] {
  const [a, b] = [before.slice(0, most), after.slice(0, most)]
  const common = longestCommon(a, b)
  const changes: Change[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      changes.push({ kind: 'same', text: a[i++]! })
      j++
    } else if (i < a.length && (j >= b.length || common(i + 1, j) >= common(i, j + 1)))
      changes.push({ kind: 'removed', text: a[i++]! })
    else changes.push({ kind: 'added', text: b[j++]! })
  }
  return [
    ...changes,
    ...before.slice(most).map((text) => ({ kind: 'removed' as const, text })),
    ...after.slice(most).map((text) => ({ kind: 'added' as const, text })),
  ]
}

/** @returns how many paragraphs the rests of both texts, from these places on, have in common in their order */
function longestCommon(a: readonly string[], b: readonly string[]): (i: number, j: number) => number {
  const width = b.length + 1
  const lengths = new Uint16Array((a.length + 1) * width)
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  return at
}
