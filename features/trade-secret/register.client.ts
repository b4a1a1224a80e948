import { useMemo } from 'react'
import { toBase64, utf8 } from '../../evidence/bytes.ts'
import { useDoor } from '../../platform/ui/query.ts'
import { useAcknowledged } from '../vault/answers.client.ts'
import { refuseChanged } from '../vault/comparison.client.ts'
import { useRecords } from '../vault/records.client.ts'
import { onRoomLock, room } from '../vault/room.client.ts'
import { withAcknowledged } from './register.rules.ts'
import { tradeSecretContract } from './trade-secret.contract.ts'
import { type SecretProposal, TradeSecret } from './trade-secret.schema.ts'

/** The register, opened. */
export function useRegister() {
  const register = useRecords('trade-secret', TradeSecret)
  const acknowledged = useAcknowledged()
  const { entries: kept } = register
  const entries = useMemo(
    () => new Map([...kept].map(([id, one]) => [id, { ...one, value: withAcknowledged(one.value, acknowledged) }])),
    [kept, acknowledged],
  )
  return { ...register, entries, list: [...entries.values()] }
}

/** The catalogue never changes while the application is open. */
export const useClassification = () => useDoor(tradeSecretContract.classification, {}).data

type Carried = Proposer & { id: string; value: SecretProposal }
type Proposer = { madeById: string; recipient: string | null }
/** What the keeper answers to a proposal, for who made it alone. @throws Error `receiver-changed` · `damaged` */
export async function sealedToProposer({ madeById, recipient }: Proposer, answer: string): Promise<string | null> {
  if (recipient === null) return null
  await refuseChanged([{ personId: madeById, recipient }])
  return toBase64(await room().sealTo([recipient], utf8(answer)))
}

/** A proposal on its way to the form, in memory: an address or the browser's history would keep what it says. */
let carried: Carried | null = null
onRoomLock(() => {
  carried = null
})
export const carry = (proposal: Carried): void => {
  carried = proposal
}
export function takeCarried(): Carried | null {
  const taken = carried
  carried = null
  return taken
}
