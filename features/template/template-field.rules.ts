import type { Pair } from '../../core/words.ts'
import type { Answers, Field, Row } from './template.schema.ts'

/** Columns of the tables: the file names them in its labels only; those of `items` and `contacts` are the platform's. */
export const tableColumns: Readonly<Record<string, readonly Pair[]>> = {
  items: [
    ['类别', 'Kind'],
    ['名称、编号', 'Name, number'],
    ['数量', 'How many'],
    ['接收情况', 'Received'],
  ],
  contacts: [
    ['类别', 'Kind'],
    ['单位、姓名', 'Body, name'],
    ['联系方式', 'How to reach'],
  ],
  timeline: [
    ['时间', 'Time'],
    ['人员', 'Who'],
    ['动作', 'What was done'],
    ['依据', 'Basis'],
  ],
  evidence: [
    ['名称', 'Name'],
    ['来源', 'From'],
    ['保管人', 'Keeper'],
    ['校验值', 'Digest'],
    ['时间证明', 'Proof of time'],
  ],
  sealed: [
    ['编号', 'Number'],
    ['照片', 'Photograph'],
    ['封签', 'Seal'],
    ['存放位置', 'Place'],
  ],
}
export const columnsOf = ({ key, label }: Field): readonly Pair[] => tableColumns[key] ?? [[label.zh, label.en]]

/** `T01–T99`: the option stands for every code of the range, and the code is typed. */
const range = /^([A-Z]\d\d)–([A-Z]\d\d)$/
export const isCode = ({ options = [] }: Field): boolean =>
  options.length > 0 && options.every(({ value }) => range.test(value))

export const emptyAnswers: Answers = { text: {}, ticks: {}, rows: {} }
const filled = ({ cells }: Row) => cells.some((cell) => cell.trim() !== '')
export const rowsOf = (answers: Answers, key: string): readonly Row[] => (answers.rows[key] ?? []).filter(filled)
export const textOf = (answers: Answers, key: string): string => (answers.text[key] ?? '').trim()

export function isAnswered({ key, type }: Field, answers: Answers): boolean {
  if (type === 'table') return rowsOf(answers, key).length > 0
  if (type === 'checklist') return (answers.ticks[key] ?? []).length > 0
  return textOf(answers, key) !== ''
}

/** What the file wants for signing only and not given to the platform: never asked here, a blank on the paper, filled in by hand. */
const byHand: ReadonlySet<string> = new Set(['idNo'])
export const isByHand = ({ key }: Pick<Field, 'key'>): boolean => byHand.has(key)
/** What the label calls it, without what it says of it in brackets. */
export const nameOf = ({ label }: Pick<Field, 'label'>): string => label.zh.replace(/（.*$/u, '')
const blank = '＿＿＿＿＿＿＿＿＿＿'
/** Optional in the file because their clause is; where that stands, “期限为无” is no sentence. */
const neededWhereItStands: ReadonlySet<string> = new Set(['fromTo'])

export type FieldFault = 'day' | 'moment' | 'number' | 'money' | 'option' | 'code'

/** What is wrong with an answer; null when nothing is, or nothing is answered. */
export function faultOf(field: Field, answers: Answers): FieldFault | null {
  const text = textOf(answers, field.key)
  const { options = [] } = field
  if (field.type === 'checklist')
    return (answers.ticks[field.key] ?? []).every((tick) => options.some(({ value }) => value === tick))
      ? null
      : 'option'
  if (text === '') return null
  switch (field.type) {
    case 'date':
      return dayOf(text) ? null : 'day'
    case 'datetime':
      return momentOf(text) ? null : 'moment'
    case 'number':
      return /^\d{1,6}(\.\d{1,2})?$/.test(text) ? null : 'number'
    case 'money':
      return /^\d{1,12}(\.\d{1,2})?$/.test(text) ? null : 'money'
    case 'boolean':
      return text === 'yes' || text === 'no' ? null : 'option'
    case 'enum':
      if (isCode(field)) return inRange(field, text) ? null : 'code'
      return options.some(({ value }) => value === text) ? null : 'option'
    default:
      return null
  }
}

const inRange = ({ options = [] }: Field, code: string) =>
  /^[A-Z]\d\d$/.test(code) &&
  options.some(({ value }) => {
    const [, first = '', last = ''] = range.exec(value) ?? []
    return first <= code && code <= last
  })

/** Null where the day does not exist. */
export function dayOf(text: string): Temporal.PlainDate | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null
  try {
    return Temporal.PlainDate.from(text)
  } catch {
    return null
  }
}

/** `2026-11-24 10:30`, and after it whatever the label asks for besides: who found it. */
function momentOf(text: string): { day: Temporal.PlainDate; hour: number; minute: string; rest: string } | null {
  const [, date = '', hour = '', minute = '', rest = ''] =
    /^(\d{4}-\d{2}-\d{2}) (\d{1,2}):([0-5]\d)(?:[\s,，、]+(.*))?$/s.exec(text) ?? []
  const day = dayOf(date)
  return day && Number(hour) < 24 ? { day, hour: Number(hour), minute, rest } : null
}

/** As a Chinese paper writes a day: 2026年1月5日. */
export const inChinese = ({ year, month, day }: Temporal.PlainDate) => `${year}年${month}月${day}日`
export const noAnswer = '无'

/**
 * An answer as it stands in the Chinese text; null when it is missing.
 * A sum or number that nobody gave is missing also where it is optional: “支付无元” is no sentence.
 */
export function wordingOf(field: Field, answers: Answers): string | null {
  const { key, type, options = [], required } = field
  if (isByHand(field)) return `${nameOf(field)}${blank}`
  if (faultOf(field, answers)) return null
  if (!isAnswered(field, answers)) {
    if (type === 'boolean') return required ? null : '否'
    return required || type === 'number' || type === 'money' || neededWhereItStands.has(key) ? null : noAnswer
  }
  const text = textOf(answers, key)
  switch (type) {
    case 'date': {
      const day = dayOf(text)
      return day && inChinese(day)
    }
    case 'datetime': {
      const moment = momentOf(text)
      return moment && `${inChinese(moment.day)}${moment.hour}时${moment.minute}分${moment.rest && `，${moment.rest}`}`
    }
    case 'money':
      return text.replace(/\B(?=(\d{3})+(?!\d)(?=\.|$))|\B(?<!\.\d*)(?=(\d{3})+\.)/g, ',')
    case 'enum':
      return options.find(({ value }) => value === text)?.zh ?? text
    case 'boolean':
      return text === 'yes' ? '是' : '否'
    case 'table':
      return '见下表'
    case 'checklist':
      return options
        .filter(({ value }) => answers.ticks[key]?.includes(value))
        .map(({ zh }) => zh)
        .join('；')
    default:
      return text
  }
}
