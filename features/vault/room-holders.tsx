import { useState } from 'react'
import { callDoor } from '../../platform/ui/client.ts'
import { Button } from '../../platform/ui/controls.tsx'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { ReasonDialog } from '../../platform/ui/dialog.tsx'
import { ErrorNotice } from '../../platform/ui/feedback.tsx'
import { Badge, Panel } from '../../platform/ui/layout.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import { changeKey, openVault, room, useKeyWork, useRoomState, type useVaultRoom, wrapOut } from './room.client.ts'
import { keysWords } from './room-keys.words.ts'
import { vaultContract } from './vault.contract.ts'

type Here = NonNullable<ReturnType<typeof useVaultRoom>['data']>

/** Who can open the vault; a keeper who has it open gives it to others, or takes it back. */
export function Holders({ here }: { here: Here }) {
  const w = useWords(keysWords)
  const state = useRoomState()
  const [taking, setTaking] = useState<string | null>(null)
  const newest = here.generations[0]?.number ?? 0
  const open = state.organisation === here.organisation.id && state.generation === newest
  const give = useKeyWork(async ({ personId, recipient }: { personId: string; recipient: string }) => {
    const [wrap] = await room().wrapFor([recipient])
    if (wrap) await callDoor(vaultContract.addHolder, { generation: newest, wrap: wrapOut(wrap, personId) })
  })
  const take = useKeyWork(
    async (id: string) => {
      await callDoor(vaultContract.removeHolder, { id })
      await changeKey({
        ...here,
        members: here.members.map((one) => ({ ...one, holds: one.holds && one.personId !== id })),
      })
    },
    { onDone: () => setTaking(null) },
  )
  const change = useKeyWork(() => changeKey(here))
  const enter = useKeyWork(() => openVault(here))
  return (
    <Panel title={w('holdersTitle')} id="holders">
      {newest > 0 && <p className="hint">{w('generation', { n: newest })}</p>}
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
          {
            key: 'act',
            title: w('act'),
            cell: ({ personId, recipient, holds, keeper }) =>
              open && holds ? (
                <Button kind="quiet" onPress={() => setTaking(personId)}>
                  {w('take')}
                </Button>
              ) : open && keeper && recipient ? (
                <Button kind="quiet" isDisabled={give.isPending} onPress={() => give.mutate({ personId, recipient })}>
                  {w('give')}
                </Button>
              ) : (
                '—'
              ),
          },
        ]}
      />
      <ErrorNotice error={give.error ?? change.error ?? enter.error} />
      {!open && state.unlocked && here.holds && (
        <Button kind="primary" isDisabled={enter.isPending} onPress={() => enter.mutate(undefined)}>
          {w('openVault')}
        </Button>
      )}
      {open && (
        <Button isDisabled={change.isPending} onPress={() => change.mutate(undefined)}>
          {w('changeNow')}
        </Button>
      )}
      <ReasonDialog
        title={w('take')}
        text={w('takeText')}
        open={taking !== null}
        onClose={() => setTaking(null)}
        onConfirm={() => taking && take.mutate(taking)}
        confirm={w('take')}
        needsReason={false}
        danger
        error={take.error}
        pending={take.isPending}
      />
    </Panel>
  )
}
