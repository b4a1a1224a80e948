import { useParams } from '@tanstack/react-router'
import type { FormFacts } from '../../core/form-facts.ts'
import { ErrorNotice, Loading } from '../../platform/ui/feedback.tsx'
import { A, Badge, PageHeader } from '../../platform/ui/layout.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { useDoor } from '../../platform/ui/query.ts'
import { documentContract } from './document.contract.ts'
import { stateTones } from './document.part.tsx'
import type { DocumentView } from './document.schema.ts'
import { stateWords, volumeWords } from './document.words.ts'
import { DocumentDraft } from './document-draft.tsx'
import { DocumentIssued } from './document-issued.tsx'
import { documentWords } from './document-page.words.ts'

/** One document: a draft to be filled, or what was issued. */
export default function OneDocument() {
  const { id = '' } = useParams({ strict: false })
  const { data, error, refetch } = useDoor(documentContract.read, { id })
  const w = useWords(documentWords)
  if (error)
    return (
      <>
        <PageHeader title={w('documents')} />
        <ErrorNotice error={error} onRetry={() => refetch()} />
      </>
    )
  if (!data) return <Loading />
  const { document } = data
  return (
    <>
      <DocumentHeader view={data} />
      {document.state === 'draft' ? <DocumentDraft key={document.id} view={data} /> : <DocumentIssued view={data} />}
    </>
  )
}

function DocumentHeader({ view: { document, filled } }: { view: DocumentView }) {
  const w = useWords(documentWords)
  const say = useSay()
  const { title, state, number, confidential, matterLink } = document
  return (
    <PageHeader
      title={title}
      lead={
        <>
          {caseName(filled)} {number && `· ${number} `}
          <Badge tone={stateTones[state]}>{say(stateWords[state])}</Badge>{' '}
          {confidential && <Badge tone="warn">{say(volumeWords.confidential)}</Badge>}
        </>
      }
    >
      {matterLink && (
        <A to={matterLink.replace(/^\/app/, '')} className="button">
          {w('backToMatter')}
        </A>
      )}
    </PageHeader>
  )
}

const caseName = ({ caseName: name }: FormFacts): string => (typeof name === 'string' ? name : '')
