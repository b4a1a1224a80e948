import { describe, expect, test } from 'vitest'
import { caseAt } from '../../test/case-walk.ts'
import { clockwork, guardLawFor, opened, type Step, standsInTheWay, walk } from '../../test/walk.ts'
import { periodsOf, stateOfPeriod } from '../proceeding/proceeding-period.rules.ts'
import { caseMachine } from './case.rules.ts'
import { hearingNoticeWorkingDays } from './case-hearing.rules.ts'
import { urgentHours } from './case-measure.rules.ts'
import { preservationMachine } from './preservation.rules.ts'
import { seizureMachine } from './seizure.rules.ts'

const filedOn = (day: string, ...more: readonly Step[]) =>
  walk(
    caseMachine,
    opened(caseMachine, day),
    { act: 'assign-handlers', on: day, capacity: 'head', personId: '局长', fields: { filedOn: day } },
    ...more,
  )
const due = (
  record: Parameters<typeof guardLawFor>[1],
  period: string,
  machine: Parameters<typeof guardLawFor>[0] = caseMachine,
) => guardLawFor(machine, record).due(period)?.toString() ?? null

test('what the guards count by hand is what the table of periods says', () => {
  expect(clockwork.rule('T-12')).toMatchObject({ length: hearingNoticeWorkingDays, unit: 'WD', direction: 'backward' })
  expect(clockwork.rule('T-08a')).toMatchObject({ length: urgentHours, unit: 'H' })
})

describe('ninety days for the case', () => {
  test.each([
    ['a plain run', '2026-03-02', '2026-05-31'],
    ['ending on the leap day', '2023-12-01', '2024-02-29'],
    ['beginning on the last day of January', '2024-01-31', '2024-04-30'],
    ['ending in a holiday: on to the first day after it', '2026-07-06', '2026-10-08'],
  ])('%s', (_title, from, last) => {
    expect(due(filedOn(from), 'T-10')).toBe(last)
  })

  test('a suspension of ten days adds ten', () => {
    const record = filedOn('2026-03-02', { act: 'suspend', on: '2026-03-05' }, { act: 'resume', on: '2026-03-14' })
    expect(due(record, 'T-10')).toBe('2026-06-10')
  })

  test('while suspended it has no last day', () => {
    expect(due(filedOn('2026-03-02', { act: 'suspend', on: '2026-03-05' }), 'T-10')).toBeNull()
  })

  test('an appraisal stops it from the day of its notice to its result', () => {
    const record = filedOn(
      '2026-03-02',
      { act: 'commission-appraisal', on: '2026-03-10' },
      {
        act: 'begin-appraisal-period',
        forms: [31],
        fields: { noticeNo: '文书31号', from: '2026-03-11', until: '2026-03-31' },
      },
      { act: 'appraisal-result', on: '2026-03-30' },
    )
    // The twentieth of June lies in the Dragon Boat holiday.
    expect(due(record, 'T-10')).toBe('2026-06-22')
  })

  test('identification by the right holder stops it too; two pauses on the same day count once', () => {
    const record = filedOn(
      '2026-03-02',
      { act: 'request-identification', on: '2026-03-10' },
      { act: 'suspend', on: '2026-03-15' },
      { act: 'resume', on: '2026-03-19' },
      { act: 'identification-result', on: '2026-03-19' },
    )
    expect(due(record, 'T-10')).toBe('2026-06-10')
  })

  test('thirty days more by the head, then as many as the heads together decide', () => {
    const once = filedOn('2026-03-02', { act: 'extend-case', on: '2026-05-28' })
    expect(due(once, 'T-10')).toBe('2026-06-30')
    const twice = walk(caseMachine, once, { act: 'extend-case-again', on: '2026-06-29', fields: { days: 45 } })
    expect(due(twice, 'T-10')).toBe('2026-08-14')
  })

  test('a hearing stops it from the request to the report', () => {
    expect(due(caseAt('hearing'), 'T-10')).toBeNull()
    expect(due(caseAt('collective'), 'T-10')).toBe('2026-06-18')
  })

  test('a public notice of the penalty stops it for its thirty days', () => {
    const record = caseAt(
      'proposed',
      { act: 'propose-penalty', on: '2026-03-26', fields: { fineFen: 30_000_000, hearingTold: true } },
      { act: 'announce-service', on: '2026-03-27' },
      { act: 'serve-notice', on: '2026-04-27', fields: { manner: 'public-notice' } },
    )
    expect(due(record, 'T-10')).toBe('2026-07-02')
  })
})

