import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { localised } from '../../platform/ui/public-layout.tsx'
import { tipWords } from './tip.words.ts'
import { AddFiles, FileList, type ShownFile } from './tip-file.public.tsx'
import { type Carried, Check, StepForm, TipField } from './tip-form.public.tsx'

type Kind = 'anonymous' | 'named'
/** What was typed, by field. */
export type Typed = Readonly<Record<string, string>>

const Source = ({ text }: { text: string }) => <span className="hint">（{text}）</span>

/** The first page: what this is, how long it takes, how one is protected, and the ways in. */
export function TipStart({ days, more }: { days: number; more: number }) {
  const w = useWords(tipWords)
  const locale = useLocale()
  return (
    <article>
      <h1>{w('title')}</h1>
      <p className="lead">{w('lead')}</p>
      <div className="cards">
        {(['anonymous', 'named'] as const).map((kind) => (
          <section key={kind} className="card">
            <h2 id={kind}>{w(kind)}</h2>
            <p>
              {w(`${kind}Text`)}
              {kind === 'named' && <Source text={w('namedSource')} />}
            </p>
            <StepForm to="/tip" step="code" label={kind}>
              <input type="hidden" name="kind" value={kind} />
              <button type="submit" className="button primary">
                {w(kind)}
              </button>
            </StepForm>
          </section>
        ))}
        <section className="card">
          <h2>{w('haveCode')}</h2>
          <p>{w('haveCodeText')}</p>
          <p>
            <a className="button" href={localised('/tip/return', locale)}>
              {w('open')}
            </a>
          </p>
        </section>
        <section className="card">
          <h2>{w('rightHolder')}</h2>
          <p>{w('rightHolderText')}</p>
          <p>
            <a className="button" href="/app/complaints">
              {w('toComplaint')}
            </a>
          </p>
        </section>
      </div>
      <h2>{w('before')}</h2>
      <ul>
        {(['before1', 'before2', 'before3'] as const).map((key) => (
          <li key={key}>{w(key)}</li>
        ))}
      </ul>
      <h2>{w('steps')}</h2>
      <ol>
        {(['step1', 'step2', 'step3', 'step4'] as const).map((key) => (
          <li key={key}>{w(key)}</li>
        ))}
      </ol>
      <h2>{w('wait')}</h2>
      <p>
        {w('waitText', { days, more })}
        <Source text={w('waitSource')} />
      </p>
      <h2>{w('protection')}</h2>
      <ul>
        {(['protection1', 'protection2', 'protection3'] as const).map((key) => (
          <li key={key}>{w(key)}</li>
        ))}
      </ul>
    </article>
  )
}

/** The code, shown before anything is written, and how to show that it was written down. */
export function TipCode({ kind, carried, mismatch }: { kind: Kind; carried: Carried; mismatch: boolean }) {
  const w = useWords(tipWords)
  return (
    <article>
      <h1 id="code-title">{w('codeTitle')}</h1>
      <CodeBox code={carried.code} />
      <p>{w('codeText')}</p>
      <StepForm to="/tip" step="write" carried={carried} label="code-title">
        <input type="hidden" name="kind" value={kind} />
        <TipField
          name="last"
          label={w('codeCheck')}
          required
          maxLength={10}
          error={mismatch ? w('codeMismatch') : undefined}
        />
        <button type="submit" className="button primary">
          {w('codeConfirm')}
        </button>
      </StepForm>
    </article>
  )
}

export function CodeBox({ code }: { code: string }) {
  const w = useWords(tipWords)
  return (
    <div className="notice warn">
      <p>{w('codeLabel')}</p>
      <p className="return-code" translate="no">
        {code}
      </p>
    </div>
  )
}

