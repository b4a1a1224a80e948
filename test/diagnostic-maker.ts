import type { SizeId } from '../features/diagnostic/diagnostic.schema.ts'

const dimensions = ['ORG', 'RUL', 'REG', 'PPL', 'CAR', 'ARE', 'ITS', 'EXT', 'INC', 'IMP']

/** The same score in every dimension, unless `more` says otherwise. */
export const aContribution = (size: SizeId, score: number, more: Record<string, number | null> = {}) => ({
  ...{ size, version: '1.0.0' },
  scores: { ...Object.fromEntries(dimensions.map((id) => [id, score] as const)), ...more },
})
