import { startRegistration } from '@simplewebauthn/browser'
import { useState } from 'react'
import { ActForm } from '../../platform/ui/act-form.tsx'
import { callDoor } from '../../platform/ui/client.ts'
import { commonWords } from '../../platform/ui/common.words.ts'
import { Button, SelectField, TextField } from '../../platform/ui/controls.tsx'
import { ErrorNotice, Loading, Notice } from '../../platform/ui/feedback.tsx'
import { formatMoment } from '../../platform/ui/format.ts'
import { Badge, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { QrCode } from '../../platform/ui/qr-code.tsx'
import { useAct, useDoor } from '../../platform/ui/query.ts'
import { useSession } from '../../platform/ui/session.tsx'
import { accountContract } from './account.contract.ts'
import { accountWords, signInWords } from './account-page.words.ts'
import { CreationOptions } from './passkey-options.ts'

export default function Account() {
  const w = useWords(accountWords)
  const security = useDoor(accountContract.security, {})
  return (
    <>
      <PageHeader title={w('title')} lead={useSession().person.email} />
      <Profile />
      <ErrorNotice error={security.error} onRetry={() => security.refetch()} />
      {security.data ? (
        <>
          <Password present={security.data.password} />
          <Passkeys passkeys={security.data.passkeys} reload={() => security.refetch()} />
          <OneTimeCodes active={security.data.totp} codesLeft={security.data.recoveryCodesLeft} />
          <Sessions sessions={security.data.sessions} />
        </>
      ) : (
        <Loading />
      )}
    </>
  )
}

function Profile() {
  const w = useWords(accountWords)
  const common = useWords(commonWords)
  const { person } = useSession()
  const [form, setForm] = useState({ name: person.name, locale: person.locale, mailMode: person.mailMode })
  const save = useAct(accountContract.profile)
  return (
    <Panel title={w('profile')}>
      <TextField
        label={w('name')}
        value={form.name}
        onChange={(name) => setForm({ ...form, name })}
        required
        autoComplete="name"
      />
      <SelectField
        label={w('language')}
        required
        value={form.locale}
        onChange={(locale) => setForm({ ...form, locale: locale === 'en' ? 'en' : 'zh-CN' })}
        options={[
          { id: 'zh-CN', text: w('zh') },
          { id: 'en', text: w('en') },
        ]}
      />
      <SelectField
        label={w('mail')}
        required
        value={form.mailMode}
        onChange={(mode) => setForm({ ...form, mailMode: mode === 'each' || mode === 'none' ? mode : 'digest' })}
        options={(['digest', 'each', 'none'] as const).map((id) => ({ id, text: w(id) }))}
      />
      <ErrorNotice error={save.error} />
      {save.isSuccess && <Notice kind="good">{common('saved')}</Notice>}
      <Button kind="primary" onPress={() => save.mutate(form)} isDisabled={save.isPending}>
        {common('save')}
      </Button>
    </Panel>
  )
}

function Password({ present }: { present: boolean }) {
  const w = useWords(accountWords)
  const hints = useWords(signInWords)
  const [form, setForm] = useState({ present: '', password: '' })
  const change = useAct(accountContract.changePassword, { onDone: () => setForm({ present: '', password: '' }) })
  return (
    <Panel title={w('passwordTitle')}>
      <ActForm act={change} onSubmit={() => change.mutate(form)} submit={w('change')} kind="plain">
        {present && (
          <TextField
            label={w('present')}
            value={form.present}
            onChange={(value) => setForm({ ...form, present: value })}
            required
            type="password"
            autoComplete="current-password"
          />
        )}
        <TextField
          label={hints('newPassword')}
          value={form.password}
          onChange={(password) => setForm({ ...form, password })}
          required
          type="password"
          autoComplete="new-password"
          hint={hints('passwordHint')}
        />
        {change.isSuccess && <Notice kind="good">{w('passwordChanged')}</Notice>}
      </ActForm>
    </Panel>
  )
}

function Passkeys({
  passkeys,
  reload,
}: {
  passkeys: readonly { id: string; name: string; usedAt: string | null }[]
  reload: () => void
}) {
  const w = useWords(accountWords)
  const common = useWords(commonWords)
  const locale = useLocale()
  const [name, setName] = useState('')
  const [error, setError] = useState<unknown>(null)
  const remove = useAct(accountContract.removePasskey)
  const add = async () => {
    setError(null)
    try {
      const { options } = await callDoor(accountContract.beginPasskey, {})
      const answer = await startRegistration({
        optionsJSON: CreationOptions.parse(options),
      })
      await callDoor(accountContract.addPasskey, { name, answer: { ...answer } })
      setName('')
      reload()
    } catch (problem) {
      if (!(problem instanceof Error && problem.name === 'NotAllowedError')) setError(problem)
    }
  }
  return (
    <Panel title={w('passkeys')}>
      <p className="soft">{w('passkeysText')}</p>
      <ul className="list">
        {passkeys.map((passkey) => (
          <li key={passkey.id}>
            <div className="row">
              <span>
                {passkey.name}{' '}
                <span className="small soft">
                  {passkey.usedAt ? w('used', { at: formatMoment(passkey.usedAt, locale) }) : w('never')}
                </span>
              </span>
              <Button kind="quiet" onPress={() => remove.mutate({ id: passkey.id })}>
                {common('remove')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      <TextField label={w('passkeyName')} value={name} onChange={setName} required />
      <ErrorNotice error={error ?? remove.error} />
      <Button onPress={add} isDisabled={name.trim() === ''}>
        {w('addPasskey')}
      </Button>
    </Panel>
  )
}

function OneTimeCodes({ active, codesLeft }: { active: boolean; codesLeft: number }) {
  const w = useWords(accountWords)
  const [code, setCode] = useState('')
  const begin = useAct(accountContract.beginTotp)
  const confirm = useAct(accountContract.confirmTotp, { onDone: () => setCode('') })
  const remove = useAct(accountContract.removeTotp, { onDone: () => setCode('') })
  return (
    <Panel title={w('totp')}>
      <p className="soft">{active ? w('totpOn', { count: codesLeft }) : w('totpOff')}</p>
      {!active && !begin.data && <Button onPress={() => begin.mutate({})}>{w('enable')}</Button>}
      {!active && begin.data && (
        <>
          <p>{w('scan')}</p>
          <QrCode text={begin.data.uri} label={w('totp')} />
          <p>
            {w('secret')} <code>{begin.data.secret}</code>
          </p>
        </>
      )}
      {(active || begin.data) && (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            if (active) remove.mutate({ code })
            else confirm.mutate({ code })
          }}
        >
          <TextField
            label={w('code')}
            value={code}
            onChange={setCode}
            required
            autoComplete="one-time-code"
            inputMode="numeric"
          />
          <Button type="submit" kind={active ? 'danger' : 'primary'}>
            {active ? w('disable') : w('enable')}
          </Button>
        </form>
      )}
      <ErrorNotice error={begin.error ?? confirm.error ?? remove.error} />
      {confirm.data && (
        <Notice kind="warn">
          <h3>{w('recoveryTitle')}</h3>
          <p>{w('recoveryText')}</p>
          <ul>
            {confirm.data.recoveryCodes.map((one) => (
              <li key={one}>
                <code>{one}</code>
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </Panel>
  )
}

function Sessions({
  sessions,
}: {
  sessions: readonly { id: string; device: string; method: string; seenAt: string; present: boolean }[]
}) {
  const w = useWords(accountWords)
  const locale = useLocale()
  const revoke = useAct(accountContract.revokeSession)
  const revokeOthers = useAct(accountContract.revokeOthers)
  return (
    <Panel
      title={w('sessions')}
      actions={
        <Button onPress={() => revokeOthers.mutate({})} isDisabled={sessions.length < 2}>
          {w('endOthers')}
        </Button>
      }
    >
      <ErrorNotice error={revoke.error ?? revokeOthers.error} />
      <ul className="list">
        {sessions.map((session) => (
          <li key={session.id}>
            <div className="row">
              <span>
                {session.device || '—'} {session.present && <Badge tone="good">{w('thisDevice')}</Badge>}
                <br />
                <span className="small soft">{w('seen', { at: formatMoment(session.seenAt, locale) })}</span>
              </span>
              {!session.present && (
                <Button kind="quiet" onPress={() => revoke.mutate({ id: session.id })}>
                  {w('end')}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
