import { useState } from 'react'
import { Button } from '../../platform/ui/controls.tsx'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { ReasonDialog } from '../../platform/ui/dialog.tsx'
import { ErrorNotice, Notice } from '../../platform/ui/feedback.tsx'
import { Badge, Panel } from '../../platform/ui/layout.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import { useSession } from '../../platform/ui/session.tsx'
import { CompareDialog, StandingBadge, type ToCompare } from './compare-key.tsx'
import { keepCompared, useKnownKeys } from './comparison.client.ts'
import { standingOf } from './comparison.rules.ts'
import { compareWords } from './comparison.words.ts'
import { type Here, useKeyWork, useRoomState } from './room.client.ts'
import { keysWords } from './room-keys.words.ts'
import { changeKey, giveKey, newestOf, takeKey } from './vault-key.client.ts'

type Member = Here['members'][number]

/** Who can open the vault. A keeper who has it open compares a colleague's public key, gives them the vault's, or takes it back. */
export function Holders({ here }: { here: Here }) {
  const w = useWords(keysWords)
  const compare = useWords(compareWords)
  const { person } = useSession()
  const state = useRoomState()
  const known = useKnownKeys()
  const [taking, setTaking] = useState<Member | null>(null)
  const [comparing, setComparing] = useState<(ToCompare & { gives: boolean }) | null>(null)
  const open = state.organisation === here.organisation.id && state.generation === newestOf(here)
  const confirm = useKeyWork(
    async ({ personId, recipient, gives }: ToCompare & { gives: boolean }) => {
      await keepCompared(person, personId, recipient)
      if (gives) await giveKey(here, personId, recipient)
    },
    { onDone: () => setComparing(null) },
  )
  const take = useKeyWork((id: string) => takeKey(here, person, id), { onDone: () => setTaking(null) })
  const change = useKeyWork(() => changeKey(here, person))
  const standing = ({ personId, recipient }: Member) =>
    open && known && recipient ? standingOf(personId, recipient, known) : null
  const changed = here.members.filter((one) => standing(one) === 'changed').map(({ name }) => name)
  const alone = here.members.filter(({ holds }) => holds).length < 2

  const acts = (member: Member) => {
    const { personId, name, recipient, holds, keeper } = member
    const now = standing(member)
    if (!now || !recipient || now === 'own' || (now === 'compared' && !holds && !keeper)) return null
    const begin = (gives: boolean) => {
      confirm.reset()
      setComparing({ personId, name, recipient, standing: now, gives })
    }
    return (
      <>
        {keeper && !holds && (
          <Button kind="quiet" onPress={() => begin(true)}>
            {w('give')}
          </Button>
        )}
        {(holds || !keeper) && now !== 'compared' && (
          <Button kind="quiet" onPress={() => begin(false)}>
            {compare('compare')}
          </Button>
        )}
        {holds && (
          <Button kind="quiet" onPress={() => setTaking(member)}>
            {w('take')}
          </Button>
        )}
      </>
    )
  }

  return (
    <Panel title={w('holdersTitle')} id="holders">
      {here.generations.length > 0 && <p className="hint">{w('generation', { n: newestOf(here) })}</p>}
      {open && here.changeDue && <Notice kind="warn">{w('changeDue')}</Notice>}
      {changed.length > 0 && <Notice kind="bad">{w('changedKeys', { names: changed.join('、') })}</Notice>}
      {open && alone && <p>{w('secondKeeper')}</p>}
      <DataTable
        caption={w('holdersTitle')}
        rows={here.members}
        keyOf={({ personId }) => personId}
        columns={[
          { key: 'name', title: w('name'), kind: 'main', cell: ({ name }) => name },
          {
            key: 'key',
            title: w('keyState'),
            cell: ({ recipient, holds, keeper }) =>
              holds ? (
                <Badge tone="good">{w('holdsVault')}</Badge>
              ) : (
                <Badge>{w(!recipient ? 'noKey' : keeper ? 'hasKey' : 'employee')}</Badge>
              ),
          },
          ...(open
            ? [
                {
                  key: 'standing',
                  title: compare('compare'),
                  cell: (member: Member) => {
                    const now = standing(member)
                    return now ? <StandingBadge standing={now} /> : '—'
                  },
                },
                { key: 'act', title: w('act'), cell: (member: Member) => acts(member) ?? '—' },
              ]
            : []),
        ]}
      />
      {open && !here.changeDue && <p className="hint">{w('changeHint')}</p>}
      {open && (
        <div className="actions">
          <Button
            kind={here.changeDue ? 'primary' : 'plain'}
            isDisabled={change.isPending}
            onPress={() => change.mutate(undefined)}
          >
            {w('changeNow')}
          </Button>
        </div>
      )}
      <ErrorNotice error={change.error} />
      {change.isSuccess && <Notice kind="good">{w('keyChanged', { n: newestOf(here) })}</Notice>}
      {comparing && (
        <CompareDialog
          whose={comparing}
          confirm={comparing.gives ? w('give') : compare('confirmSame')}
          onConfirm={() => confirm.mutate(comparing)}
          onClose={() => setComparing(null)}
          pending={confirm.isPending}
          error={confirm.error}
        />
      )}
      <ReasonDialog
        title={w('takeFrom', { name: taking?.name ?? '' })}
        text={w('takeText')}
        open={taking !== null}
        onClose={() => setTaking(null)}
        onConfirm={() => taking && take.mutate(taking.personId)}
        confirm={w('take')}
        needsReason={false}
        danger
        error={take.error}
        pending={take.isPending}
      />
    </Panel>
  )
}
