import { formatMoment, formatNumber } from '../../platform/ui/format.ts'
import { KeyValues } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { localised } from '../../platform/ui/public-layout.tsx'
import type { Standing } from './deposit.schema.ts'
import { depositPublicWords } from './deposit-public.words.ts'

const grouped = (hex: string) => hex.match(/.{1,4}/g)?.join(' ') ?? hex
const Digits = ({ hex }: { hex: string }) => <code className="break">{grouped(hex)}</code>

type OpenOrSaveProps = { page: string; open: string; save: string; as: string; primary?: boolean }

/** A page that verifies, to be used here or kept as one file and used with the network off. */
const OpenOrSave = ({ page, open, save, as, primary }: OpenOrSaveProps) => (
  <p className="row">
    <a className={primary ? 'button primary' : 'button'} href={page}>
      {open}
    </a>
    <a className="button" href={page} download={as}>
      {save}
    </a>
  </p>
)

/** Where verifying begins: three ways, none of which needs us. */
export function Verify() {
  const w = useWords(depositPublicWords)
  const locale = useLocale()
  return (
    <div data-readable="">
      <h1>{w('verifyTitle')}</h1>
      <p className="lead">{w('verifyLead')}</p>
      <h2>{w('toolTitle')}</h2>
      <p>{w('toolText')}</p>
      <OpenOrSave page="/verify/tool" open={w('toolOpen')} save={w('toolSave')} as="shoumi-verify.html" primary />
      <p className="small">{w('trustText')}</p>
      <h2>{w('numberTitle')}</h2>
      <p>{w('numberText')}</p>
      <form action={localised('/verify/number', locale)} className="row">
        <label htmlFor="number">{w('number')}</label>
        <input id="number" name="number" className="input" required maxLength={64} autoComplete="off" />
        <button type="submit" className="button">
          {w('look')}
        </button>
      </form>
      <h2>{w('commandTitle')}</h2>
      <p>{w('commandText')}</p>
      <pre>
        <code>npx shoumi verify R.tsreceipt.json PATH</code>
      </pre>
      <h2>{w('packetTitle')}</h2>
      <p>{w('packetText')}</p>
      <OpenOrSave
        page="/verify/referral"
        open={w('packetOpen')}
        save={w('packetSave')}
        as="shoumi-verify-referral.html"
      />
    </div>
  )
}

export type VerifyOneProps = {
  readonly requestId: string
  readonly standing: Standing | null
  readonly found: {
    readonly origin: string
    readonly index: number
    readonly commitment: { readonly sha256: string; readonly sm3: string }
    readonly checkpoint: {
      readonly size: number
      readonly root: string
      readonly witnesses: readonly string[]
      readonly stampedAt: string | null
    } | null
  }
}

/** Every public field of one deposit, and whether it still stands. */
export function VerifyOne({ requestId, standing, found }: VerifyOneProps) {
  const w = useWords(depositPublicWords)
  const locale = useLocale()
  const { checkpoint } = found
  return (
    <div data-readable="">
      <h1>{w('oneTitle', { number: grouped(requestId) })}</h1>
      <p className="lead">{w('oneLead')}</p>
      <KeyValues
        pairs={[
          [w('standing'), w(standing?.state ?? 'unowned')],
          ...(standing?.withdrawnAt
            ? [
                [w('withdrawnAt'), formatMoment(standing.withdrawnAt, locale)] as const,
                [w('because'), standing.withdrawnBecause ?? ''] as const,
              ]
            : []),
          ...(standing?.supersededBy
            ? [
                [
                  w('successor'),
                  <a key="later" href={localised(`/verify/${standing.supersededBy}`, locale)}>
                    <Digits hex={standing.supersededBy} />
                  </a>,
                ] as const,
              ]
            : []),
          [w('depositor'), standing?.depositor ?? w('notShown')],
          ...(standing?.creditCode ? [[w('creditCode'), standing.creditCode] as const] : []),
          [w('log'), <code key="log">{found.origin}</code>],
          [w('index'), formatNumber(found.index, locale)],
          [w('commitmentSha256'), <Digits key="sha256" hex={found.commitment.sha256} />],
          [w('commitmentSm3'), <Digits key="sm3" hex={found.commitment.sm3} />],
          ...(checkpoint
            ? [
                [w('size'), formatNumber(checkpoint.size, locale)] as const,
                [w('root'), <Digits key="root" hex={checkpoint.root} />] as const,
                [
                  w('stampedAt'),
                  checkpoint.stampedAt ? formatMoment(checkpoint.stampedAt, locale) : w('notStamped'),
                ] as const,
                [w('witnesses'), checkpoint.witnesses.join('、') || w('noWitness')] as const,
              ]
            : []),
        ]}
      />
      {!checkpoint && <p className="notice">{w('pending')}</p>}
      <p className="row">
        <a className="button primary" href={localised('/verify', locale)}>
          {w('verifyHere')}
        </a>
        {checkpoint && (
          <a className="button" href={`/api/log/receipts/${requestId}`}>
            {w('receiptLink')}
          </a>
        )}
      </p>
    </div>
  )
}

export type PublicLogProps = {
  readonly state: 'open' | 'halted'
  readonly origin: string | null
  readonly size: number
  readonly publishedSize: number
  readonly keys: readonly { readonly name: string; readonly type: string; readonly fingerprint: string }[]
  readonly folder: string | null
}

export function PublicLog({ state, origin, size, publishedSize, keys, folder }: PublicLogProps) {
  const w = useWords(depositPublicWords)
  const locale = useLocale()
  return (
    <div data-readable="">
      <h1>{w('logTitle')}</h1>
      <p className="lead">{w('logLead')}</p>
      <KeyValues
        pairs={[
          [w('log'), <code key="origin">{origin ?? '—'}</code>],
          [w('logState'), w(state)],
          [w('entries'), formatNumber(size, locale)],
          [w('published'), formatNumber(publishedSize, locale)],
        ]}
      />
      <h2>{w('keys')}</h2>
      <ul>
        {keys.map(({ name, type, fingerprint }) => (
          <li key={`${name} ${type}`}>
            <code>{name}</code> · {type}
            <br />
            <Digits hex={fingerprint} />
          </li>
        ))}
      </ul>
      <h2>{w('publicFiles')}</h2>
      <ul>
        {folder && publishedSize > 0 && (
          <li>
            <a href={`/log/${folder}/checkpoint`}>{w('checkpoint')}</a>
          </li>
        )}
        <li>
          <a href="/log/policy">{w('policy')}</a>
        </li>
        <li>
          <a href="/log/trust.json">{w('trust')}</a>
        </li>
        <li>
          <a href={localised('/log/scripts', locale)}>{w('scripts')}</a>
        </li>
      </ul>
      <p>{w('runWitness')}</p>
    </div>
  )
}
