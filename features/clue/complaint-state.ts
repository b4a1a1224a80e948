import type { Pair } from '../../core/words.ts'
import type { PartState } from './complaint.schema.ts'
import { toldWords } from './complaint-page.words.ts'

export const partTones = {
  missing: 'warn',
  given: 'info',
  checked: 'good',
  confidential: 'plain',
} as const satisfies Record<PartState, string>

/** How far the office has come; before the clue was opened there is nothing to tell but that it was sent. */
export const toldPair = (state: string | null): Pair =>
  state !== null && state in toldWords ? toldWords[state as keyof typeof toldWords] : toldWords.sent
