import type { TradeSecret } from '../trade-secret/trade-secret.schema.ts'
import type { Handout, HandoutAnswer } from '../vault/handout.schema.ts'
import type { PackPaper } from './assemble.rules.ts'

/** Something that was handed to somebody, opened; null where it cannot be read, or was not answered. */
type HandedOut = {
  readonly id: string
  readonly person: string
  readonly madeBy: string
  readonly madeAt: string
  readonly openedAt: string | null
  readonly digest: string
  readonly handout: Handout | null
  readonly answered: { readonly on: string; readonly answer: HandoutAnswer } | null
}
/** A notice of this secret that somebody acknowledged, as it was given and as it was answered. */
export type Notice = Omit<HandedOut, 'id' | 'handout' | 'answered'> & {
  readonly handout: Handout
  readonly acknowledgedOn: string
  readonly note: string
}

/** Of those who know it, the notices that were acknowledged; an objection is none. */
export const noticesOf = ({ knowers }: TradeSecret, sent: readonly HandedOut[]): readonly Notice[] =>
  knowers.flatMap(({ notice }): Notice[] => {
    const one = sent.find(({ id }) => id === notice?.handoutId)
    if (!one?.handout || one.answered?.answer.said !== 'acknowledged') return []
    const { person, madeBy, madeAt, openedAt, digest, handout, answered } = one
    return [
      {
        ...{ person, madeBy, madeAt, openedAt, digest, handout },
        ...{ acknowledgedOn: answered.on, note: answered.answer.note },
      },
    ]
  })

/** For a reader; the words themselves lie beside it in the file whose SHA-256 is told here. */
export const noticePaper = (notice: Notice): PackPaper => ({
  part: 5,
  title: `告知与签收（${notice.person}）`,
  blocks: [
    { kind: 'line', text: `告知对象：${notice.person}` },
    { kind: 'line', text: `发出：${inBeijing(notice.madeAt)}，${notice.madeBy}` },
    { kind: 'line', text: `打开：${notice.openedAt ? inBeijing(notice.openedAt) : '没有记录'}` },
    { kind: 'line', text: `签收：${notice.acknowledgedOn}${notice.note ? `，附言：${notice.note}` : ''}` },
    { kind: 'line', text: `告知原文 SHA-256：${notice.digest}` },
    { kind: 'heading', level: 1, text: notice.handout.title },
    ...notice.handout.text.split('\n').flatMap((text) => (text === '' ? [] : [{ kind: 'paragraph', text } as const])),
  ],
})

/** A moment as a person in Jiangbei reads it: 2026-11-24 10:05. */
export const inBeijing = (at: string): string =>
  Temporal.Instant.from(at)
    .toZonedDateTimeISO('Asia/Shanghai')
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })
    .replace('T', ' ')
