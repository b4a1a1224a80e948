import { TextField } from '../../platform/ui/controls.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import { readPast } from './incident.rules.ts'
import { incidentWords } from './incident.words.ts'

type Props = { label: string; value: string; onChange: (value: string) => void }

/** When something happened, as it is typed: by the minute, and not ahead. */
export function MomentField(props: Props) {
  const w = useWords(incidentWords)
  const wrong = readPast(props.value, Temporal.Now.instant()) === null
  return <TextField {...props} hint={w('discoveredHint')} error={wrong ? w('wrongMoment') : undefined} required />
}
