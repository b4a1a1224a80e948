/**
 * How long the next try from the same network for the same account must wait.
 *
 * Five tries are free; then the wait doubles up to fifteen minutes. It never concerns another network, a passkey or a link by
 * mail, so that nobody can lock another person out.
 */
export function waitSeconds(failures: number): number {
  return failures < 5 ? 0 : Math.min(2 ** (failures - 5) * 5, 900)
}

/** The neighbourhood of an address that one household or attacker usually has: /24 of IPv4, /48 of IPv6. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:/, '')
  if (plain.includes('.')) return plain.split('.').slice(0, 3).join('.')
  return plain.split(':').slice(0, 3).join(':')
}

/** Failures older than this are forgotten. */
export const memoryHours = 24
