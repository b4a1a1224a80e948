import { A } from '../../platform/ui/layout.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import { useMay } from '../../platform/ui/session.tsx'
import { caseEvidenceWords } from './case-evidence.words.ts'

/** The way from a case to its evidence. */
export function EvidenceLink({ caseId }: { caseId: string }) {
  const w = useWords(caseEvidenceWords)
  const may = useMay()
  if (!may('confidential.enter')) return null
  return (
    <A to={`/cases/${caseId}/evidence`} className="button">
      {w('ledger')}
    </A>
  )
}
