import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { addWorkingDays } from '../core/calendar.ts'
import { effectiveDay, lawInForceOn } from '../core/law.ts'
import { DataError } from './data-file.ts'
import { lawFolder, readCalendar, readLaw } from './law.ts'

const law = await readLaw()
const calendar = await readCalendar()
const day = (text: string) => Temporal.PlainDate.from(text)

/** Taken from the reference, row by row, not from the files: id | length | unit | basis | how far verified. */
const periods = `
T-01 | “及时” | — | AUCL 20 | ●
T-02 | 15 | WD | PROC 18 | ●
T-03 | 5 | WD | 旧办法 31 | ○
T-04 | 7 | WD | PROC 13 | ●
T-05 | 7 | WD | PROC 16 | ●
T-06 | 15 | WD | PROC 45 | ●
T-07 | 2 | Y | APL 36 | ●
T-08a | 24 | H | PROC 33、36；ACL 19 | ●
T-08b | 7 | WD | PROC 35；APL 56 | ●
T-08c | 30 | D | ACL 25；PROC 38 | ●
T-09 | 10 | WD | PROC 55 | ●
T-10 | 90 | D | PROC 64；APL 60 | ●
T-11 | 5 | WD | PROC 57；APL 64(1) | ●
T-12 | 7 | WD | APL 64(2)、85 | ●
T-12b | 待定 | WD | 见 HEAR | ○
T-13 | 当场；否则 7 | WD | PROC 81；APL 61 | ●
T-14 | 30 | D | PROC 82(5) | ●
T-15 | 3 | WD | PROC 63；PUB 11；APL 48 | ●
T-16 | 20 | WD | PUB 9 | ●
T-16b | 10 / 10 | WD | PUB 10 | ●
T-17 | 3 | Y | PUB 13、14 | ●
T-18 | 15 | D | PROC 72、74、75；APL 67、72、73 | ●
T-19a | 60 | D | ARL 20 | ●
T-19b | 5 WD / 60 D | — | ARL 30、62 | ●
T-19c | 6 | M | ALL 46 | ●
T-19d | 15 | D | ALL 45 | ●
T-20 | 10 | WD | PROC 76；ACL 54、69 | ●
T-21 | 3 | M | PROC 76；ACL 53 | ●
T-22 | 15 | WD | PROC 77 | ●
T-23 | — | — | PROC 71；APL 73 | ●
X-01 | “立即” | — | XFER 5 | ●
X-02 | 3 | D(R8) | XFER 5 | ●
X-03 | 24 | H | XFER 5、6 | ●
X-04 | 即时 | — | XFER 7 | ●
X-05 | 24 H / 3 D | — | MPS 180 | ●
X-06 | 3 | D | XFER 8；MPS 180 | ●
X-07 | 3 | D | XFER 9；MPS 181 | ●
X-08 | 3 | D | XFER 9；MPS 181 | ●
X-09 | 3 | D | XFER 9 | ●
X-10 | 7 | D | MPS 182 | ●
X-11 | 15 | D | MPS 182 | ●
X-12 | 3 | D | XFER 12；ACL 21 | ●
X-13 | 及时 | — | XFER 10 | ●
X-20 | 及时 | — | XFER 13 | ●
X-21 | 10 | WD | SPP24 12（重大疑难可报检察长延长；征求异地检察院意见不计） | ◐
X-22 | 3 | D | SPP21 | ○
X-23 | 2 | M | SPP21 | ○
X-24 | 15(+15) | WD | PROC 18 | ●
C-01 | 3 | Y | 民法典 188、195 | ●
C-02 | 48 | H | CPL23 103、104；INJ 6(1)；SPC20 15 | ●
C-03 | 30 | D | CPL23 104；INJ 16(1) | ●
C-04 | ≤5 | D | INJ 5 | ●
C-05 | 10 | D | INJ 14 | ●
C-06 | 7 | D | INJ 13 | ●
C-07 | 5 | D | INJ 17 | ●
C-08 | — | — | SPC20 27 | ●
C-09 | — | — | PUN 2 | ●
C-10 | 2 | Y | CPL23 250 | ●
C-11 | 一般 1 个月 | M | — | ○
C-12 | 30 | D | PML 33；CPL23 205 | ●
C-13 | 3 / 15(+10) | D | 法释〔2011〕5号 4、5 | ◐
C-14 | 30 | D | 特邀调解规定 27 | ●
C-15 | 普通 15 / 简易 7 | D | 特邀调解规定 27 | ●
C-16 | 1 | Y | 法释〔2011〕5号 10 | ◐
P-01 | ≥6 | M | CSL 23(3) | ●
P-02 | ≥3 | Y | PIPL 56 | ●
P-03 | ≥3 | Y | NDR 12 | ●
P-04 | 24 | H | NDR 10 | ●
P-05 | “立即” | — | PIPL 57；NDR 11 | ●
P-06 | 20（+20） | WD | FOI 33；征求第三方意见时间不计 | ●
P-07 | 15 | WD | FOI 32（涉商业秘密必走） | ●
P-08 | ≥5 | Y | ESL 24（对认证机构） | ●`