describe('the periods of the party', () => {
  test.each([
    ['five working days', '2026-03-27', '2026-04-03'],
    ['over Qingming', '2026-04-02', '2026-04-10'],
    ['over Spring Festival, with a Saturday that is worked', '2026-02-13', '2026-02-27'],
  ])('to answer the notice: %s', (_title, served, last) => {
    const notice = caseAt('noticed').acts.at(-1)
    if (!notice) throw new Error('no notice was served')
    const record = { ...opened(caseMachine, served), acts: [{ ...notice, seq: 1, on: served }] }
    expect(due(record, 'T-11')).toBe(last)
  })

  test('what was posted on the last day is in time, though it arrives when the right already counts as waived', () => {
    const waived = caseAt('noticed', { act: 'deem-waived', on: '2026-04-07' })
    expect(due(waived, 'T-11')).toBe('2026-04-03')
    const arrived = (postedOn: string): Step => ({
      act: 'request-hearing',
      on: '2026-04-08',
      fields: { receivedOn: postedOn },
    })
    expect(standsInTheWay(caseMachine, waived, arrived('2026-04-03'))).toEqual([])
    expect(standsInTheWay(caseMachine, waived, arrived('2026-04-04')).map(({ code }) => code)).toEqual([
      'hearing-asked-too-late',
    ])
  })

  test('remedies: sixty days and six months from service; three months for the court from their end', () => {
    const record = caseAt('served')
    expect(due(record, 'T-19a')).toBe('2026-06-15')
    expect(due(record, 'T-19c')).toBe('2026-10-14')
    expect(
      due(
        caseAt('executing', { act: 'remedies-expired', on: '2026-10-15', fields: { endedOn: '2026-10-14' } }),
        'T-20',
      ),
    ).toBeNull()
  })

  test('a time that a party had, or that had to be waited for, has run; overdue is only what an authority owes', () => {
    const at = (record: Parameters<typeof guardLawFor>[1], period: string, moment: string) => {
      const found = periodsOf(caseMachine.periods, record, clockwork).find(({ told }) => told.plan.period === period)
      return found && stateOfPeriod(found, Temporal.Instant.from(moment))
    }
    const served = caseAt('served')
    expect(at(served, 'T-19a', '2026-06-15T15:59:59Z')).toBe('running')
    expect(at(served, 'T-19a', '2026-06-15T16:00:00Z')).toBe('elapsed')
    expect(at(served, 'T-16', '2027-01-01T00:00:00Z')).toBe('overdue')
    const announced = caseAt(
      'proposed',
      { act: 'propose-penalty', on: '2026-03-26', fields: { fineFen: 30_000_000, hearingTold: true } },
      { act: 'announce-service', on: '2026-03-27' },
    )
    expect(at(announced, 'T-14', '2026-04-28T00:00:00Z')).toBe('elapsed')
  })

  test('seven working days before the hearing are met by the notice of it', () => {
    const noticed = caseAt('hearing', {
      act: 'notice-of-hearing',
      on: '2026-04-01',
      fields: { hearingOn: '2026-04-15', presider: '丁', publicity: 'closed' },
    })
    const [period] = periodsOf(caseMachine.periods, noticed, clockwork).filter(
      ({ told }) => told.plan.period === 'T-12',
    )
    // 14, 13 April are two, 10 to 7 six (the 6th is a holiday), 3 April is the seventh.
    expect(period?.due.due?.toString()).toBe('2026-04-03')
    expect(period && stateOfPeriod(period, Temporal.Instant.from('2026-04-10T00:00:00Z'))).toBe('ended')
  })

  test('a deferral puts off the three months for the court', () => {
    const record = caseAt('served', { act: 'defer-payment', fields: { until: '2026-06-30' } })
    expect(due(record, 'T-21')).toBe('2026-09-30')
  })
})

