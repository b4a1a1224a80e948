import { idleMinutes } from '../../../vault/idle-lock.ts'

const place = 'shoumi.room.idle-minutes'
export const idleChoices = [5, 10, 15, 30, 60] as const
const isChoice = (minutes: number) => idleChoices.some((one) => one === minutes)

/**
 * After how many minutes the room locks itself on this device: a phone and a desk in a locked office differ. Kept in the browser, since a
 * server should have no say in it.
 */
export function keptIdleMinutes(): number {
  try {
    const kept = Number(localStorage.getItem(place))
    return isChoice(kept) ? kept : idleMinutes.usual
  } catch {
    return idleMinutes.usual
  }
}

/** Where the browser keeps nothing, the choice holds as long as the tab is open. */
export function keepIdleMinutes(minutes: number): void {
  try {
    localStorage.setItem(place, String(minutes))
  } catch {}
}
