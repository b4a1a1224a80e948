import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { ApiError } from '../../platform/ui/client.ts'
import { Button, CheckGroup } from '../../platform/ui/controls.tsx'
import { ErrorNotice, Loading, Notice } from '../../platform/ui/feedback.tsx'
import { PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import { todayHere } from '../../platform/ui/moment.ts'
import { PdfStatus, usePdfLabel } from '../../platform/ui/pdf/pdf-status.tsx'
import { saveBlob } from '../../platform/ui/save-file.ts'
import { useVaultRoom } from '../vault/room.client.ts'
import { SealedRoom } from '../vault/sealed-room.part.tsx'
import { fileNameOf, numbered, type PaperFile } from './paper-files.rules.ts'
import { type BundleProgress, bundleOf, type Format } from './paper-files.ts'
import { bundleWords } from './paper-files.words.ts'
import { missingFields } from './template.rules.ts'
import type { Templates } from './template.schema.ts'
import { usePapers, useTemplates } from './use-papers.ts'

/** Several papers of the firm as one ZIP, with a table of contents; made in this browser. */
export default function PaperBundlePage() {
  const w = useWords(bundleWords)
  return (
    <>
      <PageHeader back={{ to: '/papers', text: w('back') }} title={w('title')} lead={w('lead')} />
      <SealedRoom>
        <Loaded />
      </SealedRoom>
    </>
  )
}

function Loaded() {
  const w = useWords(bundleWords)
  const papers = usePapers()
  const content = useTemplates()
  const here = useVaultRoom()
  if (papers.error) return <ErrorNotice error={papers.error} onRetry={() => papers.refetch()} />
  if (!papers.isOpen || !content || !here.data) return <Loading />
  const files = papers.list.flatMap(({ id, value }): PaperFile[] => {
    const template = content.templates.find((one) => one.id === value.templateId)
    return template ? [{ id, paper: value, template }] : []
  })
  if (files.length === 0) return <p className="hint">{w('none')}</p>
  return <Bundle content={content} company={here.data.organisation.name} files={numbered(content, files)} />
}

function Bundle({ content, company, files }: { content: Templates; company: string; files: readonly PaperFile[] }) {
  const w = useWords(bundleWords)
  const [left, setLeft] = useState<readonly string[]>([])
  const [formats, setFormats] = useState<readonly Format[]>(['docx', 'pdf'])
  const [progress, setProgress] = useState<BundleProgress | null>(null)
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])
  const chosen = files.filter(({ id }) => !left.includes(id))
  const make = useMutation<string | null, ApiError, void>({
    mutationFn: async () => {
      const abort = new AbortController()
      running.current = abort
      const today = Temporal.PlainDate.from(todayHere())
      const zip = await bundleOf({ content, company, today }, chosen, formats, {
        signal: abort.signal,
        onProgress: setProgress,
      })
      if (!zip) return null
      const name = `${fileNameOf(w('zipName', { company, on: today }))}.zip`
      saveBlob(zip, name)
      return name
    },
    onSettled: () => setProgress(null),
  })
  const label = w('make', { n: chosen.length })
  const labelWithPdf = usePdfLabel(label)
  const choose = (wanted: (file: PaperFile) => boolean) =>
    setLeft(files.filter((file) => !wanted(file)).map(({ id }) => id))
  return (
    <Panel>
      <CheckGroup
        label={w('papers', { n: chosen.length, of: files.length })}
        options={files.map((file) => ({ id: file.id, text: describe(w, file) }))}
        value={chosen.map(({ id }) => id)}
        onChange={(ids) => choose(({ id }) => ids.includes(id))}
      />
      <div className="actions">
        <Button kind="quiet" onPress={() => choose(() => true)}>
          {w('all')}
        </Button>
        <Button kind="quiet" onPress={() => choose(({ paper }) => paper.state === 'approved')}>
          {w('onlyApproved')}
        </Button>
        <Button kind="quiet" onPress={() => choose(() => false)}>
          {w('noneChosen')}
        </Button>
      </div>
      <CheckGroup<Format>
        label={w('formats')}
        options={[
          { id: 'docx', text: w('docxFormat') },
          { id: 'pdf', text: w('pdfFormat') },
        ]}
        value={formats}
        onChange={setFormats}
      />
      <ErrorNotice error={make.error} />
      {make.isSuccess && !make.isPending && (
        <Notice kind={make.data === null ? 'info' : 'good'}>
          {make.data === null ? w('stopped') : w('done', { name: make.data })}
        </Notice>
      )}
      <div className="actions">
        <Button
          kind="primary"
          isDisabled={chosen.length === 0 || formats.length === 0 || make.isPending}
          onPress={() => make.mutate()}
        >
          {formats.includes('pdf') ? labelWithPdf : label}
        </Button>
        {make.isPending && <Button onPress={() => running.current?.abort()}>{w('stop')}</Button>}
      </div>
      {progress && <Progress progress={progress} />}
    </Panel>
  )
}

type Say = ReturnType<typeof useWords<typeof bundleWords>>
function describe(w: Say, { paper, template }: PaperFile): string {
  const n = paper.state === 'approved' ? 0 : missingFields(template, paper).length
  const state = paper.state === 'approved' ? w('approved') : n > 0 ? w('draftMissing', { n }) : w('draft')
  return w('paper', { title: paper.title, version: paper.version, state })
}

function Progress({ progress: { done, of, title, pdf } }: { progress: BundleProgress }) {
  const w = useWords(bundleWords)
  if (pdf?.at === 'loading') return <PdfStatus progress={pdf} />
  return (
    <p className="hint">
      <progress max={of} value={done} aria-label={w('progress')} />{' '}
      {w('making', { n: Math.min(done + 1, of), of, title })}
    </p>
  )
}