describe('the periods', () => {
  test('are those of the reference, each with its length, unit, basis and mark', () => {
    const shipped = law.periods.map((one) =>
      [one.id, one.words.length, one.words.unit, one.basis, one.verified].join(' | '),
    )
    expect(shipped).toEqual(periods.trim().split('\n'))
  })

  test.each([
    ['T-02', '+15 WD（负责人，特殊情况）', '检测、检验、检疫、鉴定、权利人辨认或鉴别'],
    ['T-08c', '+30 D（负责人，情况复杂，书面告知）', '检测检验检疫鉴定期间（须书面告知期间）'],
    [
      'T-10',
      '+30 D（负责人）；仍不能 → 集体讨论定“合理期限”',
      '中止、听证、公告、检测检验检疫鉴定、权利人辨认鉴别、责令退还多收价款',
    ],
    ['T-19b', '+30 D', null],
  ])('%s says how it is extended and when it stands still', (id, extension, pauses) => {
    expect(law.periods.find((one) => one.id === id)?.words).toMatchObject({ extension, pauses })
  })

  test('a period whose number was not read in the law itself is marked ○, so that screens show 待核', () => {
    const open = law.periods.filter(({ verified }) => verified === '○').map(({ id }) => id)
    expect(open).toEqual(['T-03', 'T-12b', 'X-22', 'X-23', 'C-11'])
  })

  test('the counting rules R1 to R10 are there, R2a with its doubt', () => {
    expect(law.countingRules.map(({ id }) => id).join(' ')).toBe('R1 R2 R2a R3 R4 R5 R6 R7 R8 R9 R10')
    expect(law.countingRules[2]?.basis).toBe('推定 ○')
  })
})

describe('the instruments', () => {
  test('each law has its own id, so that a basis can name one', () => {
    expect(law.instruments.map(({ id }) => id).join(' ')).toBe(
      'AUCL TSP PROC HEAR PUB CPL GAIN EDE APL ACL ARL ALL XFER MPS SPP21 SPP24 PC IPC25 SPC20 INJ PUN IPE OLR CPL23 PML CMR ESL CSL DSL PIPL CRL SSL NDR FOI FIP',
    )
  })

  const inForce = (text: string) => lawInForceOn(law, day(text)).inForce.map(({ id }) => id)

  test('the Provisions on Trade Secret Protection apply from 1 June 2026, not a day before', () => {
    expect(inForce('2026-05-31')).not.toContain('TSP')
    expect(inForce('2026-06-01')).toContain('TSP')
  })

  test('the Anti-Unfair Competition Law as revised in 2025 applies from 15 October 2025', () => {
    expect(inForce('2025-10-14')).not.toContain('AUCL')
    expect(inForce('2025-10-15')).toContain('AUCL')
  })

  test('the new rules on complaints and tips apply from 15 April 2026', () => {
    expect(inForce('2026-04-14')).not.toContain('CPL')
    expect(inForce('2026-04-15')).toContain('CPL')
  })

  test('where the reference does not say since when, the law is named apart instead of guessed', () => {
    const { inForce, beginningUnknown } = lawInForceOn(law, day('2026-11-23'))
    expect(beginningUnknown.map(({ id }) => id).join(' ')).toBe('ALL XFER SPP21 SPP24 ESL DSL PIPL CRL SSL')
    expect(inForce.length + beginningUnknown.length).toBe(law.instruments.length)
  })

  test('a repealed instrument applies on its last day and not on the next', () => {
    const repealed = { ...law, instruments: law.instruments.map((one) => ({ ...one, effectiveTo: '2026-12-31' })) }
    expect(lawInForceOn(repealed, day('2026-12-31')).inForce).not.toEqual([])
    expect(lawInForceOn(repealed, day('2027-01-01')).inForce).toEqual([])
  })

  test('a beginning given with a remark still counts from its day', () => {
    const find = (id: string) => law.instruments.find((one) => one.id === id)!
    expect(effectiveDay(find('PROC'))).toBe('2019-04-01')
    expect(effectiveDay(find('CSL'))).toBe('2026-01-01')
    expect(effectiveDay(find('XFER'))).toBeNull()
  })
})

