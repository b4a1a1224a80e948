import { describe, expect, it } from 'vitest'
import { readContent } from '../../platform/content.ts'
import { planOf } from '../checklist/checklist.rules.ts'
import { Checklists, type StepDone } from '../checklist/checklist.schema.ts'
import { Templates } from '../template/template.schema.ts'
import { dialled, rolesOf } from './contact.rules.ts'
import {
  clocks,
  clocksOf,
  nextNumber,
  nextSteps,
  readMoment,
  readPast,
  timelineForPack,
  timelineOf,
  writtenLate,
} from './incident.rules.ts'
import { Incident, IncidentRecord } from './incident.schema.ts'
import { drillWarning, recordOf } from './incident-record.rules.ts'
import { answersFor, lettersOf, titleFor } from './letter.rules.ts'

const lists = await readContent('checklists', Checklists)
const { templates } = await readContent('templates', Templates)
const list = lists.checklists.find(({ id }) => id === 'CL-IN')
if (!list) throw new RangeError('no list of incidents')
const template = (id: string) => {
  const found = templates.find((one) => one.id === id)
  if (!found) throw new RangeError(`no template ${id}`)
  return found
}
const discoveredAt = '2026-12-31T23:30:00+08:00'
const secretId = '01a21546-0000-7000-8000-0000000000aa'
const done = (at: string, more: Partial<StepDone> = {}): StepDone => ({
  ...{ at, by: '虚构法务', outcome: 'done', note: '', record: '日志 3' },
  ...more,
})
const fact = {
  id: '01a21546-0000-7000-8000-0000000000e1',
  at: '2027-01-01T00:10:00+08:00',
  writtenAt: '2026-12-31T16:40:00.000Z',
  by: '虚构记录人',
  kind: 'fact' as const,
  text: '邮件日志显示 23:05 外发。',
  evidence: '存证 ab12',
}
const incident = (steps: Record<string, StepDone> = {}, more: Partial<Incident> = {}): Incident =>
  Incident.parse({
    ...{ v: 1, kind: 'incident', number: '2026-01', drill: false, title: '虚构：图纸外发', discoveredAt },
    ...{ discoverer: '虚构班长', channel: '邮件', secretIds: [secretId], log: [fact], state: 'running' },
    contacts: [{ id: '01a21546-0000-7000-8000-0000000000c1', role: '律师', name: '虚构律师', phone: '023 1234' }],
    run: { checklistId: 'CL-IN', anchorAt: discoveredAt, startedAt: '2026-12-31T15:35:00.000Z', steps, closedAt: null },
    ...more,
  })
const at = (text: string) => Temporal.Instant.from(text)
const plan = (one: Incident, now: string) => planOf(list, one.run, at(now))
const mandatoryOf = (...phases: number[]) =>
  phases.flatMap((place) => list.phases[place]?.steps.filter(({ mandatory }) => mandatory) ?? [])

describe('the clocks', () => {
  it('cover every phase of the first three days, once', () => {
    const phases = clocks.flatMap((clock) => [...clock.phases])
    expect(phases).toEqual(list.phases.map(({ id }) => id).slice(0, 5))
  })
  it('run from the discovery over the turn of the year, and are overdue by the minute', () => {
    const one = incident()
    const told = clocksOf(one, plan(one, '2026-12-31T16:31:00Z'), at('2026-12-31T16:31:00Z'))
    expect(told.map(({ hours, dueAt, minutesLeft, state }) => [hours, dueAt.toString(), minutesLeft, state])).toEqual([
      [1, '2026-12-31T16:30:00Z', -1, 'overdue'],
      [24, '2027-01-01T15:30:00Z', 1379, 'running'],
      [72, '2027-01-03T15:30:00Z', 4259, 'running'],
    ])
    expect(told[0]?.missing.map(({ step }) => step.id)).toEqual(['IN-01', 'IN-02', 'IN-03', 'IN-04'])
  })
  it('are met when no mandatory step of theirs is missing, and say by how much that was late', () => {
    const [first, ...others] = mandatoryOf(0)
    const all = { ...Object.fromEntries(others.map(({ id }) => [id, done('2026-12-31T15:50:00.000Z')])) }
    const told = (recorded: string) => {
      const one = incident({ ...all, [first?.id ?? '']: done(recorded) })
      return clocksOf(one, plan(one, '2027-01-05T00:00:00Z'), at('2027-01-05T00:00:00Z'))[0]
    }
    expect(told('2026-12-31T16:30:00.000Z')).toMatchObject({ state: 'met', lateBy: 0, missing: [] })
    expect(told('2026-12-31T17:50:00.000Z')).toMatchObject({ state: 'met', lateBy: 80 })
  })
  it('begin with the steps of the first hour, then with what follows, advice of the phase among it', () => {
    const one = incident()
    expect(nextSteps(plan(one, '2026-12-31T15:40:00Z'), 4).map(({ step }) => step.id)).toEqual(
      mandatoryOf(0).map(({ id }) => id),
    )
    const later = incident(Object.fromEntries(mandatoryOf(0).map(({ id }) => [id, done('2026-12-31T15:50:00Z')])))
    expect(nextSteps(plan(later, '2026-12-31T16:40:00Z'), 5).map(({ step }) => step.id)).toEqual([
      ...['IN-05', 'IN-06', 'IN-07', 'IN-08', 'IN-09'],
    ])
  })
})

