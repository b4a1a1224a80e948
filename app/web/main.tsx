import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createRootRoute, createRoute, createRouter, Outlet, RouterProvider } from '@tanstack/react-router'
import { lazy, StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { ApiError } from '../../platform/ui/client.ts'
import { Loading } from '../../platform/ui/feedback.tsx'
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
const routes = screens.map((screen) => {
  const Page = lazy(screen.load)
  return createRoute({
    getParentRoute: () => rootRoute,
    path: screen.path,
    errorComponent: ScreenFailed,
    component: () => (
      <Guarded screen={screen}>
        <Suspense fallback={<Loading />}>
          <Page />
        </Suspense>
      </Guarded>
    ),
  })
})
const router = createRouter({
  routeTree: rootRoute.addChildren(routes),
  basepath: '/app',
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
