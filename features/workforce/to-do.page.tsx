import { useState } from 'react'
import { ErrorNotice, Loading } from '../../platform/ui/feedback.tsx'
import { PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import { useRoomState, useVaultRoom } from '../vault/room.client.ts'
import { SealedRoom } from '../vault/sealed-room.part.tsx'
import { AnsweredOne } from './to-do-answered.tsx'
import { ToDoOne } from './to-do-one.tsx'
import { toDoWords } from './workforce.words.ts'
import './workforce.css'
import { useHandouts } from '../vault/answers.client.ts'

/** One list for everybody of a firm: to acknowledge, to learn, to hand back, to read. */
export default function ToDoPage() {
  const w = useWords(toDoWords)
  return (
    <>
      <PageHeader title={w('title')} lead={w('lead')} />
      <SealedRoom need="own-key">
        <ToDo />
      </SealedRoom>
    </>
  )
}

function ToDo() {
  const w = useWords(toDoWords)
  const mine = useHandouts('mine')
  const here = useVaultRoom()
  const { recipient: own } = useRoomState()
  const [latest, setLatest] = useState<string | null>(null)
  if (mine.error) return <ErrorNotice error={mine.error} onRetry={() => mine.refetch()} />
  if (!mine.data || !here.data) return <Loading />
  const handouts = mine.data
  const vault = here.data.generations[0]?.recipient
  // The keepers read the answer, and so does who gave it: with the vault whose code the person can compare, and the key that the room holds.
  const recipients = vault && own ? [vault, own] : []
  const open = handouts.filter(({ answeredAt }) => answeredAt === null)
  const answered = handouts.filter(({ answeredAt }) => answeredAt !== null)
  return (
    <>
      <Panel>
        {open.length === 0 && <p>{w('none')}</p>}
        <ul className="lines">
          {open.map((handout) => (
            <li key={handout.id}>
              <ToDoOne handout={handout} recipients={recipients} onAnswered={() => setLatest(handout.id)} />
            </li>
          ))}
        </ul>
      </Panel>
      {answered.length > 0 && (
        <Panel title={w('answered')}>
          <ul className="lines">
            {answered.map((handout) => (
              <li key={handout.id}>
                <AnsweredOne handout={handout} shown={handout.id === latest} />
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  )
}
