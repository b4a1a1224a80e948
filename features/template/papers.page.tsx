import { pairOf } from '../../core/content.ts'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { ErrorNotice, Loading, Notice } from '../../platform/ui/feedback.tsx'
import { formatDay } from '../../platform/ui/format.ts'
import { A, Badge, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { useSent } from '../vault/answers.client.ts'
import type { Entry } from '../vault/records.client.ts'
import { roomWords } from '../vault/room.words.ts'
import { SealedRoom } from '../vault/sealed-room.part.tsx'
import { countOf, handingsOf, standingOf, versionInForce } from './handing.rules.ts'
import type { FirmPaper, Templates } from './template.schema.ts'
import { papersWords } from './template.words.ts'
import { usePapers, useTemplates } from './use-papers.ts'

export default function PapersPage() {
  const w = useWords(papersWords)
  return (
    <>
      <PageHeader title={w('title')} lead={w('lead')}>
        <A to="/papers/set" className="button primary">
          {w('makeSet')}
        </A>
        <A to="/papers/bundle" className="button">
          {w('bundle')}
        </A>
      </PageHeader>
      <SealedRoom>
        <Papers />
      </SealedRoom>
    </>
  )
}

function Papers() {
  const w = useWords(papersWords)
  const rooms = useWords(roomWords)
  const papers = usePapers()
  const content = useTemplates()
  if (papers.error) return <ErrorNotice error={papers.error} onRetry={() => papers.refetch()} />
  if (!papers.isOpen || !content) return <Loading />
  return (
    <>
      {papers.unreadable.length > 0 && (
        <Notice kind="bad">{rooms('unreadable', { n: papers.unreadable.length })}</Notice>
      )}
      <Panel title={w('ours')}>
        {papers.list.length === 0 ? (
          <p className="hint">{w('oursEmpty')}</p>
        ) : (
          <Ours papers={papers.list} content={content} />
        )}
      </Panel>
      <Catalogue papers={papers.list} content={content} />
    </>
  )
}

function Ours({ papers, content }: { papers: readonly Entry<FirmPaper>[]; content: Templates }) {
  const w = useWords(papersWords)
  const say = useSay()
  const locale = useLocale()
  const { sent } = useSent()
  const kindOf = ({ templateId }: FirmPaper) => {
    const template = content.templates.find(({ id }) => id === templateId)
    const kind = content.kinds.find(({ id }) => id === template?.kind)
    return kind ? say(pairOf(kind.name)) : '—'
  }
  const acknowledged = ({ id, value }: Entry<FirmPaper>) => {
    const version = versionInForce(value)
    const standing = version === null || !sent ? [] : standingOf(version, handingsOf(id, value, sent))
    if (standing.length === 0) return '—'
    const objected = countOf(standing, 'objected')
    return (
      <>
        {w('acknowledgedOf', { version, n: countOf(standing, 'acknowledged'), of: standing.length })}{' '}
        {objected > 0 && <Badge tone="bad">{w('objected', { n: objected })}</Badge>}
      </>
    )
  }
  return (
    <DataTable
      caption={w('ours')}
      rows={papers.toSorted((a, b) => (a.value.templateId < b.value.templateId ? -1 : 1))}
      keyOf={({ id }) => id}
      columns={[
        {
          key: 'name',
          title: w('name'),
          kind: 'main',
          cell: ({ id, value }) => <A to={`/papers/${id}`}>{value.title}</A>,
        },
        { key: 'kind', title: w('kind'), cell: ({ value }) => kindOf(value) },
        { key: 'version', title: w('version'), cell: ({ value }) => value.version },
        {
          key: 'state',
          title: w('state'),
          cell: ({ value }) => (
            <>
              <Badge tone={value.state === 'approved' ? 'good' : 'plain'}>{w(value.state)}</Badge>
              {value.templateVersion !== content.version && <Badge tone="warn">{w('newerTemplate')}</Badge>}
            </>
          ),
        },
        {
          key: 'approvedOn',
          title: w('approvedOn'),
          cell: ({ value }) => {
            const last = value.approvals.at(-1)
            if (!last) return '—'
            const on = formatDay(last.approvedOn, locale)
            return value.state === 'approved' ? on : w('approvedBefore', { n: last.version, on })
          },
        },
        { key: 'acknowledged', title: w('acknowledged'), cell: acknowledged },
      ]}
    />
  )
}

function Catalogue({ papers, content }: { papers: readonly Entry<FirmPaper>[]; content: Templates }) {
  const w = useWords(papersWords)
  const say = useSay()
  return (
    <Panel title={w('catalogue')}>
      <p className="hint">{say(pairOf(content.intro))}</p>
      {content.kinds.map(({ id: kind, name }) => (
        <section key={kind} aria-label={say(pairOf(name))}>
          <h3>{say(pairOf(name))}</h3>
          <ul className="lines">
            {content.templates
              .filter((template) => template.kind === kind)
              .map(({ id, title, purpose }) => {
                const made = papers.filter(({ value }) => value.templateId === id).length
                return (
                  <li key={id}>
                    <A to={`/papers/make/${id}`}>{w('fillInOne', { title: say(pairOf(title)) })}</A>{' '}
                    {made > 0 && <Badge>{w('made', { n: made })}</Badge>}
                    <p className="small">{say(pairOf(purpose))}</p>
                  </li>
                )
              })}
          </ul>
        </section>
      ))}
    </Panel>
  )
}
