import { useNavigate } from '@tanstack/react-router'
import { urlOf } from '../../platform/ui/client.ts'
import { Button } from '../../platform/ui/controls.tsx'
import { ErrorNotice } from '../../platform/ui/feedback.tsx'
import { A, Panel } from '../../platform/ui/layout.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { useAct } from '../../platform/ui/query.ts'
import { useMay } from '../../platform/ui/session.tsx'
import { documentContract } from './document.contract.ts'
import { type DocumentCopy, type DocumentSummary, type Volume, volumes } from './document.schema.ts'
import { volumeWords } from './document.words.ts'
import { documentCopyContract } from './document-copy.contract.ts'
import { documentWords } from './document-page.words.ts'

type Entry = { id: string; as: 'original' | 'copy' | 'pointer'; volume: Volume; section: string; place: number }
type Filed = { documents: readonly DocumentSummary[]; copies: readonly DocumentCopy[]; archive: readonly Entry[] }

/** How the papers lie in the file, volume by volume, in the order of the article. */
export function DocumentArchive({ proceedingId, documents, copies, archive }: Filed & { proceedingId: string }) {
  const w = useWords(documentWords)
  const say = useSay()
  const may = useMay()
  const shown = volumes.filter((volume) => volume !== 'confidential' || archive.some((one) => one.volume === volume))
  return (
    <Panel title={w('archive')} id="archive">
      <p className="small soft">{w('archiveLead')}</p>
      {shown.map((volume) => {
        const entries = archive.filter((one) => one.volume === volume)
        return (
          <section key={volume}>
            <h3>{say(volumeWords[volume])}</h3>
            {entries.length === 0 && <p className="soft">{w('archiveEmpty')}</p>}
            <ol>
              {entries.map((entry) => (
                <li key={`${entry.as}${entry.id}`}>
                  <FiledPaper entry={entry} documents={documents} copies={copies} />{' '}
                  <span className="small soft">{entry.section}</span>
                </li>
              ))}
            </ol>
            {may('document.draft') && entries.length > 0 && (
              <VolumePapers proceedingId={proceedingId} volume={volume} />
            )}
          </section>
        )
      })}
    </Panel>
  )
}

function FiledPaper({ entry, documents, copies }: Omit<Filed, 'archive'> & { entry: Entry }) {
  const w = useWords(documentWords)
  const document = documents.find(({ id }) => id === entry.id)
  const copy = copies.findLast(({ documentId, purpose }) => documentId === entry.id && purpose === 'file')
  if (entry.as === 'copy' && copy)
    return (
      <a href={urlOf(documentCopyContract.file, { id: copy.id })}>
        {copy.title} {copy.number}（{w('asCopy')}）
      </a>
    )
  const name = `${document?.title ?? ''} ${document?.number ?? ''}`
  return entry.as === 'pointer' ? (
    <>
      {name}（{w('asPointer')}）
    </>
  ) : (
    <A to={`/documents/${entry.id}`}>{name}</A>
  )
}

const papers = [
  [54, 'cover'],
  [55, 'catalogue'],
  [56, 'endNote'],
] as const

/** Cover, table of papers and end note of a volume, as it stands now. */
function VolumePapers({ proceedingId, volume }: { proceedingId: string; volume: Volume }) {
  const w = useWords(documentWords)
  const say = useSay()
  const navigate = useNavigate()
  const draft = useAct(documentContract.draft, { onDone: ({ id }) => navigate({ to: `/documents/${id}` }) })
  return (
    <>
      <div className="actions">
        {papers.map(([form, name]) => (
          <Button
            key={form}
            isDisabled={draft.isPending}
            aria-label={`${w('makeVolumePaper', { what: w(name) })}（${say(volumeWords[volume])}）`}
            onPress={() => draft.mutate({ proceedingId, form, volume, confidential: volume === 'confidential' })}
          >
            {w('makeVolumePaper', { what: w(name) })}
          </Button>
        ))}
      </div>
      <ErrorNotice error={draft.error} />
    </>
  )
}
