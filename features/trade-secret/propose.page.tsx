import { useState } from 'react'
import { fromBase64, textOf, toBase64, utf8 } from '../../evidence/bytes.ts'
import { callDoor } from '../../platform/ui/client.ts'
import { commonWords } from '../../platform/ui/common.words.ts'
import { Button, TextArea, TextField } from '../../platform/ui/controls.tsx'
import { ErrorNotice, Notice } from '../../platform/ui/feedback.tsx'
import { formatMoment } from '../../platform/ui/format.ts'
import { Badge, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { todayHere } from '../../platform/ui/moment.ts'
import { useDoor } from '../../platform/ui/query.ts'
import { room, useKeyRead, useKeyWork, useVaultRoom } from '../vault/room.client.ts'
import { sealedContract } from '../vault/sealed.contract.ts'
import { SealedRoom } from '../vault/sealed-room.part.tsx'
import { decisions, proposeWords } from './propose.words.ts'
import { SecretProposal } from './trade-secret.schema.ts'

export default function ProposePage() {
  const w = useWords(proposeWords)
  return (
    <>
      <PageHeader title={w('title')} lead={w('lead')} />
      <SealedRoom need="own-key">
        <Propose />
        <Mine />
      </SealedRoom>
    </>
  )
}

function Propose() {
  const w = useWords(proposeWords)
  const common = useWords(commonWords)
  const here = useVaultRoom()
  const [name, setName] = useState('')
  const [why, setWhy] = useState('')
  const [where, setWhere] = useState('')
  const recipient = here.data?.generations[0]?.recipient
  const send = useKeyWork(
    async () => {
      const proposal = SecretProposal.parse({ v: 1, name, why, where, infoKind: null, proposedOn: todayHere() })
      const sealed = await room().sealTo(recipient ? [recipient] : [], utf8(JSON.stringify(proposal)))
      await callDoor(sealedContract.propose, { collection: 'trade-secret', sealed: toBase64(sealed) })
    },
    {
      onDone: () => {
        setName('')
        setWhy('')
        setWhere('')
      },
    },
  )
  if (here.data && !recipient) return <Notice kind="warn">{w('noVault')}</Notice>
  return (
    <Panel>
      <TextField label={w('name')} hint={w('nameHint')} value={name} onChange={setName} maxLength={200} required />
      <TextArea label={w('why')} value={why} onChange={setWhy} rows={3} />
      <TextField label={w('where')} value={where} onChange={setWhere} maxLength={500} />
      <ErrorNotice error={send.error} />
      <Button
        kind="primary"
        isDisabled={name.trim() === '' || send.isPending || !recipient}
        onPress={() => send.mutate(undefined)}
      >
        {common('send')}
      </Button>
      {send.isSuccess && <Notice kind="good">{w('sent')}</Notice>}
    </Panel>
  )
}

/** What became of one's own proposals; what was proposed is sealed to the keepers and not shown again. */
function Mine() {
  const w = useWords(proposeWords)
  const say = useSay()
  const locale = useLocale()
  const { data } = useDoor(sealedContract.proposals, { collection: 'trade-secret' })
  const answered = (data?.proposals ?? []).filter(({ answer }) => answer !== null)
  const answers = useKeyRead(
    ['answers', answered.map(({ id }) => id).join()],
    async () =>
      new Map(
        await Promise.all(
          // An answer to a key that was replaced since opens no more.
          answered.map(async ({ id, answer }) => [id, await openText(answer ?? '').catch(() => null)] as const),
        ),
      ),
    answered.length > 0,
  )
  if (!data || data.proposals.length === 0) return null
  return (
    <Panel title={w('mine')}>
      <ul className="lines">
        {data.proposals.map(({ id, madeAt, decision }) => (
          <li key={id}>
            {formatMoment(madeAt, locale)} <Badge>{say(decisions[decision ?? 'waiting'])}</Badge>{' '}
            {answers.data?.get(id)}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

const openText = async (sealed: string) => textOf(await room().open(fromBase64(sealed)))
