import type { ReactNode } from 'react'
import { renderRichText } from '../../platform/documents/rich-text-html.ts'
import { formatBytes, formatDay, formatMoment } from '../../platform/ui/format.ts'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { localised, PageTools } from '../../platform/ui/public-layout.tsx'
import { inForceOn } from './publication.rules.ts'
import type { PublicationComment, PublicationKind, PublicationText, PublicationVersion } from './publication.schema.ts'
import { kindWords, markWords, versionStateWords } from './publication.words.ts'
import { publicationPageWords } from './publication-page.words.ts'

export type ShownAttachment = { readonly id: string; readonly name: string; readonly sizeBytes: number }
export type ShownComment = Pick<PublicationComment, 'name' | 'body' | 'reply' | 'receivedAt'>

type Props = {
  readonly kind: PublicationKind
  readonly slug: string
  readonly version: PublicationVersion
  readonly versions: readonly Pick<PublicationVersion, 'number' | 'state' | 'publishedAt' | 'reason'>[]
  readonly attachments: readonly ShownAttachment[]
  readonly comments: readonly ShownComment[]
  readonly today: string
  /** A revision of it that is open for comment. */
  readonly draftClosesOn: string | null
}

export function PublicationOne({ kind, slug, version, versions, attachments, comments, today, draftClosesOn }: Props) {
  const w = useWords(publicationPageWords)
  const locale = useLocale()
  return (
    <article>
      <KindLink kind={kind} />
      <h1 lang="zh-CN">{version.title}</h1>
      <Standing slug={slug} version={version} />
      {draftClosesOn && (
        <p className="notice">
          {w('newDraftNotice', { day: formatDay(draftClosesOn, locale) })}{' '}
          <a href={localised(`/publications/${slug}/comment`, locale)}>{w('readDraft')}</a>
        </p>
      )}
      <PageTools />
      <TextBody text={version} />
      <Attachments attachments={attachments} />
      <Details text={version} today={today}>
        <Pair name={w('version')}>{w('versionNumber', { number: version.number })}</Pair>
        <Pair name={w('publishedAt')}>{formatMoment(version.publishedAt, locale)}</Pair>
        <Pair name={w('digest')}>
          <code>{version.digest}</code>
        </Pair>
      </Details>
      {comments.length > 0 && <Comments comments={comments} />}
      {versions.length > 1 && <Versions slug={slug} versions={versions} here={version.number} />}
    </article>
  )
}

export function KindLink({ kind }: { kind: PublicationKind }) {
  const say = useSay()
  const locale = useLocale()
  return (
    <p className="small">
      <a href={localised(`/publications?kind=${kind}`, locale)}>‹ {say(kindWords[kind])}</a>
    </p>
  )
}

function Standing({ slug, version }: Pick<Props, 'slug' | 'version'>) {
  const w = useWords(publicationPageWords)
  const locale = useLocale()
  if (version.state === 'superseded')
    return (
      <p className="notice warn">
        {w('supersededNotice')} <a href={localised(`/publications/${slug}`, locale)}>{w('toCurrent')}</a>
      </p>
    )
  if (version.state === 'repealed' && version.endedAt)
    return (
      <p className="notice bad">
        {w('repealedNotice', { day: formatMoment(version.endedAt, locale), reason: version.endReason })}
      </p>
    )
  return null
}

/** The text itself, made from the closed format: nothing in it was ever markup. */
export function TextBody({ text }: { text: Pick<PublicationText, 'summary' | 'body'> }) {
  return (
    <div className="prose" data-readable="" lang="zh-CN">
      {text.summary && <p className="lead">{text.summary}</p>}
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: built sign by sign from the closed rich-text format */}
      <div dangerouslySetInnerHTML={{ __html: renderRichText(text.body) }} />
    </div>
  )
}

const Pair = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)

export function Details({ text, today, children }: { text: PublicationText; today: string; children?: ReactNode }) {
  const w = useWords(publicationPageWords)
  const say = useSay()
  const locale = useLocale()
  const applies = inForceOn(text, today)
  return (
    <section>
      <h2>{w('details')}</h2>
      <dl className="key-values">
        {text.documentNumber && <Pair name={w('documentNumber')}>{text.documentNumber}</Pair>}
        {text.issuingBody && <Pair name={w('issuingBody')}>{text.issuingBody}</Pair>}
        {text.issuedOn && <Pair name={w('issuedOn')}>{formatDay(text.issuedOn, locale)}</Pair>}
        {text.inForceFrom && <Pair name={w('inForceFrom')}>{formatDay(text.inForceFrom, locale)}</Pair>}
        {text.inForceTo && <Pair name={w('inForceTo')}>{formatDay(text.inForceTo, locale)}</Pair>}
        {applies !== null && (
          <Pair name={w('status')}>
            {applies ? w('forceNow') : text.inForceFrom && text.inForceFrom > today ? w('notYet') : w('notAnyMore')}
          </Pair>
        )}
        <Pair name={w('provenance')}>
          【{text.mark}】{say(markWords[text.mark])}
        </Pair>
        {text.source && <Pair name={w('source')}>{text.source}</Pair>}
        {children}
      </dl>
    </section>
  )
}

export function Attachments({ attachments }: { attachments: readonly ShownAttachment[] }) {
  const w = useWords(publicationPageWords)
  const locale = useLocale()
  if (attachments.length === 0) return null
  return (
    <section>
      <h2>{w('attachments')}</h2>
      <ul className="list">
        {attachments.map(({ id, name, sizeBytes }) => (
          <li key={id}>
            <a href={`/api/attachments/${id}/content`}>{name}</a>{' '}
            <span className="small">{formatBytes(sizeBytes, locale)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

export function Comments({ comments }: { comments: readonly ShownComment[] }) {
  const w = useWords(publicationPageWords)
  const locale = useLocale()
  return (
    <section>
      <h2>{w('comments')}</h2>
      {comments.length === 0 && <p>{w('noComments')}</p>}
      <ul className="list">
        {comments.map(({ name, body, reply, receivedAt }) => (
          <li key={receivedAt + body}>
            <p className="small soft">
              {name || w('anonymous')} · {formatMoment(receivedAt, locale)}
            </p>
            <p>{body}</p>
            {reply && (
              <blockquote className="notice good">
                <strong>{w('reply')}</strong> {reply}
              </blockquote>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Versions({ slug, versions, here }: { slug: string; versions: Props['versions']; here: number }) {
  const w = useWords(publicationPageWords)
  const say = useSay()
  const locale = useLocale()
  return (
    <section>
      <h2>{w('versions')}</h2>
      <ol className="list">
        {versions.map(({ number, state, publishedAt, reason }) => (
          <li key={number}>
            <a
              href={localised(`/publications/${slug}/versions/${number}`, locale)}
              aria-current={number === here ? 'page' : undefined}
            >
              {w('versionNumber', { number })}
            </a>{' '}
            <span className="small">
              {[say(versionStateWords[state]), formatMoment(publishedAt, locale), reason].filter(Boolean).join(' · ')}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
