import { formatDay } from '../../platform/ui/format.ts'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { PlainField } from '../../platform/ui/plain-field.tsx'
import { localised, PageTools } from '../../platform/ui/public-layout.tsx'
import type { PublicationDraft } from './publication.schema.ts'
import {
  Attachments,
  Comments,
  Details,
  KindLink,
  type ShownAttachment,
  type ShownComment,
  TextBody,
} from './publication-one.public.tsx'
import { publicationPageWords } from './publication-page.words.ts'

type Typed = { readonly name: string; readonly body: string }
type Props = {
  readonly text: PublicationDraft
  readonly attachments: readonly ShownAttachment[]
  readonly comments: readonly ShownComment[]
  readonly today: string
  readonly open: boolean
  /** What was sent and could not be taken, to be corrected. */
  readonly refused?: Typed
}

/** A draft that the public may comment on, and the form to do it: plain HTML, no account, no script. */
export function DraftForComment({ text, attachments, comments, today, open, refused }: Props) {
  const w = useWords(publicationPageWords)
  const locale = useLocale()
  const day = (value: string | null) => (value ? formatDay(value, locale) : '')
  return (
    <article>
      <KindLink kind={text.kind} />
      <h1>
        <span lang="zh-CN">{text.title}</span> <small>({w('draftTitle')})</small>
      </h1>
      <p className="notice warn">
        {w('draftNotice', { opens: day(text.commentOpensOn), closes: day(text.commentClosesOn) })}
      </p>
      <PageTools />
      <TextBody text={text} />
      <Attachments attachments={attachments} />
      {open && <CommentForm slug={text.slug} refused={refused} />}
      <Comments comments={comments} />
      <Details text={text} today={today} />
    </article>
  )
}

function CommentForm({ slug, refused }: { slug: string; refused: Typed | undefined }) {
  const w = useWords(publicationPageWords)
  const locale = useLocale()
  return (
    <section>
      <h2 id="comment-form">{w('commentForm')}</h2>
      <p>{w('commentFormText')}</p>
      {refused && (
        <p className="notice bad" role="alert">
          {w('commentTooShort')}
        </p>
      )}
      <form method="post" action={localised(`/publications/${slug}/comment`, locale)} aria-labelledby="comment-form">
        <PlainField
          name="name"
          label={w('yourName')}
          hint={w('yourNameHint')}
          maxLength={60}
          autoComplete="name"
          defaultValue={refused?.name}
        />
        <div className="trap" aria-hidden="true">
          <label htmlFor="website">{w('leaveEmpty')}</label>
          <input id="website" name="website" tabIndex={-1} autoComplete="off" />
        </div>
        <PlainField
          name="body"
          label={w('yourComment')}
          hint={w('yourCommentHint')}
          required
          minLength={2}
          maxLength={4000}
          rows={8}
          aria-invalid={refused ? true : undefined}
          defaultValue={refused?.body}
        />
        <button type="submit" className="button primary">
          {w('sendComment')}
        </button>
      </form>
    </section>
  )
}

export function CommentReceived({ slug }: { slug: string }) {
  const w = useWords(publicationPageWords)
  const locale = useLocale()
  return (
    <>
      <h1>{w('receivedTitle')}</h1>
      <p className="notice good">{w('receivedText')}</p>
      <p>
        <a href={localised(`/publications/${slug}/comment`, locale)}>{w('backToDraft')}</a>
      </p>
    </>
  )
}

/** What an editor sees before anything is published. */
export function Preview({
  text,
  attachments,
  today,
}: {
  text: PublicationDraft
  attachments: readonly ShownAttachment[]
  today: string
}) {
  const w = useWords(publicationPageWords)
  return (
    <article>
      <p className="notice warn">{w('preview')}</p>
      <KindLink kind={text.kind} />
      <h1 lang="zh-CN">{text.title}</h1>
      <TextBody text={text} />
      <Attachments attachments={attachments} />
      <Details text={text} today={today} />
    </article>
  )
}
