import { formatBytes } from '../../platform/ui/format.ts'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { apartWords, fileFormats, findingWords } from './file-metadata/finding.rules.ts'
import { tipLimits } from './tip.schema.ts'
import { tipWords } from './tip.words.ts'
import { type Carried, Check, StepForm } from './tip-form.public.tsx'

export type ShownFile = {
  readonly id: string
  readonly name: string
  readonly sizeBytes: number
  readonly format: keyof typeof fileFormats
  readonly findings: readonly { readonly kind: keyof typeof findingWords; readonly value: string }[]
  readonly apart: keyof typeof apartWords | null
  readonly sent: boolean
}

/** Each file with what it reveals, and what officers will see of it. Stands inside the form that sends them. */
export function FileList({ files }: { files: readonly ShownFile[] }) {
  return (
    <ul className="list">
      {files.map((file) => (
        <li key={file.id}>
          <FileEntry file={file} />
        </li>
      ))}
    </ul>
  )
}

function FileEntry({ file }: { file: ShownFile }) {
  const w = useWords(tipWords)
  const say = useSay()
  const locale = useLocale()
  const { id, name, sizeBytes, format, findings, apart, sent } = file
  return (
    <>
      <div className="row">
        <strong>{name}</strong>
        <span className="hint">
          {say(fileFormats[format].words)} · {formatBytes(sizeBytes, locale)}
        </span>
      </div>
      {sent ? (
        <p className="hint">{w('sentFile')}</p>
      ) : (
        <>
          {findings.length === 0 && apart === null && <p>{w('foundNothing')}</p>}
          {findings.length > 0 && (
            <>
              <p>{w('found')}</p>
              <ul>
                {findings.map(({ kind, value }) => (
                  <li key={kind + value}>
                    {w('finding', { what: say(findingWords[kind]) })}
                    <span className="written">{value}</span>
                  </li>
                ))}
              </ul>
            </>
          )}
          <p className={apart ? 'notice warn' : 'hint'}>{apart ? say(apartWords[apart]) : w('cleaned')}</p>
          {apart === 'cannot-be-cleaned' && (
            <Check name={`agree-${id}`} value="yes">
              {w('agree')}
              <br />
              <span className="hint">{w('agreeHint')}</span>
            </Check>
          )}
          <p>
            <button
              type="submit"
              className="button small"
              name="remove"
              value={id}
              aria-label={`${w('remove')} ${name}`}
            >
              {w('remove')}
            </button>
          </p>
        </>
      )}
    </>
  )
}

export function AddFiles({ carried }: { carried: Carried }) {
  const w = useWords(tipWords)
  const { files, fileBytes, filesInAll } = tipLimits
  return (
    <section>
      <h2 id="add-files">{w('addFiles')}</h2>
      <StepForm step="files" carried={carried} files label="add-files">
        <div className="field">
          <label htmlFor="file">{w('chooseFiles')}</label>
          <span className="hint" id="file-hint">
            {w('addFilesHint', { files, mb: fileBytes / 1024 / 1024, all: filesInAll })}
          </span>
          <input className="input" id="file" name="file" type="file" multiple required aria-describedby="file-hint" />
        </div>
        <button type="submit" className="button">
          {w('upload')}
        </button>
      </StepForm>
    </section>
  )
}
