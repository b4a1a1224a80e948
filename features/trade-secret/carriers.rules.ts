import { secretLevels } from './classification.schema.ts'
import type { Carrier, TradeSecret } from './trade-secret.schema.ts'

type Entry = { readonly id: string; readonly value: TradeSecret }
export const carrierViews = ['place', 'system', 'carrier'] as const
export type CarrierView = (typeof carrierViews)[number]
export type Lying = { readonly secretId: string; readonly secret: TradeSecret; readonly carrier: Carrier }
export type CarrierGroup = {
  readonly key: string
  readonly name: string
  readonly lying: readonly Lying[]
  readonly secretCount: number
  readonly highest: TradeSecret['level']
  readonly keepers: readonly string[]
  readonly marked: 'all' | 'some' | 'none'
  /** Everything a person may look for, made once. */
  readonly text: string
}

/** What is released or destroyed is no longer lost with its carrier. */
export const isKept = ({ status }: TradeSecret) => status !== 'released' && status !== 'destroyed'
const digital: ReadonlySet<Carrier['kind']> = new Set(['file', 'system'])
const rankOf = (level: TradeSecret['level']) => secretLevels.indexOf(level)

/**
 * What lies together: in one place, in one system, or on one carrier. If that is lost, this is affected.
 *
 * Places and systems are what people wrote. A thing whose place begins with the name of a registered place or system belongs to it
 * (`设计服务器受限目录` to `设计服务器`); other files belong to the first folders of their path.
 */
export function groupCarriers(entries: readonly Entry[], view: CarrierView): readonly CarrierGroup[] {
  const all = entries
    .filter(({ value }) => isKept(value))
    .flatMap(({ id, value }) => value.carriers.map((carrier) => ({ secretId: id, secret: value, carrier })))
  const named = namesOf(all, view === 'system' ? 'system' : 'place')
  const groups = new Map<string, { name: string; lying: Lying[] }>()
  for (const one of all) {
    const name = nameIn(one.carrier, view, named)
    if (name === null) continue
    const key = view === 'carrier' ? `${one.carrier.kind} ${plain(name)}` : plain(name)
    const group = groups.get(key)
    if (group) group.lying.push(one)
    else groups.set(key, { name, lying: [one] })
  }
  return [...groups]
    .map(([key, { name, lying }]) => summed(key, name, lying))
    .sort((a, b) => rankOf(a.highest) - rankOf(b.highest) || b.secretCount - a.secretCount || (a.key < b.key ? -1 : 1))
}

function summed(key: string, name: string, lying: readonly Lying[]): CarrierGroup {
  const marked = lying.filter(({ carrier }) => carrier.marked).length
  const keepers = [...new Set(lying.map(({ carrier }) => carrier.keeper).filter((keeper) => keeper !== ''))]
  return {
    ...{ key, name, lying },
    secretCount: new Set(lying.map(({ secretId }) => secretId)).size,
    highest: lying.reduce<TradeSecret['level']>(
      (top, { secret }) => (rankOf(secret.level) < rankOf(top) ? secret.level : top),
      'general',
    ),
    keepers,
    marked: marked === lying.length ? 'all' : marked === 0 ? 'none' : 'some',
    text: plain(
      [name, ...keepers, ...lying.flatMap(({ secret, carrier }) => [secret.name, carrier.what, carrier.where])].join(
        '\n',
      ),
    ),
  }
}

/** Registered places or systems: plain name to the name as written, and which lengths there are. */
type Named = { readonly names: ReadonlyMap<string, string>; readonly lengths: readonly number[] }
function namesOf(all: readonly Lying[], kind: 'place' | 'system'): Named {
  const names = new Map<string, string>()
  for (const { carrier } of all) if (carrier.kind === kind) names.set(plain(carrier.what), carrier.what)
  return { names, lengths: [...new Set([...names.keys()].map(({ length }) => length))].sort((a, b) => b - a) }
}

/** @returns null for a carrier that has no part in this view */
function nameIn({ kind, what, where }: Carrier, view: CarrierView, named: Named): string | null {
  if (view === 'carrier') return what
  if ((view === 'system') !== digital.has(kind)) return null
  if (kind === 'system' || kind === 'place') return what
  const place = where.trim()
  if (place === '') return ''
  const known = knownAt(plain(place), named)
  return known ?? (view === 'system' ? headOf(place) : place)
}

/** The longest registered name with which the text, or a part of it after a separator, begins. */
function knownAt(text: string, { names, lengths }: Named): string | null {
  if (names.size === 0) return null
  const starts = [0, ...[...text.matchAll(/[\s/\\,，、;；:：（(]+/g)].map((found) => found.index + found[0].length)]
  for (const start of starts)
    for (const length of lengths) {
      const known = names.get(text.slice(start, start + length))
      if (known !== undefined && length > 1) return known
    }
  return null
}

/** `D:\设计\甲.dwg` → `D:\设计`; `/data/设计/甲` → `/data/设计`; `共享盘/财务` → `共享盘`. */
export function headOf(path: string): string {
  const absolute = /^(?:[A-Za-z]:[/\\]|[/\\]{1,2})/.exec(path)?.[0] ?? ''
  const parts = path.slice(absolute.length).split(/[/\\]/)
  if (absolute === '') return parts[0] ?? path
  const kept = absolute.startsWith('\\\\') || absolute.startsWith('/') ? 2 : 1
  const separator = path.includes('\\') ? '\\' : '/'
  return absolute + parts.slice(0, Math.min(kept, Math.max(parts.length - 1, 1))).join(separator)
}

export type Narrowed = { readonly typed: string; readonly level: string; readonly onlyUnmarked: boolean }

/** Groups with every word in their name or in what lies in them; of these only what is of a level, or not marked. */
export function narrowGroups(
  groups: readonly CarrierGroup[],
  { typed, level, onlyUnmarked }: Narrowed,
): readonly CarrierGroup[] {
  const words = plain(typed)
    .split(' ')
    .filter((word) => word !== '')
  const named = groups.filter(({ text }) => words.every((word) => text.includes(word)))
  if (level === '' && !onlyUnmarked) return named
  return named.flatMap(({ key, name, lying }) => {
    const left = lying.filter(
      ({ secret, carrier }) => (level === '' || secret.level === level) && !(onlyUnmarked && carrier.marked),
    )
    return left.length === 0 ? [] : [summed(key, name, left)]
  })
}

/** How many secrets these groups hold together, each once, and the highest level among them. */
export function affectedBy(groups: readonly CarrierGroup[]): { count: number; highest: TradeSecret['level'] | null } {
  const ids = new Set(groups.flatMap(({ lying }) => lying.map(({ secretId }) => secretId)))
  const highest = groups.reduce<TradeSecret['level'] | null>(
    (top, { highest }) => (top === null || rankOf(highest) < rankOf(top) ? highest : top),
    null,
  )
  return { count: ids.size, highest }
}

/** What lies in a cabinet is paper, unless somebody says otherwise; the rest is taken for files. */
export const guessCarrierKind = (where: string): Carrier['kind'] =>
  /柜|抽屉|档案室|卷宗|cabinet|drawer|\bsafe\b/i.test(where) ? 'paper' : 'file'

const plain = (text: string) => text.normalize('NFKC').toLowerCase().trim().replace(/\s+/g, ' ')
