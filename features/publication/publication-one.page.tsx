import { useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { richTextToPlain } from '../../core/rich-text.ts'
import { commonWords } from '../../platform/ui/common.words.ts'
import { ErrorNotice, Loading } from '../../platform/ui/feedback.tsx'
import { formatDay, formatMoment } from '../../platform/ui/format.ts'
import { A, Badge, KeyValues, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { useDoor } from '../../platform/ui/query.ts'
import { useMay } from '../../platform/ui/session.tsx'
import { AttachmentList } from '../attachment/attachment.part.tsx'
import { publicationContract } from './publication.contract.ts'
import type { PastAct, PublicationDraft, PublicationVersion } from './publication.schema.ts'
import { actWords, kindWords, markWords, stateWords, versionStateWords } from './publication.words.ts'
import { PublicationActs } from './publication-acts.tsx'
import { differenceBetween } from './publication-difference.rules.ts'
import { publicationEditorWords } from './publication-editor.words.ts'

export default function Publication() {
  const { id = '' } = useParams({ strict: false })
  const w = useWords(publicationEditorWords)
  const common = useWords(commonWords)
  const say = useSay()
  const may = useMay()
  const { data, error, refetch } = useDoor(publicationContract.read, { id })
  if (error) return <ErrorNotice error={error} onRetry={() => refetch()} />
  if (!data) return <Loading />
  const { text, attachments, acts, versions, openActs, undecidedComments } = data
  const current = versions.find(({ number }) => number === text.currentVersion)
  const settled = text.state === 'published' || text.state === 'repealed'
  return (
    <>
      <PageHeader
        back={{ to: '/publications', text: w('texts') }}
        title={text.title}
        lead={
          <>
            {say(kindWords[text.kind])} · <Badge tone="info">{say(stateWords[text.state])}</Badge>
          </>
        }
      >
        {text.state === 'draft' && may('publication.write') && (
          <A to={`/publications/${id}/edit`} className="button">
            {w('edit')}
          </A>
        )}
        <a className="button" href={`/publications/preview/${id}`} target="_blank" rel="noreferrer">
          {w('preview')}
        </a>
        {current && (
          <a className="button" href={`/publications/${text.slug}`}>
            {w('publicPage')}
          </a>
        )}
        <A to={`/publications/${id}/comments`} className="button">
          {w('comments')}
          {undecidedComments > 0 && ` (${w('waiting', { count: undecidedComments })})`}
        </A>
      </PageHeader>
      <PublicationActs text={text} openActs={openActs} />
      {!settled && <Difference current={current} text={text} />}
      <About text={text} />
      {attachments.length > 0 && (
        <Panel title={common('attachments')}>
          <AttachmentList attachments={attachments} />
        </Panel>
      )}
      {versions.length > 0 && <Versions slug={text.slug} versions={versions} />}
      <Acts acts={acts} />
    </>
  )
}

function About({ text }: { text: PublicationDraft }) {
  const w = useWords(publicationEditorWords)
  const say = useSay()
  const locale = useLocale()
  const day = (value: string | null) => (value ? formatDay(value, locale) : '')
  const pairs: (readonly [string, ReactNode])[] = [
    [w('summary'), text.summary],
    [w('documentNumber'), text.documentNumber],
    [w('issuingBody'), text.issuingBody],
    [w('issuedOn'), day(text.issuedOn)],
    [w('inForceFrom'), day(text.inForceFrom)],
    [w('inForceTo'), day(text.inForceTo)],
    [w('mark'), `【${text.mark}】${say(markWords[text.mark])}`],
    [w('source'), text.source],
    [w('reasonGiven'), text.reason],
    [w('period'), text.commentOpensOn ? `${day(text.commentOpensOn)} – ${day(text.commentClosesOn)}` : ''],
    [w('slug'), <code key="slug">/publications/{text.slug}</code>],
  ]
  return (
    <Panel>
      <KeyValues pairs={pairs.filter(([, value]) => value !== '')} />
    </Panel>
  )
}

/** What a reviewer must see: which paragraphs are new, which are gone. Signs and words say it, not colour alone. */
function Difference({ current, text }: { current: PublicationVersion | undefined; text: PublicationDraft }) {
  const w = useWords(publicationEditorWords)
  const lines = (one: { title: string; summary: string; body: PublicationDraft['body'] }) =>
    [one.title, one.summary, ...richTextToPlain(one.body).split('\n')].filter((line) => line !== '')
  if (!current)
    return (
      <Panel title={w('body')}>
        <p className="soft">{w('firstVersion')}</p>
        <div lang="zh-CN">
          {lines(text).map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a text have no other name
            <p key={index}>{line}</p>
          ))}
        </div>
      </Panel>
    )
  const changes = differenceBetween(lines(current), lines(text))
  return (
    <Panel title={w('difference')}>
      {changes.every(({ kind }) => kind === 'same') && <p>{w('noDifference')}</p>}
      <div lang="zh-CN">
        {changes.map(({ kind, text: line }, index) => {
          const key = `${index}${kind}`
          if (kind === 'same') return <p key={key}>{line}</p>
          const word = <Badge tone={kind === 'added' ? 'good' : 'bad'}>{w(kind)}</Badge>
          return (
            <p key={key}>
              {word} {kind === 'added' ? <ins>{line}</ins> : <del>{line}</del>}
            </p>
          )
        })}
      </div>
    </Panel>
  )
}

function Versions({ slug, versions }: { slug: string; versions: readonly PublicationVersion[] }) {
  const w = useWords(publicationEditorWords)
  const say = useSay()
  const locale = useLocale()
  return (
    <Panel title={w('versions')}>
      <ul className="list">
        {versions.map(({ number, state, publishedAt, reason, digest, endReason }) => (
          <li key={number}>
            <a href={`/publications/${slug}/versions/${number}`}>{w('versionNumber', { number })}</a>{' '}
            <span className="small soft">
              {[say(versionStateWords[state]), formatMoment(publishedAt, locale), reason, endReason]
                .filter(Boolean)
                .join(' · ')}
            </span>
            <br />
            <span className="small soft">
              {w('digest')} <code>{digest}</code>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Acts({ acts }: { acts: readonly PastAct[] }) {
  const w = useWords(publicationEditorWords)
  const say = useSay()
  const locale = useLocale()
  const isKnown = (act: string): act is keyof typeof actWords => act in actWords
  return (
    <Panel title={w('acts')}>
      <ol className="list">
        {acts.map(({ act, by, doneAt, note, round }) => (
          <li key={doneAt + act}>
            <strong>{isKnown(act) ? say(actWords[act]) : act}</strong> · {w('versionNumber', { number: round })} ·{' '}
            {by ?? '—'} <span className="small soft">{formatMoment(doneAt, locale)}</span>
            {note && <p>{note}</p>}
          </li>
        ))}
      </ol>
    </Panel>
  )
}
