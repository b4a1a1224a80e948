import { useState } from 'react'
import { Button, SelectField, TextField } from '../../platform/ui/controls.tsx'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { ReasonDialog } from '../../platform/ui/dialog.tsx'
import { EmptyState, ErrorNotice, Loading, Notice } from '../../platform/ui/feedback.tsx'
import { formatMoment } from '../../platform/ui/format.ts'
import { Badge, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { useAct, useDoor } from '../../platform/ui/query.ts'
import { depositContract } from './deposit.contract.ts'
import { depositPageWords } from './deposit-page.words.ts'

export default function DepositKeys() {
  const w = useWords(depositPageWords)
  const locale = useLocale()
  const { data, error, refetch } = useDoor(depositContract.keys, {})
  const [name, setName] = useState('')
  const [months, setMonths] = useState('12')
  const [revoking, setRevoking] = useState<string | null>(null)
  const make = useAct(depositContract.makeKey, { onDone: () => setName('') })
  const revoke = useAct(depositContract.revokeKey, { onDone: () => setRevoking(null) })
  if (error) return <ErrorNotice error={error} onRetry={() => refetch()} />
  if (!data) return <Loading />
  const now = new Date().toISOString()
  return (
    <>
      <PageHeader back={{ to: '/deposits', text: w('title') }} title={w('keysTitle')} lead={w('keysLead')} />
      <Panel title={w('makeKey')}>
        <TextField label={w('keyName')} value={name} onChange={setName} maxLength={100} required />
        <SelectField
          label={w('keyMonths')}
          value={months}
          onChange={setMonths}
          required
          options={(['3', '12', '36'] as const).map((n) => ({ id: n, text: w('validMonths', { n }) }))}
        />
        <ErrorNotice error={make.error} />
        <Button
          kind="primary"
          isDisabled={name.trim() === '' || make.isPending}
          onPress={() => make.mutate({ name, months: Number(months) })}
        >
          {w('makeKey')}
        </Button>
        {make.data && (
          <Notice kind="warn">
            <p>{w('keyOnce')}</p>
            <p>
              <code className="break">{make.data.key}</code>
            </p>
            <p className="small">
              {w('command')}：
              <code className="break">SHOUMI_KEY=… npx shoumi seal ./图纸 --server {location.origin}</code>
            </p>
          </Notice>
        )}
      </Panel>
      {data.keys.length === 0 ? (
        <EmptyState title={w('noKeys')} text={w('noKeysText')} />
      ) : (
        <Panel>
          <DataTable
            caption={w('keysTitle')}
            rows={data.keys}
            keyOf={({ id }) => id}
            columns={[
              { key: 'name', title: w('keyName'), kind: 'main', cell: (key) => key.name },
              { key: 'madeBy', title: w('madeBy'), cell: ({ madeBy }) => madeBy || '—' },
              { key: 'expiresAt', title: w('expiresAt'), cell: ({ expiresAt }) => formatMoment(expiresAt, locale) },
              {
                key: 'usedAt',
                title: w('usedAt'),
                cell: ({ usedAt }) => (usedAt ? formatMoment(usedAt, locale) : '—'),
              },
              {
                key: 'act',
                title: w('state'),
                cell: ({ id, revokedAt, expiresAt }) =>
                  revokedAt ? (
                    <Badge tone="bad">{w('revoked')}</Badge>
                  ) : expiresAt < now ? (
                    <Badge>{w('expired')}</Badge>
                  ) : (
                    <Button kind="quiet" onPress={() => setRevoking(id)}>
                      {w('revoke')}
                    </Button>
                  ),
              },
            ]}
          />
        </Panel>
      )}
      <ReasonDialog
        title={w('revoke')}
        text={w('revokeText')}
        open={revoking !== null}
        onClose={() => setRevoking(null)}
        confirm={w('revoke')}
        needsReason={false}
        danger
        error={revoke.error}
        pending={revoke.isPending}
        onConfirm={() => revoking && revoke.mutate({ id: revoking })}
      />
    </>
  )
}
