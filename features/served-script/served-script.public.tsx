import { formatMoment, formatNumber } from '../../platform/ui/format.ts'
import { KeyValues } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { localised } from '../../platform/ui/public-layout.tsx'
import { fileCount, listName } from './served-script.rules.ts'
import { servedScriptWords } from './served-script.words.ts'

type List = {
  readonly digest: string
  readonly requestId: string
  readonly list: string
  readonly firstServedAt: string
}
export type ServedScriptsProps = {
  readonly publicUrl: string
  /** Digest of what is served now; null where nothing was built. */
  readonly present: string | null
  readonly lists: readonly List[]
}

/** Lists of everything that runs in a reader's browser, each with its place in the public log. */
export function ServedScripts({ publicUrl, present, lists }: ServedScriptsProps) {
  const w = useWords(servedScriptWords)
  const locale = useLocale()
  const now = lists.find(({ digest }) => digest === present)
  return (
    <div data-readable="">
      <h1>{w('title')}</h1>
      <p className="lead">{w('lead')}</p>
      <h2>{w('present')}</h2>
      {present === null && <p>{w('notBuilt')}</p>}
      {present !== null && !now && (
        <p className="notice bad" role="alert">
          {w('notEntered')}
        </p>
      )}
      {now && (
        <>
          <KeyValues
            pairs={[
              [
                w('digest'),
                <code key="digest" className="break">
                  {now.digest}
                </code>,
              ],
              [w('files'), formatNumber(fileCount(now.list), locale)],
              [w('since'), formatMoment(now.firstServedAt, locale)],
              [
                w('number'),
                <code key="number" className="break">
                  {now.requestId}
                </code>,
              ],
            ]}
          />
          <p className="row">
            <a className="button primary" href={`/log/scripts/${now.digest}.txt`}>
              {w('list')}
            </a>
            <a className="button" href={`/log/scripts/${now.digest}.tsproof`}>
              {w('proof')}
            </a>
            <a className="button" href={localised(`/verify/${now.requestId}`, locale)}>
              {w('place')}
            </a>
          </p>
          <h2>{w('checkTitle')}</h2>
          <p>{w('checkText')}</p>
          <pre>
            <code>{commands(publicUrl, now.digest)}</code>
          </pre>
        </>
      )}
      <h2>{w('limitTitle')}</h2>
      <p>{w('limits')}</p>
      <h2>{w('earlier')}</h2>
      {lists.length === 0 && <p>{w('none')}</p>}
      <ul>
        {lists.map(({ digest, firstServedAt, requestId }) => (
          <li key={digest}>
            {formatMoment(firstServedAt, locale)} · <a href={`/log/scripts/${digest}.txt`}>{w('list')}</a> ·{' '}
            <a href={localised(`/verify/${requestId}`, locale)}>{w('place')}</a>
            <br />
            <code className="break">{digest}</code>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Into an empty folder: the list, every file it names, and the comparison. */
const commands = (publicUrl: string, digest: string) => `curl -sSo ${listName} ${publicUrl}/log/scripts/${digest}.txt
curl -sSo served-files.tsproof ${publicUrl}/log/scripts/${digest}.tsproof
cut -c67- ${listName} | while read -r f; do curl -sSf --create-dirs -o "$f" "${publicUrl}/$f"; done
sha256sum --check --quiet ${listName} && npx shoumi verify served-files.tsproof ${listName}`