describe('a moment', () => {
  it.each([
    ['2026-11-24 10:30', '2026-11-24T10:30:00+08:00'],
    ['2026-11-24 9：05', '2026-11-24T09:05:00+08:00'],
    ['2026-02-30 10:30', null],
    ['2026-11-24 25:00', null],
    ['昨天晚上', null],
  ])('%s is read as %s, in China whatever the machine is set to', (text, moment) => {
    expect(readMoment(text)).toBe(moment)
  })
})

describe('the timeline', () => {
  it('puts log and steps in the order in which they happened, in China time', () => {
    const one = incident({ 'IN-01': done('2026-12-31T15:40:00.000Z'), 'IN-05': done('2026-12-31T17:00:00.000Z') })
    const lines = timelineOf(one, plan(one, '2027-01-01T00:00:00Z'))
    expect(lines.map(({ at: when, text }) => [when, text.slice(0, 5)])).toEqual([
      ['2026-12-31T23:40:00+08:00', 'IN-01'],
      ['2027-01-01T00:10:00+08:00', '邮件日志显'],
      ['2027-01-01T01:00:00+08:00', 'IN-05'],
    ])
    expect(lines.map(({ late }) => late)).toEqual([false, true, false])
  })
  it('says that a step was refused or not needed, never that it was done', () => {
    const one = incident({
      'IN-08': done('2026-12-31T17:00:00Z', { outcome: 'refused', note: '对方拒收' }),
      'IN-09': done('2026-12-31T17:01:00Z', { outcome: 'not-needed', note: '' }),
    })
    const texts = timelineOf(one, plan(one, '2027-01-01T00:00:00Z')).map(({ text }) => text)
    expect(texts.find((text) => text.startsWith('IN-08'))).toMatch(/（对方拒绝：对方拒收）$/)
    expect(texts.find((text) => text.startsWith('IN-09'))).toMatch(/（不需要）$/)
  })
  it('tells what was written down long after it happened, and takes nothing from the future', () => {
    expect(writtenLate(fact)).toBe(true)
    expect(writtenLate({ ...fact, at: '2027-01-01T00:30:00+08:00' })).toBe(false)
    expect(readPast('2027-01-01 00:30', at('2026-12-31T16:29:59Z'))).toBeNull()
    expect(readPast('2027-01-01 00:30', at('2026-12-31T16:30:00Z'))).toBe('2027-01-01T00:30:00+08:00')
  })
  it('goes into the pack of a secret it touches, and never out of a drill', () => {
    const now = at('2027-01-01T00:00:00Z')
    const all = [incident(), incident({}, { drill: true }), incident({}, { secretIds: [] })]
    expect(timelineForPack(all, secretId, lists.checklists, now)).toHaveLength(1)
    expect(timelineForPack([incident({}, { drill: true })], secretId, lists.checklists, now)).toEqual([])
  })
})

it('incidents and drills are numbered apart, by year', () => {
  const present = [{ number: '2026-01' }, { number: '2026-09' }, { number: '演练2026-01' }]
  expect(nextNumber(present, 2026, false)).toBe('2026-10')
  expect(nextNumber(present, 2026, true)).toBe('演练2026-02')
  expect(nextNumber(present, 2027, false)).toBe('2027-01')
})

