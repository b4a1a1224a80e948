import { useState } from 'react'
import { pairOf } from '../../core/content.ts'
import { commonWords } from '../../platform/ui/common.words.ts'
import { Button, CheckField, TextArea, TextField } from '../../platform/ui/controls.tsx'
import { Dialog, ReasonDialog } from '../../platform/ui/dialog.tsx'
import { formatDay } from '../../platform/ui/format.ts'
import { Badge, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { todayHere } from '../../platform/ui/moment.ts'
import { useSession } from '../../platform/ui/session.tsx'
import { useClassification } from './register.client.ts'
import type { SaveSecret } from './secret-one.page.tsx'
import type { SecretPoint, TradeSecret } from './trade-secret.schema.ts'
import { oneSecretWords } from './trade-secret.words.ts'

/** The secret points of an entry: each in versions, and locked for a litigation. */
export function Points({ secret, save }: { secret: TradeSecret; save: SaveSecret }) {
  const w = useWords(oneSecretWords)
  const common = useWords(commonWords)
  const locale = useLocale()
  const [editing, setEditing] = useState<SecretPoint | 'new' | null>(null)
  const [locking, setLocking] = useState<SecretPoint | null>(null)
  const put = (point: SecretPoint) =>
    save({
      points: secret.points.some(({ id }) => id === point.id)
        ? secret.points.map((one) => (one.id === point.id ? point : one))
        : [...secret.points, point],
    })
  return (
    <Panel title={w('points')} id="points">
      {secret.points.length === 0 && <p className="hint">{w('pointsEmpty')}</p>}
      {secret.points.map((point) => {
        const newest = point.versions.at(-1)
        return (
          <article key={point.id} className="card">
            <h3>{point.title}</h3>
            {newest && (
              <>
                <p className="hint">
                  {w('version', { n: point.versions.length, on: formatDay(newest.on, locale), by: newest.by })}
                </p>
                <p className="text">{newest.text}</p>
              </>
            )}
            {point.derivedFromPublic && (
              <p>
                <Badge>{w('derived')}</Badge> {point.increment}
              </p>
            )}
            {point.versions.length > 1 && (
              <details>
                <summary>{w('earlier')}</summary>
                {point.versions
                  .slice(0, -1)
                  .map((version, at) => ({ ...version, n: at + 1 }))
                  .toReversed()
                  .map(({ n, on, by, text }) => (
                    <div key={n}>
                      <p className="hint">{w('version', { n, on: formatDay(on, locale), by })}</p>
                      <p className="text">{text}</p>
                    </div>
                  ))}
              </details>
            )}
            {point.lockedOn ? (
              <p>
                <Badge tone="warn">
                  {w('locked', { on: formatDay(point.lockedOn, locale), reason: point.lockReason })}
                </Badge>
              </p>
            ) : (
              <div className="actions">
                <Button onPress={() => setEditing(point)}>{w('newVersion')}</Button>
                <Button kind="quiet" onPress={() => setLocking(point)}>
                  {w('lock')}
                </Button>
              </div>
            )}
          </article>
        )
      })}
      <Button onPress={() => setEditing('new')}>
        {common('add')} {w('points')}
      </Button>
      {editing && (
        <PointDialog
          point={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
          onDone={(point) => {
            put(point)
            setEditing(null)
          }}
        />
      )}
      <ReasonDialog
        title={w('lock')}
        text={w('lockText')}
        open={locking !== null}
        onClose={() => setLocking(null)}
        onConfirm={(lockReason) => {
          if (locking) put({ ...locking, lockedOn: todayHere(), lockReason })
          setLocking(null)
        }}
        confirm={w('lock')}
        danger
      />
    </Panel>
  )
}

function PointDialog({
  point,
  onClose,
  onDone,
}: {
  point: SecretPoint | null
  onClose: () => void
  onDone: (point: SecretPoint) => void
}) {
  const w = useWords(oneSecretWords)
  const common = useWords(commonWords)
  const say = useSay()
  const { person } = useSession()
  const classification = useClassification()
  const [title, setTitle] = useState(point?.title ?? '')
  const [text, setText] = useState(point?.versions.at(-1)?.text ?? '')
  const [derivedFromPublic, setDerived] = useState(point?.derivedFromPublic ?? false)
  const [increment, setIncrement] = useState(point?.increment ?? '')
  return (
    <Dialog title={w('points')} open onClose={onClose} wide>
      {classification && (
        <details>
          <summary>{say(pairOf(classification.secretPoint.definition))}</summary>
          <ul>
            {classification.secretPoint.writingRules.map((rule) => (
              <li key={rule.zh}>{say(pairOf(rule))}</li>
            ))}
          </ul>
        </details>
      )}
      <TextField label={w('pointTitle')} value={title} onChange={setTitle} maxLength={200} required />
      <TextArea label={w('pointText')} value={text} onChange={setText} rows={6} maxLength={20_000} required />
      <CheckField label={w('derived')} value={derivedFromPublic} onChange={setDerived} />
      {derivedFromPublic && (
        <TextArea label={w('increment')} value={increment} onChange={setIncrement} rows={3} required />
      )}
      <div className="actions">
        <Button
          kind="primary"
          isDisabled={title.trim() === '' || text.trim() === '' || (derivedFromPublic && increment.trim() === '')}
          onPress={() =>
            onDone({
              id: point?.id ?? crypto.randomUUID(),
              title,
              derivedFromPublic,
              increment,
              versions: [...(point?.versions ?? []), { on: todayHere(), by: person.name, text }],
              lockedOn: null,
              lockReason: '',
            })
          }
        >
          {common('confirm')}
        </Button>
        <Button onPress={onClose}>{common('cancel')}</Button>
      </div>
    </Dialog>
  )
}
