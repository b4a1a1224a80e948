import { Button } from '../../platform/ui/controls.tsx'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { ErrorNotice, Notice } from '../../platform/ui/feedback.tsx'
import { formatMoment } from '../../platform/ui/format.ts'
import { Badge, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { useAct } from '../../platform/ui/query.ts'
import type { Sent } from '../vault/answers.client.ts'
import { sealedContract } from '../vault/sealed.contract.ts'
import { handoutKinds } from '../vault/vault.schema.ts'
import { answersWords, peopleWords } from './workforce.words.ts'

/** What was handed out, to everybody or to one person, and what came back. */
export function Answers({ sent, ofOne = false }: { sent: readonly Sent[]; ofOne?: boolean }) {
  const w = useWords(answersWords)
  const people = useWords(peopleWords)
  const say = useSay()
  const locale = useLocale()
  const withdraw = useAct(sealedContract.withdraw)
  if (sent.length === 0) return null
  const state = ({ id, openedAt, answeredAt, answered }: Sent) => {
    if (answered && answeredAt) {
      const { said, note } = answered.answer
      return (
        <>
          <Badge tone={said === 'objected' ? 'bad' : 'good'}>{w(said)}</Badge> {formatMoment(answeredAt, locale)}
          {note && <p className="text">{note}</p>}
        </>
      )
    }
    if (answeredAt) return <Badge tone="bad">{w('unreadable')}</Badge>
    return (
      <>
        <Badge>{w(openedAt ? 'opened' : 'waiting')}</Badge>{' '}
        <Button kind="quiet" isDisabled={withdraw.isPending} onPress={() => withdraw.mutate({ id })}>
          {w('withdraw')}
        </Button>
      </>
    )
  }
  return (
    <Panel title={w('title')} id="answers">
      <DataTable
        caption={w('title')}
        rows={sent}
        keyOf={({ id }) => id}
        columns={[
          {
            key: 'title',
            title: w('what'),
            kind: 'main',
            cell: ({ handout, kind }) => `${say(handoutKinds[kind])} · ${handout?.title ?? '—'}`,
          },
          ...(ofOne ? [] : [{ key: 'person', title: people('name'), cell: ({ person }: Sent) => person }]),
          { key: 'at', title: w('on'), cell: ({ madeAt }) => formatMoment(madeAt, locale) },
          { key: 'state', title: w('state'), cell: state },
        ]}
      />
      <ErrorNotice error={withdraw.error} />
    </Panel>
  )
}

/** The words of whoever objected, where the keeper cannot miss them. */
export function Objections({ objections }: { objections: readonly Sent[] }) {
  const w = useWords(answersWords)
  if (objections.length === 0) return null
  return (
    <Notice kind="bad">
      {objections.map(({ id, person, handout, answered }) => (
        <div key={id}>
          <p>
            {w('objections', { name: person })} <strong>{handout?.title}</strong>
          </p>
          <blockquote className="text">{answered?.answer.note}</blockquote>
        </div>
      ))}
      <p>{w('objectionNext')}</p>
    </Notice>
  )
}
