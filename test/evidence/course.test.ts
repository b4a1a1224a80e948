import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { toBase64 } from '../../evidence/bytes.ts'
import { type Course, type CourseAct, decodeCourse, encodeCourse, verifyCourse } from '../../evidence/course.ts'
import { actPartsOf, courseProves, courseProvesNot, courseWords } from '../../evidence/course-words.ts'
import { EvidenceError } from '../../evidence/evidence-error.ts'
import { decodeTrust } from '../../evidence/trust.ts'
import { aCourse } from '../course-maker.ts'

const { course, trust, now } = aCourse(['登记（虚构）', '核查（虚构）', '立案（虚构）', '结案（虚构）'])
const other = aCourse(['登记（虚构）', '核查（虚构）', '立案（虚构）', '结案（虚构）'], 'another matter')
const act = (index: number): CourseAct => course.acts[index] as CourseAct
const withActs = (acts: readonly CourseAct[]): Course => ({ ...course, acts })
const replaced = (index: number, more: Partial<CourseAct>): Course =>
  withActs(course.acts.map((one, own) => (own === index ? { ...one, ...more } : one)))
const verdictOf = (one: Course) => verifyCourse(one, trust, now)
/** What is objected to, act by act. */
const objections = (one: Course) =>
  verdictOf(one).acts.map((found) => {
    const wrong = (['text', 'fact', 'entry'] as const).filter((part) => /differs|missing/.test(found[part]))
    return [...wrong, ...(found.receipt?.verdict === 'not-proven' ? ['receipt'] : [])].join(' ')
  })

