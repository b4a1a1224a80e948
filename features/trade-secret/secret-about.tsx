import { useState } from 'react'
import { pairOf } from '../../core/content.ts'
import { commonWords } from '../../platform/ui/common.words.ts'
import { Button, DayField, SelectField, TextArea, TextField } from '../../platform/ui/controls.tsx'
import { Panel } from '../../platform/ui/layout.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { todayHere } from '../../platform/ui/moment.ts'
import { useSession } from '../../platform/ui/session.tsx'
import type { Classification } from './classification.schema.ts'
import { forbiddenTerm, nextReview } from './register.rules.ts'
import type { SaveSecret } from './secret-one.page.tsx'
import { aiPermissions, ownerships, statuses, type TradeSecret } from './trade-secret.schema.ts'
import { newSecretWords, oneSecretWords, registerWords } from './trade-secret.words.ts'

/** Everything about an entry that is one value and no list. */
export function SecretAbout({
  secret,
  save,
  classification,
}: {
  secret: TradeSecret
  save: SaveSecret
  classification: Classification | undefined
}) {
  const w = useWords(oneSecretWords)
  const register = useWords(registerWords)
  const news = useWords(newSecretWords)
  const common = useWords(commonWords)
  const say = useSay()
  const { person } = useSession()
  const [value, setValue] = useState(secret)
  const set = (change: Partial<TradeSecret>) => setValue({ ...value, ...change })
  const term = forbiddenTerm(value.name, classification?.legalRestriction.forbiddenTerms ?? [])
  const options = (words: Readonly<Record<string, readonly [string, string]>>) =>
    Object.entries(words).map(([id, pair]) => ({ id, text: say(pair) }))
  const submit = () => {
    const regraded = value.level !== secret.level || value.grading.reason !== secret.grading.reason
    const today = todayHere()
    save({
      name: value.name,
      level: value.level,
      ...(regraded && {
        grading: { ...value.grading, gradedOn: today, gradedBy: person.name },
      }),
      owner: value.owner,
      secrecyBasis: value.secrecyBasis,
      valueBasis: value.valueBasis,
      creators: value.creators.filter((name) => name.trim() !== ''),
      ownership: value.ownership,
      aiUse: value.aiUse,
      period: value.period,
      reviewOn: value.reviewOn === secret.reviewOn && regraded ? nextReviewOf(value.level) : value.reviewOn,
      status: value.status,
    })
  }
  return (
    <Panel title={w('about')} id="about">
      <TextField
        label={register('name')}
        value={value.name}
        onChange={(name) => set({ name })}
        maxLength={200}
        required
        error={term ? news('forbidden', { term }) : undefined}
      />
      <div className="field-row">
        <SelectField
          label={w('level')}
          value={value.level}
          onChange={(level) => set({ level: level as TradeSecret['level'] })}
          required
          options={(classification?.levels ?? [])
            .filter(({ rank }) => rank > 0)
            .map(({ id, name }) => ({ id, text: say(pairOf(name)) }))}
        />
        <TextField
          label={w('levelReason')}
          value={value.grading.reason}
          onChange={(reason) => set({ grading: { ...value.grading, reason } })}
          required={value.level !== secret.level}
        />
        <TextField
          label={register('owner')}
          value={value.owner.name}
          onChange={(name) => set({ owner: { ...value.owner, name, personId: null } })}
          required
        />
        <SelectField
          label={w('state')}
          value={value.status}
          onChange={(status) => set({ status: status as TradeSecret['status'] })}
          required
          options={options(statuses)}
        />
        <SelectField
          label={w('ownership')}
          value={value.ownership}
          onChange={(ownership) => set({ ownership: ownership as TradeSecret['ownership'] })}
          required
          options={options(ownerships)}
        />
        <SelectField
          label={w('aiUse')}
          value={value.aiUse}
          onChange={(aiUse) => set({ aiUse: aiUse as TradeSecret['aiUse'] })}
          required
          options={options(aiPermissions)}
        />
        <SelectField
          label={w('period')}
          value={value.period.kind}
          onChange={(kind) => set({ period: { ...value.period, kind: kind as TradeSecret['period']['kind'] } })}
          required
          options={(classification?.period.options ?? []).map(({ id, name }) => ({ id, text: say(pairOf(name)) }))}
        />
        {value.period.kind === 'date' && (
          <DayField
            label={w('periodUntil')}
            value={value.period.until ?? ''}
            onChange={(until) => set({ period: { ...value.period, until: until === '' ? null : until } })}
            required
          />
        )}
        {value.period.kind === 'event' && (
          <TextField
            label={w('periodEvent')}
            value={value.period.event}
            onChange={(event) => set({ period: { ...value.period, event } })}
            required
          />
        )}
        <DayField
          label={register('reviewOn')}
          value={value.reviewOn}
          onChange={(reviewOn) => set({ reviewOn })}
          required
        />
      </div>
      <TextArea
        label={w('secrecyBasis')}
        value={value.secrecyBasis}
        onChange={(secrecyBasis) => set({ secrecyBasis })}
        rows={3}
      />
      <TextArea
        label={w('valueBasis')}
        value={value.valueBasis}
        onChange={(valueBasis) => set({ valueBasis })}
        rows={3}
      />
      <TextArea
        label={w('creators')}
        value={value.creators.join('\n')}
        onChange={(text) => set({ creators: text.split('\n') })}
        rows={2}
      />
      <Button
        kind="primary"
        isDisabled={
          term !== undefined ||
          (value.level !== secret.level && value.grading.reason.trim() === secret.grading.reason.trim())
        }
        onPress={submit}
      >
        {common('save')}
      </Button>
    </Panel>
  )
}

const nextReviewOf = (level: TradeSecret['level']) => nextReview(level, Temporal.PlainDate.from(todayHere())).toString()
