import { useState } from 'react'
import type { z } from 'zod'
import { commonWords } from '../../platform/ui/common.words.ts'
import { Button, DayField, SelectField, TextField } from '../../platform/ui/controls.tsx'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { ErrorNotice, useFieldError } from '../../platform/ui/feedback.tsx'
import { formatDay, formatMoment } from '../../platform/ui/format.ts'
import { Badge, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { useAct, useDoor } from '../../platform/ui/query.ts'
import { useMay } from '../../platform/ui/session.tsx'
import { organisationContract } from '../organisation/organisation.contract.ts'
import { confidentialContract } from './confidential.contract.ts'
import type { Look } from './confidential.schema.ts'
import { confidentialWords } from './confidential.words.ts'

type Read = z.output<(typeof confidentialContract)['read']['output']>

/** Who may see the contents, who promised secrecy, and whose secrets they are. */
export function Grants({ id, grants, pledges, owners }: { id: string } & Pick<Read, 'grants' | 'pledges' | 'owners'>) {
  const w = useWords(confidentialWords)
  const locale = useLocale()
  const may = useMay()
  const revoke = useAct(confidentialContract.revoke)
  return (
    <Panel title={w('grants')}>
      {grants.length === 0 && <p className="soft">{w('noGrants')}</p>}
      <ul className="list">
        {grants.map((grant) => (
          <li key={grant.id}>
            <div className="row">
              <span>
                <strong>{grant.person}</strong> · {w('until', { day: formatDay(grant.expiresOn, locale) })}{' '}
                <span className="small soft">
                  {grant.reason} — {grant.grantedBy} {formatMoment(grant.grantedAt, locale)}
                </span>
              </span>
              {grant.revokedAt ? (
                <Badge>{w('revoked')}</Badge>
              ) : (
                may('case.approve') && (
                  <Button
                    kind="quiet"
                    onPress={() => revoke.mutate({ id: grant.id })}
                    aria-label={`${w('revoke')} ${grant.person}`}
                  >
                    {w('revoke')}
                  </Button>
                )
              )}
            </div>
          </li>
        ))}
      </ul>
      <ErrorNotice error={revoke.error} />
      <p className="small soft">
        {w('pledges')}：{pledges.map(({ person }) => person).join('、') || '—'} · {w('owners')}：
        {owners.map(({ name }) => name).join('、') || '—'}
      </p>
      {may('case.approve') && pledges.length > 0 && <LetIn id={id} pledges={pledges} />}
      {may('case.handle') && <NameOwner id={id} />}
    </Panel>
  )
}

function LetIn({ id, pledges }: { id: string; pledges: Read['pledges'] }) {
  const w = useWords(confidentialWords)
  const common = useWords(commonWords)
  const [personId, setPerson] = useState('')
  const [reason, setReason] = useState('')
  const [expiresOn, setExpires] = useState('')
  const letIn = useAct(confidentialContract.letIn, { onDone: () => setReason('') })
  const wrong = useFieldError(letIn.error)
  return (
    <form
      className="field-row"
      onSubmit={(event) => {
        event.preventDefault()
        letIn.mutate({ id, personId, reason, expiresOn })
      }}
    >
      <SelectField
        label={w('person')}
        value={personId}
        onChange={setPerson}
        required
        options={pledges.map((one) => ({ id: one.personId, text: one.person }))}
        error={wrong('personId')}
      />
      <TextField label={common('reason')} value={reason} onChange={setReason} required error={wrong('reason')} />
      <DayField label={w('expiresOn')} value={expiresOn} onChange={setExpires} required error={wrong('expiresOn')} />
      <div>
        <ErrorNotice error={letIn.error} />
        <Button type="submit" isDisabled={letIn.isPending}>
          {w('letIn')}
        </Button>
      </div>
    </form>
  )
}

function NameOwner({ id }: { id: string }) {
  const w = useWords(confidentialWords)
  const [organisationId, setOrganisation] = useState('')
  const { data } = useDoor(organisationContract.list, { kind: 'enterprise', state: 'admitted', limit: 500 })
  const name = useAct(confidentialContract.nameOwner, { onDone: () => setOrganisation('') })
  return (
    <form
      className="field-row"
      onSubmit={(event) => {
        event.preventDefault()
        name.mutate({ id, organisationId })
      }}
    >
      <SelectField
        label={w('nameOwner')}
        value={organisationId}
        onChange={setOrganisation}
        options={(data?.organisations ?? []).map((one) => ({ id: one.id, text: one.name }))}
      />
      <div>
        <ErrorNotice error={name.error} />
        <Button type="submit" isDisabled={organisationId === '' || name.isPending}>
          {w('nameOwner')}
        </Button>
      </div>
    </form>
  )
}

export function LookList({ looks }: { looks: readonly z.infer<typeof Look>[] }) {
  const w = useWords(confidentialWords)
  const locale = useLocale()
  return (
    <DataTable
      caption={w('looks')}
      rows={looks}
      keyOf={({ id }) => id}
      columns={[
        { key: 'at', title: w('at'), kind: 'main', cell: ({ lookedAt }) => formatMoment(lookedAt, locale) },
        { key: 'person', title: w('person'), cell: ({ person }) => person },
        { key: 'item', title: w('item'), cell: ({ item }) => item },
        { key: 'reason', title: w('reason'), cell: ({ reason }) => reason },
        { key: 'matter', title: w('matter'), cell: ({ matterNumber }) => matterNumber ?? '—' },
      ]}
    />
  )
}
