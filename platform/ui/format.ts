import type { Locale } from '../../core/words.ts'

/** A day as people write it: 2026年11月24日 · 24 November 2026. */
export const formatDay = (day: string, locale: Locale): string =>
  new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  )

/** A moment in the district's time. */
export const formatMoment = (at: string, locale: Locale): string =>
  new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'Asia/Shanghai',
  }).format(new Date(at))

export const formatNumber = (value: number, locale: Locale): string => new Intl.NumberFormat(locale).format(value)

const units = ['B', 'KB', 'MB', 'GB', 'TB']
export function formatBytes(bytes: number, locale: Locale): string {
  const power = bytes === 0 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10))
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: power === 0 ? 0 : 1 }).format(bytes / 1024 ** power)} ${units[power]}`
}

/** Names in the order a reader of this language expects: pinyin in Chinese. */
export const collate = (locale: Locale) => new Intl.Collator(locale, { numeric: true }).compare
