import type { StrangerAttempts } from './stranger.ts'

/** Every feature's attempts, in one list. */
export const strangerAttempts: StrangerAttempts = {}