const texts = [
  ['accused', 'accused', null, 0],
  ['happened', 'happened', 'happenedHint', 8],
  ['when', 'when', null, 0],
  ['where', 'where', null, 0],
  ['how', 'how', 'howHint', 3],
  ['rightHolder', 'holder', null, 0],
] as const
const people = [
  ['name', 'text'],
  ['phone', 'tel'],
  ['contact', 'text'],
] as const
const needed: ReadonlySet<string> = new Set(['accused', 'happened', 'name', 'phone'])

export function TipWrite({
  kind,
  carried,
  typed,
  errors,
}: {
  kind: Kind
  carried: Carried
  typed: Typed
  errors: Typed
}) {
  const w = useWords(tipWords)
  const field = (name: string) => ({ name, defaultValue: typed[name], error: errors[name], required: needed.has(name) })
  return (
    <article>
      <h1 id="write-title">{w(kind === 'named' ? 'writeTitleNamed' : 'writeTitleAnonymous')}</h1>
      <p className="lead">{w('writeLead')}</p>
      {Object.keys(errors).length > 0 && (
        <div className="notice bad" role="alert">
          <p>{w('mistakes')}</p>
          <ul>
            {Object.entries(errors).map(([name, text]) => (
              <li key={name}>
                <a href={`#${name}`}>{text}</a>
              </li>
            ))}
          </ul>
        </div>
      )}
      <StepForm to="/tip" step="save" carried={carried} label="write-title">
        <input type="hidden" name="kind" value={kind} />
        {texts.map(([name, label, hint, rows]) => (
          <TipField
            key={name}
            {...field(name)}
            label={w(label)}
            {...(hint && (kind === 'anonymous' || hint !== 'howHint') && { hint: w(hint) })}
            {...(rows && { rows })}
          />
        ))}
        {kind === 'named' && (
          <fieldset>
            <legend>{w('identityTitle')}</legend>
            {people.map(([name, type]) => (
              <TipField key={name} {...field(name)} label={w(name)} type={type} />
            ))}
          </fieldset>
        )}
        <button type="submit" className="button primary">
          {w('toReview')}
        </button>
      </StepForm>
    </article>
  )
}

/** What will be sent, as it stands; everything can still be changed. */
export function TipReview({
  carried,
  written,
  files,
  days,
}: {
  carried: Carried
  written: Typed
  files: readonly ShownFile[]
  days: number
}) {
  const w = useWords(tipWords)
  return (
    <article>
      <h1>{w('reviewTitle')}</h1>
      <p className="notice warn">
        <strong>{w('notSent')}</strong> {w('notSentText', { days })}
      </p>
      <Written written={written} />
      <StepForm step="edit" carried={carried}>
        <button type="submit" className="button">
          {w('edit')}
        </button>
      </StepForm>
      <AddFiles carried={carried} />
      <section>
        <h2 id="send-title">{w('files')}</h2>
        <StepForm step="send" carried={carried} label="send-title">
          {files.length === 0 ? <p className="hint">{w('noFiles')}</p> : <FileList files={files} />}
          <Check name="receipt" value="yes">
            {w('wantReceipt')}
            <br />
            <span className="hint">{w('wantReceiptHint')}</span>
          </Check>
          <p>{w('codeAgain')}</p>
          <p className="return-code" translate="no">
            {carried.code}
          </p>
          <button type="submit" className="button primary">
            {w('send')}
          </button>
        </StepForm>
      </section>
    </article>
  )
}

const labels: Readonly<Record<string, keyof typeof tipWords>> = {
  accused: 'accused',
  happened: 'happened',
  when: 'when',
  where: 'where',
  how: 'how',
  rightHolder: 'holder',
  name: 'name',
  phone: 'phone',
  contact: 'contact',
}

export function Written({ written }: { written: Typed }) {
  const w = useWords(tipWords)
  return (
    <dl>
      {Object.entries(written).map(([name, text]) =>
        text === '' || !labels[name] ? null : (
          <div key={name}>
            <dt>
              <strong>{w(labels[name])}</strong>
            </dt>
            <dd className="written">{text}</dd>
          </div>
        ),
      )}
    </dl>
  )
}
