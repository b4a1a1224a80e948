import { formatMoment } from '../../platform/ui/format.ts'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import type { AttachmentLook } from '../attachment/attachment.contract.ts'
import { AttachmentList } from '../attachment/attachment.part.tsx'
import { Told } from './clue-told.tsx'
import { type ComplaintAttachment, type ComplaintBody, type ComplaintDeposit, signWords } from './complaint.schema.ts'
import { useLawEntries, wordsOf } from './complaint-law.ts'
import { complaintPageWords } from './complaint-page.words.ts'

/** What was given for one part of the package, to be read. */
export function PartContent({
  part,
  body,
  attachments,
  looks = [],
}: {
  part: number
  body: ComplaintBody
  attachments: readonly ComplaintAttachment[]
  /** Who of the office took which of them. */
  looks?: readonly AttachmentLook[]
}) {
  const told = useTold(part, body)
  const files = attachments.filter((one) => one.part === part)
  const deposits = body.deposits.filter((one) => one.part === part)
  return (
    <>
      <Told pairs={told} />
      {files.length > 0 && <AttachmentList attachments={files} />}
      <Looks files={files} looks={looks} />
      {deposits.length > 0 && <DepositList deposits={deposits} />}
    </>
  )
}

function Looks({ files, looks }: { files: readonly ComplaintAttachment[]; looks: readonly AttachmentLook[] }) {
  const w = useWords(complaintPageWords)
  const locale = useLocale()
  const seen = looks.filter(({ attachmentId }) => files.some(({ id }) => id === attachmentId))
  if (seen.length === 0) return null
  return (
    <ul className="list">
      {seen.map(({ attachmentId, person, lookedAt }) => (
        <li key={`${attachmentId} ${lookedAt} ${person}`} className="small soft">
          {w('takenBy', {
            ...{ at: formatMoment(lookedAt, locale), person },
            file: files.find(({ id }) => id === attachmentId)?.name ?? '',
          })}
        </li>
      ))}
    </ul>
  )
}

/** Each with the way to the public page on which anybody can verify it. */
export function DepositList({ deposits }: { deposits: readonly ComplaintDeposit[] }) {
  const w = useWords(complaintPageWords)
  const locale = useLocale()
  return (
    <ul className="list">
      {deposits.map(({ id, label, requestId, madeAt }) => (
        <li key={id}>
          {label || requestId}{' '}
          <span className="small soft">{w('depositedAt', { at: formatMoment(madeAt, locale) })}</span>{' '}
          <a href={`/verify/${requestId}`} aria-label={`${w('verifyDeposit')} ${label || requestId}`}>
            {w('verifyDeposit')}
          </a>
        </li>
      ))}
    </ul>
  )
}

function useTold(part: number, body: ComplaintBody): (readonly [string, string])[] {
  const w = useWords(complaintPageWords)
  const say = useSay()
  const entriesOf = useLawEntries()
  const kinds = entriesOf('information-type')
  const list = (codes: readonly string[], enumeration: string) =>
    codes.map((code) => wordsOf(entriesOf(enumeration), code)).join('；')
  switch (part) {
    case 1:
      return [
        [w('rightHolder'), body.rightHolder],
        [w('standing'), body.standing ? w(body.standing) : ''],
        [w('ownership'), body.ownership],
      ]
    case 2:
      return body.secretPoints.map(({ number, kind, carrier, formedOn, version, publicSearch }, index) => [
        w('point', { number: number || index + 1 }),
        [
          kind && wordsOf(kinds, kind),
          carrier && `${w('carrier')}：${carrier}`,
          formedOn && `${w('formedOn')}：${formedOn}`,
          version && `${w('version')}：${version}`,
          publicSearch && `${w('publicSearch')}：${publicSearch}`,
        ]
          .filter(Boolean)
          .join('\n'),
      ])
    case 3:
      return [[w('secrecy'), body.secrecy]]
    case 4:
      return [[w('value'), body.value]]
    case 5:
      return [
        [w('measures'), list(body.measures, 'measure')],
        [w('measuresText'), body.measuresText],
      ]
    case 6:
      return [
        [w('accused'), body.accused],
        [w('accusedMore'), body.accusedMore],
        [w('access'), body.access],
      ]
    case 7:
      return [
        [w('signs'), body.signs.map((sign) => say(signWords[sign])).join('；')],
        [w('infringement'), body.infringement],
        [w('when'), body.when],
        [w('where'), body.where],
      ]
    case 8:
      return [[w('loss'), body.loss]]
    case 9:
      return [[w('otherProceedings'), body.otherProceedings]]
    case 10:
      return [[w('confidentiality'), body.confidentiality]]
    default:
      return []
  }
}
