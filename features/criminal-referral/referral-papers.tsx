import { idsIn, type Machine } from '../../core/proceeding.ts'
import { urlOf } from '../../platform/ui/client.ts'
import { formatDay } from '../../platform/ui/format.ts'
import { Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import type { MatterView } from '../proceeding/proceeding.schema.ts'
import { referralContract } from './criminal-referral.contract.ts'
import { referralWords } from './referral-page.words.ts'

/** The files that acts name (receipts, notices, answers), for everybody who takes part. */
export function Papers({ view, machine }: { view: MatterView; machine: Machine }) {
  const w = useWords(referralWords)
  const say = useSay()
  const locale = useLocale()
  const papers = view.timeline.flatMap(({ seq, act, on, fields }) =>
    Object.entries(machine.acts[act]?.fields ?? {})
      .filter(([, { kind }]) => kind === 'attachments')
      .flatMap(([key]) => idsIn(fields, key).map((attachmentId) => ({ seq, act, on, attachmentId }))),
  )
  if (papers.length === 0) return null
  return (
    <Panel title={w('papers')} id="papers">
      <ul className="list">
        {papers.map(({ seq, act, on, attachmentId }) => (
          <li key={`${seq}${attachmentId}`}>
            <a href={urlOf(referralContract.actFile, { id: view.matter.id, seq, attachmentId })}>
              {view.names[attachmentId] ?? attachmentId}
            </a>{' '}
            <span className="small soft">
              {say(machine.acts[act]?.words ?? [act, act])} · {formatDay(on, locale)}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
