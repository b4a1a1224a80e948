import type { Locale } from '../../core/words.ts'
import type { Phase } from './programme.schema.ts'

/** The phases with today's place among them; days as `YYYY-MM-DD`, which compare as text. */
export const phaseSteps = (phases: readonly Phase[], today: string, locale: Locale) =>
  phases.map(({ id, title, gloss, when, from, to }) => ({
    id,
    title: locale === 'en' ? gloss : title,
    when: locale === 'en' ? `${from ?? '…'} – ${to ?? '…'}` : when,
    state:
      to !== null && to < today
        ? ('past' as const)
        : from !== null && from > today
          ? ('future' as const)
          : ('present' as const),
  }))
