import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { callDoor } from '../../platform/ui/client.ts'
import { Button } from '../../platform/ui/controls.tsx'
import { ReasonDialog } from '../../platform/ui/dialog.tsx'
import { ErrorNotice, Loading, Notice } from '../../platform/ui/feedback.tsx'
import { Badge, PageHeader } from '../../platform/ui/layout.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import type { Entry } from '../vault/records.client.ts'
import { useKeyWork } from '../vault/room.client.ts'
import { sealedContract } from '../vault/sealed.contract.ts'
import { SealedRoom } from '../vault/sealed-room.part.tsx'
import { PaperDesk } from './paper-desk.part.tsx'
import type { FirmPaper } from './template.schema.ts'
import { papersWords, paperWords } from './template.words.ts'
import { usePapers, useTemplates } from './use-papers.ts'

export default function PaperPage() {
  return (
    <SealedRoom header={<Header />}>
      <Opened />
    </SealedRoom>
  )
}

function Header() {
  const w = useWords(paperWords)
  const papers = useWords(papersWords)
  return <PageHeader back={{ to: '/papers', text: papers('back') }} title={w('title')} />
}

function Opened() {
  const w = useWords(paperWords)
  const words = useWords(papersWords)
  const { id } = useParams({ strict: false }) as { id: string }
  const papers = usePapers()
  const content = useTemplates()
  if (papers.error) return <ErrorNotice error={papers.error} onRetry={() => papers.refetch()} />
  if (!papers.isOpen || !content) return <Loading />
  const entry = papers.entries.get(id)
  const template = content.templates.find((one) => one.id === entry?.value.templateId)
  if (!entry || !template)
    return (
      <>
        <Header />
        <Notice kind="warn">{w(entry ? 'noTemplate' : 'missing')}</Notice>
      </>
    )
  return (
    <>
      <PageHeader
        back={{ to: '/papers', text: words('back') }}
        title={entry.value.title}
        lead={
          <>
            {words('version')} {entry.value.version}{' '}
            <Badge tone={entry.value.state === 'approved' ? 'good' : 'plain'}>{words(entry.value.state)}</Badge>
          </>
        }
      />
      <PaperDesk
        key={id}
        id={id}
        seen={entry.revision}
        first={entry.value}
        content={content}
        template={template}
        save={papers.save}
      />
      {entry.value.approvals.length === 0 && <Remove entry={entry} />}
    </>
  )
}

function Remove({ entry }: { entry: Entry<FirmPaper> }) {
  const w = useWords(paperWords)
  const navigate = useNavigate()
  const [asking, setAsking] = useState(false)
  const remove = useKeyWork(
    () => callDoor(sealedContract.remove, { collection: 'document', id: entry.id, revision: entry.revision }),
    { onDone: () => navigate({ to: '/papers' }) },
  )
  return (
    <p className="no-print">
      <Button kind="quiet" onPress={() => setAsking(true)}>
        {w('remove')}
      </Button>
      <ReasonDialog
        title={w('remove')}
        text={w('removeText')}
        open={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => remove.mutate(undefined)}
        confirm={w('remove')}
        needsReason={false}
        danger
        error={remove.error}
        pending={remove.isPending}
      />
    </p>
  )
}
