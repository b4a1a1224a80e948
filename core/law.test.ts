import { describe, expect, test } from 'vitest'
import { readLaw } from '../platform/law.ts'
import { articleOn, lawFrom, penaltyTiersOn } from './law.ts'
import type { ParameterValue } from './law-data.ts'
import { openValues, overrideOf } from './law-override.ts'
import { Refusal } from './refusal.ts'

const data = await readLaw()
const law = lawFrom(data)
const day = (text: string) => Temporal.PlainDate.from(text)

function refusal(path: string, value: ParameterValue | null): string {
  try {
    overrideOf(data, path, value)
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
  return 'nothing was refused'
}

describe('the version of the law is that of the day the act ended', () => {
  const serious = (text: string) => penaltyTiersOn(data, day(text)).find(({ id }) => id === 'serious')?.fineYuan

  test('the serious tier begins at 500,000 yuan to 14 October 2025 and at 1,000,000 from the 15th', () => {
    expect(serious('2025-10-14')).toEqual({ from: 500_000, to: 5_000_000 })
    expect(serious('2025-10-15')).toEqual({ from: 1_000_000, to: 5_000_000 })
  })

  test('there are two tiers on any day, and the ordinary one did not change', () => {
    for (const text of ['2019-05-01', '2025-10-14', '2025-10-15', '2026-11-24']) {
      const tiers = penaltyTiersOn(data, day(text))
      expect(tiers.map(({ id }) => id)).toEqual(['ordinary', 'serious'])
      expect(tiers[0]?.fineYuan).toEqual({ from: 100_000, to: 1_000_000 })
    }
  })

  test.each([
    ['infringement', '9', '10'],
    ['inspection', '13', '16'],
    ['tip', '16', '20'],
    ['fine', '21', '26'],
    ['burden-of-proof', '32', '39'],
  ])('the article on %s was %s and is %s', (topic, before, now) => {
    expect(articleOn(data, topic, day('2025-10-14'))).toEqual({ version: '2019', article: before })
    expect(articleOn(data, topic, day('2025-10-15'))).toEqual({ version: '2025', article: now })
  })

  test('what was added in 2025 has no article before', () => {
    expect(articleOn(data, 'talk', day('2025-10-14'))).toBeNull()
    expect(articleOn(data, 'extraterritorial', day('2026-01-01'))).toEqual({ version: '2025', article: '40' })
    expect(() => articleOn(data, 'weather', day('2026-01-01'))).toThrow(RangeError)
  })
})

describe('what the tables hold', () => {
  test('the thresholds are those of the reference, each with its mark', () => {
    const told = (id: string) => {
      const one = data.parameters.find((parameter) => parameter.id === id)
      return `${one?.value} ${one?.verified}`
    }
    expect(told('criminal.loss-or-gain')).toBe('300000 ◐')
    expect(told('criminal.repeat-loss-or-gain')).toBe('100000 ◐')
    expect(told('criminal.especially-serious-multiple')).toBe('10 ○')
    expect(told('civil.statutory-damages-to')).toBe('5000000 ●')
    expect(told('civil.punitive-multiple-to')).toBe('5 ●')
    expect(told('employment.non-compete-to')).toBe('2 ●')
    expect(told('authority.district-is-city-level')).toBe('false ○')
    expect(told('hearing.line.organisation')).toBe('100000 ○')
  })

  test.each([
    ['element', 'E1 E2 E3 E4'],
    ['publicly-known', 'P1 P2 P3 P4 P5'],
    ['measure', 'M1 M2 M3 M4 M5 M6 M7 M8'],
    ['act', 'A1 A2 A3 A4 A5'],
    ['defence', 'D1 D2 D3 D4 D5'],
    ['comparison', 'same different easilyThoughtOf effectDiff'],
    ['information-type', 'T01 T02 T03 T04 T05 T06 T07 T08 T09 T10 T11 T99 B01 B02 B03 B04 B05 B06 B07 B08 B09 B99'],
  ])('%s: %s', (id, codes) => {
    expect(
      law
        .enumeration(id)
        .entries.map(({ code }) => code)
        .join(' '),
    ).toBe(codes)
  })

  test('the forms are the 56 of the official list, with the fields that the articles require', () => {
    const form = (number: number) => data.documents.forms[number - 1]
    expect(data.documents.forms).toHaveLength(56)
    expect(form(31)?.name).toBe('检测/检验/检疫/鉴定期间告知书')
    expect(form(56)?.name).toBe('卷内备考表')
    expect(form(45)?.requiredFields).toHaveLength(7)
    expect(form(35)?.requiredFields).toHaveLength(6)
    expect(form(36)?.requiredFields.join('、')).toBe('管辖、当事人、事实证据、定性、依据、程序、处理')
    expect(data.documents.archive.map(({ contents }) => contents.length)).toEqual([7, 6, 3])
    expect(data.documents.complaintPackage.items).toHaveLength(11)
    expect(data.documents.referralPackage.items).toHaveLength(5)
  })

  test('an id that is not there is a defect of whoever asks', () => {
    expect(() => law.period('T-99')).toThrow(RangeError)
    expect(() => law.period('T-19b')).toThrow(RangeError)
    expect(() => law.parameter('no.such')).toThrow(RangeError)
    expect(() => law.enumeration('weather')).toThrow(RangeError)
    expect(() => law.number('counting.referral-days')).toThrow(TypeError)
    expect(law.number('hearing.line.person')).toBe(10_000)
    expect(law.flag('authority.district-is-city-level')).toBe(false)
  })

  test('of a row with several periods each is one of its own, with the words of its row', () => {
    expect(law.periods.filter(({ id }) => id.startsWith('T-19b')).map(({ id }) => id)).toEqual([
      'T-19b-1',
      'T-19b-2',
      'T-19b-3',
    ])
    expect(law.period('X-05-2')).toMatchObject({ length: 3, unit: 'D', basis: 'MPS 180', countedBy: 'MPS' })
  })

  test('only advance preservation lapses by itself', () => {
    expect(law.periods.filter(({ lapses }) => lapses).map(({ id }) => id)).toEqual(['T-08b'])
  })

  test('two periods are counted backward', () => {
    expect(law.periods.filter(({ direction }) => direction === 'backward').map(({ id }) => id)).toEqual([
      'T-12',
      'C-06',
    ])
  })
})

describe('what the office may set', () => {
  test('a length still to be verified, a parameter, our own earlier warnings; nothing that was read in the law', () => {
    const paths = openValues(data).map(({ path }) => path)
    for (const path of [
      'T-03.length',
      'T-12b.length',
      'X-23.length',
      'C-13-2.length',
      'T-02.lead',
      'T-01.internalLength',
      'counting.referral-days',
    ])
      expect(paths).toContain(path)
    for (const path of [
      'T-02.length',
      'T-10.length',
      'X-02.length',
      'C-01-2.length',
      'T-20.lead',
      'civil.statutory-damages-to',
    ])
      expect(paths).not.toContain(path)
  })

  test.each([
    ['T-02.length', 20, 'value-not-open'],
    ['civil.statutory-damages-to', 1, 'value-not-open'],
    ['T-99.length', 5, 'value-not-open'],
    ['T-03.basis', 'PROC 20', 'value-not-open'],
    ['T-03.length', 0, 'value-not-fitting'],
    ['T-03.length', 2.5, 'value-not-fitting'],
    ['T-03.length', 40_000, 'value-not-fitting'],
    ['T-03.length', '7', 'value-not-fitting'],
    ['counting.referral-days', 'H', 'value-not-fitting'],
    ['counting.party-rolls-over-weekends', 1, 'value-not-fitting'],
    ['hearing.line.person', -1, 'value-not-fitting'],
  ])('%s cannot be %s: %s', (path, value, code) => {
    expect(refusal(path, value)).toBe(code)
  })

  test('a lead of none is fine, and null brings the shipped value back', () => {
    expect(overrideOf(data, 'T-02.lead', 0)).toEqual({ path: 'T-02.lead', value: 0 })
    expect(overrideOf(data, 'T-03.length', null)).toEqual({ path: 'T-03.length', value: null })
  })

  test('what is set is in force everywhere, and the shipped tables stay as they were', () => {
    const changed = lawFrom(data, [
      { path: 'T-03.length', value: 7 },
      { path: 'T-12b.length', value: 3 },
      { path: 'C-13-2.length', value: 20 },
      { path: 'counting.authority-rolls-over-weekends', value: true },
      { path: 'X-22.length', value: null },
    ])
    expect(['T-03', 'T-12b', 'C-13-2', 'X-22'].map((id) => changed.period(id).length)).toEqual([7, 3, 20, 3])
    expect(changed.counting.authorityRollsOverWeekends).toBe(true)
    expect(law.period('T-03').length).toBe(5)
    expect(law.counting.authorityRollsOverWeekends).toBe(false)
  })

  test('a setting for a row that was verified since has no effect', () => {
    const verified = {
      ...data,
      periods: data.periods.map((row) => (row.id === 'T-03' ? { ...row, verified: '●' as const } : row)),
    }
    expect(lawFrom(verified, [{ path: 'T-03.length', value: 7 }]).period('T-03').length).toBe(5)
  })
})