describe('the course of a matter', () => {
  it('is proven act by act, each no later than an outside party says', () => {
    const { verdict, acts, withheld } = verdictOf(decodeCourse(encodeCourse(course)))
    expect([verdict, withheld, acts.length]).toEqual(['proven', 0, 4])
    for (const { receipt } of acts)
      expect(receipt).toMatchObject({ saidBy: 'witness', notLaterThanMs: Date.parse('2026-11-24T02:00:05Z') })
  })

  it('may withhold what an act says: nothing of it is in the file, and the rest is proven all the same', () => {
    const text = encodeCourse(replaced(1, { shown: null }))
    expect(text).not.toContain('核查')
    expect(text).not.toContain(toBase64(shown(1).salt))
    expect(JSON.parse(text).acts[1].shown).toBeNull()
    const { verdict, withheld } = verdictOf(decodeCourse(text))
    expect([verdict, withheld]).toEqual(['proven', 1])
  })

  const shown = (index: number) => act(index).shown ?? { text: '', salt: new Uint8Array() }
  const logged = (index: number) => act(index).logged as NonNullable<CourseAct['logged']>
  const swapped = withActs([act(0), { ...act(2), seq: 2 }, { ...act(1), seq: 3 }, act(3)])
  it.each<readonly [what: string, changed: Course, objections: readonly string[]]>([
    [
      'a word of an act was changed',
      replaced(1, { shown: { ...shown(1), text: shown(1).text.replace('核查', '核实') } }),
      ['', 'text', '', ''],
    ],
    ['a salt was changed', replaced(1, { shown: { ...shown(1), salt: shown(2).salt } }), ['', 'text', '', '']],
    ['the text of one act stands for another', replaced(1, { shown: shown(2) }), ['', 'text', '', '']],
    [
      'a digest was changed: of the act itself, and so of what the next one follows',
      replaced(1, { digest: act(2).digest }),
      ['', 'text fact', 'text', ''],
    ],
    [
      'an act was taken out of the middle',
      withActs([act(0), { ...act(2), seq: 2 }, { ...act(3), seq: 3 }]),
      ['', 'text fact', 'text fact'],
    ],
    ['two acts changed places', swapped, ['', 'text fact', 'text fact', 'text']],
    ['the fact of another act is enclosed', replaced(1, { logged: logged(2) }), ['', 'fact', '', '']],
    [
      'the fact was changed after it was entered',
      replaced(1, { logged: { ...logged(1), fact: logged(1).fact.replace('02:00:00', '01:00:00') } }),
      ['', 'entry', '', ''],
    ],
    [
      'the receipt is that of another entry',
      replaced(1, { logged: { ...logged(1), receipt: logged(2).receipt } }),
      ['', 'entry', '', ''],
    ],
    ['an act is not in the log yet', replaced(3, { logged: null }), ['', '', '', 'fact entry']],
    [
      'the receipt is of a log that nobody confirmed',
      replaced(0, { logged: { ...logged(0), receipt: other.course.acts[0]?.logged?.receipt ?? logged(0).receipt } }),
      ['entry receipt', '', '', ''],
    ],
    [
      'it is said to be of another matter',
      { ...course, matterId: 'another matter' },
      ['text fact', 'text fact', 'text fact', 'text fact'],
    ],
    ['it is another matter’s, in another log', other.course, ['receipt', 'receipt', 'receipt', 'receipt']],
  ])('is not proven when %s, and the report says where', (_what, changed, expected) => {
    expect(verdictOf(changed).verdict).toBe('not-proven')
    expect(objections(changed)).toEqual(expected)
  })

  it('without acts proves nothing', () => {
    expect(verdictOf(withActs([])).verdict).toBe('not-proven')
  })

  it('cut off at the end is proven as far as it goes; that nothing followed is not among what is proven', () => {
    expect(verdictOf(withActs(course.acts.slice(0, 2))).verdict).toBe('proven')
    expect(courseProvesNot[0]?.[1]).toContain('nothing followed')
  })

  it('has one form, and anything else is refused by a code of the closed list', () => {
    const text = encodeCourse(course)
    const salt = JSON.parse(text).acts[0].shown.salt as string
    for (const [wrong, code] of [
      ['', 'not-json'],
      ['{}', 'kind-unknown'],
      [text.replace('"shoumi-course"', '"shoumi-receipt"'), 'kind-unknown'],
      [text.replace('"v": 1', '"v": 2, "more": []'), 'version-unknown'],
      [text.replace('"matterId"', '"matterID"'), 'course-malformed'],
      [text.replace('"seq": 2', '"seq": 3'), 'course-malformed'],
      [text.replace(/"digest": "[0-9a-f]{2}/, '"digest": "'), 'course-malformed'],
      // A byte moved from salt to text would leave the digest as it is.
      [text.replace(salt, salt.slice(4)), 'course-malformed'],
      [text.replace('"entry": "', '"entry": "AAAA'), 'entry-malformed'],
    ] as const) {
      const read = () => decodeCourse(wrong)
      expect(read).toThrow(EvidenceError)
      expect(read).toThrow(new RegExp(`^${code}`))
    }
  })

  it('of every released version is still proven', () => {
    const folder = join(import.meta.dirname, '../../evidence/vectors/courses')
    const versions = readdirSync(folder).filter((name) => !name.endsWith('.txt'))
    expect(versions).toContain('v0.1')
    for (const version of versions) {
      const read = (name: string) => readFileSync(join(folder, version, name), 'utf8')
      const kept = verifyCourse(
        decodeCourse(read('a.tscourse.json')),
        decodeTrust(read('trust.json')),
        Date.parse('2046-01-01T00:00:00Z'),
      )
      expect([version, kept.verdict, kept.withheld]).toEqual([version, 'proven', 1])
    }
  })

  it('is told in both languages', () => {
    const found = [course, withActs(course.acts.map((one) => ({ ...one, shown: null, logged: null }))), swapped]
    const parts = found.flatMap((one) => verdictOf(one).acts.flatMap(actPartsOf))
    for (const [zh, en] of [
      ...Object.values(courseWords),
      ...courseProves,
      ...courseProvesNot,
      ...parts.flatMap(({ name, found: said }) => [name, said]),
    ]) {
      expect(zh).toMatch(/\p{Script=Han}/u)
      expect(en).toMatch(/^[\x20-\x7e“”’–—…]+$/)
    }
  })
})
