import type { FormFacts } from '../../core/form-facts.ts'
import type { Field, Machine, PastAct } from '../../core/proceeding.ts'
import { type Locale, say } from '../../core/words.ts'

export type Names = Readonly<Record<string, string>>

/** A day as documents write it: 2026年9月28日 · 28 September 2026. */
export const dayText = (day: string, locale: Locale): string =>
  new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${day.slice(0, 10)}T00:00:00Z`),
  )

const momentText = (moment: string, locale: Locale): string =>
  new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'Asia/Shanghai',
  }).format(new Date(moment))

/** Money as documents write it: 1,234.56元. @param fen - whole fen */
export const yuanText = (fen: number, locale: Locale): string => {
  const amount = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(fen / 100)
  return locale === 'en' ? `CNY ${amount}` : `${amount}元`
}

/**
 * What a field of an act holds, as a person reads it: people and bodies by name, days, amounts and choices in words.
 * @param names - what ids are called; an id without a name stays an id, so that a gap is seen
 */
export function readValue(field: Field | undefined, value: unknown, names: Names, locale: Locale): string {
  if (value === undefined || value === null) return ''
  if (Array.isArray(value))
    return value.map((one) => readValue(field, one, names, locale)).join(locale === 'en' ? ', ' : '、')
  if (typeof value === 'boolean') return value ? say(['是', 'yes'], locale) : say(['否', 'no'], locale)
  if (typeof value === 'number') return field?.kind === 'fen' ? yuanText(value, locale) : String(value)
  const text = String(value)
  const option = field?.options?.[text]
  if (option) return say(option, locale)
  if (field?.kind === 'day') return dayText(text, locale)
  if (field?.kind === 'moment') return momentText(text, locale)
  return names[text] ?? text
}

/** What the acts of a matter give to its forms: `<act>.<field>` from the latest act of each name, `act.<field>` from the latest of all, with its name in words and its days. */
export function factsOfActs({ acts: specs }: Pick<Machine, 'acts'>, acts: readonly PastAct[], names: Names): FormFacts {
  const facts: Record<string, string> = {}
  for (const { act, on, fields } of acts) {
    facts[`${act}.on`] = dayText(on, 'zh-CN')
    for (const [key, value] of Object.entries(fields))
      facts[`${act}.${key}`] = readValue(specs[act]?.fields[key], value, names, 'zh-CN')
  }
  const last = acts.at(-1)
  if (!last) return facts
  for (const [key, value] of Object.entries(last.fields))
    facts[`act.${key}`] = readValue(specs[last.act]?.fields[key], value, names, 'zh-CN')
  facts['act.words'] = specs[last.act]?.words[0] ?? last.act
  facts['act.on'] = dayText(last.on, 'zh-CN')
  if (last.approvedOn) facts['act.approvedOn'] = dayText(last.approvedOn, 'zh-CN')
  return facts
}
