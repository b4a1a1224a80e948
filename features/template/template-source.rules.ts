import type { Pair } from '../../core/words.ts'

/** `SPC20:6(4)` is 第6条第4项 of a law; of a standard or guide, its part 6(4). */
export function articleOf(
  ref: string,
  sources: Readonly<Record<string, { readonly kind: string }>>,
): { readonly key: string; readonly article: Pair } {
  const [key = '', place = ''] = ref.split(':')
  if (place === '') return { key, article: ['', ''] }
  const [, article, item] = /^(\d+)(?:\((\d+)\))?$/.exec(place) ?? []
  if (sources[key]?.kind !== 'law' || article === undefined) return { key, article: [` ${place}`, ` ${place}`] }
  return {
    key,
    article: [`第${article}条${item ? `第${item}项` : ''}`, `, Article ${article}${item ? `(${item})` : ''}`],
  }
}
