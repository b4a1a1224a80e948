import type { ReactNode } from 'react'
import type { z } from 'zod'
import { Button } from '../../platform/ui/controls.tsx'
import { Notice } from '../../platform/ui/feedback.tsx'
import { formatMoment } from '../../platform/ui/format.ts'
import { A } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { useOnline } from '../../platform/ui/unsaved.tsx'
import { useKeeping, useUnsent, useUnsentElsewhere } from './unsent.client.ts'
import { unsentWords } from './unsent.words.ts'

/** Offers back what was written in this form of this screen and not sent. */
export function UnsentForms<T>({
  form,
  schema,
  belongs = () => true,
  tell,
  onTake,
}: {
  form: string
  schema: z.ZodType<T>
  /** Whether it is of this part, where a screen has several of one form. */
  belongs?: (value: T) => boolean
  /** In a few words what it is. */
  tell: (value: T) => string
  onTake: (id: string, value: T) => void
}) {
  const w = useWords(unsentWords)
  const locale = useLocale()
  const found = useUnsent(form, schema) ?? []
  const { forget } = useKeeping(form)
  const here = found.filter(({ value }) => value === null || belongs(value))
  return here.map(({ id, at, value }) => (
    <Notice key={id} kind="warn">
      <p>
        <strong>{w('found', { at: formatMoment(at, locale) })}</strong>
      </p>
      <p className="break">{value === null ? w('damaged') : tell(value)}</p>
      <p className="hint">{w('foundText')}</p>
      <div className="actions">
        {value !== null && <Button onPress={() => onTake(id, value)}>{w('take')}</Button>}
        <Button kind="quiet" onPress={() => forget([id])}>
          {w('drop')}
        </Button>
      </div>
    </Notice>
  ))
}

/** The way to other screens on which something waits. */
export function UnsentElsewhere() {
  const w = useWords(unsentWords)
  const locale = useLocale()
  const places = useUnsentElsewhere()
  if (places.length === 0) return null
  return (
    <Notice kind="warn">
      <p>{w('elsewhere')}</p>
      <ul>
        {places.map(({ path, at }) => (
          <li key={path}>
            <A to={path}>{w('go', { at: formatMoment(at, locale) })}</A>
          </li>
        ))}
      </ul>
    </Notice>
  )
}

/** Around a form that keeps itself: its fields are not offered a second time, for copying. */
export const KeepsItself = ({ children }: { children: ReactNode }) => (
  <div onInput={(event) => event.stopPropagation()}>{children}</div>
)

/** Where everything that is written is kept, nobody has to fear for it when the network is gone. */
export function KeptOfflineNotice() {
  const w = useWords(unsentWords)
  return useOnline() ? null : <Notice kind="bad">{w('offline')}</Notice>
}
