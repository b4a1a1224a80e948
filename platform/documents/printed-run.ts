/** Whether the fonts at hand have a sign for this code point. */
export type Covers = (codePoint: number) => boolean

/** What a template prints for a text: strings as they are, and code points that must not or cannot be shown. */
export type Run = string | { readonly code: string }

/** Controls, formatting marks such as those that turn the direction of reading, private and unassigned code points. */
const neverShown = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}]/u

/**
 * A text of which nothing is lost and nothing is hidden: what no font has, and what would change how its neighbours
 * are read, becomes its code point, such as U+20BB7.
 */
export function printable(text: string, covers: Covers): Run[] {
  const runs: Run[] = []
  for (const sign of text) {
    const codePoint = sign.codePointAt(0) as number
    const shown = !neverShown.test(sign) && covers(codePoint)
    const last = runs.at(-1)
    if (!shown) runs.push({ code: `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}` })
    else if (typeof last === 'string') runs[runs.length - 1] = last + sign
    else runs.push(sign)
  }
  return runs
}
