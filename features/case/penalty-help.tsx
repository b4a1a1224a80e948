import { useState } from 'react'
import { Button, SelectField } from '../../platform/ui/controls.tsx'
import { ErrorNotice, Loading, Notice } from '../../platform/ui/feedback.tsx'
import { formatDay } from '../../platform/ui/format.ts'
import { KeyValues, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { useDoor } from '../../platform/ui/query.ts'
import { fillAct } from '../proceeding/proceeding.part.tsx'
import type { MatterView } from '../proceeding/proceeding.schema.ts'
import { yuanText } from '../proceeding/proceeding-value.rules.ts'
import { caseContract } from './case.contract.ts'
import { caseMachine } from './case.rules.ts'
import type { PenaltyHelp } from './case.schema.ts'
import { casePageWords } from './case-page.words.ts'
import { tiers } from './penalty.rules.ts'
import { UnlawfulGains, useGains } from './unlawful-gains.tsx'

/** While a penalty can still be measured. */
const measuring: readonly string[] = [
  'investigating',
  'reported',
  'reviewing',
  'proposed',
  'noticed',
  'representations',
  'rechecked',
  'waived',
  'hearing',
  'legality-review',
  'collective',
]

/** What the law as of the day the act ended says about the penalty. It computes and reminds; a person decides. */
export function PenaltyHelpPanel({ view }: { view: MatterView }) {
  const w = useWords(casePageWords)
  const open = measuring.includes(view.matter.state)
  const { data, error, refetch } = useDoor(caseContract.penaltyHelp, { id: view.matter.id }, { enabled: open })
  if (!open) return null
  return (
    <Panel title={w('penalty')} id="penalty">
      <p className="small soft">{w('penaltyLead')}</p>
      <ErrorNotice error={error} onRetry={() => refetch()} />
      {!data && !error && <Loading />}
      {data && (data.endedOn === null ? <p>{w('endUnknown')}</p> : <Measure view={view} help={data} />)}
    </Panel>
  )
}

function Measure({ view, help }: { view: MatterView; help: PenaltyHelp }) {
  const w = useWords(casePageWords)
  const locale = useLocale()
  const { endedOn, version, article, hearingLineFen, hearingLineVerified, limitation } = help
  const mayRecord = view.openActs.some(({ act, yours }) => act === 'record-discretion' && yours)
  const pairs: readonly (readonly [string, string])[] = [
    [w('endedOn'), formatDay(endedOn ?? '', locale)],
    [w('version'), version && article ? w('versionOf', { version, article }) : '—'],
    [
      w('hearingLine'),
      `${yuanText(hearingLineFen, locale)} ${hearingLineVerified}${hearingLineVerified === '○' ? ` ${w('unverified')}` : ''}`,
    ],
    [w('limitation'), useLimitation(limitation)],
  ]
  return (
    <>
      <KeyValues pairs={pairs} />
      {limitation?.passed && <Notice kind="warn">{w('fiveYears')}</Notice>}
      <Tiers tiers={help.tiers} />
      <Recorded recorded={help.recorded} />
      {mayRecord && <FillDiscretion view={view} help={help} />}
    </>
  )
}

function useLimitation(limitation: PenaltyHelp['limitation']): string {
  const w = useWords(casePageWords)
  const locale = useLocale()
  if (!limitation) return w('limitationUnknown')
  const { expiresOn, notBefore, foundOn, passed } = limitation
  const until = expiresOn
    ? w('limitationUntil', { day: formatDay(expiresOn, locale) })
    : notBefore
      ? w('limitationNotBefore', { day: formatDay(notBefore, locale) })
      : w('limitationUnknown')
  const found = w(passed ? 'passed' : 'inTime', { day: formatDay(foundOn, locale) })
  return locale === 'en' ? `${until}; ${found}` : `${until}；${found}`
}

const useRange = () => {
  const w = useWords(casePageWords)
  const locale = useLocale()
  return (fromFen: number, toFen: number) =>
    w('range', { from: yuanText(fromFen, locale), to: yuanText(toFen, locale) })
}

function Tiers({ tiers: all }: Pick<PenaltyHelp, 'tiers'>) {
  const w = useWords(casePageWords)
  const say = useSay()
  const range = useRange()
  return (
    <>
      <h3>{w('tiers')}</h3>
      <ul className="list">
        {all.map(({ tier, name, fromFen, toFen, besides, basis, verified, note }) => (
          <li key={tier}>
            <div className="row">
              <strong>{say(name)}</strong>
              <span>{range(fromFen, toFen)}</span>
            </div>
            <p className="small soft">
              {w('besides')}：{besides} <span className="source">{basis}</span> {verified}
              {note && ` · ${note}`}
            </p>
          </li>
        ))}
      </ul>
    </>
  )
}

function Recorded({ recorded }: Pick<PenaltyHelp, 'recorded'>) {
  const w = useWords(casePageWords)
  const say = useSay()
  const locale = useLocale()
  const range = useRange()
  if (!recorded) return null
  const { tier, fromFen, toFen, gainsFen, asTheLawSays } = recorded
  const [, words] = Object.entries(tiers).find(([id]) => id === tier) ?? []
  return (
    <>
      <h3>{w('recorded')}</h3>
      <p>
        {w('recordedText', {
          tier: words ? say(words) : tier,
          range: range(fromFen, toFen),
          gains: yuanText(gainsFen, locale),
        })}
      </p>
      {!asTheLawSays && <Notice kind="warn">{w('notTheRange')}</Notice>}
    </>
  )
}

/** The numbers go into the form of the act; tier and reasons are for a person. */
function FillDiscretion({ view, help }: { view: MatterView; help: PenaltyHelp }) {
  const w = useWords(casePageWords)
  const say = useSay()
  const gains = useGains(view.matter.id)
  const [tier, setTier] = useState('')
  const [filled, setFilled] = useState(false)
  const chosen = help.tiers.find((one) => one.tier === tier)
  const { version, article } = help
  return (
    <>
      <UnlawfulGains gains={gains} />
      <SelectField
        label={w('tier')}
        value={tier}
        onChange={setTier}
        options={help.tiers.map((one) => ({ id: one.tier, text: say(one.name) }))}
        required
      />
      <Button
        isDisabled={!chosen || gains.wrong}
        onPress={() => {
          if (!chosen) return
          fillAct(view.matter.id, 'record-discretion', {
            lawVersion: version && article ? say(casePageWords.versionOf, { version, article }) : '',
            tier: chosen.tier,
            rangeFromFen: yuanOf(chosen.fromFen),
            rangeToFen: yuanOf(chosen.toFen),
            gainsFen: yuanOf(gains.result.gainsFen),
            gains: gains.account,
          })
          setFilled(true)
        }}
      >
        {w('fillIn')}
      </Button>
      {filled && <Notice kind="good">{w('filled', { act: say(caseMachine.acts['record-discretion'].words) })}</Notice>}
    </>
  )
}

/** As a person types it into a field of money. */
const yuanOf = (fen: number) => (fen / 100).toFixed(2)
