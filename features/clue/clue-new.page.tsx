import { useNavigate } from '@tanstack/react-router'
import { ActForm } from '../../platform/ui/act-form.tsx'
import { DayField, SelectField, TextArea, TextField } from '../../platform/ui/controls.tsx'
import { useDraft } from '../../platform/ui/draft.ts'
import { DraftBar, useFieldError } from '../../platform/ui/feedback.tsx'
import { PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { useAct } from '../../platform/ui/query.ts'
import { clueContract } from './clue.contract.ts'
import { type ReverseFacts, registeredSources, sourceWords } from './clue.schema.ts'
import { clueActs } from './clue-acts.rules.ts'
import { cluePageWords } from './clue-page.words.ts'

const nothing = {
  source: '',
  title: '',
  receivedOn: '',
  fromBody: '',
  documentNo: '',
  accused: '',
  rightHolder: '',
  when: '',
  where: '',
  summary: '',
  nonProsecutionNo: '',
  opinionNo: '',
  opinionReceivedOn: '',
  finesPaid: '',
  seizedItems: '',
  limitation: '',
}
type Typed = typeof nothing
const limitations = clueActs['receive-reverse-transfer'].fields.limitation.options

/** The door for what another body sent and for what the office found itself. */
export default function NewClue() {
  const w = useWords(cluePageWords)
  const say = useSay()
  const navigate = useNavigate()
  const draft = useDraft<Typed>('clue.new', nothing)
  const register = useAct(clueContract.register, {
    onDone: ({ id }) => {
      draft.clear()
      navigate({ to: `/clues/${id}` })
    },
  })
  const wrong = useFieldError(register.error)
  const typed = draft.value
  const field = (name: keyof Typed, at: string = name) => ({
    value: typed[name],
    onChange: (value: string) => draft.set({ [name]: value }),
    error: wrong(at),
  })
  return (
    <>
      <PageHeader back={{ to: '/clues', text: w('clues') }} title={w('register')} lead={w('newLead')} />
      <ActForm act={register} onSubmit={() => register.mutate(registrationFrom(typed))} submit={w('register')}>
        <DraftBar draft={draft} />
        <Panel>
          <SelectField
            label={w('source')}
            {...field('source')}
            required
            options={registeredSources.map((id) => ({ id, text: say(sourceWords[id]) }))}
          />
          <TextField label={w('cluetitle')} hint={w('cluetitleHint')} {...field('title')} required maxLength={200} />
          <DayField label={w('receivedOnLong')} {...field('receivedOn')} required />
          {typed.source !== 'discovery' && (
            <>
              <TextField label={w('fromBody')} {...field('fromBody')} required={typed.source !== ''} maxLength={200} />
              <TextField label={w('documentNo')} {...field('documentNo')} maxLength={200} />
            </>
          )}
          <TextField label={w('accused')} hint={w('namesHint')} {...field('accused')} maxLength={200} />
          <TextField label={w('rightHolder')} hint={w('namesHint')} {...field('rightHolder')} maxLength={200} />
          <TextField label={w('when')} {...field('when')} maxLength={200} />
          <TextField label={w('where')} {...field('where')} maxLength={200} />
          <TextArea label={w('summary')} hint={w('summaryHint')} {...field('summary')} maxLength={5000} rows={6} />
        </Panel>
        {typed.source === 'reverse-transfer' && (
          <Panel title={w('reverse')}>
            <SelectField
              label={w('limitation')}
              hint={say(clueActs['receive-reverse-transfer'].fields.limitation.hint ?? ['', ''])}
              {...field('limitation', 'reverse.limitation')}
              required
              options={Object.entries(limitations ?? {}).map(([id, words]) => ({ id, text: say(words) }))}
            />
            <TextField label={w('nonProsecutionNo')} {...field('nonProsecutionNo', 'reverse.nonProsecutionNo')} />
            <TextField label={w('opinionNo')} {...field('opinionNo', 'reverse.opinionNo')} />
            <DayField label={w('opinionReceivedOn')} {...field('opinionReceivedOn', 'reverse.opinionReceivedOn')} />
            <TextField label={w('finesPaid')} {...field('finesPaid', 'reverse.finesPaid')} />
            <TextArea label={w('seizedItems')} {...field('seizedItems', 'reverse.seizedItems')} />
          </Panel>
        )}
      </ActForm>
    </>
  )
}

/** What stays empty and must not be is refused by the server, naming the field. */
function registrationFrom({
  source,
  nonProsecutionNo,
  opinionNo,
  opinionReceivedOn,
  finesPaid,
  seizedItems,
  limitation,
  fromBody,
  documentNo,
  ...typed
}: Typed) {
  const found = source === 'discovery'
  return {
    ...typed,
    source: source as (typeof registeredSources)[number],
    fromBody: found ? '' : fromBody,
    documentNo: found ? '' : documentNo,
    reverse:
      source === 'reverse-transfer'
        ? {
            ...{ nonProsecutionNo, opinionNo, finesPaid, seizedItems },
            opinionReceivedOn: opinionReceivedOn === '' ? null : opinionReceivedOn,
            limitation: limitation as ReverseFacts['limitation'],
          }
        : null,
  }
}
