import { describe, expect, it } from 'vitest'
import { countOf, handable, handingsOf, type SentOut, standingOf, versionInForce } from './handing.rules.ts'
import type { FirmPaper } from './template.schema.ts'

const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const documentId = uuid(1)
const approval = (version: number, text: string) => ({
  ...{ version, approvedBy: '虚构李四', approvedOn: '2026-11-24', text, laidOut: null },
})
const paper: FirmPaper = {
  ...{ v: 1, templateId: 'TPL-01', templateVersion: '1.0.0', title: '制度', choices: {}, edits: {}, forWhom: null },
  ...{ answers: { text: {}, ticks: {}, rows: {} }, state: 'approved', version: 2 },
  approvals: [approval(1, '第一版'), approval(2, '第二版')],
  handed: [],
}
const said = (said: string, note = '') => ({ on: '2026-11-25', answer: { said, note } })
const sent = (id: number, person: number, change: Partial<SentOut> = {}): SentOut => ({
  ...{ id: uuid(id), personId: uuid(person), person: `虚构${person}` },
  handout: { text: '第二版', about: { documentId } },
  ...{ dueOn: null, madeAt: '2026-11-24T02:00:00Z', openedAt: null, answeredAt: null, answered: null },
  ...change,
})
const answered = (id: number, person: number, one: SentOut['answered'], change: Partial<SentOut> = {}) =>
  sent(id, person, { openedAt: '2026-11-25T01:00:00Z', answeredAt: '2026-11-25T02:00:00Z', answered: one, ...change })

describe('whom a paper was handed', () => {
  it('is told by state: an objection is no acknowledgement, and what cannot be read is neither', () => {
    const handings = handingsOf(documentId, paper, [
      sent(10, 1),
      sent(11, 2, { openedAt: '2026-11-25T01:00:00Z' }),
      answered(12, 3, said('acknowledged')),
      answered(13, 4, said('objected', '第三条不清楚')),
      answered(14, 5, null),
      answered(15, 6, said('done')),
    ])
    expect(handings.map(({ state }) => state)).toEqual([
      ...['waiting', 'opened', 'acknowledged', 'objected', 'unreadable', 'unreadable'],
    ])
    expect(handings[3]).toMatchObject({ on: '2026-11-25', note: '第三条不清楚', version: 2 })
    expect(countOf(handings, 'acknowledged')).toBe(1)
  })
  it('leaves out other papers, and what cannot be opened', () => {
    const other = { text: '第二版', about: { documentId: uuid(2) } }
    expect(handingsOf(documentId, paper, [sent(10, 1, { handout: other }), sent(11, 1, { handout: null })])).toEqual([])
  })
  it('is told by version: as noted when it was handed, else by the text that was approved', () => {
    const noted = {
      ...paper,
      handed: [
        { ...{ personId: uuid(1), name: '虚构1', version: 1 }, handoutId: uuid(10), digest: '', sentOn: '2026-11-24' },
      ],
    }
    const text = (text: string) => ({ handout: { text, about: { documentId } } })
    const versions = handingsOf(documentId, noted, [
      sent(10, 1),
      sent(11, 2, text('第一版')),
      sent(12, 3),
      sent(13, 4, text('别的文字')),
    ]).map(({ version }) => version)
    expect(versions).toEqual([1, 1, 2, 0])
  })
})

describe('what stands', () => {
  const members = [1, 2, 3, 4].map((person) => ({
    ...{ personId: uuid(person), name: `虚构${person}`, recipient: person === 4 ? null : `age1${person}` },
  }))
  it('is what each person said last of this version', () => {
    const handings = handingsOf(documentId, paper, [
      answered(13, 1, said('acknowledged')),
      answered(12, 1, said('objected')),
      answered(11, 2, said('acknowledged'), { handout: { text: '第一版', about: { documentId } } }),
    ])
    expect(standingOf(2, handings).map(({ person, state }) => [person, state])).toEqual([['虚构1', 'acknowledged']])
  })
  it('can be handed to whoever has not got it or objected, and not to those without a key, who are named', () => {
    const standing = standingOf(2, handingsOf(documentId, paper, [sent(10, 1), answered(11, 2, said('objected'))]))
    const { ready, withoutKey } = handable(members, standing)
    expect(ready.map(({ name }) => name)).toEqual(['虚构2', '虚构3'])
    expect(withoutKey.map(({ name }) => name)).toEqual(['虚构4'])
  })
  it('is of the version in force: while the next one is written, the one before', () => {
    expect(versionInForce(paper)).toBe(2)
    expect(versionInForce({ ...paper, state: 'draft', version: 3 })).toBe(2)
    expect(versionInForce({ ...paper, state: 'draft', version: 1, approvals: [] })).toBeNull()
  })
})
