import type { Answer, Caller, TestHouse } from './harness.ts'

/**
 * One attempt on a door by somebody who holds the right role in another organisation, with an input that
 * would succeed for the owner. `expect` says what must come of it: the thing does not exist for a stranger.
 */
export type StrangerAttempt = {
  stranger: Caller
  input: Record<string, unknown>
  /** For doors that take a file. */
  payload?: Buffer
  expect: 'not-found' | ((answer: Answer<unknown>) => void | Promise<void>)
}
/** By door name (`feature.door`). The contract walk demands one entry for every door that a role opens. */
export type StrangerAttempts = Readonly<Record<string, (test: TestHouse) => Promise<StrangerAttempt>>>