/**
 * How the four years were checked: on 2026-11-24 each of the 1461 days from 2023-01-01 to 2026-12-31 was compared with two
 * packages that keep their own tables, tyme4ts 1.5.2 (LegalHoliday) and chinese-days 1.5.7 (isWorkday); no day differed. The
 * dates below, first and last day of each holiday and the days made up, were set down apart from the files. The text of the
 * notices was not compared, which is why the files are marked ◐.
 */
describe('the working calendar of 2023 to 2026', () => {
  const holidays = [
    ['2022-12-31', '2023-01-02', '元旦 2023'],
    ['2023-01-21', '2023-01-27', '春节 2023'],
    ['2023-04-05', '2023-04-05', '清明 2023'],
    ['2023-04-29', '2023-05-03', '劳动节 2023'],
    ['2023-06-22', '2023-06-24', '端午 2023'],
    ['2023-09-29', '2023-10-06', '中秋、国庆 2023'],
    ['2024-01-01', '2024-01-01', '元旦 2024'],
    ['2024-02-10', '2024-02-17', '春节 2024'],
    ['2024-04-04', '2024-04-06', '清明 2024'],
    ['2024-05-01', '2024-05-05', '劳动节 2024'],
    ['2024-06-10', '2024-06-10', '端午 2024'],
    ['2024-09-15', '2024-09-17', '中秋 2024'],
    ['2024-10-01', '2024-10-07', '国庆 2024'],
    ['2025-01-01', '2025-01-01', '元旦 2025'],
    ['2025-01-28', '2025-02-04', '春节 2025'],
    ['2025-04-04', '2025-04-06', '清明 2025'],
    ['2025-05-01', '2025-05-05', '劳动节 2025'],
    ['2025-05-31', '2025-06-02', '端午 2025'],
    ['2025-10-01', '2025-10-08', '国庆、中秋 2025'],
    ['2026-01-01', '2026-01-03', '元旦 2026'],
    ['2026-02-15', '2026-02-23', '春节 2026'],
    ['2026-04-04', '2026-04-06', '清明 2026'],
    ['2026-05-01', '2026-05-05', '劳动节 2026'],
    ['2026-06-19', '2026-06-21', '端午 2026'],
    ['2026-09-25', '2026-09-27', '中秋 2026'],
    ['2026-10-01', '2026-10-07', '国庆 2026'],
  ] as const
  const madeUp = `
    2023-01-28 2023-01-29 2023-04-23 2023-05-06 2023-06-25 2023-10-07 2023-10-08
    2024-02-04 2024-02-18 2024-04-07 2024-04-28 2024-05-11 2024-09-14 2024-09-29 2024-10-12
    2025-01-26 2025-02-08 2025-04-27 2025-09-28 2025-10-11
    2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10`
    .trim()
    .split(/\s+/)

  test('every day from 2023 to 2026 is worked or not as the notices say', () => {
    const off = new Set<string>()
    for (const [first, last] of holidays)
      for (let at = day(first); Temporal.PlainDate.compare(at, last) <= 0; at = at.add({ days: 1 }))
        off.add(at.toString())
    const wrong: string[] = []
    for (let at = day('2023-01-01'); at.year <= 2026; at = at.add({ days: 1 })) {
      const text = at.toString()
      const worked = madeUp.includes(text) || (at.dayOfWeek <= 5 && !off.has(text))
      if (calendar.isWorkingDay(at) !== worked) wrong.push(text)
    }
    expect(wrong).toEqual([])
  })

  test('2027 is not published, so nothing in it is answered', () => {
    expect([calendar.firstYear, calendar.lastYear]).toEqual([2023, 2026])
    expect(() => calendar.isWorkingDay(day('2027-01-04'))).toThrow('2027')
  })

  test('a clue received on 30 September 2025 is to be decided by 28 October: the holiday and the made-up Saturday count as the notice says', () => {
    // 9, 10, 11 (made up) Oct → 3; 13–17 → 8; 20–24 → 13; 27, 28 → 15
    expect(addWorkingDays(day('2025-09-30'), 15, calendar).toString()).toBe('2025-10-28')
  })
})

