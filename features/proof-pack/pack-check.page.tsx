import { PageHeader } from '../../platform/ui/layout.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import { SealedRoom } from '../vault/sealed-room.part.tsx'
import { CheckPack } from './check-pack.part.tsx'
import { packWords } from './proof-pack.words.ts'

/** For whoever was sent a pack: opened with their own key, in their browser. */
export default function PackCheckPage() {
  const w = useWords(packWords)
  return (
    <>
      <PageHeader title={w('open')} />
      <SealedRoom need="own-key">
        <CheckPack />
      </SealedRoom>
    </>
  )
}
