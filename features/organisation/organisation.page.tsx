import { useState } from 'react'
import { type OrganisationKind, organisationKinds, organisationKindWords } from '../../core/permission.ts'
import { openActs } from '../../core/procedure.ts'
import { ActForm } from '../../platform/ui/act-form.tsx'
import { urlOf } from '../../platform/ui/client.ts'
import { commonWords } from '../../platform/ui/common.words.ts'
import { Button, SelectField, TextField } from '../../platform/ui/controls.tsx'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { Dialog, ReasonDialog } from '../../platform/ui/dialog.tsx'
import { EmptyState, useFieldError } from '../../platform/ui/feedback.tsx'
import { byChoice, byText, FilterRow } from '../../platform/ui/filter-row.tsx'
import { useFilters } from '../../platform/ui/filters.ts'
import { Badge, PageHeader } from '../../platform/ui/layout.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { PagedList } from '../../platform/ui/paged-list.tsx'
import { useAct, usePages } from '../../platform/ui/query.ts'
import { useMay } from '../../platform/ui/session.tsx'
import { organisationContract } from './organisation.contract.ts'
import { type OrganisationAct, procedure } from './organisation.rules.ts'
import { type Organisation, type OrganisationState, organisationStates } from './organisation.schema.ts'
import { organisationWords } from './organisation-page.words.ts'

type Filter = { kind?: OrganisationKind; state?: OrganisationState; text?: string }
const tones = {
  'awaiting-confirmation': 'plain',
  'awaiting-admission': 'warn',
  admitted: 'good',
  declined: 'bad',
  suspended: 'bad',
} as const

export default function Organisations() {
  const w = useWords(organisationWords)
  const common = useWords(commonWords)
  const say = useSay()
  const may = useMay()
  const [filters, setFilter] = useFilters(['kind', 'state', 'text'])
  const pages = usePages(organisationContract.list, filters as Filter)
  const [establishing, setEstablishing] = useState(false)
  const [deciding, setDeciding] = useState<{
    organisation: Organisation
    act: 'admit' | 'decline' | 'suspend' | 'reinstate'
  } | null>(null)
  const decide = useAct(organisationContract.decide, { onDone: () => setDeciding(null) })
  const organisations = pages.data?.flatMap((page) => page.organisations) ?? []
  return (
    <>
      <PageHeader title={w('title')} lead={w('lead')}>
        <a className="button" href={urlOf(organisationContract.exportList, filters as Filter)}>
          {common('export')}
        </a>
        {may('organisation.admit') && (
          <Button kind="primary" onPress={() => setEstablishing(true)}>
            {w('establish')}
          </Button>
        )}
      </PageHeader>
      <FilterRow
        filters={filters}
        onChange={setFilter}
        fields={[
          byText('text'),
          byChoice('kind', w('kind'), organisationKinds, (id) => say(organisationKindWords[id])),
          byChoice('state', w('state'), organisationStates, (id) => w(id)),
        ]}
      />
      <PagedList of={pages} rows={organisations} empty={<EmptyState title={w('empty')} text={w('emptyText')} />}>
        <DataTable
          caption={w('title')}
          rows={organisations}
          keyOf={({ id }) => id}
          columns={[
            { key: 'name', title: w('name'), kind: 'main', cell: ({ name }) => name },
            { key: 'kind', title: w('kind'), cell: ({ kind }) => say(organisationKindWords[kind]) },
            { key: 'code', title: w('creditCode'), cell: ({ creditCode }) => creditCode ?? '—' },
            {
              key: 'contact',
              title: w('contact'),
              cell: ({ contactName, contactPhone }) => [contactName, contactPhone].filter(Boolean).join(' ') || '—',
            },
            { key: 'state', title: w('state'), cell: ({ state }) => <Badge tone={tones[state]}>{w(state)}</Badge> },
            {
              key: 'acts',
              title: w('decide'),
              cell: (organisation) =>
                may('organisation.admit') && organisation.kind !== 'office' ? (
                  <span className="actions">
                    {openActs(procedure, organisation.state)
                      .filter((act): act is Exclude<OrganisationAct, 'confirm'> => act !== 'confirm')
                      .map((act) => (
                        <Button
                          key={act}
                          kind={act === 'admit' ? 'primary' : 'plain'}
                          onPress={() => setDeciding({ organisation, act })}
                        >
                          {w(act)}
                        </Button>
                      ))}
                  </span>
                ) : null,
            },
          ]}
        />
      </PagedList>
      {deciding && (
        <ReasonDialog
          open
          title={w(deciding.act)}
          text={deciding.organisation.name}
          confirm={w(deciding.act)}
          needsReason={deciding.act === 'decline' || deciding.act === 'suspend'}
          danger={deciding.act === 'decline' || deciding.act === 'suspend'}
          error={decide.error}
          pending={decide.isPending}
          onClose={() => setDeciding(null)}
          onConfirm={(reason) => decide.mutate({ id: deciding.organisation.id, act: deciding.act, reason })}
        />
      )}
      {establishing && <Establish onClose={() => setEstablishing(false)} />}
    </>
  )
}

function Establish({ onClose }: { onClose: () => void }) {
  const w = useWords(organisationWords)
  const say = useSay()
  const [form, setForm] = useState({ kind: 'station' as OrganisationKind, name: '', coordinatorName: '', email: '' })
  const establish = useAct(organisationContract.establish, { onDone: onClose })
  const wrong = useFieldError(establish.error)
  const kinds = organisationKinds.filter((kind) => !['office', 'enterprise', 'park'].includes(kind))
  return (
    <Dialog title={w('establish')} open onClose={onClose}>
      <ActForm act={establish} onSubmit={() => establish.mutate(form)} submit={w('establish')} onCancel={onClose}>
        <SelectField
          label={w('kind')}
          required
          value={form.kind}
          onChange={(kind) => setForm({ ...form, kind: kinds.find((one) => one === kind) ?? 'partner' })}
          options={kinds.map((id) => ({ id, text: say(organisationKindWords[id]) }))}
        />
        <TextField
          label={w('name')}
          value={form.name}
          onChange={(name) => setForm({ ...form, name })}
          required
          error={wrong('name')}
        />
        <TextField
          label={w('coordinator')}
          value={form.coordinatorName}
          onChange={(coordinatorName) => setForm({ ...form, coordinatorName })}
          required
          error={wrong('coordinatorName')}
        />
        <TextField
          label={w('email')}
          value={form.email}
          onChange={(email) => setForm({ ...form, email })}
          required
          type="email"
          error={wrong('email')}
        />
      </ActForm>
    </Dialog>
  )
}
