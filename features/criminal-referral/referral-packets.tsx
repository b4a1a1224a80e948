import { urlOf } from '../../platform/ui/client.ts'
import { ErrorNotice } from '../../platform/ui/feedback.tsx'
import { formatBytes, formatMoment } from '../../platform/ui/format.ts'
import { A, Badge, KeyValues, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { useDoor } from '../../platform/ui/query.ts'
import { useMay } from '../../platform/ui/session.tsx'
import { referralContract } from './criminal-referral.contract.ts'
import { channels } from './criminal-referral.schema.ts'
import { materialWords } from './referral-packet.rules.ts'
import type { FrozenPacket } from './referral-packet.schema.ts'
import { referralWords } from './referral-page.words.ts'

/** What was frozen and to whom it went; for the special team also the way to the next packet. */
export function Packets({ id }: { id: string }) {
  const w = useWords(referralWords)
  const may = useMay()
  const { data, error, refetch } = useDoor(referralContract.packets, { id })
  const packets = data?.packets ?? []
  return (
    <Panel title={w('packets')} id="packets">
      <p className="small soft">{w('packetsLead')}</p>
      <ErrorNotice error={error} onRetry={() => refetch()} />
      {may('case.handle') && <NextPacket id={id} frozen={packets} />}
      {data && packets.length === 0 && <p className="soft">{w('noPacket')}</p>}
      {packets.some(({ state }) => state === 'frozen') && <Renewal id={id} />}
      {packets.toReversed().map((packet) => (
        <OnePacket key={packet.id} referralId={id} packet={packet} />
      ))}
      {packets.length > 0 && (
        <p className="small">
          <a href="/verify/referral">{w('verifier')}</a>
        </p>
      )}
    </Panel>
  )
}

/** Looks again every other second, until the signature is there. */
function Renewal({ id }: { id: string }) {
  useDoor(referralContract.packets, { id }, { refetchMs: 2000 })
  return null
}

function NextPacket({ id, frozen }: { id: string; frozen: readonly FrozenPacket[] }) {
  const w = useWords(referralWords)
  const { data } = useDoor(referralContract.preparation, { id })
  if (!data || data.part === null) return null
  const { length } = data.missing
  // One that waits to be handed over is usually the one.
  if (frozen.some(({ part, deliveries }) => part === data.part && deliveries.length === 0))
    return (
      <p>
        <A to={`/referrals/${id}/packet`} className="button">
          {w('prepareAnother')}
        </A>
      </p>
    )
  return (
    <p>
      <A to={`/referrals/${id}/packet`} className="button primary">
        {w('prepare')}
      </A>{' '}
      <Badge tone={length === 0 ? 'good' : 'warn'}>
        {length === 0 ? w('readyToFreeze') : w('missingCount', { count: length })}
      </Badge>
    </p>
  )
}

function OnePacket({ referralId, packet }: { referralId: string; packet: FrozenPacket }) {
  const w = useWords(referralWords)
  const locale = useLocale()
  const of = { id: referralId, packetId: packet.id }
  return (
    <article className="card">
      <h3>
        {packet.number} <Badge>{w(`part.${packet.part}`)}</Badge>{' '}
        <Badge tone={packet.state === 'sealed' ? 'good' : 'info'}>
          {w(packet.state === 'sealed' ? 'sealed' : 'being')}
        </Badge>
      </h3>
      {packet.zipBytes !== null && (
        <p>
          <a className="button" href={urlOf(referralContract.file, of)}>
            {w('zip')}
          </a>{' '}
          <span className="small soft">{formatBytes(packet.zipBytes, locale)}</span>
        </p>
      )}
      <KeyValues
        pairs={[
          [w('frozenAt'), formatMoment(packet.frozenAt, locale)],
          [w('deliveries'), <Deliveries key="deliveries" packet={packet} />],
        ]}
      />
      <details>
        <summary>{w('items', { count: packet.items.length })}</summary>
        <Items of={of} packet={packet} />
        <div className="small digest">
          {w('manifest')} SHA-256 <code>{packet.manifestSha256}</code>
        </div>
        <div className="small digest">
          {w('manifest')} SM3 <code>{packet.manifestSm3}</code>
        </div>
        {packet.zipSha256 && (
          <div className="small digest">
            {w('zipDigest')} <code>{packet.zipSha256}</code>
          </div>
        )}
      </details>
    </article>
  )
}

function Deliveries({ packet: { deliveries } }: { packet: FrozenPacket }) {
  const w = useWords(referralWords)
  const say = useSay()
  const locale = useLocale()
  if (deliveries.length === 0) return w('notSent')
  return (
    <ul className="list">
      {deliveries.map(({ id, receiver, capacity, channel, sentAt, deliveredAt, acknowledgedAt, acknowledgedBy }) => (
        <li key={id}>
          {receiver}{' '}
          <span className="small soft">
            {say(channels[channel])} · {w('sentAt')} {formatMoment(sentAt, locale)}
            {deliveredAt && ` · ${w('deliveredAt')} ${formatMoment(deliveredAt, locale)}`}
          </span>{' '}
          {acknowledgedAt ? (
            <Badge tone="good">
              {w('acknowledged', { by: acknowledgedBy ?? '', at: formatMoment(acknowledgedAt, locale) })}
            </Badge>
          ) : (
            // The procuratorate signs no receipt (XFER 7 asks it of public security).
            capacity === 'police' && <Badge tone="warn">{w('notAcknowledged')}</Badge>
          )}
        </li>
      ))}
    </ul>
  )
}

function Items({ of, packet }: { of: { id: string; packetId: string }; packet: FrozenPacket }) {
  const w = useWords(referralWords)
  const say = useSay()
  const locale = useLocale()
  return (
    <ol className="list">
      {packet.items.map(({ id, material, title, provenance, reason, shownAs, sizeBytes, sha256, sm3 }) => (
        <li key={id}>
          <a href={urlOf(referralContract.item, { ...of, itemId: id })}>{title}</a>{' '}
          <span className="small soft">
            {say(materialWords[material as keyof typeof materialWords])} · {formatBytes(sizeBytes, locale)}
          </span>{' '}
          {shownAs !== 'plain' && <Badge tone="warn">{w(`shown.${shownAs}`)}</Badge>}
          <p className="small soft">
            {w('provenance')}：{provenance} · {w('reason')}：{reason}
          </p>
          <div className="small digest">
            SHA-256 <code>{sha256}</code>
          </div>
          <div className="small digest">
            SM3 <code>{sm3}</code>
          </div>
        </li>
      ))}
      {packet.withheld.map(({ title, reason }) => (
        <li key={title}>
          {title} <Badge tone="warn">{w('withheld')}</Badge> <span className="small soft">{reason}</span>
        </li>
      ))}
    </ol>
  )
}
