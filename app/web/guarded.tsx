import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import { accountContract } from '../../features/account/account.contract.ts'
import { ApiError } from '../../platform/ui/client.ts'
import { commonWords } from '../../platform/ui/common.words.ts'
import { EmptyState, ErrorNotice, Loading } from '../../platform/ui/feedback.tsx'
import { A, PageHeader } from '../../platform/ui/layout.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { useDoor } from '../../platform/ui/query.ts'
import type { Screen } from '../../platform/ui/screens.ts'
import { SessionProvider } from '../../platform/ui/session.tsx'
import { Shell } from './shell.tsx'
import { shellWords } from './shell.words.ts'

/** Shows a screen to those who may see it; sends everybody else to sign in, and back afterwards. */
export function Guarded({ screen, children }: { screen: Screen; children: ReactNode }) {
  const say = useSay()
  const title = say(screen.title)
  useEffect(() => {
    document.title = `${title} · 守密 Shoumi`
    document.querySelector('h1')?.focus()
  }, [title])
  return screen.permission === 'public' ? (
    <main id="content">{children}</main>
  ) : (
    <SignedIn screen={screen}>{children}</SignedIn>
  )
}

function SignedIn({ screen, children }: { screen: Screen; children: ReactNode }) {
  const w = useWords(shellWords)
  const say = useSay()
  const session = useDoor(accountContract.session, {})
  if (session.error instanceof ApiError && session.error.status === 401) return <ToSignIn />
  if (session.error) return <ErrorNotice error={session.error} onRetry={() => session.refetch()} />
  if (!session.data) return <Loading />
  const allowed = !screen.permission || session.data.permissions.includes(screen.permission)
  return (
    <SessionProvider session={session.data}>
      <Shell>
        {allowed ? (
          children
        ) : (
          <>
            <PageHeader title={say(screen.title)} />
            <EmptyState
              title={w('forbiddenTitle')}
              text={session.data.organisation ? w('forbiddenText') : w('noOrganisation')}
            />
          </>
        )}
      </Shell>
    </SessionProvider>
  )
}

/** Leaves once for the sign-in page, which knows the way back. */
function ToSignIn() {
  const navigate = useNavigate()
  useEffect(() => {
    navigate({ to: '/sign-in', search: { back: location.pathname + location.search }, replace: true })
  }, [navigate])
  return <Loading />
}

export function NotFound() {
  const w = useWords(commonWords)
  return (
    <main className="narrow">
      <h1>{w('notFoundTitle')}</h1>
      <p>{w('notFoundText')}</p>
      <A to="/">{w('back')}</A>
    </main>
  )
}

export function ScreenFailed({ error }: { error: unknown }) {
  const w = useWords(commonWords)
  if (error instanceof ApiError) return <ErrorNotice error={error} />
  return (
    <div className="notice bad" role="alert">
      <h2>{w('failedTitle')}</h2>
      <p>{w('failedText')}</p>
      <code>{error instanceof Error ? error.message : ''}</code>
    </div>
  )
}
