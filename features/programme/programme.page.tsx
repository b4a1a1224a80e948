import { ErrorNotice, Loading } from '../../platform/ui/feedback.tsx'
import { PhaseLine } from '../../platform/ui/figures.tsx'
import { A, Badge, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { useDoor } from '../../platform/ui/query.ts'
import { boardContract } from './programme.contract.ts'
import { programmePageWords } from './programme-page.words.ts'
import { KnownMark, useProgramme } from './programme-parts.tsx'
import { phaseSteps } from './programme-phase.rules.ts'

export default function Programme() {
  const w = useWords(programmePageWords)
  const locale = useLocale()
  const programme = useProgramme()
  const board = useDoor(boardContract.board, {})
  if (programme.error) return <ErrorNotice error={programme.error} onRetry={() => programme.refetch()} />
  if (!programme.data) return <Loading />
  const { document, version } = programme.data
  const countOf = (id: string) => board.data?.items.find((item) => item.id === id)
  return (
    <>
      <PageHeader title={w('measures')} lead={w('measuresLead')}>
        <A to="/versions">{w('version', { number: version })}</A>
      </PageHeader>
      {board.data && (
        <Panel title={w('phases')}>
          <PhaseLine phases={phaseSteps(document.phases.phases, board.data.today, locale)} here={w('weAreHere')} />
        </Panel>
      )}
      {document.measures.measures.map((measure) => (
        <Panel
          key={measure.id}
          title={
            <>
              {measure.ordinal} {measure.title}
              <KnownMark status={measure.status} source={measure.source} programme={document} />
            </>
          }
        >
          <p className="small soft">
            {locale === 'en' && `${measure.gloss} · `}
            {w('nationalTask')}:{measure.nationalTask.text}
          </p>
          <ul className="items">
            {measure.items.map((item) => {
              const count = countOf(item.id)
              return (
                <li key={item.id}>
                  <strong>{item.id}</strong>
                  <span>
                    <A to={`/programme/${item.id}`}>{item.title}</A>
                    <KnownMark status={item.status} source={item.source} programme={document} />
                    {locale === 'en' && <span className="small soft"> {item.gloss}</span>}
                  </span>
                  <span className="actions">
                    {count && count.late > 0 && <Badge tone="bad">{`${w('late')} ${count.late}`}</Badge>}
                    {count && count.open > 0 && <Badge tone="info">{`${w('open')} ${count.open}`}</Badge>}
                    {count && count.outcomes > 0 && <Badge tone="good">{`${w('outcomes')} ${count.outcomes}`}</Badge>}
                  </span>
                </li>
              )
            })}
          </ul>
        </Panel>
      ))}
    </>
  )
}
