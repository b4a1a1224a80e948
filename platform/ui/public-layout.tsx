import type { ReactNode } from 'react'
import type { Locale } from '../../core/words.ts'
import { useWords } from './locale.tsx'
import { publicWords } from './public.words.ts'
import { QrCode } from './qr-code.tsx'

export type PublicFrame = {
  /** Path without the language prefix, `/` for the home page. */
  readonly path: string
  readonly locale: Locale
  readonly district: { readonly name: string; readonly fullName: string; readonly nameEn: string }
  readonly address: string
  readonly demo: boolean
  readonly size: 'normal' | 'large' | 'largest'
  readonly contrast: 'normal' | 'high'
  /** For readers who must not be noticed: no script, and nothing that leads away from what they are writing. */
  readonly discreet?: boolean
}

export const localised = (path: string, locale: Locale) =>
  locale === 'en' ? (path === '/' ? '/en' : `/en${path}`) : path

const places = [
  ['home', '/'],
  ['programme', '/programme'],
  ['publications', '/publications'],
  ['directory', '/directory'],
  ['law', '/law'],
  ['decisions', '/decisions'],
  ['tip', '/tip'],
  ['verify', '/verify'],
  ['about', '/about'],
] as const

/** The frame of a page for the public: complete without a script, the same on paper, on a phone and in a screen reader. */
export function PublicLayout({ frame, children }: { frame: PublicFrame; children: ReactNode }) {
  const w = useWords(publicWords)
  const { path, locale, district, address, demo, discreet } = frame
  const other: Locale = locale === 'en' ? 'zh-CN' : 'en'
  const name = w('name', { district: locale === 'en' ? district.nameEn : district.fullName })
  return (
    <>
      <a className="skip" href="#content">
        {w('skip')}
      </a>
      <header className="site-header">
        <div className="bar">
          <a href={localised('/', locale)} className="site-name">
            <SealMark />
            <span>{name}</span>
          </a>
          {!discreet && <SearchForm locale={locale} />}
          <p className="site-tools">
            <a href={localised(path, other)} hrefLang={other} lang={other}>
              {w('other')}
            </a>
            {!discreet && <a href="/app/">{w('signIn')}</a>}
          </p>
        </div>
        {!discreet && <Places path={path} locale={locale} />}
      </header>
      {demo && <p className="demo">{w('demo')}</p>}
      <main id="content" tabIndex={-1}>
        {children}
      </main>
      <footer className="site-footer">
        <div className="bar">
          <div>
            <p>{name}</p>
            <p className="small">{w('footer')}</p>
            {!discreet && <Preferences frame={frame} />}
          </div>
          {!discreet && (
            <figure className="site-qr">
              <QrCode text={address} label={w('onPhone')} />
              <figcaption className="small">{w('onPhone')}</figcaption>
            </figure>
          )}
        </div>
      </footer>
    </>
  )
}

function SearchForm({ locale }: { locale: Locale }) {
  const w = useWords(publicWords)
  return (
    <form action={localised('/search', locale)} className="site-search">
      <label className="visually-hidden" htmlFor="q">
        {w('searchLabel')}
      </label>
      <input id="q" name="q" type="search" maxLength={100} className="input" />
      <button type="submit" className="button">
        {w('search')}
      </button>
    </form>
  )
}

function Places({ path, locale }: Pick<PublicFrame, 'path' | 'locale'>) {
  const w = useWords(publicWords)
  return (
    <nav aria-label={w('mainMenu')}>
      <ul>
        {places.map(([key, to]) => (
          <li key={key}>
            <a
              href={localised(to, locale)}
              aria-current={to === path || (to !== '/' && path.startsWith(`${to}/`)) ? 'page' : undefined}
            >
              {w(key)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** Text size and contrast as plain forms: they set a cookie and come back to this page. */
function Preferences({ frame: { path, locale, size, contrast } }: { frame: PublicFrame }) {
  const w = useWords(publicWords)
  return (
    <form method="post" action="/preferences" className="preferences">
      <input type="hidden" name="back" value={localised(path, locale)} />
      <span id="size-label">{w('textSize')}</span>
      {(['normal', 'large', 'largest'] as const).map((one) => (
        <button
          key={one}
          type="submit"
          name="size"
          value={one}
          className="button small"
          aria-pressed={size === one}
          aria-describedby="size-label"
        >
          {w(one)}
        </button>
      ))}
      <button type="submit" name="contrast" value={contrast === 'high' ? 'normal' : 'high'} className="button small">
        {w(contrast === 'high' ? 'normalContrast' : 'contrast')}
      </button>
    </form>
  )
}

const SealMark = () => (
  <svg viewBox="0 0 32 32" width="30" height="30" aria-hidden="true">
    <rect width="32" height="32" rx="6" className="seal" />
    <path d="M10 15v-3a6 6 0 0 1 12 0v3" fill="none" stroke="#fff" strokeWidth="2.6" />
    <rect x="8" y="14.5" width="16" height="11" rx="2" fill="#fff" />
  </svg>
)

/** What a script may add to a page: read aloud, share, print. Hidden until the script finds that the browser can. */
export function PageTools() {
  const w = useWords(publicWords)
  return (
    <p className="page-tools" data-enhance="tools" hidden>
      <button type="button" className="button small" data-read={w('readAloud')} data-stop={w('stopReading')} hidden>
        {w('readAloud')}
      </button>
      <button type="button" className="button small" data-share={w('copied')} hidden>
        {w('share')}
      </button>
      <button type="button" className="button small" data-print="">
        {w('print')}
      </button>
    </p>
  )
}