describe('whom to call', () => {
  it('is who acts in the list and who the plan of the firm names outside, each once and without a number', () => {
    const roles = rolesOf(lists, 'CL-IN').map(([zh]) => zh)
    expect(roles).toEqual([
      ...['人事', '部门负责人', '保密专员', '信息管理员', '法务或外聘律师', '记录人', '主要负责人'],
      ...['市场监管部门', '公安机关', '公证机构', '鉴定机构', '取证机构'],
    ])
    // The plan names them in one line of its template.
    const label = template('TPL-19').fields.find(({ key }) => key === 'contacts')?.label.zh
    expect(label).toBe('外部联系人（监管、公安、律师、公证、鉴定、取证）')
  })
  it.each([
    ['023-6789 0000', '02367890000'],
    ['+86 138 0000 0000', '+8613800000000'],
    ['110', '110'],
    ['分机 8', null],
    ['', null],
  ])('%s is dialled as %s', (phone, number) => expect(dialled(phone)).toBe(number))
})

describe('letters', () => {
  it('are those that the steps name, and the letter of notice; each has its template', () => {
    const ids = lettersOf(lists, 'CL-IN')
    expect(ids).toEqual(['TPL-20', 'TPL-19', 'TPL-23', 'TPL-03', 'TPL-24'])
    expect(ids.map((id) => template(id).id)).toEqual(ids)
  })
  it('begin with what was written down, and with nothing that was not', () => {
    const one = incident({ 'IN-01': done('2026-12-31T15:40:00.000Z') })
    const record = answersFor(template('TPL-20'), one, plan(one, '2027-01-01T00:00:00Z'), ['SM-001'])
    expect(record.text).toMatchObject({
      incidentNo: '2026-01',
      foundAt: '2026-12-31 23:30 虚构班长',
      entries: 'SM-001',
      facts: '邮件日志显示 23:05 外发',
    })
    expect(record.text).not.toHaveProperty('measures')
    expect(record.rows['timeline']?.map(({ cells }) => cells[0])).toEqual(['2026-12-31 23:40', '2027-01-01 00:10'])
    expect(record.rows['evidence']).toEqual([
      { id: '0', cells: ['邮件日志显示 23:05 外发。', '', '虚构记录人', '存证 ab12', ''] },
    ])
    const notice = answersFor(template('TPL-24'), one, plan(one, '2027-01-01T00:00:00Z'), ['SM-001'])
    expect(notice.text['facts']).toBe('邮件日志显示 23:05 外发')
    expect(notice.text).not.toHaveProperty('entries')
    expect(notice.text).not.toHaveProperty('addressee')
  })
  it('of a drill say so in their title', () => {
    expect(titleFor(template('TPL-24'), incident({}, { drill: true, number: '演练2026-01' }))).toMatch(/^【演练】/)
    expect(titleFor(template('TPL-24'), incident())).not.toContain('演练')
  })
})

describe('the record as a paper', () => {
  const paperOf = (one: Incident) =>
    recordOf({
      ...{ organisation: '虚构企业', incident: one, plan: plan(one, '2026-12-31T17:10:00Z') },
      ...{ secrets: [{ number: 'SM-001', name: '虚构配方' }], letters: [], now: at('2026-12-31T17:10:00Z') },
    })
  const textOf = (one: Incident) => JSON.stringify(paperOf(one).blocks)
  it('holds what happened, what is overdue and what was not done, dated', () => {
    const text = textOf(incident({ 'IN-01': done('2026-12-31T15:40:00.000Z') }))
    expect(text).toContain('已超过 0 小时 40 分，未登记 IN-02、IN-03、IN-04')
    expect(text).toContain('（2027-01-01 00:40 补记）')
    expect(text).toContain('本记录导出时间：2027-01-01 01:10')
    expect(text).toContain('SM-001 虚构配方')
    expect(text).not.toContain('023 1234')
    expect(text).not.toContain(drillWarning)
    expect(paperOf(incident()).signature?.day).toBe('2027年1月1日')
  })
  it('of a drill says so above and within, so that its plain text says so too', () => {
    const drill = incident({}, { drill: true })
    expect(paperOf(drill)).toMatchObject({ warning: drillWarning, title: '泄密应急演练记录' })
    expect(textOf(drill)).toContain(drillWarning)
  })
})

it('the collection holds incidents and the list of contacts, and nothing else', () => {
  const book = { v: 1, kind: 'contacts', contacts: [], checkedOn: '2026-11-24' }
  expect(IncidentRecord.safeParse(book).success).toBe(true)
  expect(IncidentRecord.safeParse(incident()).success).toBe(true)
  expect(IncidentRecord.safeParse({ ...incident(), kind: 'note' }).success).toBe(false)
})
