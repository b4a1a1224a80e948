import { describe, expect, it } from 'vitest'
import { readContent } from '../../platform/content.ts'
import { type HandedOut, standingObjections, withAgreements, withTraining } from './answered.rules.ts'
import { Courses, Exam } from './course.schema.ts'
import { handedBackBy, heldBy, typedItems } from './hand-back.rules.ts'
import { ClearedPerson } from './workforce.schema.ts'

const uuid = (n: number) => `0198c0de-0000-7000-8000-${String(n).padStart(12, '0')}`
const me = uuid(1)
const record = uuid(2)
const document = uuid(3)
const person = ClearedPerson.parse({
  ...{ v: 1, name: '虚构员工', personId: me, post: '工艺员', level: 'core', clearedSince: '2026-01-05' },
  ...{ clearedUntil: null, agreements: [], nonCompete: null, training: [], runs: [], retention: null },
})
const digest = 'ab'.repeat(32)
const answer = (
  said: 'acknowledged' | 'done' | 'objected',
  more: Partial<NonNullable<HandedOut['answered']>['answer']> = {},
) => ({ on: '2026-11-20', answer: { v: 1 as const, said, note: '', at: '2026-11-20T02:00:00Z', ...more } })
const paper = (id: number, changes: Partial<HandedOut> = {}): HandedOut => ({
  ...{ id: uuid(id), personId: me, digest, answered: null },
  handout: { v: 1, title: '员工保密协议（虚构员工）', text: '示例', about: { documentId: document }, binds: true },
  ...changes,
})
const papers = (templateId: string) => new Map([[document, { value: { templateId } }]])
const agreements = (sent: readonly HandedOut[], templateId = 'TPL-05', from = person) =>
  withAgreements(from, papers(templateId), sent).agreements.map(({ id, kind, signedOn }) => [id, kind, signedOn])

describe('an agreement that was handed out', () => {
  it('is signed on the day it was acknowledged, and names what was acknowledged', () => {
    const sent = [paper(9, { answered: answer('acknowledged') })]
    expect(agreements(sent)).toEqual([[uuid(9), 'confidentiality', '2026-11-20']])
    expect(withAgreements(person, papers('TPL-05'), sent).agreements[0]?.paper).toEqual({
      ...{ documentId: document, handoutId: uuid(9), title: '员工保密协议（虚构员工）', digest },
    })
  })
  it('is not signed as long as it waits', () => {
    expect(agreements([paper(9)], 'TPL-06')).toEqual([[uuid(9), 'non-compete', null]])
  })
  it('is none after an objection, also where it was waited for before', () => {
    const waiting = withAgreements(person, papers('TPL-05'), [paper(9)])
    expect(agreements([paper(9, { answered: answer('objected') })], 'TPL-05', waiting)).toEqual([])
  })
  it('waits once only, and stays signed while a newer one waits', () => {
    expect(agreements([paper(10), paper(9)])).toEqual([[uuid(10), 'confidentiality', null]])
    expect(agreements([paper(10), paper(9, { answered: answer('acknowledged') })])).toEqual([
      [uuid(9), 'confidentiality', '2026-11-20'],
      [uuid(10), 'confidentiality', null],
    ])
  })
  it('is of nobody else, and rules that are read are no agreement', () => {
    expect(agreements([paper(9, { personId: uuid(7), answered: answer('acknowledged') })])).toEqual([])
    expect(agreements([paper(9, { answered: answer('acknowledged') })], 'TPL-01')).toEqual([])
    const known = { v: 1 as const, title: '示例', text: '示例', about: { documentId: document } }
    expect(agreements([paper(9, { handout: known, answered: answer('acknowledged') })])).toEqual([])
  })
  it('that was kept once stays when it is not listed any more', () => {
    const kept = withAgreements(person, papers('TPL-05'), [paper(9, { answered: answer('acknowledged') })])
    expect(agreements([], 'TPL-05', kept)).toEqual([[uuid(9), 'confidentiality', '2026-11-20']])
  })
})

