import { describe, expect, test } from 'vitest'
import { caseAt, fineFen, newCase, wayTo } from '../../test/case-walk.ts'
import { type Step, standsInTheWay, step, walk } from '../../test/walk.ts'
import { caseMachine } from './case.rules.ts'
import { type CaseState, caseStates } from './case.schema.ts'

describe('the way of a case', () => {
  test.each(Object.keys(caseStates) as CaseState[])(
    'there is a way to %s on which nothing stands in the way',
    (state) => {
      expect(caseAt(state).state).toBe(state)
    },
  )

  test('the longest lawful way: supplement, extension, hearing, collective discussion, enforcement by the court', () => {
    const record = walk(
      caseMachine,
      newCase(),
      ...wayTo.reviewing,
      { act: 'return-for-supplement', on: '2026-03-25', capacity: 'reviewer', personId: '丙' },
      { act: 'approve-measures', on: '2026-03-26', fields: { measures: ['V1', 'V2', 'V3'] } },
      { act: 'interview', on: '2026-03-27' },
      { act: 'commission-appraisal', on: '2026-03-30' },
      {
        act: 'begin-appraisal-period',
        forms: [31],
        fields: { noticeNo: '文书31号', from: '2026-03-31', until: '2026-04-30' },
      },
      { act: 'appraisal-result', on: '2026-04-30' },
      { act: 'extend-case', on: '2026-05-06' },
      { act: 'conclude-investigation', on: '2026-05-07' },
      { act: 'submit-for-review', fields: { reviewer: '丙', legalityGrounds: ['complex'], qualified: true } },
      { act: 'approve-review', on: '2026-05-08', capacity: 'reviewer', personId: '丙' },
      { act: 'propose-penalty', on: '2026-05-11', fields: { fineFen, hearingTold: true } },
      { act: 'announce-service', on: '2026-05-12' },
      { act: 'serve-notice', on: '2026-06-11', fields: { manner: 'public-notice' } },
      { act: 'request-hearing', on: '2026-06-15', fields: { receivedOn: '2026-06-15' } },
      { act: 'notice-of-hearing', on: '2026-06-16', fields: { hearingOn: '2026-06-30', presider: '丁' } },
      { act: 'hold-hearing', on: '2026-06-30', capacity: 'presider', personId: '丁' },
      { act: 'report-hearing', on: '2026-07-01', capacity: 'presider', personId: '丁', fields: { reviewer: '丙' } },
      { act: 'pass-legality-review', on: '2026-07-02', capacity: 'reviewer', personId: '丙' },
      { act: 'collective-discussion', on: '2026-07-03' },
      { act: 'decide', on: '2026-07-03', fields: { fineFen: fineFen - 1 } },
    )
    expect(record.state).toBe('decided')
    expect(record.documents.map(({ form }) => form)).toEqual(
      expect.arrayContaining([35, 36, 37, 39, 40, 41, 42, 43, 45, 51]),
    )
  })
})

describe('a refusal', () => {
  test('names everything that is in the way at once', () => {
    const unmet = standsInTheWay(caseMachine, caseAt('proposed'), { act: 'serve-notice', fields: { manner: 'left' } })
    expect(unmet.map(({ code }) => code)).toEqual([
      'form-missing',
      'penalty-not-proposed',
      'service-detail-missing',
      'service-detail-missing',
      'proof-of-service-missing',
    ])
  })

  test('a measure in force keeps the case open', () => {
    const paid = caseAt('executing', { act: 'pay', fields: { amountFen: 20_000_000 } }, { act: 'confirm-performance' })
    const close: Step = { act: 'close', fields: { situation: 'performed' } }
    const with_ = (state: string) => ({ ...paid, children: [{ id: 's', kind: 'seizure', state }] })
    expect(standsInTheWay(caseMachine, with_('in-force'), close).map(({ code }) => code)).toEqual(['measure-in-force'])
    expect(standsInTheWay(caseMachine, with_('released'), close)).toEqual([])
  })
})

describe('what is open depends on the case', () => {
  test('a case of legality review is decided by the heads together even without a hearing', () => {
    const steps: Step[] = [
      ...wayTo.reported,
      {
        act: 'submit-for-review',
        on: '2026-03-23',
        fields: { reviewer: '丙', legalityGrounds: ['public-interest'], qualified: true },
      },
      ...wayTo.waived.slice(wayTo.reviewing.length),
    ]
    const record = walk(caseMachine, newCase(), ...steps)
    const decide: Step = { act: 'decide', fields: { fineFen } }
    expect(standsInTheWay(caseMachine, record, decide).map(({ code }) => code)).toEqual(['collective-required'])
    const together = walk(caseMachine, record, { act: 'submit-to-heads' }, { act: 'collective-discussion' })
    expect(step(caseMachine, together, decide).state).toBe('decided')
  })

  test('a written waiver ends the waiting', () => {
    const record = caseAt('noticed', { act: 'waive', on: '2026-03-30' })
    expect(step(caseMachine, record, { act: 'decide', fields: { fineFen } }).state).toBe('decided')
  })

  test('whether the district may approve for itself is a setting', () => {
    const query: Step = { act: 'query-account', settings: { 'authority.district-is-city-level': true } }
    expect(standsInTheWay(caseMachine, caseAt('investigating'), query)).toEqual([])
    const without: Step = { ...query, settings: {} }
    expect(
      standsInTheWay(caseMachine, caseAt('investigating'), {
        ...without,
        fields: { municipalApprovalNo: '渝市监批〔2026〕8号' },
      }),
    ).toEqual([])
  })

  test('the line above which a hearing is told is a setting too', () => {
    const propose: Step = { act: 'propose-penalty', fields: { fineFen } }
    expect(
      standsInTheWay(caseMachine, caseAt('proposed'), {
        ...propose,
        settings: { 'hearing.line.organisation': 300_001 },
      }),
    ).toEqual([])
  })

  test('a case without a violation is decided without a notice, and closed after service', () => {
    const record = caseAt(
      'proposed',
      { act: 'decide-no-penalty' },
      { act: 'serve-decision', forms: [50], fields: { manner: 'direct', receivedBy: '法定代表人' } },
      { act: 'close', fields: { situation: 'other-decision' } },
    )
    expect(record.state).toBe('closed')
  })

  test('police file: the case closes; police decline: it goes on', () => {
    const system = { capacity: 'system', personId: '' } as const
    const filed = caseAt('criminal-referral', { act: 'police-filed', ...system })
    expect(step(caseMachine, filed, { act: 'close', fields: { situation: 'other-decision' } }).state).toBe('closed')
    expect(caseAt('criminal-referral', { act: 'police-declined', ...system }).state).toBe('investigating')
  })

  test('a changed decision is owed as changed', () => {
    const record = caseAt(
      'executing',
      { act: 'record-reconsideration', on: '2026-05-06' },
      { act: 'record-reconsideration-outcome', on: '2026-06-01', fields: { outcome: 'overturned' } },
      { act: 'record-overturning', fields: { cause: 'changed', fineFen: 10_000_000 } },
    )
    expect(standsInTheWay(caseMachine, record, { act: 'confirm-performance' })).toEqual([])
  })

  test('a decision that was revoked is withdrawn from publication and the case closed', () => {
    const record = caseAt(
      'published',
      { act: 'record-overturning', on: '2026-06-01', fields: { cause: 'revoked' } },
      { act: 'withdraw-publication', on: '2026-06-02' },
      { act: 'close', on: '2026-06-03', fields: { situation: 'other' } },
    )
    expect(record.state).toBe('closed')
  })
})
