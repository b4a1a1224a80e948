import { Refusal } from './refusal.ts'

/** For each state, the acts open in it and the state each act leads to. */
export type Procedure<S extends string, A extends string> = Readonly<Record<S, Readonly<Partial<Record<A, S>>>>>

/** @throws Refusal `act-not-open` when the table does not open this act in this state */
export function advance<S extends string, A extends string>(procedure: Procedure<S, A>, from: S, act: A): S {
  const to = procedure[from][act]
  if (to === undefined) throw new Refusal('act-not-open', { from, act })
  return to
}

export const openActs = <S extends string, A extends string>(procedure: Procedure<S, A>, from: S): A[] =>
  Object.keys(procedure[from]) as A[]
