import { EmptyState, ErrorNotice, Loading } from '../../platform/ui/feedback.tsx'
import { PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import { MorePages } from '../../platform/ui/more-pages.tsx'
import { usePages } from '../../platform/ui/query.ts'
import { confidentialContract } from './confidential.contract.ts'
import { confidentialWords } from './confidential.words.ts'
import { LookList } from './confidential-grant.tsx'

export default function Looks() {
  const w = useWords(confidentialWords)
  const pages = usePages(confidentialContract.looks, {})
  const looks = pages.data?.flatMap((page) => page.looks) ?? []
  return (
    <>
      <PageHeader title={w('looksTitle')} lead={w('looksLead')} />
      <ErrorNotice error={pages.error} onRetry={() => pages.refetch()} />
      {pages.isPending && <Loading />}
      {pages.isSuccess && looks.length === 0 && <EmptyState title={w('looksNone')} text={w('looksNoneText')} />}
      {looks.length > 0 && (
        <Panel>
          <LookList looks={looks} />
          <MorePages of={pages} />
        </Panel>
      )}
    </>
  )
}
