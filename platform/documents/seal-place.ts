/** How far a signature and its day stand from the right edge of the text, in characters of the body. */
export type SealPlace = { readonly name: number; readonly day: number }

/**
 * The authority's name is centred over the day, and the day stands four characters from the right edge, further in only when
 * the name would otherwise reach beyond it. There the seal goes, over both.
 *
 * @source GB/T 9704—2012 §7.3.5.1
 */
export function sealPlace(name: string, day: string): SealPlace {
  const over = (widthOf(name) - widthOf(day)) / 2
  const indent = Math.max(4, over)
  return { name: Math.max(0, indent - over), day: indent }
}

/** In characters: what is not Chinese takes half of one. */
const widthOf = (text: string): number =>
  [...text].reduce((width, sign) => width + (/[\u0020-\u00ff]/.test(sign) ? 0.5 : 1), 0)
