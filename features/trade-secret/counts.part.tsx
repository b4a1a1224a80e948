import { useEffect } from 'react'
import type { Pair } from '../../core/words.ts'
import { Button } from '../../platform/ui/controls.tsx'
import { ErrorNotice } from '../../platform/ui/feedback.tsx'
import { formatMoment } from '../../platform/ui/format.ts'
import { Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { useAct, useDoor } from '../../platform/ui/query.ts'
import { sealedContract } from '../vault/sealed.contract.ts'
import { kindName, levelName } from './classification.rules.ts'
import type { Classification } from './classification.schema.ts'
import { useClassification } from './register.client.ts'
import { sameCounts } from './register.rules.ts'
import { givenWords } from './register-counts.words.ts'

/** What the office learns, and only while the firm agrees: the very numbers are shown to whoever agrees. */
export function GivenCounts({ counts }: { counts: Record<string, number> }) {
  const w = useWords(givenWords)
  const say = useSay()
  const locale = useLocale()
  const classification = useClassification()
  const own = useDoor(sealedContract.ownCounts, {})
  const agree = useAct(sealedContract.agreeToCounts)
  const { mutate } = agree
  const { mutate: renew, error: renewal } = useAct(sealedContract.renewCounts)
  const given = own.data
  const isBehind = given?.agreed === true && !sameCounts(given.counts, counts)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each state of the numbers, not for each new object of them
  useEffect(() => {
    if (isBehind) renew({ counts })
  }, [isBehind, JSON.stringify(counts), renew])
  if (!given || !classification) return <ErrorNotice error={own.error} />
  return (
    <Panel title={w('title')} id="counts">
      <p>{w('text')}</p>
      {given.agreed ? (
        <>
          <p>{w('on', { at: given.countedAt ? formatMoment(given.countedAt, locale) : '—' })}</p>
          <ul>
            {Object.keys(given.counts).length === 0 && <li>{w('nothing')}</li>}
            {Object.entries(given.counts).map(([key, n]) => (
              <li key={key}>{w('item', { name: say(countName(classification, key)), n })}</li>
            ))}
          </ul>
          <p className="hint">{w('follows')}</p>
          <Button isDisabled={agree.isPending} onPress={() => mutate({ agreed: false, counts: {} })}>
            {w('stop')}
          </Button>
        </>
      ) : (
        <>
          <p role="status">{w('off')}</p>
          <Button isDisabled={agree.isPending} onPress={() => mutate({ agreed: true, counts })}>
            {w('agree')}
          </Button>
        </>
      )}
      <ErrorNotice error={agree.error ?? renewal} />
    </Panel>
  )
}

/** `level:core` and `kind:T04` as people call them. */
export function countName(classification: Classification, key: string): Pair {
  const [sort, id = ''] = key.split(':')
  return (sort === 'level' ? levelName : kindName)(classification, id)
}
