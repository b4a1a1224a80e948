import type { MatterRecord, PastAct, Unmet } from '../../core/proceeding.ts'

const citing = (title: string) => (articles: string) => `《${title}》${articles}`

export const PROC = citing('市场监督管理行政处罚程序规定')
export const APL = citing('行政处罚法')
export const ACL = citing('行政强制法')
export const AUCL = citing('反不正当竞争法')
export const PUB = citing('市场监督管理行政处罚信息公示规定')
export const XFER = citing('行政执法机关移送涉嫌犯罪案件的规定')

export const ground = (code: string, zh: string, en: string, source: string): Unmet => ({
  code,
  words: [zh, en],
  source,
})

/** The ground, where the condition is missing; nothing where it is met. */
export const unless = (met: boolean, unmet: Unmet): readonly Unmet[] => (met ? [] : [unmet])

/** Conditions about one field: they are told once the form was filled, not before. */
export const about = (field: string, ...conditions: readonly (readonly Unmet[])[]): readonly Unmet[] =>
  conditions.flat().map((unmet) => ({ ...unmet, field }))

export const latest = ({ acts }: MatterRecord, ...names: readonly string[]): PastAct | undefined =>
  acts.findLast(({ act }) => names.includes(act))

/** Whether the act was done after the latest of the others; those that never happened lie before everything. */
export const doneSince = (record: MatterRecord, act: string, ...others: readonly string[]): boolean =>
  (latest(record, act)?.seq ?? 0) > (latest(record, ...others)?.seq ?? 0)

/** Whether the form was issued on or after the day of the latest of these acts. */
export function issuedSince(record: MatterRecord, form: number, ...names: readonly string[]): boolean {
  const from = latest(record, ...names)?.on ?? record.openedOn
  return record.documents.some((one) => one.form === form && one.issuedOn >= from)
}

export const present = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null && value !== '' && value !== false

/** Who takes part in this capacity now. */
export const currently = ({ people }: MatterRecord, capacity: string): readonly string[] =>
  people.filter((one) => one.capacity === capacity && one.until === null).map(({ personId }) => personId)

/** Whoever ever handled the matter, also those who were replaced. */
export const everHandled = ({ people }: MatterRecord): readonly string[] =>
  people.filter(({ capacity }) => capacity === 'handler').map(({ personId }) => personId)

export const isBefore = (one: Temporal.PlainDate, other: Temporal.PlainDate): boolean =>
  Temporal.PlainDate.compare(one, other) < 0

/** @source 《市场监督管理行政处罚程序规定》第二十二条 */
export const twoHandlers = (record: MatterRecord): readonly Unmet[] =>
  unless(
    currently(record, 'handler').length >= 2,
    ground(
      'two-handlers-required',
      '本案现有办案人员不足两人，请先指定办案人员。',
      'Fewer than two handlers are assigned to this case. Assign them first.',
      PROC('第二十二条'),
    ),
  )

/** The texts of a field that holds several. */
export const listed = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []

/** The day in a field; null while it is empty. */
export const dayIn = (value: unknown): Temporal.PlainDate | null =>
  typeof value === 'string' && value !== '' ? Temporal.PlainDate.from(value.slice(0, 10)) : null

export const yuan = (fen: number): string =>
  (fen / 100).toLocaleString('zh-CN', { minimumFractionDigits: 2, maximumFractionDigits: 2 })

export type Party = {
  readonly name: string
  readonly type: string
  readonly idNo: string
  readonly legalRep: string
  readonly address: string
  readonly phone: string
}

/** The party as it was last established; before that, as the filing named it. Nothing is invented: what is not known is empty. */
export function partyOf(record: MatterRecord): Party {
  const { facts } = record
  const found = latest(record, 'identify-party')?.fields ?? { ...facts, name: facts.partyName, type: facts.partyType }
  const text = (value: unknown) => (typeof value === 'string' ? value : '')
  return {
    name: text(found.name),
    type: text(found.type),
    idNo: text(found.idNo),
    legalRep: text(found.legalRep),
    address: text(found.address),
    phone: text(found.phone),
  }
}
