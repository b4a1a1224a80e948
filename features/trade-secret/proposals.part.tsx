import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { fromBase64, textOf, toBase64, utf8 } from '../../evidence/bytes.ts'
import { callDoor } from '../../platform/ui/client.ts'
import { Button } from '../../platform/ui/controls.tsx'
import { ReasonDialog } from '../../platform/ui/dialog.tsx'
import { ErrorNotice } from '../../platform/ui/feedback.tsx'
import { formatMoment } from '../../platform/ui/format.ts'
import { Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { useDoor } from '../../platform/ui/query.ts'
import { room, useKeyRead, useKeyWork } from '../vault/room.client.ts'
import { sealedContract } from '../vault/sealed.contract.ts'
import { carry } from './register.client.ts'
import { SecretProposal } from './trade-secret.schema.ts'
import { registerWords } from './trade-secret.words.ts'

type Waiting = { id: string; value: SecretProposal; madeBy: string; madeAt: string; recipient: string | null }

/** What people of the firm proposed, opened in the room; the keeper admits, amends on the way, or declines. */
export function Proposals() {
  const w = useWords(registerWords)
  const locale = useLocale()
  const navigate = useNavigate()
  const [declining, setDeclining] = useState<Waiting | null>(null)
  const waiting = useDoor(sealedContract.proposals, { collection: 'trade-secret', waiting: 'true' })
  const ids = waiting.data?.proposals.map(({ id }) => id) ?? []
  const opened = useKeyRead(
    ['proposals', ids.join()],
    async (): Promise<Waiting[]> =>
      Promise.all(
        (waiting.data?.proposals ?? []).map(async ({ id, sealed, madeBy, madeAt, recipient }) => ({
          ...{ id, madeBy, madeAt, recipient },
          value: SecretProposal.parse(JSON.parse(textOf(await room().open(fromBase64(sealed))))),
        })),
      ),
    ids.length > 0,
  )
  const decline = useKeyWork(
    async ({ proposal, answer }: { proposal: Waiting; answer: string }) => {
      const sealed = proposal.recipient ? await room().sealTo([proposal.recipient], utf8(answer)) : null
      await callDoor(sealedContract.decide, {
        id: proposal.id,
        decision: 'declined',
        answer: sealed && toBase64(sealed),
      })
    },
    { onDone: () => setDeclining(null) },
  )
  if (!opened.data || opened.data.length === 0) return <ErrorNotice error={opened.error} />
  return (
    <Panel title={w('proposalsTitle')}>
      {opened.data.map((proposal) => (
        <div key={proposal.id} className="card">
          <strong>{proposal.value.name}</strong>
          <p className="text">{proposal.value.why}</p>
          <p className="hint">
            {w('proposedBy', { name: proposal.madeBy, at: formatMoment(proposal.madeAt, locale) })}
            {proposal.value.where && ` · ${proposal.value.where}`}
          </p>
          <div className="actions">
            <Button
              kind="primary"
              onPress={() => {
                carry({ id: proposal.id, recipient: proposal.recipient, value: proposal.value })
                navigate({ to: '/secrets/new' })
              }}
            >
              {w('admit')}
            </Button>
            <Button onPress={() => setDeclining(proposal)}>{w('decline')}</Button>
          </div>
        </div>
      ))}
      <ReasonDialog
        title={w('decline')}
        text={declining?.value.name ?? ''}
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
