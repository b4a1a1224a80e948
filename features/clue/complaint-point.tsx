import type { z } from 'zod'
import { commonWords } from '../../platform/ui/common.words.ts'
import { Button, SelectField, TextArea, TextField } from '../../platform/ui/controls.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import { SecretPoint, type secretKinds } from './complaint.schema.ts'
import { useLawEntries } from './complaint-law.ts'
import { complaintPageWords } from './complaint-page.words.ts'
import type { ComplaintDraft } from './use-complaint-draft.ts'

type Point = z.infer<typeof SecretPoint>

/** The list of secret points: number, kind, carrier, when, version, what a search of public sources found; never the content. */
export function PointFields({ draft }: { draft: ComplaintDraft }) {
  const w = useWords(complaintPageWords)
  const { secretPoints } = draft.body
  const put = (points: Point[]) => draft.change({ secretPoints: points })
  return (
    <>
      {secretPoints.map((point, index) => (
        <PointField
          // biome-ignore lint/suspicious/noArrayIndexKey: points have no other identity, and none of the fields keeps a state of its own
          key={index}
          place={index + 1}
          point={point}
          onChange={(change) => put(secretPoints.map((one, at) => (at === index ? { ...one, ...change } : one)))}
          onRemove={() => put(secretPoints.filter((_, at) => at !== index))}
        />
      ))}
      {secretPoints.length < 50 && (
        <p>
          <Button onPress={() => put([...secretPoints, SecretPoint.parse({})])}>{w('addPoint')}</Button>
        </p>
      )}
    </>
  )
}

function PointField({
  place,
  point,
  onChange,
  onRemove,
}: {
  place: number
  point: Point
  onChange: (change: Partial<Point>) => void
  onRemove: () => void
}) {
  const w = useWords(complaintPageWords)
  const common = useWords(commonWords)
  const kinds = useLawEntries()('information-type')
  const name = w('point', { number: place })
  return (
    <section className="card" aria-label={name}>
      <div className="actions">
        <h3>{name}</h3>
        <Button kind="quiet" onPress={onRemove} aria-label={w('removePoint', { number: place })}>
          {common('remove')}
        </Button>
      </div>
      <div className="field-row">
        <TextField
          label={w('pointNumber')}
          hint={w('pointNumberHint')}
          value={point.number}
          onChange={(number) => onChange({ number })}
          maxLength={40}
        />
        <SelectField
          label={w('kind')}
          value={point.kind ?? ''}
          onChange={(kind) => onChange({ kind: kind === '' ? null : (kind as (typeof secretKinds)[number]) })}
          options={[
            { id: '', text: common('none') },
            ...kinds.map(({ code, group, text }) => ({ id: code, text: group ? `${group} · ${text}` : text })),
          ]}
        />
        <TextField
          label={w('carrier')}
          hint={w('carrierHint')}
          value={point.carrier}
          onChange={(carrier) => onChange({ carrier })}
          maxLength={300}
        />
        <TextField
          label={w('formedOn')}
          value={point.formedOn}
          onChange={(formedOn) => onChange({ formedOn })}
          maxLength={300}
        />
        <TextField
          label={w('version')}
          value={point.version}
          onChange={(version) => onChange({ version })}
          maxLength={300}
        />
      </div>
      <TextArea
        label={w('publicSearch')}
        hint={w('publicSearchHint')}
        value={point.publicSearch}
        onChange={(publicSearch) => onChange({ publicSearch })}
        maxLength={10_000}
        rows={2}
      />
    </section>
  )
}
