import { useParams } from '@tanstack/react-router'
import { ErrorNotice, Loading } from '../../platform/ui/feedback.tsx'
import { PageHeader } from '../../platform/ui/layout.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import { useDoor } from '../../platform/ui/query.ts'
import { complaintContract } from './complaint.contract.ts'
import { ComplaintForm } from './complaint-form.tsx'
import { complaintPageWords } from './complaint-page.words.ts'
import { SentComplaint } from './complaint-sent.tsx'

/** One complaint: a form until it is sent, what became of it from then on. */
export default function Complaint() {
  const { id = '' } = useParams({ strict: false })
  const w = useWords(complaintPageWords)
  const { data, error, refetch } = useDoor(complaintContract.read, { id })
  const back = { to: '/complaints', text: w('complaints') }
  if (!data || data.complaint.id !== id)
    return (
      <>
        <PageHeader back={back} title={w('complaint')} />
        {error ? <ErrorNotice error={error} onRetry={() => refetch()} /> : <Loading />}
      </>
    )
  return data.complaint.sentAt === null ? (
    <ComplaintForm key={id} id={id} read={data} back={back} />
  ) : (
    <SentComplaint id={id} read={data} back={back} />
  )
}
