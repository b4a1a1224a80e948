import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { Button, CheckGroup, SelectField } from '../../platform/ui/controls.tsx'
import { ErrorNotice } from '../../platform/ui/feedback.tsx'
import { formatDay } from '../../platform/ui/format.ts'
import { Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { todayHere } from '../../platform/ui/moment.ts'
import { useSession } from '../../platform/ui/session.tsx'
import { useKeyWork } from '../vault/room.client.ts'
import { newSections, type OpenRound } from './assessment.rules.ts'
import { type Profile, type Round, scopes } from './assessment.schema.ts'
import { useSaid } from './diagnostic.part.tsx'
import { itemsFor } from './diagnostic.rules.ts'
import { everyIndustry, type SelfAssessment } from './diagnostic.schema.ts'
import { homeWords } from './diagnostic-page.words.ts'
import type { Assessments } from './use-diagnostic.ts'

/** Sections of a new round with the answers of an earlier one in them: whoever goes on has only to look at what changed. */
function carried(content: SelfAssessment, roundId: string, from: OpenRound | undefined) {
  return newSections(content, roundId).map((section) => {
    const before = from?.sections.find(({ value }) => value.dimension === section.dimension)
    return before ? { ...section, answers: before.value.answers } : section
  })
}

export function StartRound({ content, assessments }: { content: SelfAssessment; assessments: Assessments }) {
  const w = useWords(homeWords)
  const say = useSay()
  const said = useSaid()
  const locale = useLocale()
  const navigate = useNavigate()
  const { person } = useSession()
  const { rounds, records } = assessments
  const latest = rounds[0]
  const [profile, setProfile] = useState<Profile>(
    latest?.round.profile ?? { size: 'small', industries: [], scope: 'quick' },
  )
  const [carry, setCarry] = useState(latest?.id ?? '')
  const set = (change: Partial<Profile>) => setProfile({ ...profile, ...change })
  const quick = itemsFor(content, { ...profile, scope: 'quick' }).length

  const begin = useKeyWork(
    async () => {
      const id = crypto.randomUUID()
      const round: Round = {
        ...{ v: 1, kind: 'round', contentVersion: content.version, profile, begunOn: todayHere() },
        begunBy: { personId: person.id, name: person.name },
        ...{ finishedOn: null, result: null },
      }
      const sections = carried(
        content,
        id,
        rounds.find((one) => one.id === carry),
      )
      await records.save.mutateAsync([
        { id, revision: 0, value: round },
        ...sections.map((value) => ({ id: crypto.randomUUID(), revision: 0, value })),
      ])
      return id
    },
    { onDone: (id) => navigate({ to: '/diagnostic/$id', params: { id } }) },
  )
  const form = (
    <>
      <p>{w('startQuick', { n: quick })}</p>
      <div className="field-row">
        <SelectField
          label={w('scope')}
          value={profile.scope}
          onChange={(scope) => set({ scope: scope === 'full' ? 'full' : 'quick' })}
          required
          options={Object.entries(scopes).map(([id, pair]) => ({ id, text: say(pair) }))}
        />
        <SelectField
          label={w('size')}
          value={profile.size}
          onChange={(chosen) => set({ size: content.sizes.find(({ id }) => id === chosen)?.id ?? profile.size })}
          required
          options={content.sizes.map(({ id, name }) => ({ id, text: said(name) }))}
        />
        {rounds.length > 0 && (
          <SelectField
            label={w('carry')}
            value={carry}
            onChange={setCarry}
            filter
            options={[
              { id: '', text: w('carryNone') },
              ...rounds.map(({ id, round }) => ({
                id,
                text: w('carryFrom', {
                  scope: say(scopes[round.profile.scope]),
                  on: formatDay(round.finishedOn ?? round.begunOn, locale),
                }),
              })),
            ]}
          />
        )}
      </div>
      <CheckGroup
        label={w('industries')}
        options={content.industries
          .filter(({ id }) => id !== everyIndustry)
          .map(({ id, name }) => ({ id, text: said(name) }))}
        value={profile.industries}
        onChange={(industries) => set({ industries })}
      />
      <p role="status">{w('asked', { n: itemsFor(content, profile).length })}</p>
      <ErrorNotice error={begin.error} />
      <Button kind="primary" isDisabled={begin.isPending} onPress={() => begin.mutate(undefined)}>
        {w('begin')}
      </Button>
    </>
  )
  if (rounds.every(({ round }) => round.finishedOn !== null)) return <Panel title={w('start')}>{form}</Panel>
  return (
    <Panel>
      <details>
        <summary>{w('start')}</summary>
        {form}
      </details>
    </Panel>
  )
}
