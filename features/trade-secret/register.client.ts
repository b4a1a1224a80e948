import { useMemo } from 'react'
import { fromBase64, textOf, toHex, utf8 } from '../../evidence/bytes.ts'
import { useDoor } from '../../platform/ui/query.ts'
import { HandoutAnswer } from '../vault/handout.schema.ts'
import { useRecords } from '../vault/records.client.ts'
import { room, useKeyRead } from '../vault/room.client.ts'
import { sealedContract } from '../vault/sealed.contract.ts'
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

const none: ReadonlyMap<string, string> = new Map()
/** On which day which notice was acknowledged, as the answers say that are sealed to the vault; an objection is none. */
function useAcknowledged(): ReadonlyMap<string, string> {
  const { data } = useDoor(sealedContract.handouts, { box: 'sent' })
  const answered = data?.handouts.filter(({ answer }) => answer !== null) ?? []
  const read = useKeyRead(
    ['acknowledged', answered.map(({ id }) => id).join()],
    async () => {
      const said = await Promise.all(
        answered.map(async ({ id, answer, answeredAt }) => {
          const text = textOf(await room().open(fromBase64(answer ?? '')))
          const day = Temporal.Instant.from(answeredAt ?? '')
            .toZonedDateTimeISO('Asia/Shanghai')
            .toPlainDate()
          return HandoutAnswer.parse(JSON.parse(text)).said === 'acknowledged' ? ([id, day.toString()] as const) : null
        }),
      )
      return new Map(said.flatMap((one) => (one ? [one] : [])))
    },
    answered.length > 0,
  )
  return read.data ?? none
}

/** The catalogue never changes while the application is open. */
export const useClassification = () => useDoor(tradeSecretContract.classification, {}).data

/** @returns hexadecimal */
export const sha256Of = async (text: string): Promise<string> =>
  toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(utf8(text)))))

export const todayHere = (): string => Temporal.Now.plainDateISO('Asia/Shanghai').toString()

type Carried = { id: string; recipient: string | null; value: SecretProposal }
/** A proposal on its way to the form, in memory: an address or the browser's history would keep what it says. */
let carried: Carried | null = null
export const carry = (proposal: Carried): void => {
  carried = proposal
}
export function takeCarried(): Carried | null {
  const taken = carried
  carried = null
  return taken
}
