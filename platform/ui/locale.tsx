import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { type Locale, type Pair, say, type Words } from '../../core/words.ts'

const LocaleContext = createContext<Locale>('zh-CN')

export const LocaleProvider = ({ locale, children }: { locale: Locale; children: ReactNode }) => (
  <LocaleContext value={locale}>{children}</LocaleContext>
)

export const useLocale = () => useContext(LocaleContext)

/** `w('key', { n })` in the reader's language; a key that the table lacks does not compile. */
export function useWords<W extends Words>(words: W) {
  const locale = useLocale()
  return useMemo(
    () => (key: keyof W & string, params?: Readonly<Record<string, unknown>>) =>
      say(words[key] as Pair, locale, params),
    [words, locale],
  )
}

/** One pair, for words that are data. */
export function useSay() {
  const locale = useLocale()
  return (pair: Pair, params?: Readonly<Record<string, unknown>>) => say(pair, locale, params)
}
