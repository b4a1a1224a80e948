import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Machine } from '../../core/proceeding.ts'
import { caseMachine } from './case.rules.ts'
import { preservationMachine } from './preservation.rules.ts'
import { seizureMachine } from './seizure.rules.ts'

/** The matrix as it was written by hand: for each state, its words and where each listed act leads. */
async function matrix(name: string) {
  const states = new Map<string, { zh: string; acts: Map<string, string> }>()
  let state = ''
  for (const line of (await readFile(join(import.meta.dirname, name), 'utf8')).split('\n')) {
    const act = /^ {2}.* ([a-z-]+) → (\S+)/.exec(line)
    const heading = /^([^#\s].*) ([a-z-]+)$/.exec(line)
    if (act) states.get(state)?.acts.set(act[1]!, act[2] === '·' ? state : act[2]!)
    else if (heading) {
      state = heading[2]!
      states.set(state, { zh: heading[1]!, acts: new Map() })
    }
  }
  return states
}

describe.each<[string, Machine]>([
  ['case.matrix.txt', caseMachine],
  ['preservation.matrix.txt', preservationMachine],
  ['seizure.matrix.txt', seizureMachine],
])('%s', async (name, machine) => {
  const written = await matrix(name)

  test('names every state, in the words of the procedure', () => {
    expect([...written].map(([state, { zh }]) => [state, zh])).toEqual(
      Object.entries(machine.states).map(([state, [zh]]) => [state, zh]),
    )
  })

  test.each(Object.keys(machine.states))(
    'at %s every act leads where the matrix says, and no other is open',
    (state) => {
      const acts = written.get(state)?.acts
      for (const act of new Set([...Object.keys(machine.acts), ...(acts?.keys() ?? [])]))
        expect([state, act, machine.procedure[state]?.[act] ?? 'refused']).toEqual([
          state,
          act,
          acts?.get(act) ?? 'refused',
        ])
    },
  )
})
