import { useState } from 'react'
import { ActForm } from '../../platform/ui/act-form.tsx'
import { TextField } from '../../platform/ui/controls.tsx'
import { Notice } from '../../platform/ui/feedback.tsx'
import { PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import { useAct } from '../../platform/ui/query.ts'
import { organisationContract } from './organisation.contract.ts'
import { organisationWords } from './organisation-page.words.ts'

/** Where the links of a registration and of an invitation lead: both confirm, and set a first password. */
export default function Accept() {
  const w = useWords(organisationWords)
  const token = new URLSearchParams(location.search).get('token') ?? ''
  const [password, setPassword] = useState('')
  const accept = useAct(
    location.pathname.endsWith('/invitation') ? organisationContract.acceptInvitation : organisationContract.confirm,
  )
  return (
    <div className="narrow">
      <PageHeader title={w('acceptTitle')} lead={w('acceptText')} />
      <Panel>
        {accept.data ? (
          <Notice kind="good">
            <p>{w('accepted', { name: accept.data.organisation })}</p>
            <a className="button" href="/app/">
              {w('enter')}
            </a>
          </Notice>
        ) : (
          <ActForm
            act={accept}
            onSubmit={() => accept.mutate({ token, ...(password !== '' && { password }) })}
            submit={w('accept')}
            ready={token !== ''}
          >
            <TextField
              label={w('password')}
              value={password}
              onChange={setPassword}
              type="password"
              autoComplete="new-password"
            />
          </ActForm>
        )}
      </Panel>
    </div>
  )
}
