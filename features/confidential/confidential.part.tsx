import { A } from '../../platform/ui/layout.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import { useMay } from '../../platform/ui/session.tsx'
import { confidentialWords } from './confidential.words.ts'

/** The way from a case to its confidential sub-dossier. */
export function ConfidentialLink({ caseId }: { caseId: string }) {
  const w = useWords(confidentialWords)
  const may = useMay()
  if (!may('confidential.enter')) return null
  return (
    <A to={`/cases/${caseId}/confidential`} className="button">
      {w('open')}
    </A>
  )
}
