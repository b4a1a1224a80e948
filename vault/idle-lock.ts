/** After how many minutes without a person the room locks itself. */
export const idleMinutes = { least: 1, usual: 10, most: 60 } as const

export type IdleLock = {
  /** @throws RangeError outside 1 to 60 */
  allow(minutes: number): void
  /** A person did something. */
  seen(nowMs: number): void
  /** How long it still is until nobody has been there for too long; 0 when the room is to be locked. */
  leftMs(nowMs: number): number
}

/** Counts moments that are passed in, so that a device that slept is found late at its first look. */
export function openIdleLock(nowMs: number): IdleLock {
  let lastMs = nowMs
  let minutes: number = idleMinutes.usual
  return {
    allow(wanted) {
      if (!(wanted >= idleMinutes.least && wanted <= idleMinutes.most)) throw new RangeError('1 to 60 minutes')
      minutes = wanted
    },
    seen(now) {
      lastMs = now
    },
    // A clock that was set back far tells nothing of how long nobody was there.
    leftMs: (now) => Math.max(0, minutes * 60_000 - Math.abs(now - lastMs)),
  }
}
