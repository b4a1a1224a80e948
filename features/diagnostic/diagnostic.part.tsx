import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { pairOf, type Said } from '../../core/content.ts'
import { ErrorNotice, Loading, Notice } from '../../platform/ui/feedback.tsx'
import { PageHeader } from '../../platform/ui/layout.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { articleOf } from '../template/template-source.rules.ts'
import { roomWords } from '../vault/room.words.ts'
import type { OpenRound } from './assessment.rules.ts'
import type { SelfAssessment } from './diagnostic.schema.ts'
import { homeWords, roundWords } from './diagnostic-page.words.ts'
import { type Assessments, useAssessments, useSelfAssessment } from './use-diagnostic.ts'

/** Text of the content file in the reader's language. */
export function useSaid() {
  const say = useSay()
  return (said: Said) => say(pairOf(said))
}

/** Waits for the questions and for what the vault has of answers, and says what could not be opened. */
export function Opened({ children }: { children: (content: SelfAssessment, assessments: Assessments) => ReactNode }) {
  const rooms = useWords(roomWords)
  const content = useSelfAssessment()
  const assessments = useAssessments()
  const { records } = assessments
  if (content.error) return <ErrorNotice error={content.error} onRetry={() => content.refetch()} />
  if (records.error) return <ErrorNotice error={records.error} onRetry={() => records.refetch()} />
  if (!content.data || !records.isOpen) return <Loading />
  return (
    <>
      {records.unreadable.length > 0 && (
        <Notice kind="bad">{rooms('unreadable', { n: records.unreadable.length })}</Notice>
      )}
      {children(content.data, assessments)}
    </>
  )
}

/** One round by its id, with the ways between its pages. */
export function OneRound({
  id,
  children,
}: {
  id: string
  children: (content: SelfAssessment, open: OpenRound, assessments: Assessments) => ReactNode
}) {
  const w = useWords(homeWords)
  return (
    <Opened>
      {(content, assessments) => {
        const open = assessments.rounds.find((one) => one.id === id)
        if (!open) return <Notice kind="warn">{w('missing')}</Notice>
        const { contentVersion } = open.round
        return (
          <>
            <RoundTabs id={id} />
            {contentVersion !== content.version && (
              <Notice kind="warn">{w('otherVersion', { old: contentVersion, now: content.version })}</Notice>
            )}
            {children(content, open, assessments)}
          </>
        )
      }}
    </Opened>
  )
}

export function RoundHeader() {
  const w = useWords(homeWords)
  const rounds = useWords(roundWords)
  return <PageHeader back={{ to: '/diagnostic', text: rounds('back') }} title={w('title')} />
}

function RoundTabs({ id }: { id: string }) {
  const w = useWords(roundWords)
  const tabs = [
    { to: `/diagnostic/${id}`, text: w('answering') },
    { to: `/diagnostic/${id}/sections`, text: w('sections') },
    { to: `/diagnostic/${id}/result`, text: w('result') },
  ]
  return (
    <nav className="tabs no-print" aria-label={w('pages')}>
      {tabs.map(({ to, text }) => (
        <Link key={to} to={to} activeOptions={{ exact: true, includeSearch: false }}>
          {text}
        </Link>
      ))}
    </nav>
  )
}

/** Where a question or element comes from, each with how far it was checked. */
export function Sources({ content, refs }: { content: SelfAssessment; refs: readonly string[] }) {
  const said = useSaid()
  const say = useSay()
  const w = useWords(roundWords)
  return (
    <p className="source">
      {w('sources')}：
      {refs
        .map((ref) => {
          const { key, article } = articleOf(ref, content.sourceList)
          const source = content.sourceList[key]
          if (!source) return ref
          const legend = content.sourceCheckLegend[source.checked]
          return `${said(source.title)}${say(article)}${legend ? `（${said(legend)}）` : ''}`
        })
        .join('；')}
    </p>
  )
}

/** Keeps a number of rows at first. */
export function useFirst<T>(rows: readonly T[], count: number) {
  const [all, setAll] = useState(false)
  return {
    shown: all ? rows : rows.slice(0, count),
    hidden: all ? 0 : Math.max(0, rows.length - count),
    showAll: () => setAll(true),
  }
}
