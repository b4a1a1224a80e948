import { Button } from '../../platform/ui/controls.tsx'
import { ErrorNotice, Loading } from '../../platform/ui/feedback.tsx'
import { useFilters } from '../../platform/ui/filters.ts'
import { formatMoment } from '../../platform/ui/format.ts'
import { PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { useDoor } from '../../platform/ui/query.ts'
import { versionContract } from './programme.contract.ts'
import { programmePageWords } from './programme-page.words.ts'
import { Changes } from './programme-parts.tsx'

export default function Versions() {
  const w = useWords(programmePageWords)
  const locale = useLocale()
  const [{ number }, setFilter] = useFilters(['number'])
  const list = useDoor(versionContract.versions, {})
  const one = useDoor(versionContract.version, { number: Number(number ?? 1) }, { enabled: number !== undefined })
  return (
    <>
      <PageHeader title={w('versions')} lead={w('versionsLead')} />
      <ErrorNotice error={list.error ?? one.error} />
      {!list.data && !list.error && <Loading />}
      <Panel>
        <ul className="list">
          {list.data?.versions.map((version) => (
            <li key={version.number}>
              <div className="row">
                <span>
                  <strong>{w('version', { number: version.number })}</strong> {version.reason}
                  <br />
                  <span className="small soft">
                    {w('reportedBy', { by: version.by ?? '—', at: formatMoment(version.madeAt, locale) })}
                  </span>
                </span>
                <Button kind="quiet" onPress={() => setFilter({ number: String(version.number) })}>
                  {w('preview')}
                </Button>
              </div>
              {one.data?.number === version.number &&
                (one.data.changes.length === 0 ? (
                  <p className="soft">{w('firstVersion')}</p>
                ) : (
                  <Changes changes={one.data.changes} />
                ))}
            </li>
          ))}
        </ul>
      </Panel>
    </>
  )
}
