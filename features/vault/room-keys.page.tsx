import { ErrorNotice, Loading } from '../../platform/ui/feedback.tsx'
import { PageHeader } from '../../platform/ui/layout.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import { useSession } from '../../platform/ui/session.tsx'
import { type Here, useRoomOf, useRoomState, useVaultRoom } from './room.client.ts'
import { MyCode } from './room-compare.tsx'
import { KeyEvents } from './room-events.tsx'
import { SetUpGuide, WaysIn } from './room-guide.tsx'
import { Holders } from './room-holders.tsx'
import { SetUpKey, Unlock } from './room-key-form.tsx'
import { keysWords } from './room-keys.words.ts'
import { LockSetting, RoomBar } from './room-lock.tsx'
import { OwnKey } from './room-own-key.tsx'
import { PrintedKey } from './room-printed-key.tsx'
import { RunningRecoveries } from './room-recovery.tsx'
import { Shares } from './room-shares.tsx'
import { Opening } from './sealed-room.part.tsx'

export default function RoomKeys() {
  const w = useWords(keysWords)
  const here = useVaultRoom()
  useRoomOf(useSession().person.id)
  return (
    <>
      <PageHeader title={w('title')} lead={w('lead')} />
      <ErrorNotice error={here.error} onRetry={() => here.refetch()} />
      {here.isPending && <Loading />}
      {here.data && !here.data.key && <SetUpKey withVault={here.data.mayHold && here.data.generations.length === 0} />}
      {here.data?.key && <Keys here={here.data} />}
      <KeyEvents />
    </>
  )
}

function Keys({ here }: { here: Here }) {
  const { unlocked, organisation } = useRoomState()
  const isClosed = unlocked && here.holds && organisation !== here.organisation.id
  return (
    <>
      {unlocked ? <RoomBar /> : <Unlock locks={here.key?.locks ?? []} />}
      {isClosed && <Opening />}
      <RunningRecoveries here={here} />
      <WaysIn here={here} />
      {here.mayHold && <SetUpGuide here={here} />}
      <MyCode here={here} />
      <OwnKey here={here} />
      {here.mayHold && <Holders here={here} />}
      {here.mayHold && here.generations.length > 0 && <PrintedKey here={here} />}
      {here.generations.length > 0 && <Shares here={here} />}
      <LockSetting />
    </>
  )
}
