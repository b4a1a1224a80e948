import { fromBase64, textOf } from '../../evidence/bytes.ts'
import { Button } from '../../platform/ui/controls.tsx'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { ErrorNotice } from '../../platform/ui/feedback.tsx'
import { formatMoment } from '../../platform/ui/format.ts'
import { Badge, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { useAct, useDoor } from '../../platform/ui/query.ts'
import { decodeHandout, HandoutAnswer } from '../vault/handout.schema.ts'
import { room, useKeyRead } from '../vault/room.client.ts'
import { sealedContract } from '../vault/sealed.contract.ts'
import { peopleWords } from './workforce.words.ts'

/** What the keepers handed out, opened with the vault, and what came back. */
export function Answers() {
  const w = useWords(peopleWords)
  const locale = useLocale()
  const sent = useDoor(sealedContract.handouts, { box: 'sent' })
  const withdraw = useAct(sealedContract.withdraw)
  const handouts = sent.data?.handouts.filter(({ withdrawnAt }) => withdrawnAt === null) ?? []
  const opened = useKeyRead(
    ['sent', handouts.map(({ id, answeredAt }) => id + answeredAt).join()],
    async () =>
      new Map(
        await Promise.all(
          handouts.map(async ({ id, sealed, answer }) => {
            const read = async (text: string) => textOf(await room().open(fromBase64(text)))
            const title = await read(sealed).then(
              (text) => decodeHandout(text).title,
              () => '—',
            )
            const said = answer && HandoutAnswer.parse(JSON.parse(await read(answer)))
            return [id, { title, answer: said || null }] as const
          }),
        ),
      ),
    handouts.length > 0,
  )
  if (handouts.length === 0) return null
  return (
    <Panel title={w('answers')} id="answers">
      <DataTable
        caption={w('answers')}
        rows={handouts}
        keyOf={({ id }) => id}
        columns={[
          { key: 'title', title: w('answers'), kind: 'main', cell: ({ id }) => opened.data?.get(id)?.title ?? '…' },
          { key: 'person', title: w('name'), cell: ({ person }) => person },
          { key: 'at', title: w('on'), cell: ({ madeAt }) => formatMoment(madeAt, locale) },
          {
            key: 'state',
            title: w('due'),
            cell: ({ id, openedAt, answeredAt }) => {
              const answer = opened.data?.get(id)?.answer
              if (answer && answeredAt)
                return (
                  <>
                    <Badge tone={answer.said === 'objected' ? 'bad' : 'good'}>{w(answer.said)}</Badge>{' '}
                    {formatMoment(answeredAt, locale)} {answer.note}
                  </>
                )
              return (
                <>
                  <Badge>{w(openedAt ? 'opened' : 'waiting')}</Badge>{' '}
                  <Button kind="quiet" isDisabled={withdraw.isPending} onPress={() => withdraw.mutate({ id })}>
                    {w('withdraw')}
                  </Button>
                </>
              )
            },
          },
        ]}
      />
      <ErrorNotice error={opened.error ?? withdraw.error} />
    </Panel>
  )
}
