import { CliError } from './cli-error.ts'

/** A timer counts to 2^31; what is longer would end at once. */
const longestMs = 24 * 86_400_000
const units = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/** @throws CliError for anything but a number and a unit, or longer than a timer counts */
export function durationMs(name: string, given: string): number {
  const [, count, unit] = /^(\d{1,4})([smhd])$/.exec(given) ?? []
  const length = Number(count) * units[unit as keyof typeof units]
  if (!(length > 0 && length <= longestMs))
    throw new CliError(
      `${name} 的写法如 30m、6h、24h，最长 24d：${given} / ${name} is written like 30m or 24h, 24d at most`,
      2,
    )
  return length
}
