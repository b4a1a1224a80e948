import { advance, openActs, type Procedure } from '../../core/procedure.ts'
import { Refusal } from '../../core/refusal.ts'
import type {
  DraftState,
  PublicationAct,
  PublicationDraft,
  PublicationKind,
  PublicationText,
  ReviewAct,
  VersionState,
  WritingAct,
} from './publication.schema.ts'

/**
 * The way of a text to the public. A correction starts again at `draft` while the published version stays readable;
 * nothing published is ever changed.
 */
export const textProcedure: Procedure<DraftState, PublicationAct> = {
  draft: { submit: 'under-review', 'keep-published': 'published', discard: 'discarded' },
  'under-review': { publish: 'published', 'open-comment': 'in-comment', return: 'returned' },
  returned: { rework: 'draft', 'keep-published': 'published', discard: 'discarded' },
  'in-comment': { publish: 'published', rework: 'draft' },
  published: { revise: 'draft', repeal: 'repealed' },
  repealed: {},
  discarded: {},
}

export const versionProcedure: Procedure<VersionState, 'supersede' | 'repeal'> = {
  'in-force': { supersede: 'superseded', repeal: 'repealed' },
  superseded: {},
  repealed: {},
}

/** Kinds that bind or guide others: their first version is not published before the public could comment. A default of the platform. */
const kindsNeedingComment: readonly PublicationKind[] = ['rule', 'guideline']

/** A period shorter than this gives nobody time to read. A default of the platform. */
const shortestCommentDays = 7

type Moving = Pick<
  PublicationDraft,
  'state' | 'kind' | 'round' | 'currentVersion' | 'authors' | 'commentOpensOn' | 'commentClosesOn'
>

/**
 * What the writer may do next with the text.
 * @throws Refusal `act-not-open`, `reason-required`
 */
export function write(text: Moving, act: WritingAct, note: string): DraftState {
  const state = advance(textProcedure, text.state, act)
  const published = text.currentVersion !== null
  if ((act === 'keep-published' && !published) || (act === 'discard' && published))
    throw new Refusal('act-not-open', { from: text.state, act })
  if (act === 'revise' && note.trim() === '') throw new Refusal('reason-required')
  return state
}

export type ReviewFacts = {
  readonly reviewer: string
  readonly today: string
  readonly note: string
  readonly undecidedComments: number
  readonly closesOn: string | null
}

/**
 * What the reviewer may do next with the text. Whoever wrote in this round does not decide on it.
 * @throws Refusal `act-not-open`, `own-text`, `reason-required`, `comment-needed`, `comment-period-open`, `comments-undecided`, `comment-period-too-short`
 */
export function review(text: Moving, act: ReviewAct, facts: ReviewFacts): DraftState {
  const state = advance(textProcedure, text.state, act)
  if (act !== 'repeal' && text.authors.includes(facts.reviewer)) throw new Refusal('own-text')
  if ((act === 'return' || act === 'repeal') && facts.note.trim() === '') throw new Refusal('reason-required')
  if (act === 'open-comment') checkPeriod(facts.today, facts.closesOn)
  if (act === 'publish') checkPublishable(text, facts)
  return state
}

function checkPeriod(today: string, closesOn: string | null) {
  const earliest = Temporal.PlainDate.from(today).add({ days: shortestCommentDays }).toString()
  if (closesOn === null || closesOn < earliest) throw new Refusal('comment-period-too-short', { earliest })
}

function checkPublishable(text: Moving, { today, undecidedComments }: ReviewFacts) {
  const commented = text.commentClosesOn !== null
  if (!commented && text.round === 1 && kindsNeedingComment.includes(text.kind)) throw new Refusal('comment-needed')
  // Also for a text taken back into draft meanwhile: an announced period runs to its last day.
  if (text.commentClosesOn !== null && today <= text.commentClosesOn)
    throw new Refusal('comment-period-open', { closesOn: text.commentClosesOn })
  if (undecidedComments > 0) throw new Refusal('comments-undecided', { count: undecidedComments })
}

/** Both days of the period belong to it. */
export const takesComments = (
  text: Pick<PublicationDraft, 'state' | 'commentOpensOn' | 'commentClosesOn'>,
  today: string,
): boolean =>
  text.state === 'in-comment' &&
  text.commentOpensOn !== null &&
  text.commentClosesOn !== null &&
  text.commentOpensOn <= today &&
  today <= text.commentClosesOn

/** @throws Refusal `days-reversed`, `source-required` */
export function checkText(text: PublicationText) {
  if (text.inForceFrom !== null && text.inForceTo !== null && text.inForceFrom > text.inForceTo)
    throw new Refusal('days-reversed')
  if (text.mark !== '拟' && text.source === '' && text.documentNumber === '') throw new Refusal('source-required')
}

/** Only a draft is written in; a returned text is taken up again first, so that the return stays on record. */
export function checkWritable(state: DraftState) {
  if (state !== 'draft') throw new Refusal('not-a-draft', { state })
}

/** The acts open to this person, for the screen. The service asks the rules again. */
export function actsFor(
  text: Moving,
  who: { readonly person: string; readonly mayWrite: boolean; readonly mayReview: boolean },
): PublicationAct[] {
  const published = text.currentVersion !== null
  return openActs(textProcedure, text.state).filter((act) => {
    if (act === 'repeal') return who.mayReview
    if (act === 'publish' || act === 'open-comment' || act === 'return')
      return who.mayReview && !text.authors.includes(who.person)
    if (act === 'keep-published') return who.mayWrite && published
    if (act === 'discard') return who.mayWrite && !published
    return who.mayWrite
  })
}

/** Whether a version applies on this day; null when it names no days. */
export function inForceOn(version: Pick<PublicationText, 'inForceFrom' | 'inForceTo'>, day: string): boolean | null {
  if (version.inForceFrom === null && version.inForceTo === null) return null
  return (version.inForceFrom ?? day) <= day && day <= (version.inForceTo ?? day)
}
