import { useParams } from '@tanstack/react-router'
import { citationOf } from '../../core/citation.ts'
import { type PeriodRule, periodUnitWords } from '../../core/period-rule.ts'
import { EmptyState, ErrorNotice, Loading } from '../../platform/ui/feedback.tsx'
import { A, KeyValues, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { LawCalculator } from './law-calculator.tsx'
import { lawPageWords } from './law-page.words.ts'
import { Extensions, Pauses, useLength, VerifiedBadge } from './law-parts.tsx'
import { Setting } from './law-setting.tsx'
import { useLaw } from './use-law.ts'

const settingWords = { length: 'field_length', lead: 'field_lead', internalLength: 'field_internalLength' } as const

export default function LawPeriodPage() {
  const { id = '' } = useParams({ strict: false })
  const w = useWords(lawPageWords)
  const say = useSay()
  const { known, error, refetch } = useLaw()
  if (error) return <ErrorNotice error={error} onRetry={() => refetch()} />
  if (!known) return <Loading />
  const { law, calendar, open, set } = known
  const rule = law.periods.find((one) => one.id === id)
  if (!rule)
    return (
      <>
        <PageHeader back={{ to: '/law', text: w('periods') }} title={id} />
        <EmptyState title={w('noSuchPeriod')} text="">
          <A to="/law">{w('periods')}</A>
        </EmptyState>
      </>
    )
  const mine = open.filter(({ path }) => path.startsWith(`${id}.`))
  return (
    <>
      <PageHeader back={{ to: '/law', text: w('periods') }} title={`${rule.id} ${say(rule.matter)}`} />
      <Panel title={w('calculator')}>
        <LawCalculator key={rule.id} rule={rule} law={law} calendar={calendar} />
      </Panel>
      <Panel>
        <Details rule={rule} cite={(text) => citationOf(text, law.data)} />
      </Panel>
      {mine.length > 0 && (
        <Panel title={w('settings')}>
          <p className="small soft">{w('editText')}</p>
          <ul className="list">
            {mine.map((one) => {
              const field = Object.entries(settingWords).find(([name]) => one.path === `${id}.${name}`)?.[1]
              const unit = field === 'field_length' && rule.unit ? say(periodUnitWords[rule.unit]) : null
              return <Setting key={one.path} open={one} title={field ? w(field) : one.path} unit={unit} set={set} />
            })}
          </ul>
        </Panel>
      )}
    </>
  )
}

function Details({ rule, cite }: { rule: PeriodRule; cite: (text: string) => string }) {
  const w = useWords(lawPageWords)
  const say = useSay()
  const lengthOf = useLength()
  return (
    <KeyValues
      pairs={[
        [w('trigger'), say(rule.trigger)],
        [w('length'), lengthOf(rule)],
        [w('extension'), <Extensions key="extension" rule={rule} />],
        [w('pauses'), <Pauses key="pauses" rule={rule} />],
        [w('whose'), w(rule.whose)],
        [w('lapses'), [...(rule.lapses ? [w('byItself')] : []), say(rule.onExpiry)].join('；')],
        [w('basis'), cite(rule.basis)],
        [w('mark'), <VerifiedBadge key="mark" mark={rule.verified} />],
        ...(rule.note ? [[w('note'), cite(rule.note)] as const] : []),
      ]}
    />
  )
}
