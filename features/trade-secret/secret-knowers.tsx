import { useState } from 'react'
import { say as sayIn } from '../../core/words.ts'
import { commonWords } from '../../platform/ui/common.words.ts'
import { Button, DayField, SelectField, TextField } from '../../platform/ui/controls.tsx'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { Dialog } from '../../platform/ui/dialog.tsx'
import { ErrorNotice } from '../../platform/ui/feedback.tsx'
import { formatDay } from '../../platform/ui/format.ts'
import { Badge, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { todayHere } from '../../platform/ui/moment.ts'
import { handOver } from '../vault/hand-over.client.ts'
import type { Entry } from '../vault/records.client.ts'
import { useKeyWork, useVaultRoom } from '../vault/room.client.ts'
import { levelName } from './classification.rules.ts'
import { lasts } from './measure-advice.rules.ts'
import { useClassification } from './register.client.ts'
import type { SaveSecret } from './secret-one.page.tsx'
import { aiPermissions, type Knower, type TradeSecret } from './trade-secret.schema.ts'
import { oneSecretWords } from './trade-secret.words.ts'

/** Who may know, since when, and what they were told: a notice sealed to each, acknowledged by each. */
export function Knowers({ entry, save }: { entry: Entry<TradeSecret>; save: SaveSecret }) {
  const w = useWords(oneSecretWords)
  const common = useWords(commonWords)
  const locale = useLocale()
  const here = useVaultRoom()
  const classification = useClassification()
  const [editing, setEditing] = useState<{ at: number | null; knower: Knower } | null>(null)
  const { knowers } = entry.value
  const today = todayHere()
  const put = (at: number, change: Partial<Knower>) =>
    save({ knowers: knowers.map((one, index) => (index === at ? { ...one, ...change } : one)) })
  const recipientOf = (knower: Knower) =>
    here.data?.members.find(({ personId }) => personId === knower.personId)?.recipient ?? null

  const send = useKeyWork(async (at: number) => {
    const knower = knowers[at]
    const recipient = knower && recipientOf(knower)
    const vaultRecipient = here.data?.generations[0]?.recipient
    if (!knower?.personId || !recipient || !vaultRecipient || !classification) return
    // The notice is a Chinese document, whatever language the keeper's screen is in.
    const text = sayIn(oneSecretWords.noticeText, 'zh-CN', {
      organisation: here.data?.organisation.name ?? '',
      name: entry.value.name,
      number: entry.value.number,
      level: levelName(classification, entry.value.level)[0],
      ai: aiPermissions[entry.value.aiUse][0],
    })
    const { id, digest } = await handOver(
      { personId: knower.personId, recipient, vaultRecipient },
      'acknowledge',
      { v: 1, title: entry.value.name, text, about: { secretId: entry.id } },
      null,
    )
    put(at, { notice: { handoutId: id, digest, sentOn: todayHere(), acknowledgedOn: null } })
  })

  return (
    <Panel title={w('knowers')} id="knowers">
      {knowers.length === 0 ? (
        <p className="hint">{w('knowersEmpty')}</p>
      ) : (
        <DataTable
          caption={w('knowers')}
          rows={knowers.map((knower, at) => ({ knower, at }))}
          keyOf={({ at }) => String(at)}
          columns={[
            { key: 'name', title: w('person'), kind: 'main', cell: ({ knower }) => knower.name },
            { key: 'post', title: w('post'), cell: ({ knower }) => knower.post || '—' },
            { key: 'since', title: w('since'), cell: ({ knower }) => formatDay(knower.since, locale) },
            {
              key: 'until',
              title: w('until'),
              cell: ({ knower }) =>
                knower.until === null ? (
                  '—'
                ) : lasts(knower, today) ? (
                  formatDay(knower.until, locale)
                ) : (
                  <>
                    {formatDay(knower.until, locale)} <Badge>{w('accessEnded')}</Badge>
                  </>
                ),
            },
            {
              key: 'notice',
              title: w('notice'),
              cell: ({ knower, at }) => {
                const acknowledged = knower.notice?.acknowledgedOn
                if (acknowledged)
                  return <Badge tone="good">{w('acknowledged', { on: formatDay(acknowledged, locale) })}</Badge>
                // Who may know no longer is asked for nothing more; that nothing was acknowledged stays visible.
                if (!lasts(knower, today)) return <span className="hint">{w('endedUntold')}</span>
                if (knower.notice)
                  return <Badge tone="warn">{w('notified', { on: formatDay(knower.notice.sentOn, locale) })}</Badge>
                return (
                  <>
                    {knower.personId && recipientOf(knower) ? (
                      <Button
                        kind="quiet"
                        isDisabled={send.isPending || !classification}
                        onPress={() => send.mutate(at)}
                      >
                        {w('sendNotice')}
                      </Button>
                    ) : (
                      <span className="hint">{w(knower.personId ? 'noKey' : 'noAccount')}</span>
                    )}
                    <Button
                      kind="quiet"
                      onPress={() =>
                        put(at, {
                          notice: { handoutId: null, digest: '', sentOn: todayHere(), acknowledgedOn: todayHere() },
                        })
                      }
                    >
                      {w('paperNotice')}
                    </Button>
                  </>
                )
              },
            },
            {
              key: 'act',
              title: common('edit'),
              cell: ({ knower, at }) => (
                <Button
                  kind="quiet"
                  onPress={() => setEditing({ at, knower })}
                  aria-label={`${common('edit')} ${knower.name}`}
                >
                  {common('edit')}
                </Button>
              ),
            },
          ]}
        />
      )}
      <ErrorNotice error={send.error} />
      <Button
        onPress={() =>
          setEditing({
            at: null,
            knower: { name: '', personId: null, post: '', since: todayHere(), until: null, notice: null },
          })
        }
      >
        {w('addKnower')}
      </Button>
      {editing && (
        <KnowerDialog
          knower={editing.knower}
          members={here.data?.members ?? []}
          onClose={() => setEditing(null)}
          onDone={(knower) => {
            if (editing.at === null) save({ knowers: [...knowers, knower] })
            else put(editing.at, knower)
            setEditing(null)
          }}
        />
      )}
    </Panel>
  )
}

function KnowerDialog({
  knower,
  members,
  onClose,
  onDone,
}: {
  knower: Knower
  members: readonly { personId: string; name: string }[]
  onClose: () => void
  onDone: (knower: Knower) => void
}) {
  const w = useWords(oneSecretWords)
  const common = useWords(commonWords)
  const [value, setValue] = useState(knower)
  const set = (change: Partial<Knower>) => setValue({ ...value, ...change })
  return (
    <Dialog title={w('knowers')} open onClose={onClose}>
      <SelectField
        label={w('account')}
        value={value.personId ?? ''}
        onChange={(id) => {
          const member = members.find(({ personId }) => personId === id)
          set({ personId: member?.personId ?? null, ...(member && { name: member.name }) })
        }}
        filter
        options={[
          { id: '', text: w('noAccount') },
          ...members.map(({ personId, name }) => ({ id: personId, text: name })),
        ]}
      />
      <TextField label={w('person')} value={value.name} onChange={(name) => set({ name })} required />
      <TextField label={w('post')} value={value.post} onChange={(post) => set({ post })} />
      <DayField label={w('since')} value={value.since} onChange={(since) => set({ since })} required />
      <DayField
        label={w('until')}
        value={value.until ?? ''}
        onChange={(until) => set({ until: until === '' ? null : until })}
      />
      <div className="actions">
        <Button kind="primary" isDisabled={value.name.trim() === ''} onPress={() => onDone(value)}>
          {common('confirm')}
        </Button>
        <Button onPress={onClose}>{common('cancel')}</Button>
      </div>
    </Dialog>
  )
}
