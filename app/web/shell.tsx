import { Link, useLocation } from '@tanstack/react-router'
import { type ReactNode, useEffect, useState } from 'react'
import { accountContract } from '../../features/account/account.contract.ts'
import { commonWords } from '../../platform/ui/common.words.ts'
import { Button, SelectField } from '../../platform/ui/controls.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { applyPreferences, readCookie, sizes, writeCookie } from '../../platform/ui/preferences.ts'
import { useAct } from '../../platform/ui/query.ts'
import type { NavGroup } from '../../platform/ui/screens.ts'
import { useMay, useSession } from '../../platform/ui/session.tsx'
import { useChangeLocale } from './locale-root.tsx'
import { screens } from './screens.ts'
import { shellWords } from './shell.words.ts'

/** The frame of every screen: who I am and for whom I act above, where I can go at the side. */
export function Shell({ children }: { children: ReactNode }) {
  const common = useWords(commonWords)
  const w = useWords(shellWords)
  const { demo } = useSession()
  const { pathname } = useLocation()
  const [open, setOpen] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the menu closes when the place changes
  useEffect(() => setOpen(false), [pathname])
  useEffect(applyPreferences, [])
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {common('skip')}
      </a>
      <TopBar menu={{ open, toggle: () => setOpen(!open) }} />
      <Side open={open} />
      <main className="main" id="content" tabIndex={-1}>
        {demo && <p className="demo-bar">{w('demo')}</p>}
        {children}
      </main>
    </div>
  )
}

function TopBar({ menu }: { menu: { open: boolean; toggle: () => void } }) {
  const w = useWords(shellWords)
  const locale = useLocale()
  const changeLocale = useChangeLocale()
  const { person, organisation, organisations, unreadNotices } = useSession()
  const actFor = useAct(accountContract.actFor)
  const signOut = useAct(accountContract.signOut, { onDone: () => location.assign('/app/sign-in') })
  return (
    <header className="topbar">
      <div className="menu-toggle">
        <Button kind="quiet" onPress={menu.toggle} aria-expanded={menu.open} aria-controls="side">
          {w('menu')}
        </Button>
      </div>
      <Link to="/" className="brand">
        守密 Shoumi {organisation && <span>{organisation.name}</span>}
      </Link>
      {organisations.length > 1 && (
        <div aria-busy={actFor.isPending}>
          <SelectField
            label={w('actingFor')}
            required
            value={organisation?.id ?? ''}
            onChange={(id) => actFor.mutate({ id })}
            options={organisations.map(({ id, name }) => ({ id, text: name }))}
          />
        </div>
      )}
      <Preferences />
      <Button kind="quiet" onPress={() => changeLocale(locale === 'en' ? 'zh-CN' : 'en')}>
        {w('language')}
      </Button>
      <Link to="/notices">
        {w('notices')}
        {unreadNotices > 0 && <span className="badge warn"> {w('unread', { count: unreadNotices })}</span>}
      </Link>
      <Link to="/account">{person.name}</Link>
      <Button kind="quiet" onPress={() => signOut.mutate({})}>
        {w('signOut')}
      </Button>
    </header>
  )
}

function Preferences() {
  const w = useWords(shellWords)
  const enlarge = () => {
    const at = sizes.findIndex((size) => size === (readCookie('shoumi_size') ?? 'normal'))
    writeCookie('shoumi_size', sizes[(at + 1) % sizes.length] ?? 'normal')
    applyPreferences()
  }
  const contrast = () => {
    writeCookie('shoumi_contrast', readCookie('shoumi_contrast') === 'high' ? 'normal' : 'high')
    applyPreferences()
  }
  return (
    <>
      <Button kind="quiet" onPress={enlarge} aria-label={w('largerText')}>
        A+
      </Button>
      <Button kind="quiet" onPress={contrast} aria-label={w('contrast')}>
        ◐
      </Button>
    </>
  )
}

const groups: readonly NavGroup[] = ['work', 'secrets', 'enforcement', 'programme', 'publication', 'people']

function Side({ open }: { open: boolean }) {
  const w = useWords(shellWords)
  const say = useSay()
  const may = useMay()
  const seen = screens.filter(
    ({ nav, permission }) =>
      nav && permission !== 'public' && (!permission || may(permission)) && !(nav.unless && may(nav.unless)),
  )
  // A place below two lines, as a calendar below a desk, is marked at the nearer one only.
  const { pathname } = useLocation()
  const isAbove = (path: string) => path !== '/' && `${pathname}/`.startsWith(`${path}/`)
  const isNearest = (path: string) =>
    isAbove(path) && !seen.some((one) => isAbove(one.path) && one.path.length > path.length)
  return (
    <nav className={open ? 'side open' : 'side'} id="side" aria-label={w('menu')}>
      {groups.map((group) => {
        const own = seen
          .filter(({ nav }) => nav?.group === group)
          .sort((a, b) => (a.nav?.order ?? 0) - (b.nav?.order ?? 0))
        return own.length === 0 ? null : (
          <div key={group}>
            <h2>{w(group)}</h2>
            <ul>
              {own.map(({ path, title }) => (
                <li key={path}>
                  <Link to={path} activeOptions={{ exact: !isNearest(path) }}>
                    {say(title)}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        )
      })}
      <div>
        <ul>
          <li>
            <a href="/">{w('publicSite')}</a>
          </li>
        </ul>
      </div>
    </nav>
  )
}
