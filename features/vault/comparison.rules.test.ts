import { describe, expect, it } from 'vitest'
import { type KnownKeys, nextHolders, standingOf, vaultStanding } from './comparison.rules.ts'
import { comparisonIds } from './comparison.schema.ts'

const known: KnownKeys = {
  own: { personId: 'owner', recipient: 'age1-owner' },
  compared: new Map([
    ['keeper', 'age1-keeper'],
    [comparisonIds.printed, 'age1-paper'],
    [comparisonIds.shared, 'age1-shares'],
  ]),
}
const listed = {
  members: [
    { personId: 'owner', recipient: 'age1-owner', holds: true },
    { personId: 'keeper', recipient: 'age1-keeper', holds: true },
    { personId: 'employee', recipient: 'age1-employee', holds: false },
    { personId: 'newcomer', recipient: null, holds: false },
  ],
  otherRecipients: [
    { holder: 'printed' as const, recipient: 'age1-paper' },
    { holder: 'shared' as const, recipient: 'age1-shares' },
  ],
}

describe('a public key that the server gives', () => {
  it('is one’s own only when the room holds it', () => {
    expect(standingOf('owner', 'age1-owner', known)).toBe('own')
    expect(standingOf('owner', 'age1-of-the-server', known)).toBe('changed')
    // Nobody else can vouch for what is one's own.
    const vouched = { ...known, compared: new Map([['owner', 'age1-of-the-server']]) }
    expect(standingOf('owner', 'age1-of-the-server', vouched)).toBe('changed')
  })

  it('is compared as long as it is the one that was compared, and changed when it is another', () => {
    expect(standingOf('keeper', 'age1-keeper', known)).toBe('compared')
    expect(standingOf('keeper', 'age1-of-the-server', known)).toBe('changed')
    expect(standingOf('employee', 'age1-employee', known)).toBe('not-compared')
  })
})

describe('the vault that is open', () => {
  it.each([
    ['open', { number: 2, recipient: 'age1-second' }],
    ['replaced', { number: 2, recipient: 'age1-of-the-server' }],
    ['behind', { number: 3, recipient: 'age1-third' }],
    // What is sealed to an older generation opens for those who hold this one.
    ['open', { number: 1, recipient: 'age1-first' }],
    ['open', undefined],
  ] as const)('stands %s to %j', (standing, newest) => {
    expect(vaultStanding({ generation: 2, vaultRecipient: 'age1-second' }, newest)).toBe(standing)
  })
})

describe('the next key of the vault', () => {
  it('goes to everybody who holds the present one, when each of their keys is known', () => {
    expect(nextHolders(listed, known)).toEqual({
      holders: [
        { holder: 'member', personId: 'owner', recipient: 'age1-owner' },
        { holder: 'member', personId: 'keeper', recipient: 'age1-keeper' },
        { holder: 'printed', personId: null, recipient: 'age1-paper' },
        { holder: 'shared', personId: null, recipient: 'age1-shares' },
      ],
      unsure: [],
    })
  })

  it.each([
    ['oneself', { ...listed, members: [{ personId: 'owner', recipient: 'age1-false', holds: true }] }, 'age1-false'],
    ['a keeper', { ...listed, members: [{ personId: 'keeper', recipient: 'age1-false', holds: true }] }, 'age1-false'],
    ['a stranger', { ...listed, members: [{ personId: 'nobody', recipient: 'age1-new', holds: true }] }, 'age1-new'],
    [
      'the paper',
      { ...listed, otherRecipients: [{ holder: 'printed' as const, recipient: 'age1-false' }] },
      'age1-false',
    ],
    [
      'the shares',
      { ...listed, otherRecipients: [{ holder: 'shared' as const, recipient: 'age1-paper' }] },
      'age1-paper',
    ],
  ])('is not made while the server gives another key for %s', (_, swapped, recipient) => {
    expect(nextHolders(swapped, known).unsure.map((one) => one.recipient)).toEqual([recipient])
  })
})
