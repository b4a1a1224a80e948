import { browserSupportsWebAuthn, startAuthentication } from '@simplewebauthn/browser'
import { type FormEvent, useState } from 'react'
import { roleWords } from '../../core/permission.ts'
import { ActForm } from '../../platform/ui/act-form.tsx'
import { callDoor } from '../../platform/ui/client.ts'
import { Button, CheckField, TextField } from '../../platform/ui/controls.tsx'
import { EmptyState, ErrorNotice, Notice } from '../../platform/ui/feedback.tsx'
import { A, Panel } from '../../platform/ui/layout.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { useAct, useDoor } from '../../platform/ui/query.ts'
import { accountContract } from './account.contract.ts'
import { signInWords } from './account-page.words.ts'
import { RequestOptions } from './passkey-options.ts'

/** Back to where the person wanted to go, if that lies inside the application. */
function enter() {
  const back = new URLSearchParams(location.search).get('back')
  location.assign(
    back?.startsWith('/') && !back.startsWith('//')
      ? `/app${back === '/' ? '/' : back.replace(/^\/app/, '')}`
      : '/app/',
  )
}

export default function SignIn() {
  const w = useWords(signInWords)
  const waysIn = useDoor(accountContract.waysIn, {})
  const [secondStep, setSecondStep] = useState<string | null>(null)
  const problem = new URLSearchParams(location.search).get('problem')
  return (
    <div className="narrow">
      <h1 tabIndex={-1}>{secondStep ? w('secondTitle') : w('title')}</h1>
      {problem && problem in signInWords && (
        <Notice kind="bad">{w('problem', { what: w(problem as keyof typeof signInWords) })}</Notice>
      )}
      {secondStep ? (
        <SecondStep token={secondStep} />
      ) : (
        <FirstStep oidc={waysIn.data?.oidc ?? null} onSecondStep={setSecondStep} />
      )}
      {(waysIn.data?.demoAccounts.length ?? 0) > 0 && <DemoAccounts accounts={waysIn.data?.demoAccounts ?? []} />}
      <p className="small">
        <A to="/forgot">{w('forgot')}</A> · <A to="/register">{w('register')}</A> · <a href="/">{w('home')}</a>
      </p>
    </div>
  )
}

function FirstStep({ oidc, onSecondStep }: { oidc: string | null; onSecondStep: (token: string) => void }) {
  const w = useWords(signInWords)
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [shown, setShown] = useState(false)
  const signIn = useAct(accountContract.signIn, {
    onDone: (outcome) => (outcome.step === 'done' ? enter() : onSecondStep(outcome.token)),
  })
  const [passkeyError, setPasskeyError] = useState<unknown>(null)
  const withPasskey = async () => {
    setPasskeyError(null)
    try {
      const { options } = await callDoor(accountContract.passkeyChallenge, {})
      const answer = await startAuthentication({
        optionsJSON: RequestOptions.parse(options),
      })
      await callDoor(accountContract.passkeySignIn, { answer: { ...answer } })
      enter()
    } catch (error) {
      // Dismissing the browser's own dialog is not an error.
      if (!(error instanceof Error && error.name === 'NotAllowedError')) setPasskeyError(error)
    }
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    signIn.mutate({ email, password })
  }
  return (
    <Panel>
      <form onSubmit={submit}>
        <TextField
          label={w('email')}
          value={email}
          onChange={setEmail}
          required
          type="email"
          autoComplete="username webauthn"
          name="email"
        />
        <TextField
          label={w('password')}
          value={password}
          onChange={setPassword}
          required
          type={shown ? 'text' : 'password'}
          autoComplete="current-password"
          name="password"
        />
        <CheckField label={w('show')} value={shown} onChange={setShown} />
        <ErrorNotice error={signIn.error ?? passkeyError} />
        <div className="actions">
          <Button kind="primary" type="submit" isDisabled={signIn.isPending}>
            {w('signIn')}
          </Button>
          {browserSupportsWebAuthn() && <Button onPress={withPasskey}>{w('passkey')}</Button>}
          {oidc && (
            <a className="button" href="/auth/oidc">
              {w('oidc', { label: oidc })}
            </a>
          )}
        </div>
      </form>
    </Panel>
  )
}

function SecondStep({ token }: { token: string }) {
  const w = useWords(signInWords)
  const [code, setCode] = useState('')
  const second = useAct(accountContract.secondFactor, { onDone: enter })
  return (
    <Panel>
      <ActForm act={second} onSubmit={() => second.mutate({ token, code })} submit={w('signIn')}>
        <p>{w('secondText')}</p>
        <TextField label={w('code')} value={code} onChange={setCode} required autoComplete="one-time-code" autoFocus />
      </ActForm>
    </Panel>
  )
}

function DemoAccounts({
  accounts,
}: {
  accounts: readonly { id: string; name: string; organisation: string; roles: readonly (keyof typeof roleWords)[] }[]
}) {
  const w = useWords(signInWords)
  const say = useSay()
  const signIn = useAct(accountContract.demoSignIn, { onDone: enter })
  return (
    <Panel title={w('demoTitle')}>
      <EmptyState title="" text={w('demoText')} />
      <ul className="list">
        {accounts.map(({ id, name, organisation, roles }) => (
          <li key={`${id}${organisation}`} className="row">
            <Button kind="quiet" onPress={() => signIn.mutate({ id })}>
              {name}
            </Button>
            <span className="small soft">
              {organisation} · {roles.map((role) => say(roleWords[role])).join('、')}
            </span>
          </li>
        ))}
      </ul>
      <ErrorNotice error={signIn.error} />
    </Panel>
  )
}
