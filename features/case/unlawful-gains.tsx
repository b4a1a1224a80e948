import { Button, SelectField, TextField } from '../../platform/ui/controls.tsx'
import { type Draft, useDraft } from '../../platform/ui/draft.ts'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { fenOf } from '../proceeding/proceeding.part.tsx'
import { yuanText } from '../proceeding/proceeding-value.rules.ts'
import { casePageWords } from './case-page.words.ts'
import { type GainLine, unlawfulGains } from './penalty.rules.ts'

type Line = {
  readonly kind: 'receipt' | 'expense'
  readonly what: string
  readonly amount: string
  readonly evidence: string
}
type Lines = { readonly lines: readonly Line[] }

const none: Lines = { lines: [] }
const blank: Line = { kind: 'receipt', what: '', amount: '', evidence: '' }

/** What was entered so far, kept on this device, and what it comes to. */
export function useGains(caseId: string) {
  const draft = useDraft<Lines>(`gains.${caseId}`, none)
  const locale = useLocale()
  const { lines } = draft.value
  const of = (kind: Line['kind']): GainLine[] =>
    lines
      .filter((line) => line.kind === kind && !isWrong(line))
      .map(({ what, amount, evidence }) => ({ what, amountFen: fenOf(amount), evidence }))
  const result = unlawfulGains(of('receipt'), of('expense'))
  const money = (fen: number) => yuanText(fen, locale)
  return {
    draft,
    result,
    wrong: lines.some(isWrong),
    /** Line by line, as the record keeps it. */
    account: lines
      .filter(({ evidence }) => evidence.trim() !== '')
      .map(({ kind, what, amount, evidence }) => `${signs[kind]}${what} ${money(fenOf(amount))}（证据${evidence}）`)
      .join('\n'),
  }
}

const signs = { receipt: '＋', expense: '－' } as const
const isWrong = ({ amount }: Line) => Number.isNaN(fenOf(amount))

/** @source domain law.md §2.2: what was received for the act, less lawful and necessary expenses */
export function UnlawfulGains({ gains }: { gains: ReturnType<typeof useGains> }) {
  const w = useWords(casePageWords)
  const locale = useLocale()
  const { draft, result } = gains
  const { lines } = draft.value
  const money = (fen: number) => yuanText(fen, locale)
  return (
    <>
      <h3>{w('gains')}</h3>
      <p className="small soft">{w('gainsLead')}</p>
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has no name of its own; it is its place
        <GainRow key={index} line={line} index={index} draft={draft} />
      ))}
      <div className="acts">
        <Button onPress={() => draft.set({ lines: [...lines, blank] })}>{w('addLine')}</Button>
      </div>
      {lines.length > 0 && (
        <p role="status">
          {w('gainsSum', {
            receipts: money(result.receiptsFen),
            expenses: money(result.expensesFen),
            gains: money(result.gainsFen),
          })}{' '}
          {result.unproven.length > 0 && w('unproven', { count: result.unproven.length })}
        </p>
      )}
    </>
  )
}

function GainRow({ line, index, draft }: { line: Line; index: number; draft: Draft<Lines> }) {
  const w = useWords(casePageWords)
  const { lines } = draft.value
  const change = (part: Partial<Line>) =>
    draft.set({ lines: lines.map((one, at) => (at === index ? { ...one, ...part } : one)) })
  const n = index + 1
  return (
    <fieldset>
      <legend>{w('line', { n })}</legend>
      <div className="field-row">
        <SelectField
          label={w('kind')}
          value={line.kind}
          onChange={(kind) => change({ kind: kind === 'expense' ? 'expense' : 'receipt' })}
          options={[
            { id: 'receipt', text: w('receipt') },
            { id: 'expense', text: w('expense') },
          ]}
          required
        />
        <TextField label={w('what')} value={line.what} onChange={(what) => change({ what })} required />
        <TextField
          label={w('amount')}
          value={line.amount}
          onChange={(amount) => change({ amount })}
          inputMode="numeric"
          error={line.amount !== '' && isWrong(line) ? w('amountWrong') : undefined}
          required
        />
        <TextField label={w('evidence')} value={line.evidence} onChange={(evidence) => change({ evidence })} />
      </div>
      <Button kind="quiet" onPress={() => draft.set({ lines: lines.filter((_, at) => at !== index) })}>
        {w('removeLine', { n })}
      </Button>
    </fieldset>
  )
}
