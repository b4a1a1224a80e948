import { citationOf } from '../../core/citation.ts'
import { useLocale } from '../../platform/ui/locale.tsx'
import { useDoor } from '../../platform/ui/query.ts'
import { lawContract } from '../law/law.contract.ts'

export type LawEntry = {
  readonly code: string
  readonly group: string | null
  readonly text: string
  readonly detail: string | null
  /** As a reader can look it up, with how far it was verified. */
  readonly source: string
}

/** What the tables of the law call things, in the reader's language; codes alone until they have come. */
export function useLawEntries(): (enumeration: string) => readonly LawEntry[] {
  const english = useLocale() === 'en'
  const { data } = useDoor(lawContract.read, {})
  return (id) => {
    const list = data?.law.enumerations.find((one) => one.id === id)
    if (!data || !list) return []
    return list.entries.map(({ code, group, text, textEn, detail, basis, verified }) => ({
      code,
      group: group ?? null,
      text: english ? textEn : text,
      detail: detail ?? null,
      source: `${citationOf(basis ?? list.basis, data.law)} ${verified ?? list.verified}`,
    }))
  }
}

/** The words of one code; the code itself until the tables have come. */
export const wordsOf = (entries: readonly LawEntry[], code: string): string =>
  entries.find((one) => one.code === code)?.text ?? code
