import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '../../platform/ui/controls.tsx'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { ReasonDialog } from '../../platform/ui/dialog.tsx'
import { Notice } from '../../platform/ui/feedback.tsx'
import { formatDay } from '../../platform/ui/format.ts'
import { Badge, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { todayHere } from '../../platform/ui/moment.ts'
import { useSession } from '../../platform/ui/session.tsx'
import { useHandouts } from '../vault/answers.client.ts'
import { SealedRoom } from '../vault/sealed-room.part.tsx'
import { type OpenRound, type SectionEntry, standingOf, whyNotConfirm } from './assessment.rules.ts'
import type { Section } from './assessment.schema.ts'
import { OneRound, RoundHeader, useSaid } from './diagnostic.part.tsx'
import type { SelfAssessment } from './diagnostic.schema.ts'
import { roundWords, sectionWords } from './diagnostic-page.words.ts'
import { AskColleague } from './section-ask.tsx'
import { Offers } from './section-offers.tsx'
import type { Assessments } from './use-diagnostic.ts'

export default function SectionsPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  return (
    <>
      <RoundHeader />
      <SealedRoom>
        <OneRound id={id}>
          {(content, open, { records }) => (
            <>
              <Offers content={content} open={open} records={records} />
              <Sections content={content} open={open} records={records} />
            </>
          )}
        </OneRound>
      </SealedRoom>
    </>
  )
}

type Doing = { readonly act: 'ask' | 'confirm'; readonly section: SectionEntry }

function Sections({
  content,
  open,
  records,
}: {
  content: SelfAssessment
  open: OpenRound
  records: Assessments['records']
}) {
  const w = useWords(sectionWords)
  const rounds = useWords(roundWords)
  const said = useSaid()
  const locale = useLocale()
  const { person } = useSession()
  const sent = useHandouts('sent')
  const [doing, setDoing] = useState<Doing | null>(null)
  const { items, answers } = standingOf(content, open)
  const finished = open.round.finishedOn !== null
  const rows = content.dimensions.flatMap((dimension) => {
    const section = open.sections.find(({ value }) => value.dimension === dimension.id)
    const asked = items.filter((item) => item.dimension === dimension.id)
    return section && asked.length > 0 ? [{ dimension, section, asked }] : []
  })
  const nameOf = ({ value }: SectionEntry) => {
    const dimension = content.dimensions.find(({ id }) => id === value.dimension)
    return dimension ? said(dimension.name) : value.dimension
  }
  const put = (section: SectionEntry, change: Partial<Section>) =>
    records.save.mutateAsync([{ id: section.id, revision: section.revision, value: { ...section.value, ...change } }])
  const answeredAt = (handoutId: string | null) => sent.data?.find(({ id }) => id === handoutId)?.answeredAt ?? null
  return (
    <Panel title={rounds('sections')}>
      <p>{w('lead')}</p>
      <DataTable
        caption={rounds('sections')}
        rows={rows}
        keyOf={({ dimension }) => dimension.id}
        columns={[
          { key: 'part', title: w('part'), kind: 'main', cell: ({ dimension }) => said(dimension.name) },
          {
            key: 'progress',
            title: w('progress'),
            cell: ({ asked }) => `${asked.filter(({ id }) => answers[id]).length}/${asked.length}`,
          },
          {
            key: 'invited',
            title: w('invited'),
            cell: ({ dimension, section }) => (
              <div>
                {section.value.invited.map(({ person: { personId, name }, handoutId, on }) => (
                  <p key={personId + name + on}>
                    {name}{' '}
                    <Badge tone={answeredAt(handoutId) ? 'good' : 'plain'}>
                      {w(handoutId === null ? 'namedOnly' : answeredAt(handoutId) ? 'handedDone' : 'handed')}
                    </Badge>
                  </p>
                ))}
                {!finished && (
                  <Button
                    kind="quiet"
                    aria-label={`${w('assign')}：${said(dimension.name)}`}
                    onPress={() => setDoing({ act: 'ask', section })}
                  >
                    {w('assign')}
                  </Button>
                )}
              </div>
            ),
          },
          {
            key: 'confirmation',
            title: w('confirmation'),
            cell: ({ dimension, section }) => {
              const { confirmed } = section.value
              if (confirmed)
                return (
                  <span>
                    <Badge tone="good">{w('confirmedMark')}</Badge>{' '}
                    <span>{w('confirmed', { name: confirmed.by.name, on: formatDay(confirmed.on, locale) })}</span>
                  </span>
                )
              const why = whyNotConfirm(items, section.value, person.id)
              if (why) return <span className="hint">{w(why)}</span>
              return finished ? (
                '—'
              ) : (
                <Button
                  kind="quiet"
                  aria-label={`${w('confirm')}：${said(dimension.name)}`}
                  onPress={() => setDoing({ act: 'confirm', section })}
                >
                  {w('confirm')}
                </Button>
              )
            },
          },
        ]}
      />
      {records.save.isSuccess && <Notice kind="good">{rounds('saved')}</Notice>}
      {doing?.act === 'ask' && (
        <AskColleague
          round={open}
          section={doing.section}
          name={nameOf(doing.section)}
          questions={items.filter(({ dimension }) => dimension === doing.section.value.dimension).length}
          onAsked={(invited) => put(doing.section, { invited: [...doing.section.value.invited, invited] })}
          onClose={() => setDoing(null)}
        />
      )}
      <ReasonDialog
        title={w('confirm')}
        text={doing ? w('confirmText', { name: nameOf(doing.section) }) : ''}
        open={doing?.act === 'confirm'}
        onClose={() => setDoing(null)}
        onConfirm={() =>
          doing &&
          records.save.mutate(
            [
              {
                id: doing.section.id,
                revision: doing.section.revision,
                value: {
                  ...doing.section.value,
                  confirmed: { by: { personId: person.id, name: person.name }, on: todayHere() },
                },
              },
            ],
            { onSuccess: () => setDoing(null) },
          )
        }
        confirm={w('confirm')}
        needsReason={false}
        error={doing?.act === 'confirm' ? records.save.error : null}
        pending={records.save.isPending}
      />
    </Panel>
  )
}
