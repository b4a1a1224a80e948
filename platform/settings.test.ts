import { expect, test } from 'vitest'
import { readSettings, SettingsError } from './settings.ts'

const complaint = (env: Record<string, string>) => {
  try {
    readSettings(env)
  } catch (error) {
    if (error instanceof SettingsError) return error.message
    throw error
  }
  throw new Error('it was accepted')
}

test('everything has a default, and an empty value means the default', () => {
  expect(readSettings({ PORT: '' })).toMatchObject({
    port: 8400,
    host: 'localhost',
    publicUrl: 'http://localhost:8400',
    databaseUrl: null,
    mail: null,
    oidc: null,
    worker: 'inline',
  })
  expect(readSettings({ PORT: '9000', PUBLIC_URL: 'https://shoumi.example.cn/' })).toMatchObject({
    port: 9000,
    publicUrl: 'https://shoumi.example.cn',
  })
})

test.each([
  ['PORT', '99999', '0–65535'],
  ['PORT', 'http', 'a port'],
  ['PUBLIC_URL', 'shoumi.example.cn', 'https://'],
  ['DATABASE_URL', 'mysql://x', 'postgres://'],
  ['LOG_LEVEL', 'loud', 'one of fatal'],
  ['WORKER', 'yes', 'inline or off'],
])('%s=%s is named with what was expected', (name, value, expected) => {
  const text = complaint({ [name]: value })
  expect(text).toContain(name)
  expect(text).toContain(expected)
})

test('every wrong setting is told at once, and what is secret is not shown', () => {
  const text = complaint({ PORT: 'x', DATABASE_URL: 'mysql://root:hunter2@db/x', OIDC_ISSUER: 'https://id.example' })
  expect(text.split('\n')).toHaveLength(3)
  expect(text).not.toContain('hunter2')
  expect(text).toContain('OIDC_CLIENT_ID')
})
