import { useState } from 'react'
import { ActForm } from '../../platform/ui/act-form.tsx'
import { TextField } from '../../platform/ui/controls.tsx'
import { Notice } from '../../platform/ui/feedback.tsx'
import { A, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import { useAct } from '../../platform/ui/query.ts'
import { accountContract } from './account.contract.ts'
import { signInWords } from './account-page.words.ts'

export default function Reset() {
  const w = useWords(signInWords)
  const token = new URLSearchParams(location.search).get('token') ?? ''
  const [password, setPassword] = useState('')
  const reset = useAct(accountContract.reset)
  return (
    <div className="narrow">
      <PageHeader title={w('newPassword')} />
      <Panel>
        {reset.isSuccess ? (
          <Notice kind="good">
            {w('resetDone')} <A to="/sign-in">{w('signIn')}</A>
          </Notice>
        ) : (
          <ActForm
            act={reset}
            onSubmit={() => reset.mutate({ token, password })}
            submit={w('reset')}
            ready={token !== ''}
          >
            <TextField
              label={w('newPassword')}
              value={password}
              onChange={setPassword}
              required
              type="password"
              autoComplete="new-password"
              hint={w('passwordHint')}
            />
          </ActForm>
        )}
      </Panel>
    </div>
  )
}
