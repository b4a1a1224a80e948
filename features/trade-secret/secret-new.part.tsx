import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { pairOf } from '../../core/content.ts'
import { callDoor } from '../../platform/ui/client.ts'
import { Button, DayField, SelectField, TextArea, TextField } from '../../platform/ui/controls.tsx'
import { ErrorNotice, Notice } from '../../platform/ui/feedback.tsx'
import { Panel } from '../../platform/ui/layout.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { todayHere } from '../../platform/ui/moment.ts'
import { useSession } from '../../platform/ui/session.tsx'
import { useKeyWork } from '../vault/room.client.ts'
import { sealedContract } from '../vault/sealed.contract.ts'
import { guessCarrierKind } from './carriers.rules.ts'
import { kindsOf, levelName } from './classification.rules.ts'
import type { Classification, LevelId } from './classification.schema.ts'
import { GradeForm, Handling } from './grade.part.tsx'
import { type Guess, guessKinds, type Scores, suggestLevel } from './grading.rules.ts'
import { sealedToProposer, takeCarried, type useRegister } from './register.client.ts'
import { forbiddenTerm, nextNumber, nextReview } from './register.rules.ts'
import { carrierKinds, type TradeSecret } from './trade-secret.schema.ts'
import { newSecretWords } from './trade-secret.words.ts'

const isSecretLevel = (level: LevelId | ''): level is TradeSecret['level'] =>
  level === 'core' || level === 'important' || level === 'general'