describe('an objection', () => {
  it('stands until something newer about the same was answered or sent', () => {
    const objected = paper(9, { answered: answer('objected') })
    expect(standingObjections(me, [objected])).toEqual([objected])
    expect(standingObjections(me, [paper(10), objected])).toEqual([])
    expect(standingObjections(uuid(7), [objected])).toEqual([])
    expect(standingObjections(null, [objected])).toEqual([])
  })
})

describe('a course', async () => {
  const content = { courses: await readContent('courses', Courses), exam: await readContent('exam', Exam) }
  const questions = content.exam.questions.filter(({ course }) => course === 'C1')
  const right = Object.fromEntries(questions.map(({ id, answer: keys }) => [id, keys]))
  const sent = (choices: Readonly<Record<string, string[]>>, clearedId = record): HandedOut => ({
    ...{ id: uuid(20), personId: me, digest, answered: answer('done', { choices }) },
    handout: {
      ...{ v: 1, title: '商业秘密入门', text: '示例', about: { clearedId } },
      course: { id: 'C1', questions: questions.map(({ id }) => id), validMonths: 12 },
    },
  })
  const training = (one: HandedOut, from = person) => withTraining(from, record, content, [one]).training
  it('that was passed holds for as long as was said', () => {
    expect(training(sent(right))).toEqual([
      {
        ...{ id: uuid(20), course: '商业秘密入门', on: '2026-11-20', passed: true, until: '2027-11-20' },
        result: { courseId: 'C1', score: 100 },
      },
    ])
  })
  it('that was failed holds for no day', () => {
    expect(training(sent({}))).toMatchObject([{ passed: false, until: null, result: { score: 0 } }])
  })
  it('is marked once and for the person it was assigned to', () => {
    expect(training(sent({}), withTraining(person, record, content, [sent(right)]))).toMatchObject([{ passed: true }])
    expect(training(sent(right, uuid(8)))).toEqual([])
    expect(training({ ...sent(right), answered: answer('objected') })).toEqual([])
  })
})

describe('handing back', () => {
  const register = [
    {
      value: {
        ...{ number: 'SM-2026-001', status: 'active' as const },
        carriers: [
          { id: uuid(30), kind: 'paper', what: '釉料配方本', where: '三号柜', keeper: '虚构员工', marked: true },
          { id: uuid(31), kind: 'person', what: '记忆', where: '', keeper: '虚构员工', marked: false },
          { id: uuid(32), kind: 'paper', what: '别人的', where: '', keeper: '虚构他人', marked: false },
        ] as const,
      },
    },
  ].map(({ value }) => ({ value: { ...value, carriers: [...value.carriers] } }))
  it('asks for what the person keeps, by name, and for nothing that is in the head', () => {
    expect(heldBy('虚构员工', register)).toEqual([{ id: uuid(30), what: '釉料配方本（SM-2026-001 纸质，三号柜）' }])
  })
  const items = [
    { id: uuid(30), what: '釉料配方本' },
    { id: uuid(33), what: '门禁卡' },
  ]
  const sent = (id: number, answered: HandedOut['answered']): HandedOut => ({
    ...{ id: uuid(id), personId: me, digest, answered },
    handout: { v: 1, title: '交还清单', text: '示例', about: { clearedId: record }, items },
  })
  it('tells of each thing what the newest answer says', () => {
    const answered = answer('done', { items: { [uuid(30)]: 'returned', [uuid(33)]: 'not-held' } })
    expect(handedBackBy(me, [sent(41, answered), sent(40, null)]).map(({ state }) => state)).toEqual([
      ...['returned', 'not-held'],
    ])
    expect(handedBackBy(me, [sent(40, null)]).map(({ state }) => state)).toEqual(['waiting', 'waiting'])
    expect(handedBackBy(me, [sent(40, answer('objected'))]).map(({ state }) => state)).toEqual(['objected', 'objected'])
    expect(handedBackBy(uuid(7), [sent(40, null)])).toEqual([])
  })
  it('takes each typed line as a thing', () => {
    expect(typedItems(' 门禁卡 \n\n工牌', () => uuid(50)).map(({ what }) => what)).toEqual(['门禁卡', '工牌'])
  })
})
