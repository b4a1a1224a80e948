import type { z } from 'zod'
import { formatMoment } from '../../platform/ui/format.ts'
import { Badge, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import type { clueContract } from './clue.contract.ts'
import { sourceWords } from './clue.schema.ts'
import { ComplaintPackage } from './clue-complaint.tsx'
import { cluePageWords } from './clue-page.words.ts'
import { Told } from './clue-told.tsx'

export type Came = z.output<typeof clueContract.intake.output>

/** How the clue came in, and what came with it, as far as it is this person's to see. */
export function Intake({ id, came }: { id: string; came: Came }) {
  const w = useWords(cluePageWords)
  const say = useSay()
  const { facts, source, channel } = came
  const reported = source.startsWith('tip') || source === 'complaint'
  return (
    <Panel title={w('intake')} id="intake" actions={<Badge tone="info">{say(sourceWords[source])}</Badge>}>
      {reported && <p className="small soft">{w(channel ? 'sealedNote' : 'channelHidden')}</p>}
      {!reported && (
        <Told
          pairs={[
            [w('fromBody'), facts.fromBody],
            [w('documentNo'), facts.documentNo],
            [w('accused'), facts.accused],
            [w('rightHolder'), facts.rightHolder],
            [w('when'), facts.when],
            [w('where'), facts.where],
            [w('summary'), facts.summary],
          ]}
        />
      )}
      {channel?.tip && <Tip channel={channel} />}
      {channel?.complaint && <ComplaintPackage id={id} complaint={channel.complaint} sentAt={channel.sentAt} />}
    </Panel>
  )
}

function Tip({ channel: { tip, sentAt, receipt } }: { channel: NonNullable<Came['channel']> }) {
  const w = useWords(cluePageWords)
  const locale = useLocale()
  if (!tip) return null
  return (
    <Told
      pairs={[
        [w('sentAt'), formatMoment(sentAt, locale)],
        [w('receipt'), receipt ?? ''],
        [w('accused'), tip.accused],
        [w('happened'), tip.happened],
        [w('when'), tip.when],
        [w('where'), tip.where],
        [w('how'), tip.how],
        [w('rightHolder'), tip.rightHolder],
      ]}
    />
  )
}
