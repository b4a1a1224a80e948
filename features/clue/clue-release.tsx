import { useState } from 'react'
import { Button, TextArea } from '../../platform/ui/controls.tsx'
import { Dialog, ReasonDialog } from '../../platform/ui/dialog.tsx'
import { ErrorNotice } from '../../platform/ui/feedback.tsx'
import { formatMoment } from '../../platform/ui/format.ts'
import { Badge, KeyValues, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { useAct } from '../../platform/ui/query.ts'
import { useMay, useSession } from '../../platform/ui/session.tsx'
import { Watermarked } from '../../platform/ui/watermark.tsx'
import { clueContract } from './clue.contract.ts'
import type { Release } from './clue.schema.ts'
import type { OpenChannel } from './clue-channel.tsx'
import { cluePageWords } from './clue-page.words.ts'

const tones = { waiting: 'warn', open: 'good', refused: 'bad', ended: 'plain' } as const

/** Who may see who the reporter is, or an original: one person, for one reason, once another has agreed. */
export function Releases({ id, channel }: { id: string; channel: OpenChannel }) {
  const w = useWords(cluePageWords)
  const may = useMay()
  const [asking, setAsking] = useState(false)
  const mine = channel.releases.filter(({ mine, subject }) => mine && subject === 'identity')
  const released = mine.some(({ state }) => state === 'open')
  if (!channel.named && channel.releases.length === 0) return null
  return (
    <Panel title={channel.named ? w('identity') : w('originals')} id="releases">
      {channel.named && <p className="small soft">{w('identityNote')}</p>}
      {channel.named && may('case.register') && (
        <div className="actions">
          {released && <LookAtIdentity id={id} />}
          {!released && !mine.some(({ state }) => state === 'waiting') && (
            <Button onPress={() => setAsking(true)}>{w('askIdentity')}</Button>
          )}
        </div>
      )}
      <ul className="list">
        {channel.releases.map((release) => (
          <li key={release.id}>
            <ReleaseRow
              release={release}
              fileNumber={channel.files.find((file) => file.id === release.fileId)?.number ?? null}
            />
          </li>
        ))}
      </ul>
      {asking && <AskDialog id={id} fileId={null} title={w('askIdentity')} onClose={() => setAsking(false)} />}
    </Panel>
  )
}

export function AskDialog({
  id,
  fileId,
  title,
  onClose,
}: {
  id: string
  fileId: string | null
  title: string
  onClose: () => void
}) {
  const w = useWords(cluePageWords)
  const ask = useAct(clueContract.askRelease, { onDone: onClose })
  return (
    <ReasonDialog
      title={title}
      text={w('askText')}
      open
      onClose={onClose}
      onConfirm={(reason) => ask.mutate({ id, fileId, reason })}
      confirm={title}
      error={ask.error}
      pending={ask.isPending}
    />
  )
}

function ReleaseRow({ release, fileNumber }: { release: Release; fileNumber: number | null }) {
  const w = useWords(cluePageWords)
  const locale = useLocale()
  const may = useMay()
  const [deciding, setDeciding] = useState(false)
  const { state, subject, requestedBy, requestedAt, reason, decidedBy, opinion, expiresAt, looks, mine } = release
  const what = subject === 'identity' ? w('subjectIdentity') : w('subjectOriginal', { number: fileNumber ?? '' })
  return (
    <>
      <div className="row">
        <span>
          <strong>{what}</strong>{' '}
          <Badge tone={tones[state]}>{w(state, { at: expiresAt ? formatMoment(expiresAt, locale) : '' })}</Badge>
        </span>
        {state === 'waiting' && !mine && may('case.approve') && (
          <Button onPress={() => setDeciding(true)} aria-label={`${w('decide')} ${what} ${requestedBy}`}>
            {w('decide')}
          </Button>
        )}
      </div>
      <p className="small soft">{w('askedBy', { name: requestedBy, at: formatMoment(requestedAt, locale) })}</p>
      <p className="text">{reason}</p>
      {decidedBy && <p className="small soft">{w('decidedBy', { name: decidedBy, opinion: opinion ?? '' })}</p>}
      {looks.length > 0 && (
        <details>
          <summary>{w('looks', { count: looks.length })}</summary>
          <ul className="list">
            {looks.map(({ person, at }) => (
              <li key={person + at}>{w('look', { name: person, at: formatMoment(at, locale) })}</li>
            ))}
          </ul>
        </details>
      )}
      {deciding && (
        <DecideDialog id={release.id} title={`${w('decide')} · ${what}`} onClose={() => setDeciding(false)} />
      )}
    </>
  )
}

function DecideDialog({ id, title, onClose }: { id: string; title: string; onClose: () => void }) {
  const w = useWords(cluePageWords)
  const [opinion, setOpinion] = useState('')
  const decide = useAct(clueContract.decideRelease, { onDone: onClose })
  const unsaid = opinion.trim().length < 2 || decide.isPending
  return (
    <Dialog title={title} open onClose={onClose}>
      <TextArea label={w('opinion')} value={opinion} onChange={setOpinion} required rows={3} />
      <ErrorNotice error={decide.error} />
      <div className="actions">
        <Button kind="primary" isDisabled={unsaid} onPress={() => decide.mutate({ id, approve: true, opinion })}>
          {w('allow')}
        </Button>
        <Button kind="danger" isDisabled={unsaid} onPress={() => decide.mutate({ id, approve: false, opinion })}>
          {w('refuse')}
        </Button>
      </div>
    </Dialog>
  )
}

/** Shown once for each look, with the name of whoever looks across it. */
function LookAtIdentity({ id }: { id: string }) {
  const w = useWords(cluePageWords)
  const locale = useLocale()
  const { person } = useSession()
  const look = useAct(clueContract.lookAtIdentity)
  return (
    <>
      <Button kind="primary" onPress={() => look.mutate({ id })} isDisabled={look.isPending}>
        {w('lookIdentity')}
      </Button>
      <ErrorNotice error={look.error} />
      {look.data && (
        <Dialog title={w('identity')} open onClose={look.reset}>
          <Watermarked text={`${person.name} ${formatMoment(Temporal.Now.instant().toString(), locale)}`}>
            <KeyValues
              pairs={[
                [w('personName'), look.data.name],
                [w('phone'), look.data.phone],
                [w('contact'), look.data.contact || '—'],
              ]}
            />
          </Watermarked>
        </Dialog>
      )}
    </>
  )
}
