import { urlOf } from '../../platform/ui/client.ts'
import { Button } from '../../platform/ui/controls.tsx'
import { EmptyState, ErrorNotice } from '../../platform/ui/feedback.tsx'
import { GoalBar } from '../../platform/ui/figures.tsx'
import { formatBytes, formatMoment } from '../../platform/ui/format.ts'
import { PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { useAct, useDoor } from '../../platform/ui/query.ts'
import { dossierContract } from './programme.contract.ts'
import { programmePageWords } from './programme-page.words.ts'

export default function Dossiers() {
  const w = useWords(programmePageWords)
  const locale = useLocale()
  const list = useDoor(dossierContract.list, {}, { refetchMs: 2_000 })
  const request = useAct(dossierContract.request)
  const dossiers = list.data?.dossiers ?? []
  return (
    <>
      <PageHeader title={w('dossier')} lead={w('dossierLead')}>
        <Button kind="primary" onPress={() => request.mutate({})} isDisabled={request.isPending}>
          {w('make')}
        </Button>
      </PageHeader>
      <ErrorNotice error={request.error ?? list.error} />
      {list.isSuccess && dossiers.length === 0 && <EmptyState title={w('noDossier')} text={w('noDossierText')} />}
      {dossiers.length > 0 && (
        <Panel>
          <ul className="list">
            {dossiers.map((dossier) => (
              <li key={dossier.id}>
                <div className="row">
                  <span>
                    {formatMoment(dossier.requestedAt, locale)} ·{' '}
                    {w(dossier.state, { done: dossier.done, total: dossier.total })}
                    {dossier.sizeBytes !== null && ` · ${formatBytes(dossier.sizeBytes, locale)}`}
                    {dossier.sha256 && (
                      <>
                        <br />
                        <code className="small">SHA-256 {dossier.sha256}</code>
                      </>
                    )}
                  </span>
                  {dossier.state === 'ready' && (
                    <a className="button" href={urlOf(dossierContract.download, { id: dossier.id })}>
                      {w('download')}
                    </a>
                  )}
                </div>
                {dossier.state === 'running' && (
                  <GoalBar
                    value={dossier.done}
                    goal={Math.max(1, dossier.total)}
                    label={w('running', { done: dossier.done, total: dossier.total })}
                  />
                )}
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  )
}
