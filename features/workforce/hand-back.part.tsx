import { useState } from 'react'
import { say as sayIn } from '../../core/words.ts'
import { Button, CheckGroup, DayField, TextArea } from '../../platform/ui/controls.tsx'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { ErrorNotice } from '../../platform/ui/feedback.tsx'
import { formatDay } from '../../platform/ui/format.ts'
import { Badge, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { todayHere } from '../../platform/ui/moment.ts'
import { dayOf } from '../template/template-field.rules.ts'
import { useRegister } from '../trade-secret/register.client.ts'
import type { Sent } from '../vault/answers.client.ts'
import { handOver } from '../vault/hand-over.client.ts'
import type { Entry } from '../vault/records.client.ts'
import { useKeyWork, useVaultRoom } from '../vault/room.client.ts'
import { handedBackBy, heldBy, type ItemState, typedItems } from './hand-back.rules.ts'
import type { ClearedPerson } from './workforce.schema.ts'
import { handBackWords } from './workforce.words.ts'

const tones: Readonly<Record<ItemState, 'good' | 'warn' | 'bad'>> = {
  returned: 'good',
  'not-held': 'bad',
  objected: 'bad',
  waiting: 'warn',
}

/** What a person is to hand back, asked of them one by one, and what they answered. */
export function HandBack({ entry, sent }: { entry: Entry<ClearedPerson>; sent: readonly Sent[] }) {
  const w = useWords(handBackWords)
  const locale = useLocale()
  const { value } = entry
  const register = useRegister()
  const here = useVaultRoom()
  const asked = handedBackBy(value.personId, sent)
  const held = heldBy(value.name, register.list)
  const open = held.filter(
    ({ id }) => !asked.some((one) => one.id === id && (one.state === 'returned' || one.state === 'waiting')),
  )
  const [left, setLeft] = useState<readonly string[]>([])
  const [typed, setTyped] = useState('')
  const [dueOn, setDueOn] = useState(todayHere)
  const chosen = open.filter(({ id }) => !left.includes(id))
  const count = chosen.length + typedItems(typed, () => '').length
  const isLater = dayOf(dueOn) !== null && dueOn >= todayHere()
  const recipient = here.data?.members.find(({ personId }) => personId === value.personId)?.recipient
  const send = useKeyWork(
    async () => {
      const vaultRecipient = here.data?.generations[0]?.recipient
      if (!recipient || !vaultRecipient || value.personId === null) return
      await handOver(
        { personId: value.personId, recipient, vaultRecipient },
        'hand-back',
        {
          // A Chinese document, whatever language the keeper's screen is in.
          ...{ v: 1, title: handBackWords.handoutTitle[0], text: sayIn(handBackWords.handoutText, 'zh-CN') },
          about: { clearedId: entry.id },
          items: [...chosen, ...typedItems(typed, () => crypto.randomUUID())],
        },
        dueOn,
      )
    },
    { onDone: () => setTyped('') },
  )
  return (
    <Panel title={w('title')} id="hand-back">
      <p>{w('text')}</p>
      {asked.length > 0 && (
        <DataTable
          caption={w('title')}
          rows={asked}
          keyOf={({ id }) => id}
          columns={[
            { key: 'item', title: w('item'), kind: 'main', cell: ({ what }) => what },
            {
              key: 'state',
              title: w('state'),
              cell: ({ state, on, note }) => (
                <>
                  <Badge tone={tones[state]}>{w(state)}</Badge> {on && formatDay(on, locale)}{' '}
                  {state !== 'returned' && note}
                </>
              ),
            },
          ]}
        />
      )}
      {held.length === 0 && <p className="hint">{w('none')}</p>}
      {open.length > 0 && (
        <CheckGroup
          label={w('held')}
          options={open.map(({ id, what }) => ({ id, text: what }))}
          value={chosen.map(({ id }) => id)}
          onChange={(ids) => setLeft(open.map(({ id }) => id).filter((id) => !ids.includes(id)))}
        />
      )}
      {recipient ? (
        <>
          <TextArea label={w('others')} hint={w('othersHint')} value={typed} onChange={setTyped} rows={3} />
          <DayField
            label={w('dueOn')}
            value={dueOn}
            onChange={setDueOn}
            required
            error={isLater ? undefined : w('notDay')}
          />
          {count > 100 && <p className="error">{w('tooMany')}</p>}
          <ErrorNotice error={send.error} />
          <Button
            isDisabled={count === 0 || count > 100 || !isLater || send.isPending}
            onPress={() => send.mutate(undefined)}
          >
            {w('send', { n: count })}
          </Button>
        </>
      ) : (
        <p className="hint">{w('noKey')}</p>
      )}
    </Panel>
  )
}
