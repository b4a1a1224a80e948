import { formatMoment } from '../../platform/ui/format.ts'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { localised } from '../../platform/ui/public-layout.tsx'
import { CodeBox, type Typed, Written } from './tip.public.tsx'
import { statusWords, tipWords } from './tip.words.ts'
import { AddFiles, FileList, type ShownFile } from './tip-file.public.tsx'
import { type Carried, StepForm, TipField } from './tip-form.public.tsx'

export function TipSent({ carried, days }: { carried: Carried; days: number }) {
  const w = useWords(tipWords)
  return (
    <article>
      <h1>{w('sentTitle')}</h1>
      <p className="notice good">{w('sentText', { days })}</p>
      <CodeBox code={carried.code} />
      <StepForm step="open" carried={carried}>
        <button type="submit" className="button primary">
          {w('toStatus')}
        </button>
      </StepForm>
    </article>
  )
}

export function TipReturn() {
  const w = useWords(tipWords)
  return (
    <article>
      <h1 id="return-title">{w('returnTitle')}</h1>
      <StepForm step="open" label="return-title">
        <TipField name="code" label={w('codeLabel')} hint={w('returnHint')} required maxLength={60} />
        <button type="submit" className="button primary">
          {w('see')}
        </button>
      </StepForm>
    </article>
  )
}

/** One answer for every code that does not open anything: which of the reasons it is, nobody is told. */
export function WrongCode() {
  const w = useWords(tipWords)
  const locale = useLocale()
  return (
    <article>
      <h1>{w('wrongCode')}</h1>
      <p>
        <a className="button" href={localised('/tip/return', locale)}>
          {w('tryAgain')}
        </a>
      </p>
    </article>
  )
}

/** Something could not be done; what was there before still is. */
export function TipFailed({ text, carried }: { text: string; carried: Carried | null }) {
  const w = useWords(tipWords)
  const locale = useLocale()
  return (
    <article>
      <h1>{w('failedTitle')}</h1>
      <p className="notice bad" role="alert">
        {text}
      </p>
      <p>{w('failedText')}</p>
      {carried ? (
        <StepForm step="open" carried={carried}>
          <button type="submit" className="button">
            {w('back')}
          </button>
        </StepForm>
      ) : (
        <p>
          <a className="button" href={localised('/tip/return', locale)}>
            {w('returnTitle')}
          </a>
        </p>
      )}
    </article>
  )
}

export type StatusProps = {
  readonly carried: Carried
  readonly state: keyof typeof statusWords
  /** The sentence about the time: until when, or why it stands still. */
  readonly expectation: string | null
  readonly sentAt: string
  readonly written: Typed
  readonly files: readonly ShownFile[]
  readonly messages: readonly {
    readonly id: string
    readonly mine: boolean
    readonly body: string
    readonly at: string
  }[]
  readonly receipt: string | null
  /** What was just done. */
  readonly done: string | null
}

/** Where it stands, in plain words; messages both ways; more files; the receipt. */
export function TipStatus(props: StatusProps) {
  const { carried, state, expectation, sentAt, written, files, done } = props
  const w = useWords(tipWords)
  const say = useSay()
  const locale = useLocale()
  const waiting = files.filter(({ sent }) => !sent)
  return (
    <article>
      <h1>{w('statusTitle')}</h1>
      {done && (
        <p className="notice good" role="status">
          {done}
        </p>
      )}
      <div className="notice">
        <p>
          <strong>{say(statusWords[state])}</strong>
        </p>
        {expectation && <p>{expectation}</p>}
        <p className="hint">
          {w('sentOn')} {formatMoment(sentAt, locale)}
        </p>
      </div>
      <StepForm step="open" carried={carried}>
        <button type="submit" className="button small">
          {w('refresh')}
        </button>
      </StepForm>
      <Messages {...props} />
      <section>
        <h2 id="files-title">{w('files')}</h2>
        {files.length === 0 && <p className="hint">{w('noFiles')}</p>}
        {files.some(({ sent }) => sent) && <FileList files={files.filter(({ sent }) => sent)} />}
        {waiting.length > 0 && (
          <StepForm step="send-files" carried={carried} label="files-title">
            <FileList files={waiting} />
            <button type="submit" className="button primary">
              {w('sendFiles')}
            </button>
          </StepForm>
        )}
      </section>
      <AddFiles carried={carried} />
      <Receipt {...props} />
      <details>
        <summary>{w('wrote')}</summary>
        <Written written={written} />
      </details>
    </article>
  )
}

function Messages({ carried, messages }: StatusProps) {
  const w = useWords(tipWords)
  const locale = useLocale()
  return (
    <section>
      <h2>{w('messages')}</h2>
      {messages.length === 0 && <p className="hint">{w('noMessages')}</p>}
      <ul className="list">
        {messages.map(({ id, mine, body, at }) => (
          <li key={id}>
            <p className="hint">
              {w(mine ? 'you' : 'office')} · {formatMoment(at, locale)}
            </p>
            <p className="written">{body}</p>
          </li>
        ))}
      </ul>
      <StepForm step="message" carried={carried}>
        <TipField name="message" label={w('message')} required rows={5} maxLength={5000} />
        <button type="submit" className="button">
          {w('sendMessage')}
        </button>
      </StepForm>
    </section>
  )
}

function Receipt({ carried, receipt }: StatusProps) {
  const w = useWords(tipWords)
  return (
    <section>
      <h2>{w('receipt')}</h2>
      <p className="hint">{w('wantReceiptHint')}</p>
      <p>{receipt ? w('receiptNumber', { number: receipt }) : w('receiptNone')}</p>
      <StepForm step={receipt ? 'receipt' : 'make-receipt'} carried={carried}>
        <button type="submit" className="button">
          {w(receipt ? 'downloadReceipt' : 'makeReceipt')}
        </button>
      </StepForm>
    </section>
  )
}
