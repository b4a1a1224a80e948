/**
 * A name as it is compared: written one way, without what companies are called by law, so that 虚构科技（重庆）有限公司 and
 * 虚构科技有限公司 are found as perhaps the same. Only a suggestion follows from it; a person decides.
 *
 * @returns an empty text for a name of which nothing is left
 */
export function comparableName(name: string): string {
  const plain = name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\([^)]*\)/g, '')
    .replace(/[\s\p{P}\p{S}]/gu, '')
  const core = plain.replace(
    /(股份有限公司|有限责任公司|有限公司|集团公司|总公司|分公司|公司|集团|厂|coltd|ltd|inc|llc)$/u,
    '',
  )
  return core.length >= 2 ? core : plain
}

/** How many days lie between two days: the nearer in time, the likelier the same. */
export const daysApart = (one: string, other: string): number =>
  Math.abs(Temporal.PlainDate.from(one).until(Temporal.PlainDate.from(other), { largestUnit: 'days' }).days)
