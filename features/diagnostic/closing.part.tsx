import { A } from '../../platform/ui/layout.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { useDoor } from '../../platform/ui/query.ts'
import { templateContract } from '../template/template.contract.ts'
import { workforceContract } from '../workforce/workforce.contract.ts'
import { waysToClose } from './closing.rules.ts'
import type { Item } from './diagnostic.schema.ts'
import { planWords } from './diagnostic-page.words.ts'
import './diagnostic.css'

/** Where the gap of a question is closed, a step away. */
export function WaysToClose({ item }: { item: Item }) {
  const w = useWords(planWords)
  const say = useSay()
  const templates = useDoor(templateContract.templates, {}).data?.templates ?? []
  const courses = useDoor(workforceContract.courses, {}).data?.courses.courses ?? []
  const ways = waysToClose(item, templates, courses)
  if (ways.length === 0) return null
  return (
    <span className="ways no-print">
      {w('closeIt')}：
      {ways.map(({ kind, to, words }) => (
        <A key={kind + to + say(words)} to={to}>
          {kind === 'place' ? say(words) : w(kind, { title: say(words) })}
        </A>
      ))}
    </span>
  )
}
