import type { UseInfiniteQueryResult } from '@tanstack/react-query'
import { commonWords } from './common.words.ts'
import { Button } from './controls.tsx'
import { ErrorNotice } from './feedback.tsx'
import { useWords } from './locale.tsx'

type Pages = Pick<
  UseInfiniteQueryResult,
  'hasNextPage' | 'fetchNextPage' | 'isFetchingNextPage' | 'isFetchNextPageError' | 'error'
>

/** Fetches the next page of a list, once however often it is pressed: a second press would begin the same page anew. */
export function MorePages({ of: pages }: { of: Pages }) {
  const common = useWords(commonWords)
  if (!pages.hasNextPage) return null
  return (
    <>
      {pages.isFetchNextPageError && <ErrorNotice error={pages.error} />}
      <Button onPress={() => pages.fetchNextPage({ cancelRefetch: false })}>
        {common(pages.isFetchingNextPage ? 'loading' : 'more')}
      </Button>
    </>
  )
}
