import type { ReactNode } from 'react'
import { z } from 'zod'
import { ApiError } from './client.ts'
import { commonWords } from './common.words.ts'
import { Button } from './controls.tsx'
import type { Draft } from './draft.ts'
import { useLocale, useWords } from './locale.tsx'

/** Conditions of the law that are not met, each with its article. */
const Unmet = z.array(z.object({ words: z.tuple([z.string(), z.string()]), source: z.string() }))

/** What the server refused with, in words; announced to screen readers. */
export function ErrorNotice({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const locale = useLocale()
  const w = useWords(commonWords)
  if (!error) return null
  if (!(error instanceof ApiError)) throw error
  const { message, issues, requestId, code } = error.reply
  const unmet = Unmet.safeParse(error.reply.detail?.unmet).data ?? []
  return (
    <div className="notice bad" role="alert">
      <p>{message[locale]}</p>
      {issues && issues.length > 0 && (
        <ul>
          {issues.map((issue) => (
            <li key={issue.field}>
              <code>{issue.field}</code> {issue.message[locale]}
            </li>
          ))}
        </ul>
      )}
      {unmet.length > 0 && (
        <ul>
          {unmet.map(({ words: [zh, en], source }) => (
            <li key={zh + source}>
              {locale === 'zh-CN' ? zh : en} <span className="source">{source}</span>
            </li>
          ))}
        </ul>
      )}
      {code === 'defect' && (
        <p className="small">
          {w('requestNumber')} <code>{requestId}</code>
        </p>
      )}
      {onRetry && <Button onPress={onRetry}>{w('retry')}</Button>}
    </div>
  )
}

/** The words for one field of a refused form. */
export function useFieldError(error: unknown) {
  const locale = useLocale()
  return (field: string): string | undefined =>
    error instanceof ApiError
      ? error.reply.issues?.find((issue) => issue.field === field || issue.field.startsWith(`${field}.`))?.message[
          locale
        ]
      : undefined
}

export const Notice = ({
  kind = 'info',
  children,
}: {
  kind?: 'info' | 'good' | 'warn' | 'bad'
  children: ReactNode
}) => (
  <div className={`notice ${kind}`} role="status">
    {children}
  </div>
)

/** An empty place that says what will stand here and how to begin. */
export const EmptyState = ({ title, text, children }: { title: string; text: string; children?: ReactNode }) => (
  <div className="empty">
    <h3>{title}</h3>
    <p>{text}</p>
    {children}
  </div>
)

export const Loading = () => {
  const w = useWords(commonWords)
  return (
    <div className="loading" role="status">
      <span className="visually-hidden">{w('loading')}</span>
      <span className="skeleton" />
      <span className="skeleton short" />
      <span className="skeleton" />
    </div>
  )
}

export const DraftBar = <T,>({ draft }: { draft: Draft<T> }) => {
  const w = useWords(commonWords)
  if (!draft.restored) return null
  return (
    <Notice>
      {w('draftRestored')}{' '}
      <Button kind="quiet" onPress={draft.clear}>
        {w('draftDiscard')}
      </Button>
    </Notice>
  )
}
