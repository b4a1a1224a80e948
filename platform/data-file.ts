import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { parseDocument } from 'yaml'
import { z } from 'zod'
import { type DataMistake, pathText } from '../core/data-mistake.ts'

/** Shipped or edited data that is not right: every mistake at once, each with its file and place. */
export class DataError extends Error {
  override name = 'DataError'
  readonly mistakes: readonly DataMistake[]
  constructor(mistakes: readonly DataMistake[]) {
    super(mistakes.map(({ file, path, message }) => `${file} ${path}: ${message}`).join('\n'))
    this.mistakes = mistakes
  }
}

/**
 * Reads one YAML file against its schema. Unknown keys are mistakes: a misspelt key must not pass in silence.
 * @throws DataError
 */
export async function readDataFile<S extends z.ZodType>(path: string, schema: S): Promise<z.output<S>> {
  const file = basename(path)
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    throw new DataError([{ file, path: '', message: '缺少这个文件，请补上 / this file is missing: add it' }])
  })
  const document = parseDocument(text, { uniqueKeys: true })
  if (document.errors.length > 0)
    throw new DataError(
      document.errors.map(({ message }) => ({
        file,
        path: '',
        message: `YAML 写法有误，请改正 / not good YAML: ${message}`,
      })),
    )
  const value: unknown = document.toJS()
  const parsed = schema.safeParse(value, { error: z.locales.en().localeError })
  if (parsed.success) return parsed.data
  const inChinese = schema.safeParse(value, { error: z.locales.zhCN().localeError }).error?.issues ?? []
  throw new DataError(
    parsed.error.issues.map((issue, index) => ({
      file,
      path: pathText(issue.path),
      message: complaint(issue, inChinese[index]?.message ?? issue.message),
    })),
  )
}

function complaint(issue: z.core.$ZodIssue, inChinese: string): string {
  if (issue.code === 'unrecognized_keys')
    return `未知的键 ${issue.keys.join('、')}，请删除或改正 / unknown key ${issue.keys.join(', ')}: remove or correct it`
  if (issue.code === 'invalid_type' && issue.message.includes('undefined'))
    return '缺少这一项，请补上 / this is missing: add it'
  return `${inChinese}，请改正 / ${issue.message}: correct it`
}

/** Several files, all their mistakes together. */
export async function collectMistakes<T>(reads: readonly Promise<T>[]): Promise<T[]> {
  const results = await Promise.allSettled(reads)
  const mistakes = results.flatMap((result) => {
    if (result.status === 'fulfilled') return []
    if (result.reason instanceof DataError) return result.reason.mistakes
    throw result.reason
  })
  if (mistakes.length > 0) throw new DataError(mistakes)
  return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
}