describe('law data that is not right is refused with its file, its place and the remedy', () => {
  const folders: string[] = []
  afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))))

  /** What the loader says after one change in a copy of the shipped folder. */
  async function complaint(file: string, from: string | RegExp, to: string) {
    const folder = await mkdtemp(join(tmpdir(), 'law-'))
    folders.push(folder)
    await cp(lawFolder, folder, { recursive: true })
    const text = await readFile(join(folder, file), 'utf8')
    expect(typeof from === 'string' ? text.includes(from) : from.test(text), 'the change finds its place').toBe(true)
    await writeFile(join(folder, file), text.replace(from, to))
    const read = file.startsWith('calendar/') ? readCalendar(join(folder, 'calendar')) : readLaw(folder)
    const error = await read.then(() => null).catch((caught: unknown) => caught)
    if (!(error instanceof DataError)) throw new Error(`a DataError was expected, not ${String(error)}`)
    expect(error.name).toBe('DataError')
    return error.mistakes
  }

  test.each([
    ['an unknown key', 'instruments.yaml', 'titleEn: null', 'titelEn: null', 'instruments[2]', '未知的键 titelEn'],
    ['a missing source', 'instruments.yaml', /\n {4}source: .*/, '', 'instruments[0].source', '缺少这一项'],
    ['an unknown mark', 'instruments.yaml', 'verified: ●', 'verified: ◎', 'instruments[0].verified', '请改正'],
    [
      'a beginning that is no day',
      'instruments.yaml',
      'effectiveFrom: 2025-10-15',
      'effectiveFrom: 去年',
      'instruments[0].effectiveFrom',
      '请改正',
    ],
    [
      'an end before the beginning',
      'instruments.yaml',
      'effectiveTo: null',
      'effectiveTo: 2025-10-14',
      'instruments[0].effectiveTo',
      '失效日早于施行日',
    ],
    ['a missing basis', 'periods.yaml', /\n {4}basis: AUCL 20/, '', 'periods[0].basis', '缺少这一项'],
    ['a basis in an unlisted law', 'periods.yaml', 'AUCL 20', 'AUCX 20', 'periods[0].basis', 'AUCX'],
    ['no basis for what is said to be verified', 'periods.yaml', 'AUCL 20', '—', 'periods[0].basis', '只能标 ○'],
    ['an unknown unit', 'periods.yaml', '\n    unit: WD', '\n    unit: 天', 'periods[1].unit', '请改正'],
    ['a length in the wrong unit', 'periods.yaml', /(id: T-11[\s\S]*?\n {4}unit: )WD/, '$1D', 'T-11', 'APL'],
    [
      'an extension in another unit',
      'periods.yaml',
      'length: 15, unit: WD',
      'length: 15, unit: D',
      'T-02',
      '延长的单位',
    ],
    ['a form out of its place', 'documents.yaml', 'number: 2\n', 'number: 3\n', 'documents.forms[1].number', '依次'],
    ['a code that stands twice', 'elements.yaml', 'code: E2', 'code: E1', 'element E1', '编号重复'],
    ['a repeated id', 'periods.yaml', 'id: T-03', 'id: T-01', 'T-01', '编号重复'],
    [
      'a holiday on a Sunday',
      'calendar/2025.yaml',
      '- 2025-10-01',
      '- 2025-10-05',
      '',
      '2025-10-05 is a Saturday or Sunday',
    ],
    [
      'a make-up day on a Monday',
      'calendar/2025.yaml',
      '- 2025-10-11',
      '- 2025-10-13',
      '',
      '2025-10-13 is not a Saturday or Sunday',
    ],
    ['a day that does not exist', 'calendar/2025.yaml', '- 2025-10-11', '- 2025-10-32', 'workingDays[4]', '请改正'],
    ['a calendar without its notice', 'calendar/2025.yaml', /source: .*\n/, '', 'source', '缺少这一项'],
    [
      'a gap between the years',
      'calendar/2023.yaml',
      /^[\s\S]*$/,
      'year: 2021\nsource: 示例\nverified: ○\nholidays: []\ndaysOff: []\nworkingDays: []\n',
      '',
      '年份不连续',
    ],
  ])('%s', async (_, file, from, to, path, message) => {
    const mistakes = await complaint(file, from, to)
    expect(mistakes).toContainEqual(expect.objectContaining({ path, message: expect.stringContaining(message) }))
  })

  test('all mistakes come at once, each in both languages', async () => {
    const mistakes = await complaint('periods.yaml', /verified: ●/g, 'verified: yes')
    expect(mistakes.length).toBeGreaterThan(50)
    for (const { message, file } of mistakes) {
      expect(file).toBe('periods.yaml')
      expect(message).toMatch(/[\u4e00-\u9fff].* \/ .*[a-z]/)
    }
  })

  test('a folder without calendars is refused', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'law-'))
    folders.push(empty)
    await expect(readCalendar(empty)).rejects.toThrow('没有任何年份')
  })

  test('a missing file is named', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'law-'))
    folders.push(empty)
    await expect(readLaw(empty)).rejects.toThrow(/instruments\.yaml.*缺少这个文件[\s\S]*periods\.yaml.*缺少这个文件/)
  })
})