describe('advance preservation', () => {
  const begun = (on: string) =>
    opened(preservationMachine, on, {
      people: ['甲', '乙'].map((personId) => ({ personId, capacity: 'handler', until: null })),
    })
  const taken = (on: string, ...more: readonly Step[]) =>
    walk(preservationMachine, begun(on), { act: 'apply', on }, { act: 'take-into-force', on }, ...more)
  const codes = (record: ReturnType<typeof begun>, next: Step) =>
    standsInTheWay(preservationMachine, record, next).map(({ code }) => code)

  test('seven working days, over Spring Festival', () => {
    expect(due(taken('2026-02-12'), 'T-08b', preservationMachine)).toBe('2026-02-28')
  })

  test('on the last day it can be dealt with; the day after, it has lapsed', () => {
    const record = taken('2026-03-02')
    expect(due(record, 'T-08b', preservationMachine)).toBe('2026-03-11')
    expect(codes(record, { act: 'handle', on: '2026-03-11' })).toEqual([])
    expect(codes(record, { act: 'lapse', on: '2026-03-11' })).toEqual(['not-lapsed-yet'])
    expect(codes(record, { act: 'handle', on: '2026-03-12' })).toEqual(['preservation-lapsed'])
    expect(
      walk(preservationMachine, record, { act: 'lapse', on: '2026-03-12' }, { act: 'give-release-notice' }).state,
    ).toBe('released')
  })

  test('taken urgently on a Saturday night, it is approved within twenty-four hours or released', () => {
    const record = walk(preservationMachine, begun('2026-03-07'), {
      act: 'take-urgently',
      on: '2026-03-07',
      at: '2026-03-07T22:20:00+08:00',
    })
    const confirm = (at: string) => codes(record, { act: 'confirm-urgent', on: at.slice(0, 10), at })
    expect(confirm('2026-03-08T23:00:00+08:00')).toEqual([])
    expect(confirm('2026-03-08T23:00:01+08:00')).toEqual(['urgent-approval-too-late'])
    expect(walk(preservationMachine, record, { act: 'reject-urgent', on: '2026-03-09' }).state).toBe('released')
  })

  test('two handlers carry it out', () => {
    const alone = opened(preservationMachine, '2026-03-02', {
      people: [{ personId: '甲', capacity: 'handler', until: null }],
    })
    expect(codes(alone, { act: 'apply' })).toEqual(['two-handlers-required'])
  })
})

describe('sealing and seizure', () => {
  const begun = (on: string) =>
    opened(seizureMachine, on, {
      people: ['甲', '乙'].map((personId) => ({ personId, capacity: 'handler', until: null })),
    })
  const approval = { municipalApprovalNo: '渝市监批〔2026〕8号' }
  const taken = (on: string, ...more: readonly Step[]) =>
    walk(
      seizureMachine,
      begun(on),
      { act: 'request', on, fields: approval },
      { act: 'seize', on, forms: [24] },
      ...more,
    )
  const codes = (record: ReturnType<typeof begun>, next: Step) =>
    standsInTheWay(seizureMachine, record, next).map(({ code }) => code)

  test('thirty days, thirty more, and no third time', () => {
    const record = taken('2026-03-02')
    expect(due(record, 'T-08c', seizureMachine)).toBe('2026-04-01')
    const extended = walk(seizureMachine, record, { act: 'extend', on: '2026-03-31' })
    expect(due(extended, 'T-08c', seizureMachine)).toBe('2026-05-06')
    const resumed = walk(
      seizureMachine,
      extended,
      { act: 'pause-for-appraisal', on: '2026-04-01', forms: [31], fields: { noticeNo: '文书31号' } },
      { act: 'resume-after-appraisal', on: '2026-04-10' },
    )
    expect(codes(resumed, { act: 'extend', on: '2026-04-13' })).toEqual(['already-extended'])
  })

  test('an appraisal of ten days adds ten', () => {
    const record = taken(
      '2026-03-02',
      { act: 'pause-for-appraisal', on: '2026-03-10', forms: [31], fields: { noticeNo: '文书31号' } },
      { act: 'resume-after-appraisal', on: '2026-03-19' },
    )
    expect(due(record, 'T-08c', seizureMachine)).toBe('2026-04-11')
  })

  test('when the period is over only release is left', () => {
    const record = taken('2026-03-02')
    expect(codes(record, { act: 'extend', on: '2026-04-02' })).toEqual(['seizure-expired'])
    expect(codes(record, { act: 'release', on: '2026-03-31', fields: { ground: 'expired' } })).toEqual([
      'not-expired-yet',
    ])
    expect(
      walk(seizureMachine, record, { act: 'release', on: '2026-04-02', fields: { ground: 'expired' } }).state,
    ).toBe('released')
  })

  test('it needs the municipal principal, and its list', () => {
    expect(codes(begun('2026-03-02'), { act: 'request' })).toEqual(['municipal-approval-required'])
    const approved = walk(seizureMachine, begun('2026-03-02'), { act: 'request', fields: approval })
    expect(codes(approved, { act: 'seize' })).toEqual(['form-missing'])
  })

  test('it moves with a criminal referral once the party was told', () => {
    expect(
      taken('2026-03-02', { act: 'move-with-referral', on: '2026-03-09' }).documents.map(({ form }) => form),
    ).toContain(6)
  })
})
