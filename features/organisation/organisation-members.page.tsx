import { useState } from 'react'
import { type Role, rolesOfKind, roleWords } from '../../core/permission.ts'
import { ActForm } from '../../platform/ui/act-form.tsx'
import { commonWords } from '../../platform/ui/common.words.ts'
import { Button, CheckGroup, SelectField, TextField } from '../../platform/ui/controls.tsx'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { Dialog, ReasonDialog } from '../../platform/ui/dialog.tsx'
import { ErrorNotice, Loading, Notice, useFieldError } from '../../platform/ui/feedback.tsx'
import { formatDay, formatMoment } from '../../platform/ui/format.ts'
import { Badge, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { useAct, useDoor } from '../../platform/ui/query.ts'
import { useSession } from '../../platform/ui/session.tsx'
import { organisationContract } from './organisation.contract.ts'
import type { Member } from './organisation.schema.ts'
import { organisationWords } from './organisation-page.words.ts'

type Open = { kind: 'invite' } | { kind: 'roles' | 'hand-over' | 'dismiss'; member: Member }

export default function Members() {
  const w = useWords(organisationWords)
  const say = useSay()
  const locale = useLocale()
  const { data, error, refetch } = useDoor(organisationContract.members, {})
  const [open, setOpen] = useState<Open | null>(null)
  const close = () => setOpen(null)
  const withdraw = useAct(organisationContract.withdrawInvitation)
  const dismiss = useAct(organisationContract.dismiss, { onDone: close })
  const present = data?.members.filter(({ leftAt }) => leftAt === null) ?? []
  return (
    <>
      <PageHeader title={w('members')} lead={w('membersLead')}>
        <Button kind="primary" onPress={() => setOpen({ kind: 'invite' })}>
          {w('invite')}
        </Button>
      </PageHeader>
      <ErrorNotice error={error ?? withdraw.error} onRetry={() => refetch()} />
      {!data && !error && <Loading />}
      {data && (
        <Panel>
          <DataTable
            caption={w('members')}
            rows={data.members}
            keyOf={({ personId }) => personId}
            columns={[
              { key: 'name', title: w('personName'), kind: 'main', cell: ({ name, email }) => `${name} · ${email}` },
              {
                key: 'roles',
                title: w('roles'),
                cell: ({ roles }) => roles.map((role) => say(roleWords[role])).join('、'),
              },
              { key: 'joined', title: w('joined'), cell: ({ joinedAt }) => formatDay(joinedAt.slice(0, 10), locale) },
              { key: 'duties', title: w('duties'), kind: 'number', cell: ({ openDuties }) => openDuties },
              {
                key: 'acts',
                title: w('decide'),
                cell: (member) =>
                  member.leftAt ? (
                    <Badge>{w('left')}</Badge>
                  ) : (
                    <span className="actions">
                      <Button onPress={() => setOpen({ kind: 'roles', member })}>{w('changeRoles')}</Button>
                      {member.openDuties > 0 && (
                        <Button onPress={() => setOpen({ kind: 'hand-over', member })}>{w('handOver')}</Button>
                      )}
                      <Button kind="danger" onPress={() => setOpen({ kind: 'dismiss', member })}>
                        {w('dismiss')}
                      </Button>
                    </span>
                  ),
              },
            ]}
          />
        </Panel>
      )}
      {data && data.invitations.length > 0 && (
        <Panel title={w('pending')}>
          <ul className="list">
            {data.invitations.map((invitation) => (
              <li key={invitation.id}>
                <div className="row">
                  <span>
                    {invitation.name} · {invitation.email}{' '}
                    <span className="small soft">
                      {w('expires', { at: formatMoment(invitation.expiresAt, locale) })}
                    </span>
                  </span>
                  <Button kind="quiet" onPress={() => withdraw.mutate({ id: invitation.id })}>
                    {w('withdraw')}
                  </Button>
                </div>
              </li>
            ))}
          </ul>
        </Panel>
      )}
      {open?.kind === 'invite' && <Invite onClose={close} />}
      {open?.kind === 'roles' && <Roles member={open.member} onClose={close} />}
      {open?.kind === 'hand-over' && (
        <HandOver
          member={open.member}
          others={present.filter(({ personId }) => personId !== open.member.personId)}
          onClose={close}
        />
      )}
      {open?.kind === 'dismiss' && (
        <ReasonDialog
          open
          danger
          needsReason={false}
          title={`${w('dismiss')}:${open.member.name}`}
          text={w('dismissText')}
          confirm={w('dismiss')}
          error={dismiss.error}
          pending={dismiss.isPending}
          onClose={close}
          onConfirm={() => dismiss.mutate({ id: open.member.personId })}
        />
      )}
    </>
  )
}

function useRoleOptions() {
  const say = useSay()
  const { organisation } = useSession()
  return organisation ? rolesOfKind(organisation.kind).map((id) => ({ id, text: say(roleWords[id]) })) : []
}

function Invite({ onClose }: { onClose: () => void }) {
  const w = useWords(organisationWords)
  const options = useRoleOptions()
  const [form, setForm] = useState<{ name: string; email: string; roles: Role[] }>({ name: '', email: '', roles: [] })
  const invite = useAct(organisationContract.invite)
  const wrong = useFieldError(invite.error)
  return (
    <Dialog title={w('invite')} open onClose={onClose}>
      {invite.isSuccess ? (
        <Notice kind="good">{w('invited')}</Notice>
      ) : (
        <ActForm act={invite} onSubmit={() => invite.mutate(form)} submit={w('invite')} ready={form.roles.length > 0}>
          <TextField
            label={w('personName')}
            value={form.name}
            onChange={(name) => setForm({ ...form, name })}
            required
            error={wrong('name')}
          />
          <TextField
            label={w('email')}
            value={form.email}
            onChange={(email) => setForm({ ...form, email })}
            required
            type="email"
            error={wrong('email')}
          />
          <CheckGroup
            label={w('roles')}
            options={options}
            value={form.roles}
            onChange={(roles) => setForm({ ...form, roles })}
          />
        </ActForm>
      )}
    </Dialog>
  )
}

function Roles({ member, onClose }: { member: Member; onClose: () => void }) {
  const w = useWords(organisationWords)
  const common = useWords(commonWords)
  const options = useRoleOptions()
  const [roles, setRoles] = useState(member.roles)
  const change = useAct(organisationContract.changeRoles, { onDone: onClose })
  return (
    <Dialog title={`${w('changeRoles')}:${member.name}`} open onClose={onClose}>
      <CheckGroup label={w('roles')} options={options} value={roles} onChange={setRoles} />
      <ErrorNotice error={change.error} />
      <Button
        kind="primary"
        isDisabled={roles.length === 0 || change.isPending}
        onPress={() => change.mutate({ id: member.personId, roles })}
      >
        {common('save')}
      </Button>
    </Dialog>
  )
}

function HandOver({ member, others, onClose }: { member: Member; others: readonly Member[]; onClose: () => void }) {
  const w = useWords(organisationWords)
  const [to, setTo] = useState('')
  const handOver = useAct(organisationContract.handOver)
  return (
    <Dialog title={`${w('handOver')}:${member.name}`} open onClose={onClose}>
      {handOver.data ? (
        <Notice kind="good">{w('handOverDone', { count: handOver.data.moved })}</Notice>
      ) : (
        <>
          <SelectField
            label={w('handOverTo')}
            required
            value={to}
            onChange={setTo}
            options={others.map(({ personId, name }) => ({ id: personId, text: name }))}
          />
          <ErrorNotice error={handOver.error} />
          <Button
            kind="primary"
            isDisabled={to === '' || handOver.isPending}
            onPress={() => handOver.mutate({ id: member.personId, to })}
          >
            {w('handOver')}
          </Button>
        </>
      )}
    </Dialog>
  )
}
