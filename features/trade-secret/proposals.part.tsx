import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { z } from 'zod'
import { callDoor } from '../../platform/ui/client.ts'
import { Button } from '../../platform/ui/controls.tsx'
import { ReasonDialog } from '../../platform/ui/dialog.tsx'
import { ErrorNotice } from '../../platform/ui/feedback.tsx'
import { formatMoment } from '../../platform/ui/format.ts'
import { Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { useDoor } from '../../platform/ui/query.ts'
import { openAs, useKeyRead, useKeyWork } from '../vault/room.client.ts'
import { sealedContract } from '../vault/sealed.contract.ts'
import { carry, sealedToProposer } from './register.client.ts'
import { SecretProposal } from './trade-secret.schema.ts'
import { registerWords } from './trade-secret.words.ts'

/** `value` is null for what is no proposal: it was made in somebody else's browser, or is sealed to another key. */
type Waiting = Pick<Proposed, 'id' | 'madeById' | 'madeBy' | 'madeAt' | 'recipient'> & { value: SecretProposal | null }
type Proposed = z.infer<typeof sealedContract.proposals.output>['proposals'][number]

/** What people of the firm proposed, opened in the room; the keeper admits, amends on the way, or declines. */
export function Proposals() {
  const w = useWords(registerWords)
  const locale = useLocale()
  const [declining, setDeclining] = useState<Waiting | null>(null)
  const waiting = useDoor(sealedContract.proposals, { collection: 'trade-secret', waiting: 'true' })
  const ids = waiting.data?.proposals.map(({ id }) => id) ?? []
  const opened = useKeyRead(
    ['proposals', ids.join()],
    async (): Promise<Waiting[]> =>
      Promise.all(
        (waiting.data?.proposals ?? []).map(async ({ id, sealed, madeById, madeBy, madeAt, recipient }) => ({
          ...{ id, madeById, madeBy, madeAt, recipient },
          value: await openAs(SecretProposal, sealed),
        })),
      ),
    ids.length > 0,
  )
  const decline = useKeyWork(
    async ({ proposal, answer }: { proposal: Waiting; answer: string }) => {
      await callDoor(sealedContract.decide, {
        id: proposal.id,
        decision: 'declined',
        answer: await sealedToProposer(proposal, answer),
      })
    },
    { onDone: () => setDeclining(null) },
  )
  if (!opened.data || opened.data.length === 0) return <ErrorNotice error={opened.error} />
  return (
    <Panel title={w('proposalsTitle')}>
      {opened.data.map((proposal) => (
        <div key={proposal.id} className="card">
          <strong>{proposal.value?.name ?? w('proposalUnreadable')}</strong>
          <p className="text">{proposal.value?.why}</p>
          <p className="hint">
            {w('proposedBy', { name: proposal.madeBy, at: formatMoment(proposal.madeAt, locale) })}
            {proposal.value?.where && ` · ${proposal.value.where}`}
          </p>
          <div className="actions">
            {proposal.value && <Admit proposal={proposal} value={proposal.value} />}
            <Button onPress={() => setDeclining(proposal)}>{w('decline')}</Button>
          </div>
        </div>
      ))}
      <ReasonDialog
        title={w('decline')}
        text={declining?.value?.name ?? ''}
        open={declining !== null}
        onClose={() => setDeclining(null)}
        onConfirm={(answer) => declining && decline.mutate({ proposal: declining, answer })}
        confirm={w('decline')}
        error={decline.error}
        pending={decline.isPending}
      />
    </Panel>
  )
}

function Admit({ proposal: { id, madeById, recipient }, value }: { proposal: Waiting; value: SecretProposal }) {
  const w = useWords(registerWords)
  const navigate = useNavigate()
  return (
    <Button
      kind="primary"
      onPress={() => {
        carry({ id, madeById, recipient, value })
        navigate({ to: '/secrets/new' })
      }}
    >
      {w('admit')}
    </Button>
  )
}
