import { useState } from 'react'
import type { OfficialDocument } from '../../core/document-layout.ts'
import { Button, CheckGroup } from '../../platform/ui/controls.tsx'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { ErrorNotice } from '../../platform/ui/feedback.tsx'
import { formatDay } from '../../platform/ui/format.ts'
import { A, Badge, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { useAnswered } from '../vault/answers.client.ts'
import { handOver } from '../vault/hand-over.client.ts'
import { useKeyWork, useVaultRoom } from '../vault/room.client.ts'
import { plainText } from './template.rules.ts'
import type { FirmPaper } from './template.schema.ts'
import { paperWords } from './template.words.ts'
import { today } from './use-papers.ts'

/** An approved paper is handed to people, sealed to each; who acknowledged it, and when. */
export function HandOut({
  id,
  paper,
  text,
  onHanded,
}: {
  id: string
  paper: FirmPaper
  text: OfficialDocument
  onHanded: (handed: FirmPaper['handed']) => void
}) {
  const w = useWords(paperWords)
  const locale = useLocale()
  const here = useVaultRoom()
  const answered = useAnswered()
  const have = new Set(paper.handed.filter(({ version }) => version === paper.version).map(({ personId }) => personId))
  const others = (here.data?.members ?? []).filter(({ personId, recipient }) => recipient && !have.has(personId))
  const meant = paper.forWhom?.personId
  const [chosen, setChosen] = useState<string[]>(meant && !have.has(meant) ? [meant] : [])
  const picked = others.filter(({ personId }) => chosen.includes(personId))
  const hand = useKeyWork(async () => {
    const vaultRecipient = here.data?.generations[0]?.recipient
    if (!vaultRecipient) return
    const handed: FirmPaper['handed'] = []
    for (const { personId, name, recipient } of picked) {
      if (!recipient) continue
      const { id: handoutId, digest } = await handOver(
        { personId, recipient, vaultRecipient },
        'acknowledge',
        { v: 1, title: paper.title, text: plainText(text), about: { documentId: id } },
        null,
      )
      handed.push({ personId, name, version: paper.version, handoutId, digest, sentOn: today() })
    }
    setChosen([])
    onHanded([...paper.handed, ...handed])
  })
  return (
    <Panel title={w('handing')}>
      <p>{w('handingText')}</p>
      {paper.forWhom && (
        <p>
          <A to={`/people/${paper.forWhom.clearedId}`}>{w('forWhom', { name: paper.forWhom.name })}</A>
        </p>
      )}
      {others.length === 0 ? (
        <p className="hint">{w('nobody')}</p>
      ) : (
        <>
          <CheckGroup
            label={w('whom')}
            options={others.map(({ personId, name }) => ({ id: personId, text: name }))}
            value={chosen}
            onChange={setChosen}
          />
          <Button
            kind="primary"
            isDisabled={picked.length === 0 || hand.isPending}
            onPress={() => hand.mutate(undefined)}
          >
            {w('hand', { n: picked.length })}
          </Button>
        </>
      )}
      <ErrorNotice error={hand.error} />
      {paper.handed.length > 0 && (
        <DataTable
          caption={w('handing')}
          rows={paper.handed}
          keyOf={({ handoutId }) => handoutId}
          columns={[
            {
              key: 'person',
              title: w('person'),
              kind: 'main',
              cell: ({ name, version }) => `${name} · v${version}`,
            },
            { key: 'sentOn', title: w('sentOn'), cell: ({ sentOn }) => formatDay(sentOn, locale) },
            {
              key: 'result',
              title: w('result'),
              cell: ({ handoutId }) => {
                const one = answered?.get(handoutId)
                if (!one) return <Badge tone="warn">{w('waiting')}</Badge>
                const on = formatDay(one.on, locale)
                return one.answer.said === 'objected' ? (
                  <>
                    <Badge tone="bad">{w('objectedOn', { on })}</Badge> {one.answer.note}
                  </>
                ) : (
                  <Badge tone="good">{w('acknowledgedOn', { on })}</Badge>
                )
              },
            },
          ]}
        />
      )}
    </Panel>
  )
}
