import type { FirmPaper } from './template.schema.ts'

/** Something that was sealed to one person, opened again with the vault. */
export type SentOut = {
  readonly id: string
  readonly personId: string
  readonly person: string
  readonly handout: { readonly text: string; readonly about: { readonly documentId?: string | undefined } } | null
  readonly dueOn: string | null
  readonly madeAt: string
  readonly openedAt: string | null
  readonly answeredAt: string | null
  /** Null as long as nobody answered, and where the answer cannot be read. */
  readonly answered: { readonly on: string; readonly answer: { readonly said: string; readonly note: string } } | null
}

export type HandingState = 'waiting' | 'opened' | 'acknowledged' | 'objected' | 'unreadable'
export type Handing = Pick<SentOut, 'id' | 'personId' | 'person' | 'dueOn' | 'madeAt'> & {
  readonly version: number
  readonly state: HandingState
  /** When it was answered, and what was said with it. */
  readonly on: string | null
  readonly note: string
}

/**
 * Whom a paper was handed, in which version, and what each of them said of it. An objection is no acknowledgement, and what cannot be read
 * is neither.
 *
 * @param sent - all that the keepers handed out and did not take back, the newest first
 */
export const handingsOf = (documentId: string, paper: FirmPaper, sent: readonly SentOut[]): readonly Handing[] =>
  sent.flatMap((one) => {
    if (one.handout?.about.documentId !== documentId) return []
    const { id, personId, person, dueOn, madeAt, answered } = one
    return [
      {
        ...{ id, personId, person, dueOn, madeAt },
        version: versionOf(paper, id, one.handout.text),
        state: stateOf(one),
        on: answered?.on ?? null,
        note: answered?.answer.note ?? '',
      },
    ]
  })

/** As it was noted when it was handed; where that note was lost, by the text that was approved. */
const versionOf = ({ handed, approvals }: FirmPaper, handoutId: string, text: string): number =>
  handed.find((one) => one.handoutId === handoutId)?.version ??
  approvals.findLast((one) => one.text === text)?.version ??
  0

function stateOf({ openedAt, answeredAt, answered }: SentOut): HandingState {
  if (answered?.answer.said === 'acknowledged') return 'acknowledged'
  if (answered?.answer.said === 'objected') return 'objected'
  if (answeredAt !== null) return 'unreadable'
  return openedAt === null ? 'waiting' : 'opened'
}

/** Of one version, what each person said last; the newest handing comes first. */
export function standingOf(version: number, handings: readonly Handing[]): readonly Handing[] {
  const seen = new Set<string>()
  return handings.filter((one) => {
    if (one.version !== version || seen.has(one.personId)) return false
    seen.add(one.personId)
    return true
  })
}

type Member = { readonly personId: string; readonly name: string; readonly recipient: string | null }
/** Whom a version can be handed: not to whoever has it and did not object. Without a key nothing can be sealed to them. */
export function handable<T extends Member>(members: readonly T[], standing: readonly Handing[]) {
  const stateOf = (personId: string) => standing.find((one) => one.personId === personId)?.state
  const open = members.filter(({ personId }) => [undefined, 'objected', 'unreadable'].includes(stateOf(personId)))
  return {
    ready: open.flatMap((one) => (one.recipient === null ? [] : [{ ...one, recipient: one.recipient }])),
    withoutKey: open.filter(({ recipient }) => recipient === null),
  }
}

/** The version that is in force: the one at hand, or the one before a draft; null when none was ever approved. */
export const versionInForce = ({ approvals }: FirmPaper): number | null => approvals.at(-1)?.version ?? null

export const countOf = (standing: readonly Handing[], state: HandingState): number =>
  standing.filter((one) => one.state === state).length
