import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { digestOfCode, markOf, offerCode, wasOffered } from './tip-code.service.ts'

const key = randomBytes(32)

test('a code is new every time, and known to have been given out here', () => {
  const [one, two] = [offerCode(key), offerCode(key)]
  expect(one.code).not.toBe(two.code)
  expect(wasOffered(key, one)).toBe(true)
  for (const forged of [
    { ...one, code: two.code },
    { ...one, ticket: '' },
    { ...one, ticket: `${one.ticket}A` },
  ])
    expect(wasOffered(key, forged)).toBe(false)
  expect(wasOffered(randomBytes(32), one)).toBe(false)
})

test('the same code has the same digest here, and another one under another key', async () => {
  const { code } = offerCode(key)
  const digest = await digestOfCode(key, code)
  expect(digest).toHaveLength(32)
  expect((await digestOfCode(key, code)).equals(digest)).toBe(true)
  expect((await digestOfCode(randomBytes(32), code)).equals(digest)).toBe(false)
  expect((await digestOfCode(key, offerCode(key).code)).equals(digest)).toBe(false)
})

test('a name has the same mark in one part and another in the next', () => {
  expect(markOf(key, 'accused', '虚构')).toEqual(markOf(key, 'accused', '虚构'))
  expect(markOf(key, 'accused', '虚构')).not.toEqual(markOf(key, 'right-holder', '虚构'))
})
