import { useState } from 'react'
import { Button, DayField, TextField } from '../../platform/ui/controls.tsx'
import { Dialog } from '../../platform/ui/dialog.tsx'
import { Notice } from '../../platform/ui/feedback.tsx'
import { formatDay } from '../../platform/ui/format.ts'
import { Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { todayHere } from '../../platform/ui/moment.ts'
import { useSession } from '../../platform/ui/session.tsx'
import { approve, paperOf } from './template.rules.ts'
import type { FirmPaper, Template } from './template.schema.ts'
import { paperWords } from './template.words.ts'
import { dayOf } from './template-field.rules.ts'
import { warningsOf } from './template-limits.rules.ts'

/** Who approves, and on which day; what is approved is kept as text. */
export function ApproveDialog({
  template,
  paper,
  onClose,
  onApprove,
}: {
  template: Template
  paper: FirmPaper
  onClose: () => void
  onApprove: (paper: FirmPaper) => void
}) {
  const w = useWords(paperWords)
  const { person } = useSession()
  const [by, setBy] = useState(person.name)
  const [on, setOn] = useState(todayHere)
  const warnings = warningsOf(template, paper.answers).length
  const isDay = dayOf(on) !== null && on <= todayHere()
  return (
    <Dialog title={w('approve')} open onClose={onClose}>
      <p>{w('approveText')}</p>
      {warnings > 0 && <Notice kind="warn">{w('approveWarned', { n: warnings })}</Notice>}
      <TextField label={w('approvedBy')} value={by} onChange={setBy} required maxLength={100} />
      <DayField
        label={w('approvedOn')}
        value={on}
        onChange={setOn}
        required
        error={isDay ? undefined : w('notLater')}
      />
      <div className="actions">
        <Button
          kind="primary"
          isDisabled={by.trim() === '' || !isDay}
          onPress={() => onApprove(approve(paper, by.trim(), on, paperOf(template, paper)))}
        >
          {w('approve')}
        </Button>
      </div>
    </Dialog>
  )
}

/** Every version that was approved, with its whole text. */
export function Approvals({ paper }: { paper: FirmPaper }) {
  const w = useWords(paperWords)
  const locale = useLocale()
  if (paper.approvals.length === 0) return null
  return (
    <Panel title={w('versions')}>
      <ol className="timeline">
        {paper.approvals.toReversed().map(({ version, approvedBy, approvedOn, text }) => (
          <li key={version}>
            <details>
              <summary>{w('versionLine', { n: version, by: approvedBy, on: formatDay(approvedOn, locale) })}</summary>
              <p className="text" lang="zh-CN">
                {text}
              </p>
            </details>
          </li>
        ))}
      </ol>
    </Panel>
  )
}
