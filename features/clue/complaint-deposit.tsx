import { useState } from 'react'
import { commonWords } from '../../platform/ui/common.words.ts'
import { Button, SelectField } from '../../platform/ui/controls.tsx'
import { formatMoment } from '../../platform/ui/format.ts'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { useDoor } from '../../platform/ui/query.ts'
import { depositContract } from '../deposit/deposit.contract.ts'
import { complaintPageWords } from './complaint-page.words.ts'
import type { ComplaintDraft } from './use-complaint-draft.ts'

/** Deposits of one's own organisation that support a part: what existed when, provable without the content. */
export function DepositField({ part, draft }: { part: number; draft: ComplaintDraft }) {
  const w = useWords(complaintPageWords)
  const common = useWords(commonWords)
  const locale = useLocale()
  const [chosen, setChosen] = useState('')
  const { data } = useDoor(depositContract.list, { limit: 500 })
  const { deposits } = draft.body
  const free = (data?.deposits ?? []).filter(({ id }) => !deposits.some((one) => one.id === id))
  const here = deposits.filter((one) => one.part === part)
  const picked = free.find(({ id }) => id === chosen)
  if (here.length === 0 && free.length === 0) return null
  return (
    <div>
      {here.length > 0 && (
        <ul className="list">
          {here.map(({ id, label, requestId, madeAt }) => (
            <li key={id}>
              <div className="row">
                <span>
                  {w('deposits')} {label || requestId}{' '}
                  <span className="small soft">{w('depositedAt', { at: formatMoment(madeAt, locale) })}</span>
                </span>
                <Button
                  kind="quiet"
                  aria-label={w('removeDeposit', { label: label || requestId })}
                  onPress={() => draft.change({ deposits: deposits.filter((one) => one.id !== id) })}
                >
                  {common('remove')}
                </Button>
              </div>
            </li>
          ))}
        </ul>
      )}
      {free.length > 0 && (
        <details>
          <summary>{w('addDeposit')}</summary>
          <SelectField
            label={w('chooseDeposit')}
            hint={w('depositsHint')}
            value={chosen}
            onChange={setChosen}
            options={free.map(({ id, label, requestId }) => ({ id, text: label || requestId }))}
          />
          {picked && (
            <Button
              onPress={() => {
                const { id, requestId, label, madeAt } = picked
                draft.change({ deposits: [...deposits, { part, id, requestId, label, madeAt }] })
                setChosen('')
              }}
            >
              {w('attachDeposit')}
            </Button>
          )}
        </details>
      )}
    </div>
  )
}
