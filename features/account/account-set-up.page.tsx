import { useState } from 'react'
import { ActForm } from '../../platform/ui/act-form.tsx'
import { TextField } from '../../platform/ui/controls.tsx'
import { Notice, useFieldError } from '../../platform/ui/feedback.tsx'
import { PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import { useAct } from '../../platform/ui/query.ts'
import { accountContract } from './account.contract.ts'
import { signInWords } from './account-page.words.ts'

export default function SetUp() {
  const w = useWords(signInWords)
  const token = new URLSearchParams(location.search).get('token') ?? ''
  const [form, setForm] = useState({ officeName: '', name: '', email: '', password: '' })
  const setUp = useAct(accountContract.setUp, { onDone: () => location.assign('/app/') })
  const wrong = useFieldError(setUp.error)
  const field = (name: keyof typeof form) => ({
    value: form[name],
    onChange: (value: string) => setForm({ ...form, [name]: value }),
    error: wrong(name),
    required: true,
  })
  return (
    <div className="narrow">
      <PageHeader title={w('setUpTitle')} lead={w('setUpText')} />
      {token === '' && <Notice kind="bad">{w('noToken')}</Notice>}
      <Panel>
        <ActForm
          act={setUp}
          onSubmit={() => setUp.mutate({ token, ...form })}
          submit={w('finish')}
          ready={token !== ''}
        >
          <TextField label={w('officeName')} {...field('officeName')} autoComplete="organization" />
          <TextField label={w('name')} {...field('name')} autoComplete="name" />
          <TextField label={w('email')} {...field('email')} type="email" autoComplete="username" />
          <TextField
            label={w('newPassword')}
            {...field('password')}
            type="password"
            autoComplete="new-password"
            hint={w('passwordHint')}
          />
        </ActForm>
      </Panel>
    </div>
  )
}
