import { useState } from 'react'
import { organisationKindWords } from '../../core/permission.ts'
import { commonWords } from '../../platform/ui/common.words.ts'
import { Button, CheckField, TextArea, TextField } from '../../platform/ui/controls.tsx'
import { ErrorNotice, Loading, Notice, useFieldError } from '../../platform/ui/feedback.tsx'
import { KeyValues, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { useAct, useDoor } from '../../platform/ui/query.ts'
import { useSession } from '../../platform/ui/session.tsx'
import { organisationContract } from './organisation.contract.ts'
import type { Organisation } from './organisation.schema.ts'
import { organisationWords } from './organisation-page.words.ts'

export default function Profile() {
  const w = useWords(organisationWords)
  const { organisation } = useSession()
  const { data, error } = useDoor(
    organisationContract.read,
    { id: organisation?.id ?? '' },
    { enabled: organisation !== null },
  )
  return (
    <>
      <PageHeader title={w('profile')} />
      <ErrorNotice error={error} />
      {data ? <ProfileForm key={data.id} organisation={data} /> : <Loading />}
    </>
  )
}

function ProfileForm({ organisation }: { organisation: Organisation }) {
  const w = useWords(organisationWords)
  const common = useWords(commonWords)
  const say = useSay()
  const { id, name, address, contactName, contactPhone, contactEmail, introduction, listed } = organisation
  const [form, setForm] = useState({ name, address, contactName, contactPhone, contactEmail, introduction, listed })
  const edit = useAct(organisationContract.edit)
  const wrong = useFieldError(edit.error)
  const field = (key: Exclude<keyof typeof form, 'listed'>) => ({
    value: form[key],
    onChange: (value: string) => setForm({ ...form, [key]: value }),
    error: wrong(key),
  })
  return (
    <Panel>
      <KeyValues
        pairs={[
          [w('kind'), say(organisationKindWords[organisation.kind])],
          [w('creditCode'), organisation.creditCode ?? '—'],
          [w('state'), w(organisation.state)],
        ]}
      />
      <TextField label={w('name')} {...field('name')} required />
      <TextField label={w('address')} {...field('address')} />
      <TextField label={w('contact')} {...field('contactName')} />
      <TextField label={w('phone')} {...field('contactPhone')} type="tel" />
      <TextField label={w('email')} {...field('contactEmail')} type="email" />
      <TextArea label={w('introduction')} {...field('introduction')} />
      <CheckField label={w('listed')} value={form.listed} onChange={(value) => setForm({ ...form, listed: value })} />
      <ErrorNotice error={edit.error} />
      {edit.isSuccess && <Notice kind="good">{common('saved')}</Notice>}
      <Button kind="primary" isDisabled={edit.isPending} onPress={() => edit.mutate({ id, ...form })}>
        {common('save')}
      </Button>
    </Panel>
  )
}
