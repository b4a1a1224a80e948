/** Every text a person reads, in every language it is read in: Chinese first, English second. */
export const locales = ['zh-CN', 'en'] as const
export type Locale = (typeof locales)[number]
export type Pair = readonly [zh: string, en: string]
export type Words = Readonly<Record<string, Pair>>
export type Said = Record<Locale, string>

/** Keeps the keys literal, so that a page that asks for a missing word does not compile. */
export const defineWords = <const W extends Words>(words: W): W => words

export const isLocale = (value: unknown): value is Locale => locales.some((locale) => locale === value)

/**
 * One pair in one language, `{name}` replaced from `params`.
 *
 * A placeholder without a parameter stays visible: a missing value must be seen, not guessed.
 */
export function say([zh, en]: Pair, locale: Locale, params: Readonly<Record<string, unknown>> = {}): string {
  const text = locale === 'zh-CN' ? zh : en
  return text.replace(/\{(\w+)\}/g, (hole, name: string) => (name in params ? String(params[name]) : hole))
}

export const sayBoth = (pair: Pair, params: Readonly<Record<string, unknown>> = {}): Said => ({
  'zh-CN': say(pair, 'zh-CN', params),
  en: say(pair, 'en', params),
})

/** The first language of an Accept-Language header that we speak; Chinese when none is. */
export function preferredLocale(acceptLanguage: string | undefined): Locale {
  for (const part of (acceptLanguage ?? '').split(',')) {
    const tag = part.trim().toLowerCase()
    if (tag.startsWith('zh')) return 'zh-CN'
    if (tag.startsWith('en')) return 'en'
  }
  return 'zh-CN'
}
