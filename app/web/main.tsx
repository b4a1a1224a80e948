import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  RouterProvider,
} from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { accountContract } from '../../features/account/account.contract.ts'
import { ApiError } from '../../platform/ui/client.ts'
import { Loading } from '../../platform/ui/feedback.tsx'
import { doorQuery } from '../../platform/ui/query.ts'
import type { Screen } from '../../platform/ui/screens.ts'
import { Guarded, NotFound, ScreenFailed } from './guarded.tsx'
import { LocaleRoot } from './locale-root.tsx'
import { screens } from './screens.ts'
import '../../platform/ui/app.css'

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (count, error) => count < 2 && !(error instanceof ApiError && error.status > 0),
    },
  },
})

const rootRoute = createRootRoute({ component: Outlet, notFoundComponent: NotFound })
/** Its script is fetched before it is shown: a screen that suspends is held back by React for a third of a second. */
function componentOf(screen: Screen) {
  const Page = lazyRouteComponent(screen.load)
  const Shown = () => (
    <Guarded screen={screen}>
      <Page />
    </Guarded>
  )
  return Object.assign(Shown, { preload: async () => Page.preload?.() })
}
const routes = screens.map((screen) =>
  createRoute({
    getParentRoute: () => rootRoute,
    path: screen.path,
    errorComponent: ScreenFailed,
    component: componentOf(screen),
    pendingComponent: () => (
      <Guarded screen={screen}>
        <Loading />
      </Guarded>
    ),
    loader: () => {
      // Asked for while the script comes, not after it.
      if (screen.permission !== 'public') void client.prefetchQuery(doorQuery(accountContract.session, {}))
    },
  }),
)
const router = createRouter({
  routeTree: rootRoute.addChildren(routes),
  basepath: '/app',
  defaultPreload: 'intent',
  // Who asked for another screen has left this one: nothing of it can be pressed while the other comes.
  defaultPendingMs: 0,
  defaultPendingMinMs: 0,
  defaultErrorComponent: ScreenFailed,
  defaultNotFoundComponent: NotFound,
})

// Statutory days are `Temporal.PlainDate` here as on the server; a browser that has none yet fetches it, the others do not.
if (!('Temporal' in globalThis)) await import('temporal-polyfill/global')

const place = document.getElementById('app')
if (!place) throw new Error('the page has no place for the application')
createRoot(place).render(
  <StrictMode>
    <LocaleRoot>
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </LocaleRoot>
  </StrictMode>,
)
