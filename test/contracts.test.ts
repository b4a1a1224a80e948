import { Validator } from '@seriousme/openapi-schema-validator'
import { describe, expect, test } from 'vitest'
import {
  grantedPermissions,
  organisationKinds,
  permissionsOf,
  type Role,
  roles,
  rolesOfKind,
  rolesWith,
} from '../core/permission.ts'
import { kernelRefusals } from '../core/refusal.ts'
import { locales, say } from '../core/words.ts'
import { aMember } from './builders.ts'
import { aHouse } from './harness.ts'
import { strangerAttempts } from './strangers.ts'

const here = await aHouse()
const doors = here.house.doors
const behindARole = doors.flatMap((door) => {
  const { permission } = door.endpoint
  return permission === 'public' || permission === 'signed-in' ? [] : [{ ...door, permission }]
})
const officeRoles = rolesOfKind('office')
const ofTheOffice = behindARole.filter(({ permission }) =>
  rolesWith(permission).every((role) => officeRoles.includes(role)),
)
const ofSeveral = behindARole.filter((door) => !ofTheOffice.includes(door))

test('there are doors to walk through', () => {
  expect(doors.length).toBeGreaterThan(30)
  expect(new Set(doors.map(({ name }) => name)).size).toBe(doors.length)
})

test('every role that a permission names can be held somewhere, and every kind of organisation has roles', () => {
  for (const kind of organisationKinds) expect(rolesOfKind(kind).length, kind).toBeGreaterThan(0)
  for (const role of roles)
    expect(
      organisationKinds.some((kind) => rolesOfKind(kind).includes(role)),
      role,
    ).toBe(true)
})

test('every permission is asked for by a door', () => {
  const asked = new Set<string>(doors.map(({ endpoint }) => endpoint.permission))
  expect(grantedPermissions.filter((permission) => !asked.has(permission))).toEqual([])
})

describe.each(doors.map((door) => [door.name, door] as const))('%s', (_name, door) => {
  test('says in every language what it does and why it may refuse', () => {
    for (const locale of locales) {
      expect(say(door.endpoint.summary, locale)).not.toBe('')
      for (const code of door.endpoint.refusals) {
        const pair = door.words[code] ?? kernelRefusals[code as keyof typeof kernelRefusals]
        expect(pair, `words of refusal ${code}`).toBeDefined()
        if (pair) expect(say(pair, locale)).not.toBe('')
      }
    }
  })

  test('a person without its permission is turned away before the input is looked at', async () => {
    const { permission } = door.endpoint
    const anonymous = await here.anyone.fetch(door.endpoint.method, samplePath(door.endpoint.path))
    if (permission === 'public') return expect([401, 403]).not.toContain(anonymous.status)
    expect(anonymous.status).toBe(401)
    expect(anonymous.refusal.code).toBe('sign-in-required')
    if (permission === 'signed-in') return
    const wrong = roles.find((role) => !permissionsOf([role]).has(permission))
    if (!wrong) return
    const { caller } = await aMember(here, kindHolding(wrong), wrong)
    const answer = await caller.fetch(door.endpoint.method, samplePath(door.endpoint.path))
    expect(answer.status).toBe(403)
    expect(answer.refusal.code).toBe('forbidden')
  })
})

describe.each(ofTheOffice.map((door) => [door.name, door] as const))('%s, a door of the office', (_name, door) => {
  test.each(['station', 'court', 'enterprise', 'park', 'sister-district'] as const)(
    'is closed to everybody of a %s',
    async (kind) => {
      const { caller } = await aMember(here, kind, rolesOfKind(kind))
      const answer = await caller.fetch(door.endpoint.method, samplePath(door.endpoint.path))
      expect({ status: answer.status, code: answer.refusal.code }).toEqual({ status: 403, code: 'forbidden' })
    },
  )
})

describe.each(ofSeveral.map((door) => [door.name, door] as const))(
  '%s, tried from another organisation',
  (name, door) => {
    test('gives a stranger nothing', async () => {
      const attempt = strangerAttempts[name]
      expect(attempt, `test/strangers.ts has no attempt on ${name}`).toBeDefined()
      if (!attempt) return
      const { stranger, input, expect: outcome, payload } = await attempt(here)
      const answer = await stranger.call(door.endpoint, input, payload ? { payload } : {})
      if (outcome === 'not-found')
        expect({ status: answer.status, code: answer.refusal?.code }).toEqual({ status: 404, code: 'not-found' })
      else await outcome(answer)
    })
  },
)

test('no attempt is kept for a door that is gone', () => {
  expect(Object.keys(strangerAttempts).filter((name) => !ofSeveral.some((door) => door.name === name))).toEqual([])
})

test('the OpenAPI document is valid 3.1 and lists every door', async () => {
  const { body } = await here.anyone.fetch<{ openapi: string; paths: Record<string, Record<string, unknown>> }>(
    'GET',
    '/api/openapi.json',
  )
  const { valid, errors } = await new Validator().validate(structuredClone(body))
  expect({ valid, errors }).toMatchObject({ valid: true })
  expect(body.openapi).toBe('3.1.0')
  for (const { endpoint } of doors)
    expect(
      body.paths[endpoint.path.replace(/:(\w+)/g, '{$1}')]?.[endpoint.method.toLowerCase()],
      endpoint.path,
    ).toBeDefined()
})

const samplePath = (path: string) => path.replace(/:\w+/g, '00000000-0000-7000-8000-000000000000')
const kindHolding = (role: Role) => organisationKinds.find((kind) => rolesOfKind(kind).includes(role))!