/** Registers one secret: what it is, which level, where it lies, who may know. What is typed stays in the page until it is sealed. */
export function NewSecret({
  classification,
  register,
}: {
  classification: Classification
  register: ReturnType<typeof useRegister>
}) {
  const w = useWords(newSecretWords)
  const say = useSay()
  const navigate = useNavigate()
  const { person } = useSession()
  const [proposal] = useState(takeCarried)
  const [what, setWhat] = useState(proposal?.value.name ?? '')
  const [kind, setKind] = useState(proposal?.value.infoKind ?? '')
  const [name, setName] = useState(proposal?.value.name ?? '')
  const [scores, setScores] = useState<Scores>({})
  const [level, setLevel] = useState<LevelId | ''>('')
  const [reason, setReason] = useState(proposal?.value.why ?? '')
  const [where, setWhere] = useState(proposal?.value.where ?? '')
  const [chosenCarrier, setCarrierKind] = useState<keyof typeof carrierKinds | null>(null)
  const [owner, setOwner] = useState(person.name)
  const [knowers, setKnowers] = useState('')
  const [formedOn, setFormedOn] = useState(todayHere())

  const kinds = kindsOf(classification)
  const guesses = guessKinds(classification, what)
  const grade = suggestLevel(classification, scores)
  const chosen = level || grade?.level || ''
  const term = forbiddenTerm(name, classification.legalRestriction.forbiddenTerms)
  const watchOut = kinds.find(({ code }) => code === kind)?.watchOut

  const carrierKind = chosenCarrier ?? guessCarrierKind(where)
  /** One press takes the whole suggestion; every part of it stays open to change below. */
  const take = (guess: Guess) => {
    setKind(guess.kind.code)
    if (!guess.level || !isSecretLevel(guess.level) || level !== '') return
    setLevel(guess.level)
    if (reason === '' && guess.levelBecause) setReason(w('likeExample', { because: say(guess.levelBecause) }))
  }

  const save = useKeyWork(
    async (value: TradeSecret) => {
      const id = crypto.randomUUID()
      const answer = proposal && (await sealedToProposer(proposal, value.number))
      await register.save.mutateAsync([{ id, revision: 0, value }])
      if (proposal) {
        const changed = value.name !== proposal.value.name
        await callDoor(sealedContract.decide, {
          id: proposal.id,
          decision: changed ? 'amended' : 'admitted',
          answer,
        })
      }
      return id
    },
    { onDone: (id) => navigate({ to: '/secrets/$id', params: { id } }) },
  )
  const lacking = [
    ...(kind === '' ? [w('kind')] : []),
    ...(name.trim() === '' || term ? [w('name')] : []),
    ...(isSecretLevel(chosen) ? [] : [w('level')]),
    ...(chosen !== '' && chosen !== grade?.level && reason.trim() === '' ? [w('reason')] : []),
    ...(owner.trim() === '' ? [w('owner')] : []),
    ...(isDay(formedOn) ? [] : [w('formedOn')]),
  ]
  const submit = () => {
    if (!isSecretLevel(chosen)) return
    const today = todayHere()
    save.mutate({
      v: 1,
      number: nextNumber(
        register.list.map(({ value }) => value.number),
        Number(today.slice(0, 4)),
      ),
      name: name.trim(),
      infoKind: kind,
      level: chosen,
      grading: { scores, suggested: grade?.level ?? null, reason, gradedOn: today, gradedBy: person.name },
      points: [],
      secrecyBasis: '',
      valueBasis: '',
      formedOn,
      creators: [],
      ownership: 'own',
      owner: { name: owner.trim(), personId: owner.trim() === person.name ? person.id : null, post: '' },
      knowers: linesOf(knowers).map(([who = '', post = '']) => ({
        ...{ name: who, post, personId: null, since: today, until: null, notice: null },
      })),
      carriers:
        where.trim() === ''
          ? []
          : [
              {
                ...{ id: crypto.randomUUID(), kind: carrierKind, what: name.trim(), where: where.trim() },
                ...{ keeper: owner.trim(), marked: false },
              },
            ],
      measures: [],
      aiUse: chosen === 'core' ? 'never' : 'approved',
      period: { kind: 'longTerm', until: null, event: '' },
      deposits: [],
      rechecks: [],
      disclosures: [],
      reviewOn: nextReview(chosen, Temporal.PlainDate.from(today)).toString(),
      status: 'active',
    })
  }

  return (
    <>
      <Panel title={w('what')}>
        <TextField label={w('what')} hint={w('whatHint')} value={what} onChange={setWhat} filter />
        {guesses.map((guess) => (
          <p key={guess.kind.code}>
            {w('guessKind', { kind: say(pairOf(guess.kind.name)), because: say(guess.because) })}{' '}
            {guess.level &&
              guess.levelBecause &&
              w('usualLevel', {
                level: say(levelName(classification, guess.level)),
                because: say(guess.levelBecause),
              })}{' '}
            <Button kind="quiet" onPress={() => take(guess)}>
              {w('take')}
            </Button>
          </p>
        ))}
        <SelectField
          label={w('kind')}
          value={kind}
          onChange={setKind}
          required
          options={kinds.map(({ code, name: of }) => ({ id: code, text: `${code} ${say(pairOf(of))}` }))}
        />
        {watchOut && (
          <p className="hint">
            {w('watchOut')}：{say(pairOf(watchOut))}
          </p>
        )}
        <TextField
          label={w('name')}
          hint={w('nameHint')}
          value={name}
          onChange={setName}
          maxLength={200}
          required
          error={term ? w('forbidden', { term }) : undefined}
        />
        <p className="hint">{w('stateSecret')}</p>
      </Panel>
      <GradeForm
        classification={classification}
        scores={scores}
        onScores={setScores}
        level={chosen}
        onLevel={setLevel}
        reason={reason}
        onReason={setReason}
      />
      {chosen !== '' && !isSecretLevel(chosen) && <Notice>{w('notSecret')}</Notice>}
      <Panel title={w('where')}>
        <div className="field-row">
          <TextField label={w('where')} hint={w('whereHint')} value={where} onChange={setWhere} maxLength={200} />
          <SelectField
            label={w('carrierKind')}
            value={carrierKind}
            onChange={(id) => setCarrierKind(id as keyof typeof carrierKinds)}
            required
            options={Object.entries(carrierKinds).map(([id, pair]) => ({ id, text: say(pair) }))}
          />
          <TextField label={w('owner')} value={owner} onChange={setOwner} maxLength={200} required />
          <DayField label={w('formedOn')} value={formedOn} onChange={setFormedOn} required />
        </div>
        <TextArea label={w('knowers')} hint={w('knowersHint')} value={knowers} onChange={setKnowers} rows={3} />
      </Panel>
      {isSecretLevel(chosen) && <Handling classification={classification} level={chosen} />}
      <ErrorNotice error={save.error} />
      <div className="actions">
        <Button kind="primary" isDisabled={lacking.length > 0 || save.isPending} onPress={submit}>
          {w('save')}
        </Button>
        {lacking.length > 0 && (
          <span className="hint" role="status">
            {w('lacking', { what: lacking.join('、') })}
          </span>
        )}
      </div>
    </>
  )
}

const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))

/** Lines of `name, post`, in either kind of comma. */
const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.split(/[,，、\t]/).map((part) => part.trim()))
    .filter(([name]) => name)
