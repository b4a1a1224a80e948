import { EmptyState } from '../../platform/ui/feedback.tsx'
import { PageHeader } from '../../platform/ui/layout.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import { PagedList } from '../../platform/ui/paged-list.tsx'
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
      <PagedList of={pages} rows={looks} empty={<EmptyState title={w('looksNone')} text={w('looksNoneText')} />}>
        <LookList looks={looks} />
      </PagedList>
    </>
  )
}
