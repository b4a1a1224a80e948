import { useState } from 'react'
import { Button, TextField } from '../../platform/ui/controls.tsx'
import { ErrorNotice, Notice } from '../../platform/ui/feedback.tsx'
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
          <form
            onSubmit={(event) => {
              event.preventDefault()
              reset.mutate({ token, password })
            }}
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
            <ErrorNotice error={reset.error} />
            <Button kind="primary" type="submit" isDisabled={reset.isPending || token === ''}>
              {w('reset')}
            </Button>
          </form>
        )}
      </Panel>
    </div>
  )
}
