import { useState } from 'react'
import { commonWords } from '../../platform/ui/common.words.ts'
import { Button } from '../../platform/ui/controls.tsx'
import { Notice } from '../../platform/ui/feedback.tsx'
import { formatDay, formatMoment } from '../../platform/ui/format.ts'
import { A, Badge, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { dayHere } from '../../platform/ui/moment.ts'
import { useOwnDeposit, useReceiptState } from '../deposit/deposits.client.ts'
import { ChooseDeposit, ForeignDeposit, StageDialog } from './choose-deposit.tsx'
import { chainWords } from './secret-deposits.words.ts'
import type { SaveSecret } from './secret-one.page.tsx'
import { type DepositLink, stages, type TradeSecret } from './trade-secret.schema.ts'
import { chainGaps, chainOf } from './version-chain.rules.ts'

/** How the secret came about: its deposits from idea to final, each with what its receipt proves, and what is missing between them. */
export function SecretDeposits({ secret, save }: { secret: TradeSecret; save: SaveSecret }) {
  const w = useWords(chainWords)
  const say = useSay()
  const [open, setOpen] = useState<'choose' | 'foreign' | DepositLink | null>(null)
  const { deposits } = secret
  const put = (link: DepositLink) => {
    save({ deposits: [...deposits.filter(({ requestId }) => requestId !== link.requestId), link] })
    setOpen(null)
  }
  const gaps = chainGaps(deposits)
  return (
    <Panel title={w('title')} id="deposits">
      <p className="hint">{w('lead')}</p>
      {deposits.length === 0 && <p>{w('empty')}</p>}
      {gaps.length > 0 && (
        <Notice kind="warn">
          <strong>{w('gaps')}</strong>
          <ul>
            {gaps.map((gap) => (
              <li key={gap[0]}>{say(gap)}</li>
            ))}
          </ul>
        </Notice>
      )}
      <ol className="timeline">
        {chainOf(deposits).map((link) => (
          <Step key={link.requestId} link={link} onEdit={() => setOpen(link)} />
        ))}
      </ol>
      <div className="actions">
        <Button onPress={() => setOpen('choose')}>{w('choose')}</Button>
        <Button kind="quiet" onPress={() => setOpen('foreign')}>
          {w('byHand')}
        </Button>
      </div>
      {open === 'choose' && <ChooseDeposit linked={deposits} onClose={() => setOpen(null)} onDone={put} />}
      {open === 'foreign' && (
        <ForeignDeposit name={secret.name} linked={deposits} onClose={() => setOpen(null)} onDone={put} />
      )}
      {open !== null && typeof open === 'object' && (
        <StageDialog
          link={open}
          onClose={() => setOpen(null)}
          onDone={put}
          onRemove={() => {
            save({ deposits: deposits.filter(({ requestId }) => requestId !== open.requestId) })
            setOpen(null)
          }}
        />
      )}
    </Panel>
  )
}

function Step({ link, onEdit }: { link: DepositLink; onEdit: () => void }) {
  const w = useWords(chainWords)
  const common = useWords(commonWords)
  const say = useSay()
  const locale = useLocale()
  const own = useOwnDeposit(link.requestId)
  const madeOn = own && dayHere(own.madeAt)
  return (
    <li>
      <Badge tone="info">{say(stages[link.stage])}</Badge> {formatDay(link.on, locale)} <strong>{link.label}</strong>
      {own && <Receipt requestId={link.requestId} />}
      {own && own.state !== 'current' && <Told badge={w(own.state)} />}
      {own === null &&
        (link.elsewhere ? (
          <Told badge={w('foreign')} text={w('foreignText', { where: link.elsewhere })} />
        ) : (
          <Told badge={w('notOurs')} text={w('notOursText')} />
        ))}
      {madeOn && madeOn !== link.on && (
        <Told
          badge={w('otherDay')}
          text={w('otherDayText', { on: formatDay(link.on, locale), real: formatDay(madeOn, locale) })}
        />
      )}
      <p className="hint">
        {w('number4', { number: link.requestId.slice(0, 8) })} {own && <A to={`/deposits/${own.id}`}>{w('open')}</A>}{' '}
        <Button kind="quiet" onPress={onEdit} aria-label={`${common('edit')} ${link.label}`}>
          {common('edit')}
        </Button>
      </p>
    </li>
  )
}

function Receipt({ requestId }: { requestId: string }) {
  const w = useWords(chainWords)
  const locale = useLocale()
  const found = useReceiptState(requestId)
  if (!found) return <p className="hint">{w('checking')}</p>
  if (found.state !== 'proven')
    return <Told tone={found.state === 'not-proven' ? 'bad' : 'plain'} badge={w(found.state)} />
  const { notLaterThan } = found
  return (
    <Told
      tone="good"
      badge={w('proven')}
      text={notLaterThan === null ? w('noTime') : w('by', { at: formatMoment(notLaterThan, locale) })}
    />
  )
}

/** A badge stays on one line, so what is longer stands beside it. */
const Told = ({
  badge,
  text,
  tone = 'warn',
}: {
  badge: string
  text?: string
  tone?: 'good' | 'bad' | 'warn' | 'plain'
}) => (
  <p>
    <Badge tone={tone}>{badge}</Badge> {text && <span className="hint">{text}</span>}
  </p>
)
