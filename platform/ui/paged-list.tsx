import type { UseInfiniteQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ErrorNotice, Loading } from './feedback.tsx'
import { Panel } from './layout.tsx'
import { MorePages } from './more-pages.tsx'

type Pages = Parameters<typeof MorePages>[0]['of'] & Pick<UseInfiniteQueryResult, 'isPending' | 'isSuccess' | 'refetch'>

/** A list read page by page, in each of its states: refused, on its way, empty, and shown with the way to more. */
export function PagedList({
  of: pages,
  rows,
  empty,
  children,
}: {
  of: Pages
  /** What has come so far. */
  rows: readonly unknown[]
  /** Stands in the list's place when it has no rows. */
  empty: ReactNode
  /** The rows, shown. */
  children: ReactNode
}) {
  return (
    <>
      {/* That a further page did not come is said at its button. */}
      <ErrorNotice error={pages.isFetchNextPageError ? null : pages.error} onRetry={() => pages.refetch()} />
      {pages.isPending && <Loading />}
      {pages.isSuccess && rows.length === 0 && empty}
      {rows.length > 0 && (
        <Panel>
          {children}
          <MorePages of={pages} />
        </Panel>
      )}
    </>
  )
}
