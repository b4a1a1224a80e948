import type { ComponentType } from 'react'
import { CheckField } from '../../platform/ui/controls.tsx'
import { Panel } from '../../platform/ui/layout.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { AttachmentField } from '../attachment/attachment.part.tsx'
import { type PartNumber, partWords } from './complaint.schema.ts'
import { DepositField } from './complaint-deposit.tsx'
import {
  AccusedFields,
  ConfidentialityFields,
  HolderFields,
  InfringementFields,
  LossFields,
  MeasureFields,
  OtherFields,
  SecrecyFields,
  TruthFields,
  ValueFields,
} from './complaint-fields.tsx'
import { useLawEntries } from './complaint-law.ts'
import { complaintPageWords } from './complaint-page.words.ts'
import { PointFields } from './complaint-point.tsx'
import type { ComplaintDraft } from './use-complaint-draft.ts'

const fieldsOf: Readonly<Record<PartNumber, ComponentType<{ draft: ComplaintDraft }>>> = {
  1: HolderFields,
  2: PointFields,
  3: SecrecyFields,
  4: ValueFields,
  5: MeasureFields,
  6: AccusedFields,
  7: InfringementFields,
  8: LossFields,
  9: OtherFields,
  10: ConfidentialityFields,
  11: TruthFields,
}

/** Without these nobody could look into it, so they are not handed over later. */
const alwaysHere: ReadonlySet<PartNumber> = new Set([6, 7, 10, 11])

/** One part of the package: its fields, its files and deposits, or the word that it comes in confidence. */
export function ComplaintSection({ part, draft }: { part: PartNumber; draft: ComplaintDraft }) {
  const w = useWords(complaintPageWords)
  const say = useSay()
  const Fields = fieldsOf[part]
  const { confidentialParts } = draft.body
  const apart = confidentialParts.includes(part)
  const others = draft.attachments.filter((one) => one.part !== part)
  return (
    <Panel title={`${part} ${say(partWords[part])}`} id={`part-${part}`}>
      <Element part={part} />
      {!alwaysHere.has(part) && (
        <CheckField
          label={w('byConfidence')}
          value={apart}
          onChange={(on) =>
            draft.change({
              confidentialParts: on ? [...confidentialParts, part] : confidentialParts.filter((one) => one !== part),
            })
          }
        />
      )}
      {apart ? (
        <p className="soft">{w('confidentialChosen')}</p>
      ) : (
        <>
          <Fields draft={draft} />
          {part !== 11 && (
            <>
              <AttachmentField
                chosen={draft.attachments.filter((one) => one.part === part)}
                onChange={(chosen) => draft.attach([...others, ...chosen.map((one) => ({ ...one, part }))])}
              />
              <DepositField part={part} draft={draft} />
            </>
          )}
        </>
      )}
    </Panel>
  )
}

/** Which element of a trade secret a part is to show. @source domain law.md §1.1 */
const elementOf: Readonly<Partial<Record<PartNumber, string>>> = { 2: 'E1', 3: 'E2', 4: 'E3', 5: 'E4' }

/** What the law asks to be shown here, by its own tables, beside the fields that show it. */
function Element({ part }: { part: PartNumber }) {
  const w = useWords(complaintPageWords)
  const element = useLawEntries()('element').find(({ code }) => code === elementOf[part])
  if (!element) return null
  const { code, text, detail, source } = element
  return (
    <p>
      {w('element', { name: `${code} ${text}` })} <span lang="zh-CN">{detail}</span>{' '}
      <span className="source">{source}</span>
    </p>
  )
}
