import { useState } from 'react'
import { ActForm } from '../../platform/ui/act-form.tsx'
import { commonWords } from '../../platform/ui/common.words.ts'
import { Button, TextArea, TextField } from '../../platform/ui/controls.tsx'
import { Dialog } from '../../platform/ui/dialog.tsx'
import { useFieldError } from '../../platform/ui/feedback.tsx'
import { A, Panel } from '../../platform/ui/layout.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import { useAct } from '../../platform/ui/query.ts'
import { useMay } from '../../platform/ui/session.tsx'
import { clueContract } from './clue.contract.ts'
import type { Came } from './clue-intake.tsx'
import { cluePageWords } from './clue-page.words.ts'

/** Other clues about the same: those that somebody linked, and those whose names are alike. */
export function Links({ id, came: { links, suggestions } }: { id: string; came: Came }) {
  const w = useWords(cluePageWords)
  const may = useMay()
  /** The number of the other clue; empty when it is still to be typed. */
  const [linking, setLinking] = useState<string | null>(null)
  return (
    <Panel
      title={w('links')}
      id="links"
      actions={may('case.register') && <Button onPress={() => setLinking('')}>{w('linkOther')}</Button>}
    >
      <p className="small soft">{w('linksNote')}</p>
      {links.length === 0 && <p className="soft">{w('noLinks')}</p>}
      <ul className="list">
        {links.map((one) => (
          <li key={one.id}>
            <A to={`/clues/${one.id}`}>{one.title}</A> <span className="small soft">{one.number}</span>
            <p className="small soft">{w('linkedBy', { name: one.linkedBy, reason: one.reason })}</p>
          </li>
        ))}
      </ul>
      {suggestions.length > 0 && (
        <>
          <h3>{w('suggestions')}</h3>
          <p className="small soft">{w('suggestionsNote')}</p>
          <ul className="list">
            {suggestions.map((one) => (
              <li key={one.id}>
                <div className="row">
                  <span>
                    <A to={`/clues/${one.id}`}>{one.title}</A> <span className="small soft">{one.number}</span>
                    <br />
                    <span className="small soft">
                      {one.same.map((kind) => w(kind === 'accused' ? 'sameAccused' : 'sameRightHolder')).join('、')} ·{' '}
                      {w('apartDays', { days: one.daysApart })}
                    </span>
                  </span>
                  {may('case.register') && one.number && (
                    <Button
                      kind="quiet"
                      onPress={() => setLinking(one.number)}
                      aria-label={`${w('link')} ${one.title} ${one.number}`}
                    >
                      {w('link')}
                    </Button>
                  )}
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
      {linking !== null && <LinkDialog id={id} given={linking} onClose={() => setLinking(null)} />}
    </Panel>
  )
}

function LinkDialog({ id, given, onClose }: { id: string; given: string; onClose: () => void }) {
  const w = useWords(cluePageWords)
  const common = useWords(commonWords)
  const [number, setNumber] = useState(given)
  const [reason, setReason] = useState('')
  const link = useAct(clueContract.linkDuplicate, { onDone: onClose })
  const wrong = useFieldError(link.error)
  return (
    <Dialog title={w('linkOther')} open onClose={onClose}>
      <ActForm act={link} onSubmit={() => link.mutate({ id, number, reason })} submit={w('link')} onCancel={onClose}>
        <TextField label={w('otherNumber')} value={number} onChange={setNumber} required error={wrong('number')} />
        <TextArea
          label={common('reason')}
          value={reason}
          onChange={setReason}
          required
          rows={3}
          error={wrong('reason')}
        />
      </ActForm>
    </Dialog>
  )
}
