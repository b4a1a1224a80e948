import { ErrorNotice, Loading } from '../../platform/ui/feedback.tsx'
import { PageHeader } from '../../platform/ui/layout.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import { SealedRoom } from '../vault/sealed-room.part.tsx'
import { useClassification, useRegister } from './register.client.ts'
import { NewSecret } from './secret-new.part.tsx'
import { newSecretWords } from './trade-secret.words.ts'

export default function NewSecretPage() {
  const w = useWords(newSecretWords)
  return (
    <>
      <PageHeader back={{ to: '/secrets', text: w('back') }} title={w('title')} lead={w('lead')} />
      <SealedRoom>
        <Loaded />
      </SealedRoom>
    </>
  )
}

function Loaded() {
  const classification = useClassification()
  const register = useRegister()
  if (register.error) return <ErrorNotice error={register.error} onRetry={() => register.refetch()} />
  if (!classification || !register.isOpen) return <Loading />
  return <NewSecret classification={classification} register={register} />
}
