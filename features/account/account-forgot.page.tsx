import { useState } from 'react'
import { ActForm } from '../../platform/ui/act-form.tsx'
import { TextField } from '../../platform/ui/controls.tsx'
import { Notice, useFieldError } from '../../platform/ui/feedback.tsx'
import { PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import { useAct } from '../../platform/ui/query.ts'
import { accountContract } from './account.contract.ts'
import { signInWords } from './account-page.words.ts'

export default function Forgot() {
  const w = useWords(signInWords)
  const [email, setEmail] = useState('')
  const forgot = useAct(accountContract.forgot)
  const wrong = useFieldError(forgot.error)
  return (
    <div className="narrow">
      <PageHeader title={w('forgot')} lead={w('forgotText')} back={{ to: '/sign-in', text: w('title') }} />
      <Panel>
        {forgot.isSuccess ? (
          <Notice kind="good">{w('linkSent')}</Notice>
        ) : (
          <ActForm act={forgot} onSubmit={() => forgot.mutate({ email })} submit={w('sendLink')}>
            <TextField
              label={w('email')}
              value={email}
              onChange={setEmail}
              required
              type="email"
              autoComplete="username"
              error={wrong('email')}
            />
          </ActForm>
        )}
      </Panel>
    </div>
  )
}
