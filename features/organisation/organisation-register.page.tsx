import { parseCreditCode } from '../../core/credit-code.ts'
import { ActForm } from '../../platform/ui/act-form.tsx'
import { SelectField, TextField } from '../../platform/ui/controls.tsx'
import { useDraft } from '../../platform/ui/draft.ts'
import { DraftBar, Notice, useFieldError } from '../../platform/ui/feedback.tsx'
import { PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { useAct } from '../../platform/ui/query.ts'
import { organisationContract } from './organisation.contract.ts'
import { organisationWords } from './organisation-page.words.ts'

const blank = {
  kind: 'enterprise' as 'enterprise' | 'park',
  name: '',
  creditCode: '',
  representativeName: '',
  email: '',
  phone: '',
  address: '',
}

export default function Register() {
  const w = useWords(organisationWords)
  const locale = useLocale()
  const draft = useDraft('register', blank)
  const register = useAct(organisationContract.register, {
    onDone: () => localStorage.removeItem('shoumi.draft.register'),
  })
  const wrong = useFieldError(register.error)
  const form = draft.value
  const field = (key: Exclude<keyof typeof blank, 'kind'>) => ({
    value: form[key],
    onChange: (value: string) => draft.set({ [key]: value }),
    error: wrong(key),
  })
  const code = parseCreditCode(form.creditCode)
  const codeMistake = form.creditCode.length >= 18 && !code.valid ? code.message[locale] : wrong('creditCode')
  return (
    <div className="narrow">
      <PageHeader title={w('registerTitle')} lead={w('registerLead')} />
      <Panel>
        {register.isSuccess ? (
          <Notice kind="good">{w('registered', { email: form.email })}</Notice>
        ) : (
          <ActForm act={register} onSubmit={() => register.mutate(form)} submit={w('register')}>
            <DraftBar draft={draft} />
            <SelectField
              label={w('kind')}
              required
              value={form.kind}
              onChange={(kind) => draft.set({ kind: kind === 'park' ? 'park' : 'enterprise' })}
              options={(['enterprise', 'park'] as const).map((id) => ({ id, text: w(id) }))}
            />
            <TextField label={w('name')} {...field('name')} required autoComplete="organization" />
            <TextField
              label={w('creditCode')}
              {...field('creditCode')}
              required
              hint={w('creditCodeHint')}
              error={codeMistake}
            />
            <TextField label={w('representative')} {...field('representativeName')} required autoComplete="name" />
            <TextField label={w('email')} {...field('email')} required type="email" autoComplete="email" />
            <TextField label={w('phone')} {...field('phone')} type="tel" autoComplete="tel" />
            <TextField label={w('address')} {...field('address')} autoComplete="street-address" />
          </ActForm>
        )}
      </Panel>
    </div>
  )
}
