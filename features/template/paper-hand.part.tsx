import { useState } from 'react'
import { Button, CheckGroup, DayField } from '../../platform/ui/controls.tsx'
import { ErrorNotice, Loading, Notice } from '../../platform/ui/feedback.tsx'
import { A, Panel } from '../../platform/ui/layout.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import { todayHere } from '../../platform/ui/moment.ts'
import { useSent } from '../vault/answers.client.ts'
import { handOverToAll } from '../vault/hand-over.client.ts'
import { useKeyWork, useVaultRoom } from '../vault/room.client.ts'
import { bindingKinds } from './binding.rules.ts'
import { type Handing as Given, handable, handingsOf, standingOf, versionInForce } from './handing.rules.ts'
import { handingWords } from './handing.words.ts'
import { Handings } from './paper-handings.part.tsx'
import { lastApproval } from './template.rules.ts'
import type { FirmPaper } from './template.schema.ts'
import { dayOf } from './template-field.rules.ts'

type OnHanded = (handed: FirmPaper['handed']) => void
type Room = NonNullable<ReturnType<typeof useVaultRoom>['data']>

/** Who has read a paper, version by version, and of an approved one who is still to be handed it. */
export function Handing({ id, paper, onHanded }: { id: string; paper: FirmPaper; onHanded: OnHanded }) {
  const w = useWords(handingWords)
  const here = useVaultRoom()
  const { sent, error } = useSent()
  const version = versionInForce(paper)
  if (version === null) return null
  if (error) return <ErrorNotice error={error} />
  if (!sent || !here.data) return <Loading />
  const handings = handingsOf(id, paper, sent)
  const standing = standingOf(version, handings)
  return (
    <Panel title={w('title')} id="handing">
      {paper.forWhom && (
        <p>
          <A to={`/people/${paper.forWhom.clearedId}`}>{w('forWhom', { name: paper.forWhom.name })}</A>
        </p>
      )}
      {paper.state === 'approved' && <HandOut key={version} {...{ id, paper, standing, onHanded }} here={here.data} />}
      <Handings handings={handings} standing={standing} version={version} members={here.data.members} />
    </Panel>
  )
}

function HandOut({
  id,
  paper,
  standing,
  here,
  onHanded,
}: {
  id: string
  paper: FirmPaper
  standing: readonly Given[]
  here: Room
  onHanded: OnHanded
}) {
  const w = useWords(handingWords)
  const { ready, withoutKey } = handable(here.members, standing)
  const meant = paper.forWhom?.personId
  const [chosen, setChosen] = useState<readonly string[]>(meant ? [meant] : [])
  const [dueOn, setDueOn] = useState('')
  const picked = ready.filter(({ personId }) => chosen.includes(personId))
  const isDueRight = dueOn === '' || (dayOf(dueOn) !== null && dueOn >= todayHere())
  const hand = useKeyWork(async () => {
    const vaultRecipient = here.generations[0]?.recipient
    const approved = lastApproval(paper)
    if (!vaultRecipient || !approved) return
    const { ids, digest } = await handOverToAll(
      picked,
      vaultRecipient,
      'acknowledge',
      {
        ...{ v: 1, title: paper.title, text: approved.text, about: { documentId: id } },
        ...(bindingKinds[paper.templateId] && { binds: true }),
      },
      dueOn || null,
    )
    setChosen([])
    setDueOn('')
    const { version } = paper
    onHanded([
      ...paper.handed,
      ...picked.flatMap(({ personId, name }, index) => {
        const handoutId = ids[index]
        return handoutId ? [{ personId, name, version, handoutId, digest, sentOn: todayHere() }] : []
      }),
    ])
  })
  const nameOf = ({ personId, name }: { personId: string; name: string }) => {
    const state = standing.find((one) => one.personId === personId)?.state
    if (state === 'objected') return w('again', { name })
    return state === 'unreadable' ? w('unreadableAgain', { name }) : name
  }
  return (
    <>
      <p>{w('text')}</p>
      {ready.length === 0 ? (
        <p className="hint">{w('everybody')}</p>
      ) : (
        <>
          <CheckGroup
            label={w('whom', { n: picked.length })}
            options={ready.map((one) => ({ id: one.personId, text: nameOf(one) }))}
            value={chosen}
            onChange={setChosen}
          />
          {ready.length > 1 && (
            <div className="actions">
              <Button kind="quiet" onPress={() => setChosen(ready.map(({ personId }) => personId))}>
                {w('all')}
              </Button>
              <Button kind="quiet" onPress={() => setChosen([])}>
                {w('none')}
              </Button>
            </div>
          )}
          <DayField
            label={w('dueOn')}
            hint={w('dueHint')}
            value={dueOn}
            onChange={setDueOn}
            error={isDueRight ? undefined : w('dueWrong')}
          />
          <div className="actions">
            <Button
              kind="primary"
              isDisabled={picked.length === 0 || !isDueRight || hand.isPending}
              onPress={() => hand.mutate(undefined)}
            >
              {w('hand', { n: picked.length })}
            </Button>
          </div>
        </>
      )}
      <ErrorNotice error={hand.error} />
      {withoutKey.length > 0 && (
        <Notice>
          <p>{w('withoutKey', { names: withoutKey.map(({ name }) => name).join('、') })}</p>
          <p>{w('withoutKeyRemedy')}</p>
        </Notice>
      )}
    </>
  )
}
