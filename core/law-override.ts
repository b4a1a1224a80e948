import type { LawData, LawParameter, ParameterValue, PeriodRow } from './law-data.ts'
import { Refusal } from './refusal.ts'

/** What the office has set for one value; the newest for a path counts. `value` null: back to what was shipped. */
export type LawOverride = { readonly path: string; readonly value: ParameterValue | null }

/** One value of the tables that the office may set, and what it may be. */
export type OpenValue = {
  readonly path: string
  readonly value: ParameterValue | null
  readonly kind: 'count' | 'number' | 'yes-no' | 'choice'
  readonly choices: LawParameter['choices']
  /** `to-verify`: the text was not read, or only in part · `ours`: an internal figure of this platform (拟) */
  readonly because: 'to-verify' | 'ours'
}

const periodFields = ['length', 'lead', 'internalLength'] as const
type PeriodField = (typeof periodFields)[number]

/**
 * Every value the office may set. What was read in the law itself (●) is not among them; our own earlier warnings are,
 * whatever the mark of their row.
 *
 * @source domain law.md §0: ◐ 须可配置, ○ 只能做可配置参数
 */
export const openValues = ({ periods, parameters }: Pick<LawData, 'periods' | 'parameters'>): OpenValue[] => [
  ...periods.flatMap((row) =>
    carriersOf(row).flatMap((carrier) =>
      periodFields.flatMap((field) => (isOpen(row, carrier, field) ? [openField(carrier, field)] : [])),
    ),
  ),
  ...parameters.flatMap((parameter) => (parameter.verified === '●' ? [] : [openParameter(parameter)])),
]

type Carrier = { readonly id: string; readonly unit?: string | undefined } & {
  readonly [K in PeriodField]?: number | undefined
}
/** The row and its parts: whatever carries a length of its own. */
const carriersOf = (row: PeriodRow): Carrier[] => [row, ...row.parts]

function isOpen(row: PeriodRow, { length, unit }: Carrier, field: PeriodField): boolean {
  if (field === 'length') return row.verified !== '●' && unit !== undefined
  if (field === 'lead') return length !== undefined && row.sense === 'within'
  return length === undefined && unit === undefined && row.internalLength !== undefined
}

const openField = (carrier: Carrier, field: PeriodField): OpenValue => ({
  path: `${carrier.id}.${field}`,
  value: carrier[field] ?? null,
  kind: 'count',
  choices: [],
  because: field === 'length' ? 'to-verify' : 'ours',
})

const openParameter = ({ id, value, choices }: LawParameter): OpenValue => ({
  path: id,
  value,
  kind: typeof value === 'boolean' ? 'yes-no' : typeof value === 'number' ? 'number' : 'choice',
  choices,
  because: 'to-verify',
})

const longest = 36_500

/**
 * The override as it may be kept.
 *
 * @throws Refusal `value-not-open` for a path that is unknown or was read in the law itself; `value-not-fitting` for a value
 *   that cannot stand there
 */
export function overrideOf(
  data: Pick<LawData, 'periods' | 'parameters'>,
  path: string,
  value: ParameterValue | null,
): LawOverride {
  const open = openValues(data).find((one) => one.path === path)
  if (!open) throw new Refusal('value-not-open', { path })
  if (value !== null && !fits(open, value)) throw new Refusal('value-not-fitting', { path })
  return { path, value }
}

function fits({ kind, choices, path }: OpenValue, value: ParameterValue): boolean {
  if (kind === 'yes-no') return typeof value === 'boolean'
  if (kind === 'choice') return choices.some((choice) => choice.value === value)
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) return false
  return kind === 'number' || (Number.isInteger(value) && value <= longest && (value > 0 || path.endsWith('.lead')))
}

/** The tables with the overrides in them. One that no longer fits (the row was verified since) has no effect. */
export function applied(data: LawData, overrides: readonly LawOverride[]): LawData {
  const set = new Map(
    overrides.flatMap(({ path, value }) => {
      const open = openValues(data).find((one) => one.path === path)
      return open && value !== null && fits(open, value) ? [[path, value] as const] : []
    }),
  )
  if (set.size === 0) return data
  const fieldsOf = (id: string) =>
    Object.fromEntries(
      periodFields.flatMap((field) => {
        const value = set.get(`${id}.${field}`)
        return typeof value === 'number' ? [[field, value]] : []
      }),
    )
  return {
    ...data,
    periods: data.periods.map((row) => ({
      ...row,
      ...fieldsOf(row.id),
      parts: row.parts.map((part) => ({ ...part, ...fieldsOf(part.id) })),
    })),
    parameters: data.parameters.map((one) => ({ ...one, value: set.get(one.id) ?? one.value })),
  }
}
