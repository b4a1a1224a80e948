import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { fillPath, queryOf } from '../core/paths.ts'
import { organisationKinds, permissionsOf, rolesOfKind } from '../core/permission.ts'
import { Refusal } from '../core/refusal.ts'
import { aMember } from './builders.ts'
import { type Answer, aHouse } from './harness.ts'
import { valuesOf } from './json-schema-values.ts'

/*
 * Every door is given what its own contract says it takes, and what it does not: it answers with a success or a refusal in words, never with a
 * defect. The same values come in every run; a failure prints them.
 */
const here = await aHouse()
const doors = here.house.doors
const runs = 8
const seed = 20_261_124

/** Somebody who may pass this door, new for each: some doors close what they were opened with. */
async function whoMay(permission: (typeof doors)[number]['endpoint']['permission']) {
  if (permission === 'public') return here.anyone
  const kind = organisationKinds.find(
    (one) => permission === 'signed-in' || permissionsOf(rolesOfKind(one)).has(permission),
  )
  if (!kind) throw new RangeError(`nobody may ${permission}`)
  return (await aMember(here, kind, rolesOfKind(kind))).caller
}

function requireWords({ status, refusal, headers }: Answer<unknown>): void {
  expect(status).toBeLessThan(500)
  if (status < 400) return
  expect(String(headers['content-type'])).toContain('json')
  expect(refusal.code).toMatch(/^[a-z-]+$/)
  expect(refusal.message['zh-CN']).not.toBe('')
  expect(refusal.message.en).not.toBe('')
  for (const { message } of refusal.issues ?? []) expect(message['zh-CN']).not.toBe('')
}

describe.each(doors.map((door) => [door.name, door] as const))('%s', (name, { endpoint }) => {
  test('answers whatever it is given in words', async () => {
    const schema = z.toJSONSchema(endpoint.input, { io: 'input', unrepresentable: 'any' })
    for (const spoilt of [0, 8]) {
      const inputs = fc.sample(valuesOf(schema, spoilt), { numRuns: runs, seed })
      for (const input of inputs) {
        const caller = await whoMay(endpoint.permission)
        const given =
          typeof input === 'object' && input !== null && !Array.isArray(input) ? { ...input } : { id: input }
        const { path, rest } = fillPath(endpoint.path, withIds(endpoint.path, given))
        const inQuery = endpoint.method === 'GET' || endpoint.upload !== undefined
        const payload = endpoint.upload ? Buffer.from('虚构') : inQuery ? undefined : Buffer.from(JSON.stringify(rest))
        const answer = await caller.fetch(endpoint.method, inQuery ? path + queryOf(rest) : path, {
          ...(payload && {
            payload,
            headers: { 'content-type': endpoint.upload ? 'application/octet-stream' : 'application/json' },
          }),
        })
        const told = `${name} with ${JSON.stringify(input)?.slice(0, 1500)}`
        const defects = here.defects.splice(0).filter((error) => !(error instanceof Refusal))
        expect(
          defects.map(({ stack }) => stack),
          told,
        ).toEqual([])
        requireWords(answer)
      }
    }
  })
})

/** A parameter of the path that was not given, or is no text, is something that does not exist. */
function withIds(path: string, given: Record<string, unknown>): Record<string, unknown> {
  const filled = { ...given }
  for (const [, name = ''] of path.matchAll(/:(\w+)/g))
    if (typeof filled[name] !== 'string' || filled[name] === '') filled[name] = '01a21546-0000-7000-8000-0000000000ff'
  return filled
}
