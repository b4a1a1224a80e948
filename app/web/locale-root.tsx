import { createContext, type ReactNode, useContext, useState } from 'react'
import { I18nProvider } from 'react-aria-components'
import { isLocale, type Locale, preferredLocale } from '../../core/words.ts'
import { LocaleProvider } from '../../platform/ui/locale.tsx'
import { readCookie, writeCookie } from '../../platform/ui/preferences.ts'

const ChangeLocale = createContext<(locale: Locale) => void>(() => undefined)
export const useChangeLocale = () => useContext(ChangeLocale)

/** The language of the application: the one chosen before, else the browser's. The server reads the same cookie. */
export function LocaleRoot({ children }: { children: ReactNode }) {
  const [locale, setLocale] = useState<Locale>(() => {
    const chosen = readCookie('shoumi_locale')
    return isLocale(chosen) ? chosen : preferredLocale(navigator.language)
  })
  document.documentElement.lang = locale
  const change = (next: Locale) => {
    writeCookie('shoumi_locale', next)
    setLocale(next)
  }
  return (
    <ChangeLocale value={change}>
      <I18nProvider locale={locale}>
        <LocaleProvider locale={locale}>{children}</LocaleProvider>
      </I18nProvider>
    </ChangeLocale>
  )
}
