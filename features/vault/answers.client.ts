import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { fromBase64, textOf } from '../../evidence/bytes.ts'
import { dayHere } from '../../platform/ui/moment.ts'
import { useWhole } from '../../platform/ui/query.ts'
import { openHandout } from './handout.client.ts'
import { type Handout, HandoutAnswer } from './handout.schema.ts'
import { room } from './room.client.ts'
import { sealedContract } from './sealed.contract.ts'
import type { HandoutKind } from './vault.schema.ts'

/** What somebody answered, and on which day the server took it. */
export type Answered = { readonly on: string; readonly answer: HandoutAnswer }

/** Something that the keepers handed out, opened with the vault. */
export type Sent = {
  readonly id: string
  readonly personId: string
  readonly person: string
  readonly kind: HandoutKind
  /** Null where it cannot be opened, or is not what the digest names. */
  readonly handout: Handout | null
  readonly digest: string
  readonly dueOn: string | null
  readonly madeBy: string
  readonly madeAt: string
  readonly openedAt: string | null
  readonly answeredAt: string | null
  /** Null as long as nobody answered, and where the answer cannot be read: then nothing counts as said. */
  readonly answered: Answered | null
}

const read = async (sealed: string) => textOf(await room().open(fromBase64(sealed)))
/** An answer is made in somebody else's browser: one that is no answer must not keep the page from opening. */
const readAnswer = (sealed: string, at: string): Promise<Answered | null> =>
  read(sealed).then(
    (text) => ({ on: dayHere(at), answer: HandoutAnswer.parse(JSON.parse(text)) }),
    () => null,
  )

/** All that was handed to whoever acts, or by the keepers, still sealed; the newest first. `data` is undefined before it was read. */
export function useHandouts(box: 'mine' | 'sent') {
  const { data: pages, error, refetch } = useWhole(sealedContract.handouts, { box, limit: 500 })
  const data = useMemo(() => pages?.flatMap(({ handouts }) => handouts), [pages])
  return { data, error, refetch }
}

/** Everything that the keepers handed out and did not take back, with what was answered; the newest first. Undefined before it is opened. */
export function useSent() {
  const { data, error } = useHandouts('sent')
  const standing = data?.filter(({ withdrawnAt }) => withdrawnAt === null)
  const opened = useQuery({
    queryKey: ['room', 'sent', standing?.map(({ id, openedAt, answeredAt }) => `${id} ${openedAt} ${answeredAt}`)],
    queryFn: (): Promise<readonly Sent[]> =>
      Promise.all(
        (standing ?? []).map(async ({ sealed, answer, withdrawnAt: _, ...one }) => ({
          ...one,
          handout: await openHandout({ sealed, digest: one.digest }).catch(() => null),
          answered: answer && one.answeredAt ? await readAnswer(answer, one.answeredAt) : null,
        })),
      ),
    enabled: standing !== undefined,
    placeholderData: keepPreviousData,
  })
  return { sent: opened.data, error }
}

/** What was answered to what the keepers handed out, by the id of the handout; an objection is an answer too. */
export function useAnswered(): ReadonlyMap<string, Answered> | undefined {
  const { data } = useHandouts('sent')
  const given = data?.flatMap(({ id, answer, answeredAt }) =>
    answer && answeredAt ? [{ id, answer, answeredAt }] : [],
  )
  const opened = useQuery({
    queryKey: ['room', 'answered', given?.map(({ id }) => id)],
    queryFn: async () => {
      const answers = await Promise.all(
        (given ?? []).map(async ({ id, answer, answeredAt }) => [id, await readAnswer(answer, answeredAt)] as const),
      )
      return new Map(answers.flatMap(([id, one]) => (one ? [[id, one] as const] : [])))
    },
    enabled: given !== undefined,
    placeholderData: keepPreviousData,
  })
  return opened.data
}

/** On which day which handout was acknowledged. Whoever objected has not acknowledged. */
export function useAcknowledged(): ReadonlyMap<string, string> {
  const answered = useAnswered()
  return useMemo(
    () =>
      new Map(
        [...(answered ?? [])].flatMap(([id, { on, answer }]) =>
          answer.said === 'acknowledged' ? [[id, on] as const] : [],
        ),
      ),
    [answered],
  )
}
